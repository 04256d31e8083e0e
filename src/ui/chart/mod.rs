//! Small charts in SVG with their table behind them. Colours come from tokens by class.

mod bar;
mod frame;
mod line;
pub mod scale;

pub use bar::{Bar, BarChart};
pub use frame::ChartFrame;
pub use line::{LineChart, LineSeries, Sparkline};
