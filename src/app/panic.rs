//! What happens when the program itself is at fault: nothing half done is stored, and the rescue
//! screen takes over.

use leptos::wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, console};

/// Aborts the transaction under way and hands over to `boot.js`. The message names the place in
/// the program and never a customer's data.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        crate::storage::indexed_db::abort_active_transactions();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let text = format!("panic at {place}");
        console::error_1(&JsValue::from_str(&text));
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&text));
        if let (Some(window), Ok(event)) = (
            web_sys::window(),
            CustomEvent::new_with_event_init_dict("xinke:panic", &init),
        ) {
            window.dispatch_event(&event).ok();
        }
    }));
}
