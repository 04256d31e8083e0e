//! Moodle's GIFT: questions as text that Moodle and many other programs read.
//!
//! GIFT holds one language. What it cannot hold stands in a comment in front of the question, which
//! other programs pass over: `// xinke {"points":"2"}`, see [`Beside`]. A file of ours read here
//! gives the same questions again, but for what is said below.
//!
//! | kind | in GIFT |
//! |---|---|
//! | single choice | `=` for each accepted option, `~` for the others, `~%50%` for one worth a part |
//! | several | `~%50%` for right ones, `~%-100%` for wrong ones |
//! | true or false | `{T}` or `{F}` |
//! | match | `=left -> right`, a right side that nothing fits as `= -> right` |
//! | order | a match of the places to the steps, `=1 -> first step`; `"kind":"order"` in the comment |
//! | number | `{#3.14:0.01}`, several as `=%50%…`; a tolerance relative to the key is written absolute |
//! | text | accepted texts as `=`, without any an essay `{}` |
//!
//! Reasons are the general feedback (`####`), notes of options their feedback (`#`). Options are
//! read with the usual ids. An arrow `->` inside a text becomes `→`, because GIFT would split there.

mod beside;
mod read;
mod signs;
mod tasks;
mod write;

pub use beside::Beside;
pub use read::{GiftError, GiftFile, GiftNote, GiftProblem, GiftQuestion, read};
pub use write::write;
