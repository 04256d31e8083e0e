//! The arithmetic of charts, which needs no browser.

#[path = "../src/ui/chart/scale.rs"]
mod scale;
