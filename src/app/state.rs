//! What is open and shown, and the ways to change it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    clock, describe,
    i18n::Language,
    prefs::{Prefs, Theme},
    route::{self, CurrentRoute, Route},
    store::{Place, Store},
};
use crate::{
    content::{Bilingual, Lang, bi},
    domain::{
        Id, Workbook,
        customer::{Address, Contact},
        edit::{Author, Edit, EditError},
        journal::{Journal, Turn},
    },
    storage::{Conflict, Listed, Session, Status, StoreError},
    ui::{Toast, Tone},
};

/// How far the app has come with a workbook.
#[derive(Clone, PartialEq, Debug)]
pub enum Phase {
    /// Looking for the workbook opened last.
    Starting,
    /// None is open.
    Welcome,
    /// One is open.
    Open(Id),
    /// The browser has lost the database of one that was here.
    Lost(Id),
    /// One is there but cannot be opened.
    Trouble(Id, StoreError),
}

/// A message with what its button does.
#[derive(Clone)]
pub(super) struct Message {
    pub toast: Toast,
    pub action: Option<Callback<()>>,
}

/// The app's state. Copies are the same app.
#[derive(Clone, Copy)]
pub struct App {
    /// The language in use.
    pub language: Language,
    /// Preferences of this computer.
    pub prefs: RwSignal<Prefs>,
    /// The screen shown.
    pub route: CurrentRoute,
    /// How far we are with a workbook.
    pub phase: RwSignal<Phase>,
    /// Whether there is something to undo.
    pub can_undo: RwSignal<bool>,
    /// Whether there is something to redo.
    pub can_redo: RwSignal<bool>,
    /// Where the last change is.
    pub status: RwSignal<Option<Status>>,
    /// Edits that met another tab's.
    pub conflicts: RwSignal<Vec<Conflict>>,
    /// The workbooks of this computer.
    pub listed: RwSignal<Vec<Listed>>,
    /// Whether the browser keeps anything at all.
    pub is_kept: RwSignal<bool>,
    /// Whether the browser promised not to clear the data by itself; nothing where it was not asked.
    pub is_persisted: RwSignal<Option<bool>>,
    /// What is typed into the roster's search; never in the address.
    pub roster_search: RwSignal<String>,
    /// Whether the command palette is open.
    pub is_palette_open: RwSignal<bool>,
    /// A file dropped anywhere, waiting for the Data page.
    pub dropped: RwSignal<Vec<web_sys::File>, LocalStorage>,
    pub(super) messages: RwSignal<Vec<Message>>,
    pub(super) place: StoredValue<Option<Place>, LocalStorage>,
    pub(super) session: StoredValue<Option<Session<Store>>, LocalStorage>,
    pub(super) channel: StoredValue<Option<web_sys::BroadcastChannel>, LocalStorage>,
    versions: StoredValue<BTreeMap<String, ArcRwSignal<u64>>>,
    version: RwSignal<u64>,
    leaving: StoredValue<Vec<(u64, Callback<()>)>>,
    counter: StoredValue<u64>,
}

impl App {
    /// Starts with nothing open.
    pub fn new() -> Self {
        let prefs = Prefs::load();
        let language = Language(RwSignal::new(prefs.language()));
        let route = CurrentRoute::follow();
        let app = Self {
            language,
            prefs: RwSignal::new(prefs),
            route,
            phase: RwSignal::new(Phase::Starting),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            status: RwSignal::new(None),
            conflicts: RwSignal::new(Vec::new()),
            listed: RwSignal::new(Vec::new()),
            is_kept: RwSignal::new(true),
            is_persisted: RwSignal::new(None),
            roster_search: RwSignal::new(String::new()),
            is_palette_open: RwSignal::new(false),
            dropped: RwSignal::new_local(Vec::new()),
            messages: RwSignal::new(Vec::new()),
            place: StoredValue::new_local(None),
            session: StoredValue::new_local(None),
            channel: StoredValue::new_local(None),
            versions: StoredValue::new(BTreeMap::new()),
            version: RwSignal::new(0),
            leaving: StoredValue::new(Vec::new()),
            counter: StoredValue::new(0),
        };
        provide_context(language);
        provide_context(app);
        super::ledger::provide(app);
        super::classes::provide(app);
        app
    }

    /// The app around the component being built.
    pub fn get() -> Self {
        expect_context()
    }

    /// Looks at the workbook; an empty one while none is open.
    pub fn book<T>(self, look: impl FnOnce(&Workbook) -> T) -> T {
        self.session.with_value(|session| match session {
            Some(session) => session.read(|book, _| look(book)),
            None => look(&Workbook::default()),
        })
    }

