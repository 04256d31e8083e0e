//! All schemes at a glance.

use leptos::prelude::*;

use crate::{app::i18n::tr, content::bi, ui::PageHeader};

/// All schemes.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <PageHeader title=tr(bi("客户分类", "Classes of customers"))/> }
}
