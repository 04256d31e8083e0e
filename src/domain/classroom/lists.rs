//! The textbooks' lists: what belongs together, and what follows what.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::{
    content::{LISTS, Label, bi},
    domain::{
        Customer,
        classify::{Class, Scheme},
        customer::{CHANNELS, GROUPS, METHODS},
        field::Choice,
    },
};

/// Whether something on a list is a good or a bad sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Its presence is good, its absence a risk.
    Good,
    /// Its presence is a risk.
    Bad,
}

/// One thing on a list.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Entry {
    /// Its stable id, such as `PRE-1`.
    pub id: String,
    /// What it says, in our words.
    pub text: Label,
    /// For signs.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// A severe sign.
    #[serde(default)]
    pub severe: bool,
    /// No question is made of it: private life, or something that stands in two groups.
    #[serde(default)]
    pub unasked: bool,
}

/// A group of a list.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ListGroup {
    /// Its stable id, such as `PRE`.
    pub id: String,
    /// Its name.
    pub label: Label,
    /// What belongs to it; in order where the list is ordered.
    pub entries: Vec<Entry>,
}

/// A list of a textbook.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct List {
    /// Its stable id.
    pub id: String,
    /// The section of the field it belongs to.
    pub topic: String,
    /// Its name.
    pub title: Label,
    /// How one asks for the group of an entry, which stands at `{0}`; none where there is one group.
    #[serde(default)]
    pub ask: Option<Label>,
    /// Its entries follow each other in time.
    #[serde(default)]
    pub ordered: bool,
    /// Its groups; one for a plain list.
    pub groups: Vec<ListGroup>,
}

impl List {
    /// The entries of which questions are made, with their groups: those whose text is found in no
    /// other group.
    pub fn asked(&self) -> Vec<(&ListGroup, &Entry)> {
        let all = || {
            let groups = self.groups.iter();
            groups.flat_map(|group| group.entries.iter().map(move |entry| (group, entry)))
        };
        let is_alone = |(group, entry): &(&ListGroup, &Entry)| {
            all().all(|(other, same)| {
                let differs = entry.text.zh != same.text.zh && entry.text.en != same.text.en;
                other.id == group.id || differs
            })
        };
        all()
            .filter(|pair| !pair.1.unasked && is_alone(pair))
            .collect()
    }
}

fn entries(choices: &[&Choice]) -> Vec<Entry> {
    let entry = |choice: &&Choice| Entry {
        id: choice.code.to_owned(),
        text: choice.label.into(),
        sign: None,
        severe: false,
        unasked: false,
    };
    choices.iter().map(entry).collect()
}

fn group(id: &str, label: crate::content::Bilingual, entries: Vec<Entry>) -> ListGroup {
    ListGroup {
        id: id.to_owned(),
        label: label.into(),
        entries,
    }
}

/// The lists that other slices have in code.
fn of_customers() -> Vec<List> {
    let fields = GROUPS.iter().filter(|group| group.key != "file").map(|of| {
        let fields = Customer::FIELDS
            .iter()
            .filter(|field| field.group == of.key);
        let entry = |field: &crate::domain::field::Field| Entry {
            id: field.key.to_owned(),
            text: field.label.into(),
            sign: None,
            severe: false,
            unasked: false,
        };
        group(of.key, of.label, fields.map(entry).collect())
    });
    let (textbook, survey): (Vec<_>, Vec<_>) = METHODS
        .iter()
        .partition(|method| method.code.starts_with("CM-"));
    let (channels, sources) = CHANNELS.split_at_checked(10).unwrap_or_default();
    // On-site observation is on both lists.
    let methods = |list: &[&Choice]| {
        let is_apart = |entry: &Entry| entry.id != "CM-2" && entry.id != "observation";
        let mut entries = entries(list);
        entries.retain(is_apart);
        entries
    };
    vec![
        List {
            id: "information-groups".to_owned(),
            topic: "4.2".to_owned(),
            title: bi("客户信息的六个组", "Six groups of customer information").into(),
            ask: Some(
                bi(
                    "“{0}”属于哪一组客户信息？",
                    "To which group of customer information does “{0}” belong?",
                )
                .into(),
            ),
            ordered: false,
            groups: fields.collect(),
        },
        List {
            id: "collection-methods".to_owned(),
            topic: "4.3".to_owned(),
            title: bi(
                "收集信息的方法与调查方式",
                "Methods of collecting and ways of surveying",
            )
            .into(),
            ask: Some(bi("“{0}”属于哪张清单？", "On which list is “{0}”?").into()),
            ordered: false,
            groups: vec![
                group(
                    "CM",
                    bi("信息收集的九种方法", "Nine methods of collecting"),
                    methods(&textbook),
                ),
                group(
                    "SV",
                    bi("调查的五种方式", "Five ways of surveying"),
                    methods(&survey),
                ),
            ],
        },
        List {
            id: "collection-sources".to_owned(),
            topic: "4.4".to_owned(),
            title: bi(
                "收集信息的渠道与来源",
                "Channels and sources of information",
            )
            .into(),
            ask: Some(bi("“{0}”属于哪张清单？", "On which list is “{0}”?").into()),
            ordered: false,
            groups: vec![
                group(
                    "CH",
                    bi(
                        "外贸客户信息的渠道",
                        "Channels of customer information in trade",
                    ),
                    entries(&channels.iter().collect::<Vec<_>>()),
                ),
                group(
                    "SO",
                    bi("一般的信息来源", "General sources of information"),
                    entries(&sources.iter().collect::<Vec<_>>()),
                ),
            ],
        },
    ]
}

