//! The shape of the project, checked on the text of its files: layers, sizes, texts in two
//! languages, style sheets, the architecture page.
//!
//! Rust is read as words, signs and string literals, without comments and up to the first
//! `#[cfg(test)]`. Every finding names its file and line.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/texts.rs"]
mod texts;
