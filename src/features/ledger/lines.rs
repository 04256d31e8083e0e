//! The lines of the ledger.

use leptos::prelude::*;

use crate::{app::i18n::tr, content::bi, ui::PageHeader};

/// All sales lines.
#[component]
pub fn LinesPage() -> impl IntoView {
    view! { <PageHeader title=tr(bi("销售明细", "Sales lines"))/> }
}
