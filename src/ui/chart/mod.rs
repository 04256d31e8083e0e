//! Small charts in SVG with their table behind them. Colours come from tokens by class.

mod axis;
mod bar;
mod curve;
mod frame;
mod heat;
mod line;
mod save;
pub mod scale;
mod share;

pub use bar::{Bar, BarChart};
pub use curve::{CurveBound, CurveChart, CurveDrawing, CurveMark};
pub use frame::ChartFrame;
pub use heat::{HeatMap, HeatRow};
pub use line::{LineChart, LineSeries, Sparkline};
pub use save::ChartWords;
pub use share::{ShareBar, ShareChart, SharePart};