/// Schemes of the textbooks whose classes are told apart by what they say of themselves.
const SCHEMES: [&str; 10] = [
    "CL-III", "CL-ABC", "CL-BUS", "CL-TIER4", "CL-GBU", "CL-LIFE", "CL-LOY", "CL-REL", "CL-CRED",
    "CL-RFM",
];

/// A list of each of these schemes: a class is a group, what is said of it its one entry. Nothing
/// is asked where the text names the class.
fn of_schemes() -> Vec<List> {
    let group = |class: &Class| {
        let Class { label, about, .. } = class;
        let spoils = about.zh.contains(&label.zh) || about.en.contains(&label.en);
        ListGroup {
            id: class.code.clone(),
            label: label.clone(),
            entries: vec![Entry {
                id: format!("{}-about", class.code),
                text: about.clone(),
                sign: None,
                severe: false,
                unasked: spoils || about.is_blank(),
            }],
        }
    };
    let taught = Scheme::built_in().iter();
    let taught = taught.filter(|scheme| SCHEMES.contains(&scheme.code.as_str()));
    let list = |scheme: &Arc<Scheme>| List {
        id: scheme.code.clone(),
        topic: "5.1".to_owned(),
        title: scheme.label.clone(),
        ask: Some(bi("“{0}”说的是哪一类？", "Which class is this: “{0}”?").into()),
        ordered: false,
        groups: scheme.classes.iter().map(group).collect(),
    };
    taught.map(list).collect()
}

static ALL: LazyLock<Vec<List>> = LazyLock::new(|| {
    let mut lists: Vec<List> = serde_json::from_str(LISTS).unwrap_or_default();
    lists.extend(of_customers());
    lists.extend(of_schemes());
    lists
});

/// All lists: those of the content file, then those that other slices have in code.
pub fn lists() -> &'static [List] {
    &ALL
}

/// The list of that id.
pub fn list(id: &str) -> Option<&'static List> {
    ALL.iter().find(|list| list.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_content_file_is_whole() {
        let lists: Vec<List> = serde_json::from_str(LISTS).unwrap();
        assert_eq!(lists.len(), 30);
        assert_eq!(super::lists().len(), 30 + 3 + SCHEMES.len());
    }

    #[test]
    fn every_id_stands_once_and_every_text_in_both_languages() {
        let mut lists_seen = BTreeSet::new();
        for list in lists() {
            assert!(lists_seen.insert(&list.id), "{}", list.id);
            assert_eq!(list.ask.is_some(), list.groups.len() > 1, "{}", list.id);
            assert!(list.ordered || list.ask.is_some(), "{}", list.id);
            let mut ids = BTreeSet::new();
            let mut labels = vec![&list.title];
            labels.extend(&list.ask);
            for group in &list.groups {
                labels.push(&group.label);
                for entry in &group.entries {
                    assert!(ids.insert(&entry.id), "{}: {}", list.id, entry.id);
                    labels.push(&entry.text);
                }
            }
            for label in labels {
                let is_whole = !label.zh.trim().is_empty() && !label.en.trim().is_empty();
                assert!(is_whole, "{}: {label:?}", list.id);
            }
            if let Some(ask) = &list.ask {
                assert!(
                    ask.zh.contains("{0}") && ask.en.contains("{0}"),
                    "{}",
                    list.id
                );
            }
        }
    }

    #[test]
    fn the_lists_have_as_many_entries_as_the_textbooks() {
        let sizes = |id: &str| -> Vec<usize> {
            let groups = &list(id).unwrap().groups;
            groups.iter().map(|group| group.entries.len()).collect()
        };
        assert_eq!(sizes("service-phases"), [6, 5, 8]);
        assert_eq!(sizes("warning-signs"), [14, 13, 13, 10]);
        assert_eq!(sizes("service-gaps"), [3, 4, 7, 2, 0]);
        assert_eq!(sizes("review-items"), [1; 13]);
        assert_eq!(sizes("quality-criteria").len(), 5);
        assert_eq!(sizes("complaint-steps"), [6]);
        assert_eq!(sizes("complaint-handling"), [5]);
        assert_eq!(sizes("venues").len(), 5);
        assert_eq!(sizes("credit-factors"), [5, 5, 6]);
        assert_eq!(sizes("information-groups").len(), 6);
        assert_eq!(sizes("collection-sources"), [10, 6]);
        let signs = list("warning-signs").unwrap();
        let signs: Vec<_> = signs
            .groups
            .iter()
            .flat_map(|group| &group.entries)
            .collect();
        let good = signs.iter().filter(|entry| entry.sign == Some(Sign::Good));
        assert_eq!((good.count(), signs.len()), (5, 50));
        let severe = signs.iter().filter(|entry| entry.severe).count();
        assert_eq!(severe, 15);
    }

    #[test]
    fn nothing_is_asked_that_has_two_answers() {
        for list in lists() {
            let asked = list.asked();
            for (group, entry) in &asked {
                let same = |(other, same): &&(&ListGroup, &Entry)| {
                    let is_same = same.text.zh == entry.text.zh || same.text.en == entry.text.en;
                    other.id != group.id && is_same
                };
                assert_eq!(asked.iter().filter(same).count(), 0, "{}", entry.id);
            }
        }
        let ids: Vec<_> = list("warning-signs")
            .unwrap()
            .asked()
            .into_iter()
            .map(|(_, entry)| &*entry.id)
            .collect();
        assert!(!ids.contains(&"WS-O-2") && !ids.contains(&"WS-P-9"));
    }
}
