//! Classification of customers: schemes as data, what they give, judgements and runs; the methods
//! over plain columns of numbers. Class 0 is the best.

pub mod abc;
pub mod alert;
pub mod allocation;
mod commands;
pub mod distribution;
pub mod draft;
mod evaluate;
pub mod explain;
mod fraction;
mod judgement;
pub mod lifecycle;
pub mod listing;
pub mod lorenz;
pub mod loyalty;
pub mod migration;
pub mod moves;
pub mod parameters;
pub mod pareto;
pub mod per_class;
pub mod quality;
pub mod rfm;
mod rules;
mod run;
mod scheme;
pub mod segments;
pub mod shown;
pub mod stages;
mod trend;
mod yearly;

pub use crate::content::Label;
pub use commands::{
    delete_run, judge, keep_run, remove_scheme, save_scheme, set_run_state, unjudge,
};
pub use evaluate::{By, Classified, Placement, classify};
pub use judgement::{IS, Judgement, TREAT_AS};
pub use run::{Difference, Run, RunRow, RunState};
pub use scheme::{Basis, CLASSES, Class, Measure, Scheme, Span, Treatment};
pub use trend::{histories, history, rfm_of};
pub use yearly::year_classes;

use super::figure::FigureKind;

/// Every figure of classification.
pub const FIGURES: &[&FigureKind] = &[
    &explain::CLASS,
    &distribution::CLASS_COUNT,
    &distribution::CLASS_VALUE,
    &listing::RANK,
    &listing::METRIC,
    &listing::SHARE,
    &listing::CUMULATIVE,
    &pareto::COUNT_SHARE,
    &pareto::VALUE_SHARE,
    &pareto::DISTANCE,
    &lorenz::GINI,
    &lorenz::BEST_FIFTH,
    &lorenz::WORST_SHARE,
    &lifecycle::SLOPE,
    &quality::ETA_SQUARED,
    &migration::MOVED_UP,
    &migration::MOVED_DOWN,
    &migration::STAYED,
    &moves::MOVEMENT,
    &allocation::MISALLOCATION,
    &abc::CLASS_SIZE,
    &per_class::CLASS_PROFIT,
    &per_class::PROFIT_PER_CUSTOMER,
    &per_class::PROFIT_SHARE,
    &per_class::RESOURCE_SHARE,
    &per_class::RESOURCE_SURPLUS,
    &segments::RECENCY,
    &segments::FREQUENCY,
    &segments::MONETARY,
    &segments::WEIGHTED,
    &segments::CUT_POINT,
    &segments::SEGMENT_AVERAGE,
];
