//! Files in: a button, a drop area, and dropping anywhere on the window.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList};

use super::button::ButtonKind;
use super::dom::next_id;
use super::icon::{Glyph, Icon};

/// The files of a list.
fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// True when the drag carries files (and not text or a link).
fn carries_files(ev: &DragEvent) -> bool {
    ev.data_transfer().is_some_and(|data| {
        data.types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}

/// Listens for files dropped anywhere on the window. The signal is true while files hover over it;
/// the listeners go with the owner that called this.
pub fn use_window_drop(on_files: Callback<Vec<File>>) -> ReadSignal<bool> {
    let (hovering, set_hovering) = signal(false);
    let over = window_event_listener(ev::dragover, move |ev| {
        if carries_files(&ev) {
            ev.prevent_default();
            if !hovering.get_untracked() {
                set_hovering.set(true);
            }
        }
    });
    let leave = window_event_listener(ev::dragleave, move |ev| {
        if ev.related_target().is_none() {
            set_hovering.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |ev| {
        set_hovering.set(false);
        if carries_files(&ev) {
            let taken = ev.default_prevented();
            ev.prevent_default();
            let files = files_of(ev.data_transfer().and_then(|data| data.files()));
            if !taken && !files.is_empty() {
                on_files.run(files);
            }
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
    hovering
}

/// A drop area with a button for the file dialog.
#[component]
pub fn FileDrop(
    /// The label of the button.
    #[prop(into)]
    label: Signal<String>,
    /// What can be dropped here.
    #[prop(into)]
    hint: Signal<String>,
    /// What the file dialog offers (`.json,.csv,.xlsx`).
    #[prop(optional, into)]
    accept: MaybeProp<String>,
    /// More than one file at once.
    #[prop(default = true)]
    multiple: bool,
    /// Not usable now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A hook for tests, on the file input.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// Gets the files.
    #[prop(into)]
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let id = next_id("file");
    let hint_id = format!("{id}-hint");
    let hovering = RwSignal::new(false);
    let input: NodeRef<html::Input> = NodeRef::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let files = files_of(input.files());
        input.set_value("");
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let left = move |ev: DragEvent| {
        let inside = ev
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Node>().ok())
            .is_some_and(|area| {
                area.contains(ev.related_target().and_then(|t| t.dyn_into().ok()).as_ref())
            });
        if !inside {
            hovering.set(false);
        }
    };
    let dropped = move |ev: DragEvent| {
        hovering.set(false);
        if carries_files(&ev) {
            ev.prevent_default();
            let files = files_of(ev.data_transfer().and_then(|data| data.files()));
            if !files.is_empty() && !disabled.get_untracked() {
                on_files.run(files);
            }
        }
    };
    view! {
        <div
            class="c-drop"
            data-hovering=move || hovering.get().then_some("true")
            on:dragover=move |ev| if carries_files(&ev) { ev.prevent_default(); hovering.set(true) }
            on:dragleave=left
            on:drop=dropped
        >
            <input
                node_ref=input
                class="c-drop__input"
                type="file"
                id=id.clone()
                accept=move || accept.get()
                multiple=multiple
                disabled=move || disabled.get()
                aria-describedby=hint_id.clone()
                data-testid=move || testid.get()
                on:change=chosen
            />
            <label class=format!("{} c-drop__button", ButtonKind::Quiet.class()) for=id>
                <Icon glyph=Glyph::Upload/>
                {move || label.get()}
            </label>
            <p class="c-drop__hint" id=hint_id>{move || hint.get()}</p>
        </div>
    }
}
