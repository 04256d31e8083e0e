//! Saving: after every edit, when the page is hidden, and folding the log in idle moments.

use std::time::Duration;

use leptos::{ev, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use wasm_bindgen_futures::JsFuture;

use super::{
    clock,
    prefs::{self, Sentinel},
    state::{App, Phase},
    store::Store,
};
use crate::storage::{Session, Status};

/// After so long without an edit the log is folded into the shards.
const IDLE: Duration = Duration::from_secs(20);

impl App {
    /// The open workbook's session, for what the app has no words of its own for.
    pub fn current_session(self) -> Option<Session<Store>> {
        self.session.get_value()
    }

    /// Starts writing what is not saved yet; the badge follows.
    pub fn save(self) {
        let Some(session) = self.current_session() else {
            return;
        };
        self.status.set(Some(Status::Saving));
        spawn_local(async move {
            let is_stored = session.flush().await.is_ok();
            self.after_store(&session);
            if is_stored {
                self.tell_other_tabs();
                self.ask_to_persist().await;
                self.note_in_list(&session);
                self.fold_when_idle(&session);
            }
        });
    }

    /// Looks whether the database is still there, then writes what is not saved yet.
    pub(super) fn save_again(self) {
        let Some(session) = self.current_session() else {
            return;
        };
        self.status.set(Some(Status::Saving));
        spawn_local(async move {
            match session.catch_up().await {
                Ok(_) => self.save(),
                Err(error) => self
                    .status
                    .set(Some(Status::Unsaved { error: Some(error) })),
            }
        });
    }

    /// Brings badge, sentinel and screens up to date after a transaction.
    pub(super) fn after_store(self, session: &Session<Store>) {
        let id = session.read(|book, _| book.id);
        // Deleted or closed meanwhile: its sentinel must not come back.
        if self.phase.get_untracked() != Phase::Open(id) {
            return;
        }
        self.status.set(Some(session.status()));
        let mark = session.mark();
        if session.backend().is_kept() {
            prefs::keep_sentinel(id, Sentinel { seq: mark.seq });
        }
        self.refresh();
    }

    fn fold_when_idle(self, session: &Session<Store>) {
        let (session, mark) = (session.clone(), session.mark());
        set_timeout(
            move || {
                if session.mark() == mark {
                    spawn_local(async move {
                        if session.compact(clock::now_ms()).await.is_ok() {
                            self.after_store(&session);
                        }
                    });
                }
            },
            IDLE,
        );
    }

    /// Writes name, revision and size of the open workbook into the list of workbooks.
    pub(super) fn note_in_list(self, session: &Session<Store>) {
        let (id, name, revision, records, is_sample) = session.read(|book, _| {
            let is_sample = book.tables.book.iter().any(|info| info.sample);
            (
                book.id,
                book.name().to_owned(),
                book.revision,
                book.tables.total() as u64,
                is_sample,
            )
        });
        spawn_local(async move {
            let update = move |listed: &mut crate::storage::Listed| {
                listed.name = name;
                listed.revision = revision;
                listed.records = records;
                listed.sample = is_sample;
            };
            if self.registry().update(id, update).await.is_ok() {
                self.load_list().await;
            }
        });
    }

    /// Asks the browser, once there is something to lose, not to clear it by itself.
    async fn ask_to_persist(self) {
        if self.is_persisted.get_untracked().is_some() {
            return;
        }
        let navigator = window().navigator();
        let has_manager = js_sys_has(&navigator, "storage");
        let answer = match has_manager.then(|| navigator.storage().persist()) {
            Some(Ok(promise)) => JsFuture::from(promise).await.ok().and_then(|v| v.as_bool()),
            _ => None,
        };
        self.is_persisted.set(Some(answer.unwrap_or(false)));
    }

    /// Keeps what was typed, and writes it, before the page is hidden, closed or reloaded.
    pub(super) fn save_on_leaving(self) {
        let keep = move || {
            self.run_leaving();
            self.save_unsaved();
        };
        let hidden =
            window_event_listener(ev::Custom::<ev::Event>::new("pagehide"), move |_| keep());
        let visibility = leptos::prelude::document();
        let on_visibility = leptos::wasm_bindgen::closure::Closure::<dyn Fn()>::new(move || {
            if document().visibility_state() == web_sys::VisibilityState::Hidden {
                keep();
            } else {
                // A frozen tab hears nothing, and its database may be gone.
                self.catch_up();
            }
        });
        visibility
            .add_event_listener_with_callback(
                "visibilitychange",
                on_visibility.as_ref().unchecked_ref(),
            )
            .ok();
        on_visibility.forget();
        let unload = window_event_listener(ev::beforeunload, move |event| {
            self.run_leaving();
            if self
                .current_session()
                .is_some_and(|session| session.would_lose())
            {
                self.save_unsaved();
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            hidden.remove();
            unload.remove();
        });
    }

    fn save_unsaved(self) {
        let is_behind = |session: Session<Store>| !matches!(session.status(), Status::Saved { .. });
        if self.current_session().is_some_and(is_behind) {
            self.save();
        }
    }
}

/// Whether the browser has a property at all: `navigator.storage` is missing on plain http.
pub(super) fn js_sys_has(object: &leptos::wasm_bindgen::JsValue, name: &str) -> bool {
    web_sys::js_sys::Reflect::get(object, &name.into()).is_ok_and(|value| value.is_object())
}
