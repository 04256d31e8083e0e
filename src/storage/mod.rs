//! Where workbooks are kept.
