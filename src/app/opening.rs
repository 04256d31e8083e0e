//! Workbooks of this computer: find, open, make, take in, duplicate, rename, delete.

use leptos::{prelude::*, task::spawn_local};

use super::{
    clock, describe,
    prefs::{self, Sentinel},
    state::{App, Phase},
    store::{Place, Store},
};
use crate::{
    content::bi,
    domain::{
        Id, Workbook,
        book::BookInfo,
        edit::{Action, EditBuilder},
        tables::AnyRecord,
    },
    exchange::{Reason, json, sample},
    storage::{Registry, Seal, Session, Setup, StoreError},
    ui::Tone,
};

/// How a new workbook begins.
#[derive(Clone, PartialEq, Debug)]
pub enum NewBook {
    /// Empty, of that name.
    Empty(String),
    /// The invented sample company.
    Sample,
    /// What a file holds, its identity and revision included.
    File(Box<Workbook>),
}

/// Why a workbook is not open.
pub type OpenError = StoreError;

fn setup() -> Setup {
    Setup {
        seal: Seal::default(),
        clock: clock::now_ms,
    }
}

impl App {
    /// Where workbooks are kept; found once, when the app starts.
    fn place(self) -> Place {
        self.place.get_value().unwrap_or_else(Place::fleeting)
    }

    pub(super) fn registry(self) -> Registry<Place> {
        Registry::new(self.place(), Seal::default())
    }

    /// Reads the list of workbooks again.
    pub async fn load_list(self) {
        match self.registry().list().await {
            Ok(list) => self.listed.set(list),
            Err(error) => self.say_store_error(&error),
        }
    }

    /// Starts: the list, the workbook opened last, other tabs, saving on leaving.
    pub fn start(self) {
        self.apply_look();
        self.listen_to_tabs();
        self.save_on_leaving();
        spawn_local(async move {
            let found = Place::find().await;
            self.is_kept.set(found.is_ok());
            let refused = found.as_ref().err().cloned();
            self.place
                .set_value(Some(found.unwrap_or_else(|_| Place::fleeting())));
            // Where there were workbooks, a database that does not open is no new user's.
            let known = prefs::sentinels().into_keys().next();
            if let (Some(error), Some(id)) = (refused, known) {
                return self.phase.set(Phase::Trouble(id, error));
            }
            self.load_list().await;
            let last = self.prefs.with_untracked(|prefs| prefs.last);
            let listed = self.listed.get_untracked();
            let lost = prefs::sentinels()
                .into_keys()
                .find(|id| !listed.iter().any(|l| l.id == *id));
            let last = last.filter(|id| listed.iter().any(|l| l.id == *id));
            // localStorage lags behind: after a power cut it may not know the last one any more.
            let newest = listed.first().map(|l| l.id);
            // Only the list may be lost: if the workbook itself is there, it is listed again.
            match last.or(lost).or(newest) {
                Some(id) => self.open(id).await,
                None => self.phase.set(Phase::Welcome),
            }
        });
    }

    /// Opens a workbook of this computer.
    pub async fn open(self, id: Id) {
        if !self.let_go().await {
            return;
        }
        let known = prefs::sentinels().get(&id).copied().unwrap_or_default();
        let opened = match self.place().open(id).await {
            Ok(store) => Session::open(store, setup()).await,
            Err(error) => Err(error),
        };
        match opened {
            Ok(session) if session.mark().seq < known.seq => self.phase.set(Phase::Lost(id)),
            Ok(session) => self.adopt(id, session),
            Err(StoreError::Gone) => self.phase.set(Phase::Lost(id)),
            Err(error) => self.phase.set(Phase::Trouble(id, error)),
        }
    }

    /// Stores what is unsaved before another workbook takes the place of the open one; whether it
    /// may. What is in memory alone would otherwise go in silence.
    async fn let_go(self) -> bool {
        self.run_leaving();
        let Some(session) = self.current_session() else {
            return true;
        };
        let stored = session.flush().await;
        self.after_store(&session);
        if !session.would_lose() {
            return true;
        }
        if let Err(error) = stored {
            self.say_store_error(&error);
            self.say(Tone::Risk, self.language_untracked(bi(
                "这本工作簿还有没保存的修改，没有换到另一本。请先导出文件，再刷新本页。",
                "This workbook has unsaved changes, so it stays open. Export a file first, then reload.",
            )));
        }
        false
    }

    fn adopt(self, id: Id, session: Session<Store>) {
        let status = session.status();
        self.session.set_value(Some(session.clone()));
        self.roster_search.set(String::new());
        self.phase.set(Phase::Open(id));
        self.status.set(Some(status));
        self.change_prefs(|prefs| prefs.last = Some(id));
        self.refresh_all();
        spawn_local(async move {
            let now = clock::now_ms();
            if self
                .registry()
                .update(id, move |listed| listed.opened_at_ms = now)
                .await
                .is_ok()
            {
                self.note_in_list(&session);
            }
        });
    }

