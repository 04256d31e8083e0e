//! # Xinke (信客)
//!
//! placeholder: written below
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
