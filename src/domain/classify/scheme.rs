//! Schemes of classification as data: on what they rest, their classes, how these look.

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock},
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    lifecycle::LifecycleRule,
    loyalty::LoyaltyRule,
    pareto::{Border, Rounding, Ties},
    rfm::{RfmRule, SegmentRow, segment_rows},
};
use crate::{
    content::{Label, Lang, SCHEMES},
    domain::{
        Id,
        record::{Extra, Fault, Problem, Record, Stamp},
        tables::Tables,
    },
};

/// What of a customer is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Measure {
    /// Sales of the span, in the home currency.
    #[default]
    Sales,
    /// Sales less cost of the span.
    Profit,
    /// Units sold in the span.
    Quantity,
    /// Documents of the span.
    Orders,
    /// The credit limit on the card, in the home currency.
    CreditLimit,
}

/// Which sales a scheme looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Span {
    /// So many months up to the as-of date.
    Months(u32),
    /// The calendar year of the as-of date, up to that date.
    Year,
    /// Everything up to the as-of date.
    All,
}

impl Default for Span {
    fn default() -> Self {
        Self::Months(12)
    }
}

/// What decides the class of a customer.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Basis {
    /// A person, with a reason.
    #[default]
    Judged,
    /// The share that customers have together, the largest first.
    Value {
        /// What is added up.
        of: Measure,
        /// Rising cumulative shares, one fewer than classes.
        cuts: Vec<Decimal>,
        /// On which side of a cut the customer falls that crosses it.
        #[serde(default)]
        border: Border,
        /// What becomes of equal customers at a cut.
        #[serde(default)]
        ties: Ties,
    },
    /// The number of customers, the largest first.
    Count {
        /// By what they are ranked.
        of: Measure,
        /// Share of the customers in each class; they sum to 1.
        shares: Vec<Decimal>,
        /// How a border between two customers is rounded.
        #[serde(default)]
        rounding: Rounding,
        /// What becomes of equal customers at a border.
        #[serde(default)]
        ties: Ties,
    },
    /// Fixed lower bounds.
    Threshold {
        /// What is compared.
        of: Measure,
        /// Falling lower bounds, one fewer than classes; amounts in major units.
        at: Vec<Decimal>,
    },
    /// The code in a field of the card: a class for each code.
    Field {
        /// Key of the field.
        key: String,
    },
    /// The region of the country, or the country itself where it has a class of its own.
    Region,
    /// How long ago the last order was: present, past or future customers.
    LastOrder {
        /// Up to so many months make a present customer.
        months: u32,
    },
    /// The trend of sales.
    LifeCycle(LifecycleRule),
    /// The history of orders.
    Loyalty(LoyaltyRule),
    /// Recency, frequency and money.
    Rfm {
        /// How customers are scored.
        #[serde(flatten)]
        rule: RfmRule,
        /// Which scores make which segment; the first row that fits.
        #[serde(default = "segment_rows")]
        segments: Vec<SegmentRow>,
    },
}

/// What a class gets.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Treatment {
    /// Contacts a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Decimal>,
    /// Price policy.
    #[serde(default)]
    pub price: Label,
    /// Place in the queue for delivery.
    #[serde(default)]
    pub delivery: Label,
    /// Credit terms.
    #[serde(default)]
    pub terms: Label,
    /// Service level.
    #[serde(default)]
    pub service: Label,
    /// The class is looked at again after so many months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_months: Option<u32>,
    /// Share of our effort that the class gets; the shares of a scheme need not sum to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources: Option<Decimal>,
}

