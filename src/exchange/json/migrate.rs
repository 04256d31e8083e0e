//! The ladder: one step per major version, on JSON values, the same for files and databases.
//! Minor versions add fields and tables alone and need no step.

use serde_json::{Map, Value};

/// Brings the tables of one major version up to the next; whatever it meets, it does not fail:
/// rows that do not fit are refused when they are read.
pub type Step = fn(&mut Map<String, Value>);

/// The steps from version 1 upward.
#[derive(Clone, Copy, Debug)]
pub struct Ladder<'a>(pub &'a [Step]);

/// The ladder of this version of the program.
pub const LADDER: Ladder<'static> = Ladder(&[]);

impl Ladder<'_> {
    /// The major version at the top.
    pub fn top(self) -> u32 {
        u32::try_from(self.0.len()).map_or(u32::MAX, |steps| steps.saturating_add(1))
    }

    /// Brings tables of version `from` to the top; false where there is no such version.
    pub fn raise(self, tables: &mut Map<String, Value>, from: u32) -> bool {
        let first = from
            .checked_sub(1)
            .and_then(|below| usize::try_from(below).ok());
        let Some(steps) = first.and_then(|first| self.0.get(first..)) else {
            return false;
        };
        for step in steps {
            step(tables);
        }
        true
    }
}
