//! Preferences in localStorage: comfort only, never the sole copy of anything and never a name of
//! a customer. Anything unreadable there counts as absent.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use crate::{content::Lang, domain::Id};

const PREFS: &str = "xinke.prefs";
const WORKBOOKS: &str = "xinke.workbooks";

/// How the interface looks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the user chose on this computer.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// `zh` or `en`; absent until chosen.
    pub lang: Option<String>,
    /// Look.
    pub theme: Theme,
    /// The name that records are stamped with.
    pub author: String,
    /// The workbook to open first.
    pub last: Option<Id>,
    /// Columns of the roster, in order.
    pub roster_columns: Vec<String>,
    /// How the columns of a file were mapped, by its header line.
    pub mappings: BTreeMap<String, serde_json::Value>,
}

/// gloo-storage throws where the browser refuses localStorage altogether.
fn is_there() -> bool {
    matches!(leptos::prelude::window().local_storage(), Ok(Some(_)))
}

fn read<T: Default + for<'de> Deserialize<'de>>(key: &str) -> T {
    if is_there() {
        LocalStorage::get(key).unwrap_or_default()
    } else {
        T::default()
    }
}

/// A browser that keeps nothing forgets it, which harms nobody.
fn write<T: Serialize>(key: &str, value: T) {
    if is_there() {
        LocalStorage::set(key, value).ok();
    }
}

impl Prefs {
    /// What was chosen earlier.
    pub fn load() -> Self {
        read(PREFS)
    }

    /// Keeps it.
    pub fn save(&self) {
        write(PREFS, self);
    }

    /// The language chosen, else the browser's.
    pub fn language(&self) -> Lang {
        let browser = || {
            leptos::prelude::window()
                .navigator()
                .language()
                .unwrap_or_default()
        };
        let code = self.lang.clone().unwrap_or_else(browser);
        if code.starts_with("zh") {
            Lang::Zh
        } else {
            Lang::En
        }
    }
}

/// What is remembered outside a workbook's database, so that a database the browser lost is noticed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Sentinel {
    /// A sequence number the database is known to have reached.
    pub seq: u64,
}

/// The sentinels of all workbooks known on this computer.
pub fn sentinels() -> BTreeMap<Id, Sentinel> {
    read(WORKBOOKS)
}

/// Remembers how far a workbook's database has come.
pub fn keep_sentinel(id: Id, sentinel: Sentinel) {
    let mut all = sentinels();
    all.insert(id, sentinel);
    write(WORKBOOKS, all);
}

/// Forgets a workbook that was deleted.
pub fn drop_sentinel(id: Id) {
    let mut all = sentinels();
    all.remove(&id);
    write(WORKBOOKS, all);
}
