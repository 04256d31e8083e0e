//! `tests/coverage.tsv` says where each list, form, method, workflow, exercise, report, alert and
//! guard of the field stands in the app; here every place it names is checked to exist.
//!
//! Places, separated by spaces: `route:#/customers/:id/print/13-1`, `form:13-1`,
//! `rule:customer.stale_months`, `figure:customer.completeness`, `file:src/…` and `test:tests/…`;
//! the last two may end in `#word`, which the file must then hold.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

use sha2::{Digest, Sha256};

/// Of all ids in order, a line each: nothing that is required gets lost, nothing slips in.
const IDS_DIGEST: &str = "814e04e3077199b5a7b757f5c8f4c46a20a24277e4790040be6189dc6639c871";
/// Slices of which everything must be there.
const FINISHED: [&str; 0] = [];

struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Row {
    fn id(&self) -> &str {
        &self.cells[0]
    }

    fn slice(&self) -> &str {
        &self.cells[2]
    }

    fn status(&self) -> &str {
        &self.cells[8]
    }

    fn places(&self) -> impl Iterator<Item = &str> {
        self.cells[9].split_whitespace()
    }
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

fn rows() -> Vec<Row> {
    let text = read("tests/coverage.tsv").unwrap();
    let mut lines = text.lines().enumerate();
    let head = "id\tkind\tslice\tsection\titems\ttitle_zh\ttitle_en\twhat\tstatus\tplace";
    assert_eq!(lines.next().map(|(_, line)| line), Some(head));
    let rows = lines.map(|(number, line)| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(cells.len(), 10, "coverage.tsv:{}: columns", number + 1);
        Row {
            line: number + 1,
            cells,
        }
    });
    rows.collect()
}

/// The text of all Rust files below a folder.
fn rust_below(folder: &str) -> String {
    let mut text = String::new();
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    for entry in entries.map(Result::unwrap) {
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            text += &rust_below(&path);
        } else if path.ends_with(".rs") {
            text += &read(&path).unwrap();
        }
    }
    text
}

/// What places are looked up in.
struct Code {
    domain: String,
    features: String,
    /// Segments of each route; those without quotes stand for anything.
    routes: Vec<Vec<String>>,
}

impl Code {
    fn read() -> Self {
        let routes = read("src/app/route.rs").unwrap();
        let parse = routes.split("pub fn parse(").nth(1).unwrap();
        let parse = parse.split("\n    }\n").next().unwrap();
        let arms = parse
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('['));
        let patterns = arms.filter_map(|arm| arm[1..].split_once("] =>"));
        let segments = |pattern: &str| {
            let segments = pattern.split(',').map(|segment| segment.trim().to_owned());
            segments
                .filter(|segment| !segment.is_empty())
                .collect::<Vec<_>>()
        };
        Self {
            domain: rust_below("src/domain"),
            features: rust_below("src/features"),
            routes: patterns.map(|(pattern, _)| segments(pattern)).collect(),
        }
    }

    fn has(&self, place: &str) -> bool {
        let quoted = |name: &str| format!("\"{name}\"");
        match place.split_once(':') {
            Some(("route", route)) => self.has_route(route),
            Some(("form", form)) => [&self.features, &self.domain]
                .iter()
                .any(|code| code.contains(&quoted(form))),
            Some(("rule", key)) => xinke::domain::rule::rule(key).is_some(),
            Some(("figure", id)) => self.domain.contains(&quoted(id)),
            Some(("file", path)) => path.starts_with("src/") && has_file(path),
            Some(("test", path)) => path.starts_with("tests/") && has_file(path),
            _ => false,
        }
    }

    fn has_route(&self, route: &str) -> bool {
        let Some(route) = route.strip_prefix("#/") else {
            return false;
        };
        let path = route.split('?').next().unwrap_or_default();
        let segments: Vec<_> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let is_known = |segment: &str| {
            let literal = format!("\"{segment}\"");
            self.features.contains(&literal) || self.domain.contains(&literal)
        };
        let fits = |(wanted, segment): (&String, &&str)| match wanted.strip_prefix('"') {
            Some(word) => word.trim_end_matches('"') == *segment,
            None => segment.starts_with(':') || is_known(segment),
        };
        let of_length = self
            .routes
            .iter()
            .filter(|wanted| wanted.len() == segments.len());
        of_length
            .into_iter()
            .any(|wanted| wanted.iter().zip(&segments).all(fits))
    }
}

fn has_file(place: &str) -> bool {
    let (path, word) = place.split_once('#').unwrap_or((place, ""));
    read(path).is_some_and(|text| text.contains(word))
}

#[test]
fn every_requirement_is_there_once() {
    let rows = rows();
    let ids: BTreeSet<_> = rows.iter().map(Row::id).collect();
    assert_eq!(ids.len(), rows.len(), "an id stands twice");
    let ids: Vec<_> = ids.into_iter().collect();
    let digest = Sha256::digest(ids.join("\n"));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        digest,
        IDS_DIGEST,
        "the {} ids are others than required",
        ids.len()
    );
}

#[test]
fn every_place_exists() {
    let code = Code::read();
    let mut found = Vec::new();
    for row in rows() {
        let mut say = |what: String| {
            found.push(format!(
                "tests/coverage.tsv:{}: {}: {what}",
                row.line,
                row.id()
            ));
        };
        match (row.status(), row.places().next()) {
            ("done" | "partly", None) => say("has no place".to_owned()),
            ("planned", Some(place)) => say(format!("is planned, but stands at {place}")),
            ("done" | "partly" | "planned", _) => {}
            (other, _) => say(format!("status {other}")),
        }
        if row.status() != "done" && FINISHED.contains(&row.slice()) {
            say(format!("is {}, but the slice is finished", row.status()));
        }
        for place in row.places().filter(|place| !code.has(place)) {
            say(format!("there is no {place}"));
        }
    }
    assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
}

#[test]
fn places_that_are_not_there_are_noticed() {
    let code = Code::read();
    for place in [
        "route:#/",
        "route:#/customers/:id/print/13-1",
        "rule:customer.stale_months",
    ] {
        assert!(code.has(place), "{place}");
    }
    for place in [
        "route:#/nowhere",
        "route:#/customers/:id/nowhere",
        "route:/customers",
        "form:13-0",
        "rule:customer.nothing",
        "figure:customer.nothing",
        "file:src/nowhere.rs",
        "file:src/lib.rs#nowhere to be found",
        "test:src/lib.rs",
        "customers",
    ] {
        assert!(!code.has(place), "{place}");
    }
}
