//! Small helpers around the browser's document: ids, keys, safe links.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, InputEvent, KeyboardEvent};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// An element id nobody else on the page has: the prefix and a running number.
#[must_use]
pub fn next_id(prefix: &str) -> String {
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// True when the key event belongs to an input method that is still composing.
#[must_use]
pub fn is_composing(ev: &KeyboardEvent) -> bool {
    ev.is_composing() || ev.key_code() == 229
}

/// True for Enter alone: no modifier, and not the Enter that ends an input-method composition.
#[must_use]
pub fn is_plain_enter(ev: &KeyboardEvent) -> bool {
    ev.key() == "Enter"
        && !is_composing(ev)
        && !ev.shift_key()
        && !ev.ctrl_key()
        && !ev.alt_key()
        && !ev.meta_key()
}

/// The address if it is a hash of this page (`#/…`), so that no other kind of link is ever drawn.
#[must_use]
pub fn safe_hash(href: &str) -> Option<String> {
    href.starts_with('#').then(|| href.to_owned())
}

/// True when an `input` event comes from the middle of an input-method composition.
pub(crate) fn input_is_composing(ev: &Event) -> bool {
    ev.dyn_ref::<InputEvent>()
        .is_some_and(InputEvent::is_composing)
}

/// The element with this id, if it is on the page.
pub(crate) fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus on the element with this id; nothing happens when it is not there.
pub(crate) fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        element.focus().ok();
    }
}

/// Moves an index one step or to an end, wrapping round; `None` for other keys or an empty list.
pub(crate) fn step_index(key: &str, at: usize, count: usize, vertical: bool) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let (next, prev) = if vertical {
        ("ArrowDown", "ArrowUp")
    } else {
        ("ArrowRight", "ArrowLeft")
    };
    match key {
        k if k == next => Some((at + 1) % count),
        k if k == prev => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{safe_hash, step_index};

    #[test]
    fn only_hashes_are_links() {
        assert_eq!(safe_hash("#/customer/1").as_deref(), Some("#/customer/1"));
        for bad in [
            "javascript:alert(1)",
            "https://example.com",
            "//x",
            "",
            " #/x",
            "data:text/html,x",
        ] {
            assert_eq!(safe_hash(bad), None, "{bad}");
        }
    }

    #[test]
    fn steps_wrap_round() {
        assert_eq!(step_index("ArrowDown", 2, 3, true), Some(0));
        assert_eq!(step_index("ArrowUp", 0, 3, true), Some(2));
        assert_eq!(step_index("ArrowLeft", 0, 3, true), None);
        assert_eq!(step_index("End", 0, 3, false), Some(2));
        assert_eq!(step_index("Home", 0, 0, false), None);
    }
}
