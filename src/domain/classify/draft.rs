//! A scheme while it is being typed: texts, checked as a whole.

use rust_decimal::Decimal;

use super::{
    Basis, CLASSES, Class, Label, Measure, Scheme, Span,
    parameters::{Parameter, parameters, plain, whole, with_parameters},
    pareto::{Border, Rounding, Ties},
};
use crate::{
    content::{Bilingual, bi},
    domain::{
        Customer,
        field::{Choice, Field, Kind},
        record::{Fault, Problem, Record},
    },
};

/// What may decide, as far as it can be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Way {
    /// Cumulative share of the value.
    #[default]
    Value,
    /// Share of the customers.
    Count,
    /// Fixed lower bounds.
    Threshold,
    /// A code on the card.
    Field,
    /// A person.
    Judged,
    /// A rule of its own, whose numbers alone can be changed.
    Fixed,
}

impl Way {
    /// Those that an own scheme can have.
    pub const OWN: [Self; 5] = [
        Self::Value,
        Self::Count,
        Self::Threshold,
        Self::Field,
        Self::Judged,
    ];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Count => "count",
            Self::Threshold => "threshold",
            Self::Field => "field",
            Self::Judged => "judged",
            Self::Fixed => "fixed",
        }
    }

    /// The one of that code; by value for any other text.
    pub fn of(code: &str) -> Self {
        let found = Self::OWN.into_iter().find(|way| way.code() == code);
        found.unwrap_or_default()
    }

    /// Its name.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Value => bi("累计占比", "Cumulative share of the value"),
            Self::Count => bi("客户数比例", "Share of the customers"),
            Self::Threshold => bi("固定界限", "Fixed lower bounds"),
            Self::Field => bi("卡片上的项目", "A field of the card"),
            Self::Judged => bi("人工判定", "Judged by a person"),
            Self::Fixed => bi("专用规则", "A rule of its own"),
        }
    }

    /// How many bounds go with so many classes.
    fn bounds(self, classes: usize) -> usize {
        match self {
            Self::Value | Self::Threshold => classes.saturating_sub(1),
            Self::Count => classes,
            Self::Field | Self::Judged | Self::Fixed => 0,
        }
    }

    /// Whether its bounds are typed in per cent.
    pub fn is_in_per_cent(self) -> bool {
        matches!(self, Self::Value | Self::Count)
    }
}

/// Which sales, as far as it can be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SpanKind {
    /// Some months.
    #[default]
    Months,
    /// The calendar year so far.
    Year,
    /// Everything.
    All,
}

/// A scheme as typed.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// What it began with.
    pub base: Scheme,
    /// Its name.
    pub label: Label,
    /// What it is for.
    pub about: Label,
    /// What decides.
    pub way: Way,
    /// What is measured.
    pub of: Measure,
    /// Which sales.
    pub span: SpanKind,
    /// How many months, where so chosen.
    pub months: String,
    /// Cuts or shares in per cent, or lower bounds.
    pub bounds: Vec<String>,
    /// On which side of a cut the customer falls that crosses it.
    pub border: Border,
    /// How a number of customers is rounded.
    pub rounding: Rounding,
    /// What becomes of equals.
    pub ties: Ties,
    /// The field of the card.
    pub field: String,
    /// The numbers of a rule of its own.
    pub parameters: Vec<Parameter>,
    /// The classes.
    pub classes: Vec<Class>,
}

/// The codes of a field of the card; none where it has no list.
fn codes(key: &str) -> &'static [Choice] {
    match Customer::field(key).map(|field| field.kind) {
        Some(Kind::Choice(choices)) => choices,
        _ => &[],
    }
}

/// The fields of the card whose codes can be classes.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    let fits = |field: &&Field| CLASSES.contains(&codes(field.key).len());
    Customer::FIELDS.iter().filter(fits)
}

const COLOURS: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
const PATTERNS: [&str; 6] = ["solid", "stripes", "dots", "bars", "lines", "grid"];

fn in_ring<'a>(all: &[&'a str], place: usize) -> &'a str {
    all.get(place % all.len().max(1))
        .copied()
        .unwrap_or_default()
}

const CLASS_NAME: Bilingual = bi("{0}类", "Class {0}");

