//! Comma-separated values (RFC 4180).

/// A line of cells, with its end; cells that need quotes get them.
pub fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A cell of text. A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula and would run it, so such a
/// text gets an apostrophe before it.
pub fn text(text: &str) -> String {
    let text = super::seen(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_text_and_start_no_formula() {
        let cells = [text("plain"), text("a, \"b\""), text("=1+1"), text(" two\nlines"), "-5".to_owned()];
        assert_eq!(line(&cells), "plain,\"a, \"\"b\"\"\",'=1+1, two lines,-5\r\n");
    }
}
