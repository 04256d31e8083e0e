//! Which box a customer's card lies in.

use super::Customer;
use crate::content::{Bilingual, bi};

/// Future, present or past customer. Until the sales ledger dates the last order, the status
/// says which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardKind {
    /// No deal yet.
    Future,
    /// In business with us.
    Present,
    /// No longer.
    Past,
}

impl CardKind {
    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Future => bi("未来客户", "Future customer"),
            Self::Present => bi("现在客户", "Present customer"),
            Self::Past => bi("过去客户", "Past customer"),
        }
    }
}

/// The box a card lies in.
pub fn card_kind(customer: &Customer) -> CardKind {
    match customer.status.as_deref() {
        Some("traded") => CardKind::Present,
        Some("lost") => CardKind::Past,
        _ => CardKind::Future,
    }
}