/// A class of a scheme.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Class {
    /// What is stored of it, unique in the scheme.
    pub code: String,
    /// One or two characters on the index tab.
    pub letter: String,
    /// Its name.
    pub label: Label,
    /// What it is called elsewhere.
    #[serde(default, skip_serializing_if = "Label::is_blank")]
    pub alias: Label,
    /// Colour of the index tab, `a` to `j`.
    pub colour: String,
    /// Pattern of the index tab.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
    /// Who belongs to it.
    #[serde(default)]
    pub about: Label,
    /// What such customers seek.
    #[serde(default, skip_serializing_if = "Label::is_blank")]
    pub aim: Label,
    /// How such customers are looked after.
    #[serde(default)]
    pub advice: Label,
    /// Share of the customers that the textbook gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_share: Option<Decimal>,
    /// Share of the value that the textbook gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_share: Option<Decimal>,
    /// What it gets.
    #[serde(default)]
    pub treatment: Treatment,
}

/// A scheme of classification. Records hold own schemes and changed ones of the textbooks.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scheme {
    /// [`Scheme::id_of`] its code.
    #[serde(default)]
    pub id: Id,
    /// Such as `CL-III`; own schemes have a random one.
    pub code: String,
    /// Its name.
    pub label: Label,
    /// What it is for.
    #[serde(default)]
    pub about: Label,
    /// Where it comes from; blank for own ones.
    #[serde(default)]
    pub source: Label,
    /// What decides.
    pub basis: Basis,
    /// Which sales it looks at.
    #[serde(default)]
    pub span: Span,
    /// Its classes, the best first.
    pub classes: Vec<Class>,
    /// Revision and author.
    #[serde(default)]
    pub stamp: Stamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Fewest and most classes of a scheme of one's own.
pub const CLASSES: std::ops::RangeInclusive<usize> = 2..=10;
/// Most classes of any scheme: the textbooks' regions may be split by country.
const MOST_CLASSES: usize = 40;

static BUILT_IN: LazyLock<Vec<Arc<Scheme>>> = LazyLock::new(|| {
    let schemes: Vec<Scheme> = serde_json::from_str(SCHEMES).unwrap_or_default();
    let with_id = |scheme: Scheme| Scheme {
        id: Scheme::id_of(&scheme.code),
        ..scheme
    };
    schemes.into_iter().map(with_id).map(Arc::new).collect()
});

impl Scheme {
    /// The id of the scheme of that code, the same in every workbook.
    pub fn id_of(code: &str) -> Id {
        Id::derived(&format!("scheme:{code}"))
    }

    /// The textbooks' schemes, in their order, as they stand in the books.
    pub fn built_in() -> &'static [Arc<Self>] {
        &BUILT_IN
    }

    /// The scheme of that code as it holds in a workbook.
    pub fn find(tables: &Tables, code: &str) -> Option<Arc<Self>> {
        let changed = tables.schemes.get(Self::id_of(code)).cloned();
        changed.or_else(|| BUILT_IN.iter().find(|scheme| scheme.code == code).cloned())
    }

    /// All schemes of a workbook: the textbooks', changed or not, then its own by name.
    pub fn all(tables: &Tables) -> Vec<Arc<Self>> {
        let textbook = BUILT_IN.iter().map(|scheme| {
            let changed = tables.schemes.get(scheme.id);
            changed.unwrap_or(scheme).clone()
        });
        let is_own = |scheme: &&Arc<Self>| !BUILT_IN.iter().any(|one| one.code == scheme.code);
        let mut own: Vec<_> = tables.schemes.iter().filter(is_own).cloned().collect();
        own.sort_by(|a, b| (&a.label.zh, a.id).cmp(&(&b.label.zh, b.id)));
        textbook.chain(own).collect()
    }

    /// Whether it comes from a textbook, changed or not: such codes begin with `CL-`.
    pub fn is_built_in(&self) -> bool {
        self.code.starts_with("CL-")
    }

    /// Whether a person enters the classes.
    pub fn is_judged(&self) -> bool {
        self.basis == Basis::Judged
    }

    /// The place of the class of that code.
    pub fn class(&self, code: &str) -> Option<u8> {
        let place = self.classes.iter().position(|class| class.code == code)?;
        u8::try_from(place).ok()
    }

    /// The class at a place.
    pub fn class_at(&self, place: u8) -> Option<&Class> {
        self.classes.get(usize::from(place))
    }

    /// What the basis demands of the number of classes: exactly so many, where it does.
    pub fn classes_needed(&self) -> Option<usize> {
        match &self.basis {
            Basis::Value { cuts: bounds, .. } | Basis::Threshold { at: bounds, .. } => {
                Some(bounds.len() + 1)
            }
            Basis::Count { shares, .. } => Some(shares.len()),
            Basis::LastOrder { .. } => Some(3),
            Basis::LifeCycle(_) => Some(4),
            Basis::Loyalty(_) => Some(5),
            Basis::Judged | Basis::Field { .. } | Basis::Region | Basis::Rfm { .. } => None,
        }
    }

    fn basis_problem(&self) -> Option<Problem> {
        let inside = |share: &Decimal| *share > Decimal::ZERO && *share < Decimal::ONE;
        let rising = |a: &Decimal, b: &Decimal| a < b;
        let is_right = match &self.basis {
            Basis::Value { cuts, .. } => cuts.iter().all(inside) && cuts.is_sorted_by(rising),
            Basis::Count { shares, .. } => {
                shares.iter().all(inside) && shares.iter().sum::<Decimal>() == Decimal::ONE
            }
            Basis::Threshold { at, .. } => at.is_sorted_by(|a, b| a > b),
            Basis::Rfm { segments, .. } => {
                let is_class = |row: &SegmentRow| usize::from(row.class) < self.classes.len();
                segments.iter().all(is_class)
            }
            Basis::LastOrder { months } => (1..=1200).contains(months),
            _ => true,
        };
        (!is_right).then_some(Problem::Unordered)
    }
}

