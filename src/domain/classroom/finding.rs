//! Why an answer got the share it got.

use rust_decimal::Decimal;

use crate::content::{Bilingual, bi};

/// One reason; items are named by their ids.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// An option that is right, or worth a part.
    RightOption(String),
    /// An option that is wrong.
    WrongOption(String),
    /// A right option that was not chosen.
    MissedOption(String),
    /// A left side with its right side.
    RightPair(String),
    /// A left side, and the right side it was given by mistake.
    WrongPair(String, String),
    /// A left side without any.
    MissedPair(String),
    /// A step in its place.
    RightPlace(String),
    /// A step that stands elsewhere.
    WrongPlace(String),
    /// A step with the one that follows it.
    RightNeighbours(String, String),
    /// Two steps that should stand together.
    ApartNeighbours(String, String),
    /// A number that is off by so much from the nearest key looked at.
    OffBy(Decimal),
    /// Not a number.
    NotANumber(String),
    /// Another unit than the question's.
    WrongUnit(String),
    /// A word that was looked for.
    FoundWord(String),
    /// A word that was looked for and is not there, nor another like it.
    MissedWord(String),
    /// The answer is of another kind than the question.
    OtherKind,
}

impl Finding {
    /// The reason in words, with places for what it is about.
    pub const fn words(&self) -> Bilingual {
        match self {
            Self::RightOption(_) => bi("“{0}”选对了", "“{0}” is right"),
            Self::WrongOption(_) => bi("“{0}”不该选", "“{0}” is wrong"),
            Self::MissedOption(_) => bi("漏选“{0}”", "“{0}” is missing"),
            Self::RightPair(_) => bi("“{0}”配对正确", "“{0}” is matched"),
            Self::WrongPair(..) => bi("“{0}”不应配“{1}”", "“{0}” does not go with “{1}”"),
            Self::MissedPair(_) => bi("“{0}”没有配对", "“{0}” was left open"),
            Self::RightPlace(_) => bi("“{0}”位置正确", "“{0}” is in its place"),
            Self::WrongPlace(_) => bi("“{0}”位置不对", "“{0}” is out of place"),
            Self::RightNeighbours(..) => bi("“{0}”之后是“{1}”", "“{0}” is followed by “{1}”"),
            Self::ApartNeighbours(..) => {
                bi("“{0}”之后应是“{1}”", "“{0}” should be followed by “{1}”")
            }
            Self::OffBy(_) => bi("相差 {0}", "Off by {0}"),
            Self::NotANumber(_) => bi("“{0}”不是数字", "“{0}” is not a number"),
            Self::WrongUnit(_) => bi("单位“{0}”不符", "“{0}” is another unit"),
            Self::FoundWord(_) => bi("提到了“{0}”", "Mentions “{0}”"),
            Self::MissedWord(_) => bi("没有提到“{0}”", "Does not mention “{0}”"),
            Self::OtherKind => bi("答案与题型不符", "The answer does not fit the question"),
        }
    }

    /// What it is about: ids of items, or the number or text itself.
    pub fn about(&self) -> Vec<String> {
        match self {
            Self::RightOption(id)
            | Self::WrongOption(id)
            | Self::MissedOption(id)
            | Self::RightPair(id)
            | Self::MissedPair(id)
            | Self::RightPlace(id)
            | Self::WrongPlace(id)
            | Self::NotANumber(id)
            | Self::WrongUnit(id)
            | Self::FoundWord(id)
            | Self::MissedWord(id) => vec![id.clone()],
            Self::WrongPair(one, other)
            | Self::RightNeighbours(one, other)
            | Self::ApartNeighbours(one, other) => vec![one.clone(), other.clone()],
            Self::OffBy(off) => vec![off.to_string()],
            Self::OtherKind => Vec::new(),
        }
    }
}
