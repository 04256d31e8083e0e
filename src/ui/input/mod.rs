//! Controls. Values are strings in and out; parsing belongs to the form's draft.
//!
//! While an input method composes (pinyin and the like), nothing is reported: the text comes when the
//! composition ends, and Enter does nothing.

mod choice;
mod combobox;
mod search;
mod select;
mod tag;
mod text;

pub use choice::{Checkbox, Choice, RadioGroup};
pub use combobox::{ComboOption, Combobox};
pub use search::SearchBox;
pub use select::Select;
pub use tag::TagInput;
pub use text::{DateInput, NumberInput, TextArea, TextInput};
