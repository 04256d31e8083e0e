//! Classes that a person decided, each with a reason.

use chrono::NaiveDate;

use super::Scheme;
use crate::{
    content::bi,
    domain::{
        Customer, Id,
        field::{Choice, Field, Kind, Value},
        record::{Fault, Problem, Record, Reference, Stamp},
    },
    fields,
};

/// The customer is of the class: entered by hand, or in place of the computed one.
pub const IS: &str = "is";
/// The customer keeps its class and is treated as one of another.
pub const TREAT_AS: &str = "treat_as";

const KIND: &[Choice] = &[
    Choice {
        code: IS,
        label: bi("属于该类", "Is of the class"),
    },
    Choice {
        code: TREAT_AS,
        label: bi("按该类对待", "Treated as the class"),
    },
];

fields! {
    /// A customer's class in a scheme as a person decided it, or the class it is treated as.
    pub struct Judgement {
        /// The customer.
        customer: Id,
        /// Code of the scheme.
        scheme: String,
    }
    "judgement" {
        kind: Option<String>, Kind::Choice(KIND), "判定方式", "Kind of judgement";
        class: Option<String>, Kind::Line, "类别", "Class";
        reason: Option<String>, Kind::Paragraph, "理由", "Reason";
        decided_on: Option<NaiveDate>, Kind::Date, "判定日期", "Decided on";
    }
}

impl Judgement {
    /// The id of the one judgement of that kind on a customer in a scheme.
    pub fn id_of(scheme: &str, customer: Id, kind: &str) -> Id {
        Id::derived(&format!("judgement:{scheme}:{customer}:{kind}"))
    }

    /// A judgement with its reason.
    pub fn new(
        scheme: &Scheme,
        customer: Id,
        kind: &str,
        class: &str,
        reason: &str,
        decided_on: NaiveDate,
    ) -> Self {
        Self {
            id: Self::id_of(&scheme.code, customer, kind),
            customer,
            scheme: scheme.code.clone(),
            kind: Some(kind.to_owned()),
            class: Some(class.to_owned()),
            reason: Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
            decided_on: Some(decided_on),
            ..Self::default()
        }
    }

    /// Whether it says how the customer is treated, not what it is.
    pub fn is_treatment(&self) -> bool {
        self.kind.as_deref() == Some(TREAT_AS)
    }
}

impl Record for Judgement {
    fn id(&self) -> Id {
        self.id
    }

    fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn stamp_mut(&mut self) -> &mut Stamp {
        &mut self.stamp
    }

    fn catalogue() -> &'static [Field] {
        Self::FIELDS
    }

    fn value(&self, key: &str) -> Option<Value> {
        self.get(key)
    }

    fn title(&self) -> String {
        let class = self.class.as_deref().unwrap_or_default();
        format!("{} {class}", self.scheme)
    }

    fn faults(&self) -> Vec<Fault> {
        let needed = ["kind", "class", "reason"];
        let missing = needed.into_iter().filter(|key| self.get(key).is_none());
        let missing = missing.map(|key| Fault {
            field: key.to_owned(),
            problem: Problem::Missing,
        });
        self.field_faults().into_iter().chain(missing).collect()
    }

    fn references(&self) -> Vec<Reference> {
        vec![Reference {
            field: "customer",
            table: Customer::TABLE,
            id: self.customer,
        }]
    }
}
