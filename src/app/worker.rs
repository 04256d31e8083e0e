//! The web worker.