    /// Looks at the journal; an empty one while no workbook is open.
    pub fn journal<T>(self, look: impl FnOnce(&Journal) -> T) -> T {
        self.session.with_value(|session| match session {
            Some(session) => session.read(|_, journal| look(journal)),
            None => look(&Journal::default()),
        })
    }

    /// The workbook's name.
    pub fn book_name(self) -> String {
        self.track("book");
        self.book(|book| book.name().to_owned())
    }

    /// Runs again whatever is computing now when a table changes.
    pub fn track(self, table: &str) {
        let known = self
            .versions
            .with_value(|versions| versions.get(table).cloned());
        let version = known.unwrap_or_else(|| {
            let version = ArcRwSignal::new(0);
            self.versions.update_value(|versions| {
                versions.insert(table.to_owned(), version.clone());
            });
            version
        });
        version.track();
    }

    /// Runs again whatever is computing now when anything changes.
    pub fn track_all(self) {
        self.version.track();
    }

    /// How many contacts and addresses a customer has.
    pub fn people_count(self, customer: Id) -> usize {
        self.track(Contact::TABLE);
        self.track(Address::TABLE);
        self.book(|book| {
            let contacts = book
                .tables
                .contacts
                .iter()
                .filter(|c| c.customer == customer)
                .count();
            contacts
                + book
                    .tables
                    .addresses
                    .iter()
                    .filter(|a| a.customer == customer)
                    .count()
        })
    }

    /// Today.
    pub fn today(self) -> NaiveDate {
        clock::today()
    }

    /// Who edits here and now.
    pub fn author(self) -> Author {
        let name = self.prefs.with_untracked(|prefs| prefs.author.clone());
        let name = if name.is_empty() {
            self.language_untracked(bi("本机", "this device"))
        } else {
            name
        };
        Author {
            name,
            today: clock::today(),
        }
    }

    /// A text in the present language, for use outside of views.
    pub fn language_untracked(self, text: Bilingual) -> String {
        text.in_lang(self.language.0.get_untracked()).to_owned()
    }

    /// Does an edit, says so with a way back, and starts saving; whether it was done.
    pub fn perform(self, edit: Result<Edit, EditError>) -> bool {
        let lang = self.language.0.get_untracked();
        match edit {
            Err(error) => {
                self.say(Tone::Risk, describe::edit_error(&error, lang));
                false
            }
            Ok(edit) => {
                let words = describe::action(&edit.action, lang);
                let is_done = self.perform_quietly(edit);
                if is_done {
                    self.say_with(
                        Tone::Ok,
                        words,
                        bi("撤销", "Undo"),
                        Callback::new(move |()| self.undo()),
                    );
                }
                is_done
            }
        }
    }

    /// The same without a message, for edits that the screen itself shows.
    pub fn perform_quietly(self, edit: Edit) -> bool {
        if edit.changes.is_empty() {
            return true;
        }
        let by = self.author().name;
        let done = self.session.with_value(|session| {
            session
                .as_ref()
                .map(|session| session.perform(edit, Turn::Fresh, &by, clock::now_ms()))
        });
        match done {
            Some(Ok(_)) => {
                self.after_change();
                true
            }
            Some(Err(_)) => {
                self.say(
                    Tone::Risk,
                    self.language_untracked(bi(
                        "记录刚刚被改过，请再看一遍后重试。",
                        "The records have just changed; look again and retry.",
                    )),
                );
                false
            }
            None => false,
        }
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.turn_back(true);
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.turn_back(false);
    }

    fn turn_back(self, is_undo: bool) {
        self.run_leaving();
        let by = self.author().name;
        let turned = self.session.with_value(|session| {
            let session = session.as_ref()?;
            let now = clock::now_ms();
            Some(if is_undo {
                session.undo(&by, now)
            } else {
                session.redo(&by, now)
            })
        });
        let lang = self.language.0.get_untracked();
        match turned {
            Some(Ok(Some(entry))) => {
                self.after_change();
                let done = describe::action(&entry.edit.action, lang);
                let text = if is_undo {
                    bi("已撤销：{0}", "Undone: {0}")
                } else {
                    bi("已重做：{0}", "Redone: {0}")
                };
                self.say(Tone::Neutral, super::i18n::fill(text, lang, &[done]));
            }
            Some(Err(_)) => self.say(
                Tone::Warn,
                self.language_untracked(bi(
                    "无法撤销：记录后来又变了。",
                    "Cannot be undone: the records have changed since.",
                )),
            ),
            Some(Ok(None)) | None => {}
        }
    }