/// A new class at a place: A, B, C and so on.
fn fresh_class(place: usize, taken: &[Class]) -> Class {
    let letter = |place: usize| {
        let number = u8::try_from(place % 26).unwrap_or_default();
        char::from(b'A' + number).to_string()
    };
    let is_free = |code: &String| !taken.iter().any(|class| class.code == *code);
    let code = (place..place + 26)
        .map(letter)
        .find(is_free)
        .unwrap_or_default();
    Class {
        label: Label {
            zh: CLASS_NAME.zh.replace("{0}", &code),
            en: CLASS_NAME.en.replace("{0}", &code),
        },
        letter: code.clone(),
        code,
        colour: in_ring(&COLOURS, place).to_owned(),
        pattern: in_ring(&PATTERNS, place).to_owned(),
        ..Class::default()
    }
}

fn per_cent(share: &Decimal) -> String {
    (share * Decimal::ONE_HUNDRED).normalize().to_string()
}

fn number(text: &str) -> Result<Decimal, Problem> {
    let text = text.trim().replace([',', '，'], "");
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    text.parse().map_err(|_| Problem::NotANumber)
}

impl Draft {
    /// A new scheme of one's own under that code: three classes by sales.
    pub fn fresh(code: &str) -> Self {
        let mut classes = Vec::new();
        for place in 0..3 {
            classes.push(fresh_class(place, &classes));
        }
        Self::of(&Scheme {
            id: Scheme::id_of(code),
            code: code.to_owned(),
            basis: Basis::Value {
                of: Measure::Sales,
                cuts: vec![Decimal::new(7, 1), Decimal::new(9, 1)],
                border: Border::default(),
                ties: Ties::default(),
            },
            classes,
            ..Scheme::default()
        })
    }

    /// A scheme to be changed.
    pub fn of(scheme: &Scheme) -> Self {
        let mut draft = Self {
            base: scheme.clone(),
            label: scheme.label.clone(),
            about: scheme.about.clone(),
            way: Way::Fixed,
            of: Measure::default(),
            span: SpanKind::Months,
            months: "12".to_owned(),
            bounds: Vec::new(),
            border: Border::default(),
            rounding: Rounding::default(),
            ties: Ties::default(),
            field: "status".to_owned(),
            parameters: parameters(&scheme.basis),
            classes: scheme.classes.clone(),
        };
        match scheme.span {
            Span::Months(months) => draft.months = months.to_string(),
            Span::Year => draft.span = SpanKind::Year,
            Span::All => draft.span = SpanKind::All,
        }
        match &scheme.basis {
            Basis::Value {
                of,
                cuts,
                border,
                ties,
            } => {
                (draft.way, draft.of) = (Way::Value, *of);
                (draft.border, draft.ties) = (*border, *ties);
                draft.bounds = cuts.iter().map(per_cent).collect();
            }
            Basis::Count {
                of,
                shares,
                rounding,
                ties,
            } => {
                (draft.way, draft.of) = (Way::Count, *of);
                (draft.rounding, draft.ties) = (*rounding, *ties);
                draft.bounds = shares.iter().map(per_cent).collect();
            }
            Basis::Threshold { of, at } => {
                (draft.way, draft.of) = (Way::Threshold, *of);
                draft.bounds = at.iter().map(plain).collect();
            }
            Basis::Field { key } => {
                (draft.way, draft.field) = (Way::Field, key.clone());
            }
            Basis::Judged => draft.way = Way::Judged,
            _ => {}
        }
        draft
    }

    /// Whether the number of classes can be chosen.
    pub fn has_free_classes(&self) -> bool {
        !matches!(self.way, Way::Fixed | Way::Field)
    }

    /// Lets something else decide; bounds begin anew.
    pub fn choose_way(&mut self, way: Way) {
        if self.way != way {
            self.way = way;
            self.bounds = self.usual_bounds();
            if way == Way::Field {
                self.choose_field(&self.field.clone());
            }
        }
    }

