//! Dialogs on the browser's own `<dialog>`: focus trap, Escape and focus return come with it.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::button::{Button, ButtonKind, IconButton};
use super::dom::next_id;
use super::field::Field;
use super::icon::Glyph;
use super::input::TextInput;

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Medium,
    /// A table or a preview.
    Large,
}

impl DialogSize {
    fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// A modal dialog. Its content is built when it opens and dropped when it closes.
///
/// Escape, the close button and a click on the backdrop all run `on_close`; the caller answers by
/// setting `open` to false (or not, when there is unsaved work to ask about).
#[component]
pub fn Dialog(
    /// Shown or not.
    #[prop(into)]
    open: Signal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The accessible name of the close button.
    #[prop(into)]
    close_label: Signal<String>,
    /// Asked to close.
    #[prop(into)]
    on_close: Callback<()>,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// The buttons at the foot: secondary first, the main one last.
    #[prop(optional, into)]
    footer: ViewFn,
    /// A hook for tests.
    #[prop(optional, into)]
    testid: MaybeProp<String>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let node: NodeRef<html::Dialog> = NodeRef::new();
    let title_id = next_id("dialog-title");
    Effect::new(move || {
        let (Some(dialog), open) = (node.get(), open.get()) else {
            return;
        };
        if open && !dialog.open() {
            dialog.show_modal().ok();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let backdrop = move |ev: MouseEvent| {
        // The box covers the whole dialog: a press on the dialog itself is one on its backdrop.
        if ev.target() == ev.current_target() {
            on_close.run(());
        }
    };
    let children = StoredValue::new(children);
    let footer = StoredValue::new(footer);
    let heading = title_id.clone();
    view! {
        <dialog
            node_ref=node
            class="c-dialog"
            data-size=size.as_str()
            aria-labelledby=title_id
            data-testid=move || testid.get()
            on:cancel=move |ev: ev::CustomEvent| { ev.prevent_default(); on_close.run(()) }
            on:mousedown=backdrop
        >
            <Show when=move || open.get()>
                <div class="c-dialog__box">
                    <header class="c-dialog__head">
                        <h2 class="c-dialog__title" id=heading.clone()>{move || title.get()}</h2>
                    </header>
                    <div class="c-dialog__body">{children.with_value(|c| c())}</div>
                    <footer class="c-dialog__foot">{footer.with_value(ViewFn::run)}</footer>
                    <span class="c-dialog__close">
                        <IconButton label=close_label icon=Glyph::Close on_click=move |_| on_close.run(())/>
                    </span>
                </div>
            </Show>
        </dialog>
    }
}

/// Asks before something that is hard to take back.
#[component]
pub fn ConfirmDialog(
    /// Shown or not.
    #[prop(into)]
    open: Signal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    message: Signal<String>,
    /// The label of the button that does it, a verb.
    #[prop(into)]
    confirm_label: Signal<String>,
    /// The label of the button that doesn't.
    #[prop(into)]
    cancel_label: Signal<String>,
    /// It destroys something.
    #[prop(optional)]
    danger: bool,
    /// Text to be typed before it can be confirmed.
    #[prop(optional, into)]
    phrase: MaybeProp<String>,
    /// The label of the field for the phrase.
    #[prop(optional, into)]
    phrase_label: MaybeProp<String>,
    /// Confirmed.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Left without confirming.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move || {
        if open.get() {
            typed.set(String::new());
        }
    });
    let blocked =
        Signal::derive(move || phrase.get().is_some_and(|p| p.trim() != typed.get().trim()));
    let kind = if danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    let footer = move || {
        view! {
            <Button label=cancel_label on_click=move |_| on_cancel.run(())/>
            <Button label=confirm_label kind disabled=blocked on_click=move |_| on_confirm.run(())/>
        }
    };
    view! {
        <Dialog
            open
            title
            size=DialogSize::Small
            close_label=cancel_label
            on_close=on_cancel
            footer
            testid="confirm"
        >
            <p class="c-dialog__message">{move || message.get()}</p>
            {move || {
                phrase
                    .get()
                    .map(|text| {
                        view! {
                            <Field
                                label=Signal::derive(move || phrase_label.get().unwrap_or_default())
                                hint=text
                            >
                                <TextInput value=typed on_input=move |t| typed.set(t)/>
                            </Field>
                        }
                    })
            }}
        </Dialog>
    }
}