    /// Tells the screens what changed and starts saving.
    pub(super) fn after_change(self) {
        self.refresh();
        self.save();
    }

    /// Tells the screens what changed.
    pub(super) fn refresh(self) {
        let changed = self.session.with_value(|session| {
            session
                .as_ref()
                .map(Session::take_changed)
                .unwrap_or_default()
        });
        self.announce(&changed);
    }

    /// Tells every screen to look again: another workbook is open.
    pub(super) fn refresh_all(self) {
        let all: BTreeSet<_> = self
            .versions
            .with_value(|versions| versions.keys().cloned().collect());
        self.announce(&all);
    }

    fn announce(self, tables: &BTreeSet<String>) {
        let (undo, redo) =
            self.journal(|journal| (journal.to_undo().is_some(), journal.to_redo().is_some()));
        self.can_undo.set(undo);
        self.can_redo.set(redo);
        let conflicts = self
            .session
            .with_value(|s| s.as_ref().map(Session::conflicts).unwrap_or_default());
        if conflicts != self.conflicts.get_untracked() {
            self.conflicts.set(conflicts);
        }
        for table in tables {
            if let Some(version) = self
                .versions
                .with_value(|versions| versions.get(table).cloned())
            {
                version.update(|version| *version += 1);
            }
        }
        self.version.update(|version| *version += 1);
    }

    /// Says something.
    pub fn say(self, tone: Tone, text: String) {
        self.push_message(tone, text, None);
    }

    /// Says something that can be answered.
    pub fn say_with(self, tone: Tone, text: String, action: Bilingual, run: Callback<()>) {
        self.push_message(tone, text, Some((self.language_untracked(action), run)));
    }

    fn push_message(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        const SHOWN: usize = 3;
        let id = self.next_number();
        let (label, run) = action.unzip();
        let message = Message {
            toast: Toast {
                id,
                text,
                tone,
                action: label,
            },
            action: run,
        };
        self.messages.update(|messages| {
            messages.push(message);
            let too_many = messages.len().saturating_sub(SHOWN);
            messages.drain(..too_many);
        });
        if tone != Tone::Risk {
            let seconds = std::time::Duration::from_secs(10);
            set_timeout(move || self.dismiss(id), seconds);
        }
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        self.messages
            .try_update(|messages| messages.retain(|message| message.toast.id != id));
    }

    fn next_number(self) -> u64 {
        self.counter
            .try_update_value(|counter| {
                *counter += 1;
                *counter
            })
            .unwrap_or_default()
    }

    /// Runs something before the page is hidden or closed, as long as the component lives.
    pub fn before_leaving(self, run: impl Fn() + Send + Sync + 'static) {
        let number = self.next_number();
        let run = Callback::new(move |()| run());
        self.leaving
            .update_value(|leaving| leaving.push((number, run)));
        on_cleanup(move || {
            self.leaving
                .try_update_value(|leaving| leaving.retain(|(other, _)| *other != number));
        });
    }

    /// Lets forms keep what was typed but not left yet.
    pub(super) fn run_leaving(self) {
        route::commit_field();
        for (_, run) in self.leaving.get_value() {
            run.run(());
        }
    }

    /// Changes a preference and keeps it.
    pub fn change_prefs(self, change: impl FnOnce(&mut Prefs)) {
        self.prefs.update(change);
        self.prefs.with_untracked(Prefs::save);
        self.apply_look();
    }

    /// Switches the language at once and keeps the choice.
    pub fn set_language(self, lang: Lang) {
        self.language.0.set(lang);
        self.change_prefs(|prefs| {
            prefs.lang = Some(if lang == Lang::Zh { "zh" } else { "en" }.to_owned())
        });
    }

    /// Puts language and theme on the document.
    pub(super) fn apply_look(self) {
        let Some(root) = document().document_element() else {
            return;
        };
        let lang = if self.language.0.get_untracked() == Lang::Zh {
            "zh-CN"
        } else {
            "en"
        };
        root.set_attribute("lang", lang).ok();
        match self.prefs.with_untracked(|prefs| prefs.theme) {
            Theme::System => root.remove_attribute("data-theme").ok(),
            Theme::Light => root.set_attribute("data-theme", "light").ok(),
            Theme::Dark => root.set_attribute("data-theme", "dark").ok(),
        };
    }

    /// Goes to a screen without a step in the browser's history.
    pub fn replace(self, route: &Route) {
        route::replace(self.route, route);
    }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}
