//! Other tabs of the same workbook: each is told to read what this one has stored, and vice versa.

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{BroadcastChannel, MessageEvent};

use super::state::{App, Phase};
use crate::storage::Status;

impl App {
    /// Listens to other tabs.
    pub(super) fn listen_to_tabs(self) {
        let Ok(channel) = BroadcastChannel::new("xinke") else {
            return;
        };
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data().as_string().unwrap_or_default();
            let Phase::Open(id) = self.phase.get_untracked() else {
                return;
            };
            if said == id.to_string() {
                self.catch_up();
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        self.channel.set_value(Some(channel));
    }

    /// Tells other tabs that this one has stored something.
    pub(super) fn tell_other_tabs(self) {
        let Phase::Open(id) = self.phase.get_untracked() else {
            return;
        };
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.post_message(&id.to_string().into()).ok();
            }
        });
    }

    /// Takes in what other tabs have stored.
    pub(super) fn catch_up(self) {
        let Some(session) = self.current_session() else {
            return;
        };
        spawn_local(async move {
            match session.catch_up().await {
                Ok(_) => {
                    self.status.set(Some(session.status()));
                    self.refresh();
                }
                Err(error) => self
                    .status
                    .set(Some(Status::Unsaved { error: Some(error) })),
            }
        });
    }
}
