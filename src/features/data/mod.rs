//! Files in and out.
use leptos::prelude::*;
/// Data.
#[component]
pub fn DataPage() -> impl IntoView {}
