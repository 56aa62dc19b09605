//! Which parts of a text stand in quotation marks.

/// The stretches between quotation marks, in bytes, in order, the marks with them.
///
/// Known are `“ ”`, `„ “`, `« »`, `» «`, `" "`, `‘ ’` and `「 」`. A quotation that is not closed ends with its paragraph, as
/// printers do it where the next paragraph goes on with the same speaker. An apostrophe closes nothing: `’` does so only
/// where no letter follows.
pub(super) fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = '\n';
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let after = signs.peek().map_or('\n', |(_, c)| *c);
        match open {
            Some((start, _)) if c == '\n' && after == '\n' => {
                found.push((start, at));
                open = None;
            }
            Some((start, mark)) if closes(mark, c, after) => {
                found.push((start, at + c.len_utf8()));
                open = None;
            }
            None if opens(c, before, after) => open = Some((at, c)),
            _ => {}
        }
        before = c;
    }
    found.extend(open.map(|(start, _)| (start, text.len())));
    found
}

fn opens(c: char, before: char, after: char) -> bool {
    let free = !before.is_alphanumeric();
    match c {
        '“' | '„' | '«' | '「' => true,
        // After a digit it means inches, and at the end of a word nothing that could be closed.
        '"' | '»' | '‘' => free && !after.is_whitespace(),
        _ => false,
    }
}

fn closes(mark: char, c: char, after: char) -> bool {
    match mark {
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '»' => c == '«',
        '「' => c == '」',
        '‘' => c == '’' && !after.is_alphanumeric(),
        _ => c == mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        quoted(text).into_iter().map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn marks_of_many_countries() {
        assert_eq!(of("He said “no deal” and \"no\", they ‘won’t’ go"), ["“no deal”", "\"no\"", "‘won’t’"]);
        assert_eq!(of("„Nein“, «non», »nej«, 「否」"), ["„Nein“", "«non»", "»nej«", "「否」"]);
        assert_eq!(of("a 5\" pipe and the workers’ vote, don't"), [""; 0]);
    }

    #[test]
    fn a_paragraph_ends_what_is_not_closed() {
        assert_eq!(of("“We will.\n\n“We must.” So it is."), ["“We will.", "“We must.”"]);
        assert_eq!(of("said: \"to the\nend"), ["\"to the\nend"]);
        assert_eq!(of(""), [""; 0]);
    }
}
