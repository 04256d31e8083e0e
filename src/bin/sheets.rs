//! Spreadsheets in and out, in a web worker of their own: reading XLSX takes large crates, and a
//! file made to blow up takes this worker down and nothing else.

mod serve;

use xinke::exchange::jobs::{SheetJob, run_sheets};

fn main() {
    serve::serve::<SheetJob>(run_sheets);
}
