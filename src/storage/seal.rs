//! The one seam that all bytes pass on their way to and from a backend.

/// How bytes are sealed.
///
/// Plain workbooks keep them as they are. Encryption will be another kind; `place` (such as
/// `shard:customers/3`) is what it will bind the bytes to, so that they can't be swapped.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub enum Seal {
    /// As they are.
    #[default]
    Plain,
}

/// The bytes were not sealed with this seal for this place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the seal does not fit")]
pub struct BrokenSeal;

impl Seal {
    /// Seals bytes for a place.
    pub fn seal(&self, _place: &str, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Plain => bytes,
        }
    }

    /// Opens the bytes of a place.
    ///
    /// # Errors
    /// [`BrokenSeal`] where they were not sealed so.
    pub fn open(&self, _place: &str, bytes: Vec<u8>) -> Result<Vec<u8>, BrokenSeal> {
        match self {
            Self::Plain => Ok(bytes),
        }
    }
}
