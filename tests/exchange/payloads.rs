//! Text that a spreadsheet would run.

pub const STARTS: [&str; 11] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];
const BODIES: [&str; 8] = [
    "1+1",
    "cmd|'/c calc'!A1",
    "HYPERLINK(\"http://x.example\",\"点\")",
    "SUM(1,2);\"x\"",
    "+55 (12) 3923-5555",
    "",
    "'",
    "\"=\",'=1",
];

/// Every start with every body, behind what hides it.
pub fn payloads() -> Vec<String> {
    let mut all = Vec::new();
    for start in STARTS {
        for body in BODIES {
            for before in ["", " ", "\u{3000}", "'", "''", "\u{feff}"] {
                all.push(format!("{before}{start}{body}"));
            }
        }
    }
    all.extend(
        [
            "'s-Hertogenbosch",
            "'",
            "O'Brien",
            "a=b",
            "−5",
            "1-2",
            "#guard=1",
        ]
        .map(str::to_owned),
    );
    all
}