    /// Makes a workbook and opens it.
    pub async fn create(self, new: NewBook) {
        let author = self.author();
        let workbook = match new {
            NewBook::File(workbook) => *workbook,
            NewBook::Empty(name) => {
                let mut workbook = Workbook {
                    id: clock::new_id(),
                    ..Workbook::default()
                };
                let info = BookInfo {
                    id: BookInfo::the_id(),
                    name,
                    ..BookInfo::default()
                };
                let mut builder = EditBuilder::new(&workbook.tables, &author);
                builder.put(info);
                let edit = builder.finish(Action::on("book.create", ""));
                match edit.map(|edit| workbook.apply(&edit)) {
                    Ok(Ok(())) => workbook,
                    Ok(Err(_)) => return,
                    Err(error) => {
                        let lang = self.language.0.get_untracked();
                        return self.say(Tone::Risk, describe::edit_error(&error, lang));
                    }
                }
            }
            NewBook::Sample => {
                let lang = self.language.0.get_untracked();
                match sample::tables(&author, &mut clock::new_id, lang) {
                    Ok(tables) => Workbook {
                        id: clock::new_id(),
                        tables,
                        ..Workbook::default()
                    },
                    Err(error) => return self.say(Tone::Risk, error.to_string()),
                }
            }
        };
        let id = workbook.id;
        if !self.let_go().await {
            return;
        }
        let created = match self.place().make(id).await {
            Ok(store) => Session::create(store, workbook, setup()).await,
            Err(error) => Err(error),
        };
        match created {
            Ok(session) => {
                if session.backend().is_kept() {
                    prefs::keep_sentinel(id, Sentinel { seq: 0 });
                }
                self.adopt(id, session);
            }
            Err(error) => self.say_store_error(&error),
        }
    }

    /// The content of a workbook of this computer, open or not.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn read_book(self, id: Id) -> Result<Workbook, StoreError> {
        if self.phase.get_untracked() == Phase::Open(id) {
            return Ok(self.book(Workbook::clone));
        }
        let store = self.place().open(id).await?;
        let session = Session::open(store, setup()).await?;
        Ok(session.read(|book, _| book.clone()))
    }

    /// Makes an independent copy of a workbook and opens it.
    pub async fn duplicate(self, id: Id) {
        match self.read_book(id).await {
            Ok(mut workbook) => {
                workbook.id = clock::new_id();
                workbook.revision = 0;
                let suffix = self.language_untracked(bi("（副本）", " (copy)"));
                let info = workbook.tables.book.get(BookInfo::the_id()).cloned();
                if let Some(info) = info {
                    let name = format!("{}{suffix}", info.name);
                    workbook.tables.put(AnyRecord::from(BookInfo {
                        name,
                        ..BookInfo::clone(&info)
                    }));
                }
                self.create(NewBook::File(Box::new(workbook))).await;
            }
            Err(error) => self.say_store_error(&error),
        }
    }

    /// Renames the open workbook.
    pub fn rename(self, name: &str) -> bool {
        let author = self.author();
        let edit = self.book(|book| {
            let info = book
                .tables
                .book
                .get(BookInfo::the_id())
                .map(|info| BookInfo::clone(info));
            let mut builder = EditBuilder::new(&book.tables, &author);
            let info = info.unwrap_or_default();
            builder.put(BookInfo {
                id: BookInfo::the_id(),
                name: name.trim().to_owned(),
                ..info
            });
            builder.finish(Action::on("book.rename", name.trim()))
        });
        self.perform(edit)
    }

    /// Deletes a workbook from this computer for good.
    pub async fn delete_book(self, id: Id) {
        if self.phase.get_untracked() == Phase::Open(id) {
            self.session.set_value(None);
            self.phase.set(Phase::Welcome);
            self.status.set(None);
            self.change_prefs(|prefs| prefs.last = None);
            self.refresh_all();
        }
        match self.place().delete(id).await {
            Ok(()) => {
                prefs::drop_sentinel(id);
                if let Err(error) = self.registry().remove(id).await {
                    self.say_store_error(&error);
                }
                self.load_list().await;
                self.say(
                    Tone::Neutral,
                    self.language_untracked(bi(
                        "工作簿已从这台电脑删除。",
                        "The workbook has been deleted from this computer.",
                    )),
                );
            }
            Err(error) => self.say_store_error(&error),
        }
    }

    /// The open workbook as its file, written without holding up the page.
    async fn written(self) -> Result<Vec<u8>, Reason> {
        let mut writing = self.book(json::Writing::of)?;
        let mut pace = clock::Pace::begin();
        while writing.step()? {
            pace.step().await;
        }
        writing.finish()
    }

    /// Keeps a copy of the open workbook in its own database; whether that worked.
    pub async fn snapshot(self, label: &str) -> bool {
        let Some(session) = self.current_session() else {
            return false;
        };
        let bytes = match self.written().await {
            Ok(bytes) => bytes,
            Err(reason) => {
                let lang = self.language.0.get_untracked();
                self.say(Tone::Risk, super::describe_file::reason(&reason, lang));
                return false;
            }
        };
        match session.snapshot(label, bytes, clock::now_ms()).await {
            Ok(_) => true,
            Err(error) => {
                self.say_store_error(&error);
                false
            }
        }
    }

    /// Gives up a workbook whose database is lost, after the user has been told.
    pub fn forget_lost(self, id: Id) {
        prefs::drop_sentinel(id);
        spawn_local(async move {
            self.registry().remove(id).await.ok();
            self.load_list().await;
            self.phase.set(Phase::Welcome);
        });
    }

    /// Says what storage said.
    pub fn say_store_error(self, error: &StoreError) {
        let lang = self.language.0.get_untracked();
        self.say(Tone::Risk, describe::store_error(error, lang));
    }
}
