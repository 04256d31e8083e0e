//! Cells as a spreadsheet puts them on the clipboard.

/// Takes the text of copied cells apart, row by row: tabs between cells, quotes around cells with
/// quotes or line breaks of their own.
///
/// ```
/// use xinke::exchange::csv::pasted_cells;
/// assert_eq!(pasted_cells("a\tb\r\n\"say \"\"x\"\"\nand y\"\t2\n"), [["a", "b"], ["say \"x\"\nand y", "2"]]);
/// ```
pub fn pasted_cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => cell.push(character),
            '"' if cell.is_empty() => is_quoted = true,
            '\t' => row.push(std::mem::take(&mut cell)),
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' => {}
            _ => cell.push(character),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::pasted_cells;

    #[test]
    fn blank_cells_keep_their_place() {
        assert_eq!(pasted_cells("\t5\t\n6"), [vec!["", "5", ""], vec!["6"]]);
        assert_eq!(pasted_cells("5\" pipe\t1"), [["5\" pipe", "1"]]);
        assert!(pasted_cells("").is_empty());
    }
}
