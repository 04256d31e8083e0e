//! # Xinke (信客)
//! placeholder
pub mod content;
pub mod domain;
pub mod exchange;
pub mod storage;
