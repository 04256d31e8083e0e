//! # Xinke (信客): the architecture
//!
//! A single-page app in Rust and WebAssembly for customer service and customer management. It has no
//! server: the data lies in the browser and travels as files.
//!
//! This page is the map. `tests/architecture.rs` checks that every file and test it names exists.
//!
//! # Bird's-eye view
//!
//! Layers outside, slices inside, with the same slice names on every layer: `customer`, `ledger`,
//! `classify` so far.
//! Arrows are imports and go down only:
//!
//! ```text
//!             features          a folder for each group of screens
//!             /      \
//!           app       \         shell, state, routes, languages
//!          /   \       \
//!      storage exchange ui      keep · files in and out · design system
//!          \   /
//!          domain               rules: records, edits, figures
//!            |
//!         content               what the textbooks list, in two languages
//! ```
//!
//! `content`, `domain`, `exchange` and `storage` (but for its IndexedDB part) are the core. It is
//! built without the feature `ui`, has no browser code in it and runs natively, so that its tests take
//! seconds. `ui`, `app` and `features` exist for wasm32 only.
//!
//! # Three homes
//!
//! The same program runs from an https host, from plain http on a school's network, and from one HTML
//! file on disk (`xinke.html`). The last two lose half of the browser: no path routing on disk; no
//! WebCrypto, Web Locks, service worker or clipboard on plain http. Hence routes in the hash, IndexedDB
//! as the one store, digests and ids made in Rust, workers started from blobs, and text to copy beside
//! every download. `src/boot` fetches the program with integrity and then switches the network off.
//!
//! # How data flows
//!
//! ```text
//! event -> command -> Edit -> memory -> journal -> one storage transaction -> other tabs
//!                                  \-> versions of the changed tables -> screens that look at them
//! ```
//!
//! 1. A screen calls a command of the domain, such as [`domain::customer::bulk_set`]. It looks at the
//!    tables and gives an [`Edit`](domain::edit::Edit), a list of (record before, record after), or
//!    says why not. It changes nothing; date, author and new ids are its arguments.
//! 2. `App::perform` hands the edit to the [`Session`](storage::Session), which applies it to the
//!    [`Workbook`](domain::Workbook) in memory, wholly or not at all, and puts it in the
//!    [`Journal`](domain::journal::Journal). Undo, redo and the history of a record read the journal.
//! 3. Signals, one for each table, tell the screens that looked at it to look again.
//! 4. [`Session::flush`](storage::Session::flush) appends the edit to the log in one strict
//!    transaction. “Saved” is shown when the browser says that it is complete. In idle moments the log
//!    is folded into shards.
//! 5. A broadcast tells other tabs of the same workbook to read the new entries. If both changed the
//!    same record, the user sees both versions and chooses.
//!
//! Importing, deleting, merging and restoring are edits too and take the same way.
//!
//! # Code map, in reading order
//!
//! * `src/content`: [`content`], labels, countries, pinyin and the sample company; texts as
//!   [`Bilingual`](content::Bilingual).
//! * `src/domain`: [`domain`], what is true of customers wherever they are kept.
//!   [`record`](domain::record), [`field`](domain::field) and [`tables`](domain::tables) say what
//!   there is, [`edit`](domain::edit) and [`journal`](domain::journal) how it changes,
//!   [`rule`](domain::rule) and [`figure`](domain::figure) what can be set and computed,
//!   [`search`](domain::search) how it is found; then a folder for each slice:
//!   [`customer`](domain::customer), [`ledger`](domain::ledger) whose
//!   [`Columns`](domain::ledger::Columns) all analyses read, [`classify`](domain::classify) with the
//!   [`Scheme`](domain::classify::Scheme)s as data and what [`classify`](fn@domain::classify::classify)
//!   makes of them.
//! * `src/exchange`: [`exchange`], files in and out as bytes: [`json`](exchange::json) is the format,
//!   [`csv`](exchange::csv) and [`xlsx`](exchange::xlsx) what spreadsheets read,
//!   [`grid`](exchange::grid) the typed cells that both are written from, [`plan`](exchange::plan) the
//!   dry run of an import, [`jobs`](exchange::jobs) what the workers can be asked to do.
//! * `src/storage`: [`storage`], where workbooks are kept: a [`Session`](storage::Session) over a
//!   [`Backend`](storage::Backend). `src/storage/indexed_db` is the browser's,
//!   [`MemoryBackend`](storage::MemoryBackend) the other; both pass one contract in `tests/contract`.
//! * `src/ui`: the design system, components with props for every text; its looks are in `style/ui`.
//! * `src/app`: `src/app/state.rs` holds what is open, `src/app/route.rs` every address,
//!   `src/app/describe.rs` the words for every error and action, `src/app/form.rs` forms over the
//!   catalogue of fields.
//! * `src/features`: the screens; `src/features/root.rs` puts one to each route.
//! * `src/main.rs` mounts the app; `src/bin/worker.rs` has the same core as a web worker,
//!   `src/bin/sheets.rs` reads and writes XLSX in one whose memory is capped (`build.rs`).
//! * `src/boot`: the JavaScript that starts the program, and the rescue page that saves raw data when
//!   the program can't.
//! * `xtask/src`: build, single file, tests, sizes and the bench (`cargo xtask help`);
//!   `tests/bench` measures the core and the program beside other libraries (`docs/bench.md`).
//!
//! # Invariants
//!
//! **Invariant:** imports follow the picture above, and a feature never names another.
//! (`tests/architecture/layers.rs::layers_point_one_way`,
//! `tests/architecture/layers.rs::features_do_not_know_each_other`)
//!
//! **Invariant:** the core is a function of its arguments: no clock, no randomness, no browser.
//! (`tests/architecture/layers.rs::the_core_knows_neither_clock_nor_chance_nor_browser`)
//!
//! **Invariant:** nothing stored is a float. Money is an integer of minor units with its currency,
//! other numbers are decimals, dates are calendar dates.
//! (`tests/architecture/layers.rs::nothing_stored_is_a_float`)
//!
//! **Invariant:** an edit is applied wholly or not at all, and its inverse brings back exactly what was.
//! (`src/domain/customer/commands.rs::an_edit_made_from_older_records_is_refused_whole`,
//! `src/domain/customer/commands.rs::deleting_takes_the_contacts_along_and_restoring_brings_all_back`)
//!
//! **Invariant:** what is shown as saved is there after a restart, and a batch is stored wholly or not
//! at all, in memory and in IndexedDB. (`tests/contract/places.rs::what_is_saved_is_there_after_a_restart`,
//! `tests/contract/places.rs::a_full_disk_leaves_the_last_state`)
//!
//! **Invariant:** no tab overwrites what another has stored.
//! (`tests/contract/tabs.rs::the_same_record_twice_is_a_conflict`)
//!
//! **Invariant:** damage is named, never repaired in silence.
//! (`tests/contract/damage.rs::a_damaged_shard_is_named`)
//!
//! **Invariant:** export, import into an empty profile and export again give the same bytes.
//! (`tests/exchange/round_trip.rs::a_thousand_workbooks_come_back_byte_for_byte`)
//!
//! **Invariant:** a file is never imported half; what is refused is named with its place.
//! (`tests/exchange/refusals.rs::single_records_are_refused_with_their_place`)
//!
//! **Invariant:** a spreadsheet made to blow up is refused with the reason, and what somebody wrote
//! never becomes a formula. (`tests/xlsx/bombs.rs::what_unpacks_without_end_is_refused`,
//! `tests/xlsx/round_trip.rs::no_text_is_a_formula`)
//!
//! **Invariant:** personal information needs consent and its purpose first.
//! (`src/domain/customer/commands.rs::personal_fields_need_consent`)
//!
//! **Invariant:** every text is there in Chinese and in English, with the same places to fill in.
//! (`tests/architecture/texts.rs::every_text_is_there_in_both_languages`)
//!
//! **Invariant:** the content security policy stays strict: no inline script or style, no markup made
//! of strings. (`tests/architecture/files.rs::nothing_needs_a_looser_content_security_policy`)
//!
//! **Invariant:** what `tests/coverage.tsv` calls done is where it says.
//! (`tests/coverage.rs::every_place_exists`)
//!
//! # How to add things
//!
//! **A slice.** A folder in `src/domain` with the record ([`fields!`] declares struct, catalogue and
//! access by key at once), its commands and tests; a line at the call of `tables!` in
//! `src/domain/tables.rs`; the table's name and the actions in `src/app/describe.rs`; a folder in
//! `src/features`, its route in `src/app/route.rs` and its screen in `src/features/root.rs`; a style
//! sheet in `style/` with its link in `index.html`; status and place in `tests/coverage.tsv`. Storage,
//! files, undo, history and the recycle bin need nothing more.
//!
//! **A text.** `bi("中文", "English")` where it is shown, with `{0}`, `{1}` for what is filled in;
//! `tr(…)` and `tr_with(…)` follow the language.
//!
//! **A rule.** A [`Rule`](domain::rule::Rule) with key, default, hint and source in
//! `src/domain/rule.rs`, listed in [`RULES`](domain::rule::RULES). Its editor on the rulebook's screen
//! and its place in the file follow from that.
//!
//! **A figure.** A [`FigureKind`](domain::figure::FigureKind) with id `<slice>.<name>`, formula and
//! source, and a function that gives a [`Figure`](domain::figure::Figure) with the numbers put in, or
//! [why there is none](domain::figure::NoValue). `Explained` shows it; add it to the list in
//! `src/features/help/mod.rs`.
//!
//! **A step of migration.** New fields and tables need none: raise the minor number of
//! [`VERSION`](exchange::json::VERSION). Where older records must change, append a function on JSON
//! values to [`LADDER`](exchange::json::migrate::LADDER), raise the major number and
//! [`SCHEMA`](storage::SCHEMA), and keep a golden file of the old version in `tests/golden` for ever.

pub mod content;
pub mod domain;
pub mod exchange;
pub mod storage;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod app;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod features;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod ui;