    /// Takes the classes from the codes of a field of the card.
    pub fn choose_field(&mut self, key: &str) {
        key.clone_into(&mut self.field);
        let class = |(place, choice): (usize, &Choice)| Class {
            code: choice.code.to_owned(),
            letter: choice.label.zh.chars().take(1).collect(),
            label: Label {
                zh: choice.label.zh.to_owned(),
                en: choice.label.en.to_owned(),
            },
            colour: in_ring(&COLOURS, place).to_owned(),
            pattern: in_ring(&PATTERNS, place).to_owned(),
            ..Class::default()
        };
        self.classes = codes(key).iter().enumerate().map(class).collect();
    }

    /// Evenly spread: the last class of few customers, most value in the first.
    fn usual_bounds(&self) -> Vec<String> {
        let classes = self.classes.len();
        let n = self.way.bounds(classes);
        match (self.way, n) {
            (Way::Value, 1) => vec!["80".to_owned()],
            (Way::Value, 2) => vec!["70".to_owned(), "90".to_owned()],
            (Way::Value, 3) => ["50", "80", "95"].map(str::to_owned).to_vec(),
            (Way::Value, _) => (1..=n)
                .map(|cut| (100 * cut / (n + 1)).to_string())
                .collect(),
            (Way::Count, _) => {
                let each = 100 / n.max(1);
                let last = 100 - each * n.saturating_sub(1);
                let share = |class| if class + 1 == n { last } else { each };
                (0..n).map(|class| share(class).to_string()).collect()
            }
            (Way::Threshold, _) => (0..n).map(|at| ((n - at) * 10_000).to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// Adds classes at the end or takes them off there; bounds begin anew.
    pub fn set_class_count(&mut self, count: usize) {
        let count = count.clamp(*CLASSES.start(), *CLASSES.end());
        if count == self.classes.len() {
            return;
        }
        self.classes.truncate(count);
        while self.classes.len() < count {
            let class = fresh_class(self.classes.len(), &self.classes);
            self.classes.push(class);
        }
        self.bounds = self.usual_bounds();
    }

    /// The scheme, where everything typed is right.
    ///
    /// # Errors
    /// Every fault, with the field it belongs to: `label`, `span`, `bounds`, `bounds.1`,
    /// `parameters.1`, `classes`, `classes.1`.
    pub fn read(&self) -> Result<Scheme, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |field: String, problem| faults.push(Fault { field, problem });
        let mut bounds = Vec::new();
        for (place, text) in (1..).zip(&self.bounds) {
            match number(text) {
                Ok(bound) if self.way.is_in_per_cent() => bounds.push(bound / Decimal::ONE_HUNDRED),
                Ok(bound) => bounds.push(bound),
                Err(problem) => fault(format!("bounds.{place}"), problem),
            }
        }
        let span = match self.span {
            SpanKind::Year => Span::Year,
            SpanKind::All => Span::All,
            SpanKind::Months => match number(&self.months).and_then(whole) {
                Ok(months) if (1..=1200).contains(&months) => Span::Months(months),
                Ok(_) => {
                    fault("span".to_owned(), Problem::OutOfRange(1, 1200));
                    Span::default()
                }
                Err(problem) => {
                    fault("span".to_owned(), problem);
                    Span::default()
                }
            },
        };
        let mut numbers = Vec::new();
        for (place, parameter) in (1..).zip(&self.parameters) {
            match number(&parameter.text) {
                Ok(number) => numbers.push(Some(number)),
                Err(Problem::Missing) if parameter.is_optional => numbers.push(None),
                Err(problem) => fault(format!("parameters.{place}"), problem),
            }
        }
        let of = self.of;
        let basis = match self.way {
            Way::Value => Basis::Value {
                of,
                cuts: bounds,
                border: self.border,
                ties: self.ties,
            },
            Way::Count => Basis::Count {
                of,
                shares: bounds,
                rounding: self.rounding,
                ties: self.ties,
            },
            Way::Threshold => Basis::Threshold { of, at: bounds },
            Way::Field => Basis::Field {
                key: self.field.clone(),
            },
            Way::Judged => Basis::Judged,
            Way::Fixed => match with_parameters(&self.base.basis, &numbers) {
                Ok(basis) => basis,
                Err((place, problem)) => {
                    if numbers.len() == self.parameters.len() {
                        fault(format!("parameters.{}", place + 1), problem);
                    }
                    self.base.basis.clone()
                }
            },
        };
        let scheme = Scheme {
            label: trimmed(&self.label),
            about: trimmed(&self.about),
            basis,
            span,
            classes: self
                .classes
                .iter()
                .map(|class| Class {
                    label: trimmed(&class.label),
                    letter: class.letter.trim().chars().take(2).collect(),
                    ..class.clone()
                })
                .collect(),
            ..self.base.clone()
        };
        if faults.is_empty() {
            faults = scheme.faults();
            for fault in &mut faults {
                if fault.field == "basis" {
                    "bounds".clone_into(&mut fault.field);
                }
            }
        }
        if faults.is_empty() {
            Ok(scheme)
        } else {
            Err(faults)
        }
    }
}

fn trimmed(label: &Label) -> Label {
    Label {
        zh: label.zh.trim().to_owned(),
        en: label.en.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(draft: &Draft) -> Vec<(String, Problem)> {
        let faults = draft.read().err().unwrap_or_default();
        faults
            .into_iter()
            .map(|fault| (fault.field, fault.problem))
            .collect()
    }

    #[test]
    fn every_scheme_of_the_textbooks_comes_back_as_it_was() {
        for scheme in Scheme::built_in() {
            assert_eq!(
                Draft::of(scheme).read().as_ref(),
                Ok(&**scheme),
                "{}",
                scheme.code
            );
        }
    }

    #[test]
    fn cuts_are_typed_in_per_cent_and_checked_in_their_place() {
        let scheme = Scheme::built_in()
            .iter()
            .find(|scheme| scheme.code == "CL-III")
            .unwrap();
        let mut draft = Draft::of(scheme);
        assert_eq!(draft.bounds, ["70", "90"]);
        draft.bounds = vec!["50".to_owned(), "80".to_owned()];
        let Basis::Value { cuts, .. } = draft.read().unwrap().basis else {
            panic!("another basis");
        };
        assert_eq!(cuts, [Decimal::new(5, 1), Decimal::new(8, 1)]);
        draft.bounds[1] = "x".to_owned();
        assert_eq!(
            faults(&draft),
            [("bounds.2".to_owned(), Problem::NotANumber)]
        );
        draft.bounds[1] = "40".to_owned();
        assert_eq!(faults(&draft), [("bounds".to_owned(), Problem::Unordered)]);
    }

    #[test]
    fn own_schemes_have_two_to_ten_classes() {
        let mut draft = Draft::fresh("own");
        assert_eq!(faults(&draft), [("label".to_owned(), Problem::Missing)]);
        draft.label = Label::same("四类");
        for count in 2..=10 {
            draft.set_class_count(count);
            for way in Way::OWN.into_iter().filter(|way| *way != Way::Field) {
                draft.choose_way(way);
                let scheme = draft
                    .read()
                    .unwrap_or_else(|faults| panic!("{way:?} {count}: {faults:?}"));
                assert_eq!(scheme.classes.len(), count);
            }
            draft.choose_way(Way::Value);
        }
        draft.set_class_count(99);
        assert_eq!(draft.classes.len(), 10);
    }

    #[test]
    fn the_codes_of_a_field_become_classes() {
        let mut draft = Draft::fresh("own");
        draft.label = Label::same("x");
        for field in fields() {
            draft.choose_way(Way::Field);
            draft.choose_field(field.key);
            let scheme = draft.read().unwrap();
            let first = codes(field.key).first().map(|choice| choice.code);
            assert_eq!(scheme.classes.first().map(|class| &*class.code), first);
        }
        assert!(fields().any(|field| field.key == "size"));
    }

    #[test]
    fn the_months_of_a_present_customer_are_checked() {
        let scheme = Scheme::built_in()
            .iter()
            .find(|scheme| scheme.code == "CL-FPP")
            .unwrap();
        let mut draft = Draft::of(scheme);
        draft.parameters[0].text = "6".to_owned();
        assert_eq!(draft.read().unwrap().basis, Basis::LastOrder { months: 6 });
        draft.parameters[0].text = "0".to_owned();
        assert_eq!(
            faults(&draft),
            [("parameters.1".to_owned(), Problem::OutOfRange(1, 1200))]
        );
        draft.parameters[0].text = "1.5".to_owned();
        assert_eq!(
            faults(&draft),
            [("parameters.1".to_owned(), Problem::NotWhole)]
        );
    }
}