impl Record for Scheme {
    fn id(&self) -> Id {
        self.id
    }

    fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    fn stamp_mut(&mut self) -> &mut Stamp {
        &mut self.stamp
    }

    fn title(&self) -> String {
        self.label.in_lang(Lang::Zh).to_owned()
    }

    fn faults(&self) -> Vec<Fault> {
        let fault = |field: String, problem| Fault { field, problem };
        let mut faults = Vec::new();
        if self.label.is_blank() {
            faults.push(fault("label".to_owned(), Problem::Missing));
        }
        if let Some(problem) = self.basis_problem() {
            faults.push(fault("basis".to_owned(), problem));
        }
        let (least, most) = match (self.classes_needed(), self.is_built_in()) {
            (Some(exactly), _) => (exactly, exactly),
            (None, true) => (*CLASSES.start(), MOST_CLASSES),
            (None, false) => (*CLASSES.start(), *CLASSES.end()),
        };
        if !(least..=most).contains(&self.classes.len()) {
            let bound = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let problem = Problem::OutOfRange(bound(least), bound(most));
            faults.push(fault("classes".to_owned(), problem));
        }
        let mut codes = HashSet::new();
        for (number, class) in (1..).zip(&self.classes) {
            if class.label.is_blank() || class.code.is_empty() {
                faults.push(fault(format!("classes.{number}"), Problem::Missing));
            }
            if !codes.insert(&class.code) {
                let taken = Problem::Taken(class.code.clone());
                faults.push(fault(format!("classes.{number}"), taken));
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{
        class_lessons::TOPICS,
        class_words::{APART, LETTERINGS, SITUATION_SCHEMES, SITUATIONS, WEIGHTS},
    };

    #[test]
    fn the_textbooks_schemes_are_whole() {
        let schemes = serde_json::from_str::<Vec<Scheme>>(SCHEMES).unwrap();
        assert!(schemes.len() >= 25, "{}", schemes.len());
        for scheme in Scheme::built_in() {
            assert_eq!(scheme.faults(), [], "{}", scheme.code);
            assert!(scheme.is_built_in(), "{}", scheme.code);
            assert!(!scheme.source.is_blank(), "{}", scheme.code);
            assert!(!scheme.about.is_blank(), "{}", scheme.code);
            assert_eq!(scheme.extra.len(), 0, "{}: {:?}", scheme.code, scheme.extra);
            for class in &scheme.classes {
                let texts = [
                    &class.label,
                    &class.alias,
                    &class.about,
                    &class.aim,
                    &class.advice,
                ];
                let is_half = |label: &Label| label.zh.is_empty() != label.en.is_empty();
                assert!(
                    !texts.into_iter().any(is_half),
                    "{} {}: one language is missing",
                    scheme.code,
                    class.code
                );
                assert!(
                    ("a"..="j").contains(&&*class.colour),
                    "{} {}",
                    scheme.code,
                    class.code
                );
            }
        }
    }

    #[test]
    fn the_words_speak_of_schemes_and_classes_that_are_there() {
        let find = |code: &str| BUILT_IN.iter().find(|scheme| scheme.code == code);
        let topics = TOPICS.iter().chain([&APART]);
        let lessons = topics.flat_map(|topic| topic.lessons);
        let lessons = lessons
            .map(|lesson| lesson.scheme)
            .filter(|code| !code.is_empty());
        let letterings = LETTERINGS.iter().chain(WEIGHTS).map(|row| row.scheme);
        for code in lessons.chain(letterings).chain(SITUATION_SCHEMES) {
            assert!(find(code).is_some(), "{code}");
        }
        for row in SITUATIONS {
            for (code, classes) in SITUATION_SCHEMES.iter().zip(row.classes) {
                for class in classes {
                    assert!(find(code).unwrap().class(class).is_some(), "{code} {class}");
                }
            }
        }
    }

    #[test]
    fn writing_in_one_language_leaves_the_other() {
        let mut label = Label {
            zh: "目录价".to_owned(),
            en: "List prices".to_owned(),
        };
        label.write("九折", Lang::Zh);
        assert_eq!((&*label.zh, &*label.en), ("九折", "List prices"));
        label.write("", Lang::En);
        assert!(label.is_blank());
    }

    #[test]
    fn a_changed_scheme_takes_the_place_of_the_textbooks() {
        let mut scheme = Scheme::clone(&Scheme::built_in()[0]);
        scheme.label = Label::same("X");
        let tables = Tables {
            schemes: [scheme.clone()].into_iter().collect(),
            ..Tables::default()
        };
        let all = Scheme::all(&tables);
        assert_eq!(all.len(), Scheme::built_in().len());
        assert_eq!(all[0].label.zh, "X");
        assert_eq!(
            Scheme::find(&tables, &scheme.code).map(|found| found.label.clone()),
            Some(Label::same("X"))
        );
    }

    #[test]
    fn cuts_must_rise_and_fit_the_classes() {
        let class = |code: &str| Class {
            code: code.to_owned(),
            label: Label::same(code),
            ..Class::default()
        };
        let scheme = |cuts: [i64; 2], classes: &[&str]| Scheme {
            code: "own".to_owned(),
            label: Label::same("own"),
            basis: Basis::Value {
                of: Measure::Sales,
                cuts: cuts.map(|cut| Decimal::new(cut, 2)).to_vec(),
                border: Border::CrossIn,
                ties: Ties::Together,
            },
            classes: classes.iter().map(|code| class(code)).collect(),
            ..Scheme::default()
        };
        assert_eq!(scheme([70, 90], &["1", "2", "3"]).faults(), []);
        let problem = |scheme: Scheme| scheme.faults().first().map(|fault| fault.problem.clone());
        assert_eq!(
            problem(scheme([90, 70], &["1", "2", "3"])),
            Some(Problem::Unordered)
        );
        assert_eq!(
            problem(scheme([70, 90], &["1", "2"])),
            Some(Problem::OutOfRange(3, 3))
        );
        assert_eq!(
            problem(scheme([70, 90], &["1", "1", "3"])),
            Some(Problem::Taken("1".to_owned()))
        );
    }
}
