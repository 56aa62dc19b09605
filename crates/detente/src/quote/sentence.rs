//! The sentence around a stretch of text.
//!
//! A small part of what Unicode's sentence boundaries (UAX #29) and the usual splitters do, chosen so that a quote is
//! rather shown with a sentence too many than with half of one. The abbreviations are English.

/// The whole sentence or sentences around a stretch of a document, first and one past the last byte.
///
/// A sentence ends with `.`, `!`, `?` or `…` (and the quotation marks and brackets that follow) before white space
/// and a capital, a digit or an opening mark; not after an abbreviation such as `Mr.` or `U.S.`. Blank lines, headings
/// and list items end it too. Places beyond the text or within a character are moved to the nearest that are not.
pub fn sentence_around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = floor(start);
    let end = floor(end).max(start);
    (beginning(text, start), ending(text, start, end))
}

fn beginning(text: &str, start: usize) -> usize {
    let word = text.len() - text[start..].trim_start().len();
    for (at, c) in text[..start].char_indices().rev() {
        let next = if c == '\n' {
            line_end(text, at)
        } else if terminator(c) {
            stop(text, at).map(|(_, next)| next)
        } else {
            None
        };
        if let Some(next) = next.filter(|next| *next <= word) {
            return next.min(start);
        }
    }
    let first = list_mark(text.trim_start()).unwrap_or(0) + (text.len() - text.trim_start().len());
    first.min(start)
}

fn ending(text: &str, start: usize, end: usize) -> usize {
    // The stop may be the last character of the stretch itself, before closing marks.
    let kept = text[start..end].trim_end_matches(|c: char| c.is_whitespace() || closing(c));
    let from = start + kept.char_indices().next_back().map_or(0, |(at, _)| at);
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        let over = if c == '\n' {
            line_end(text, at).map(|_| text[..at].trim_end().len())
        } else if terminator(c) {
            stop(text, at).map(|(over, _)| over)
        } else {
            None
        };
        if let Some(over) = over.filter(|over| *over >= end || text[*over..end].trim().is_empty()) {
            return over.max(end);
        }
    }
    text.trim_end().len().max(end)
}

/// If a sentence ends with the terminator at `at`: one past its last byte, and where the next one begins.
fn stop(text: &str, at: usize) -> Option<(usize, usize)> {
    // Bounded, since each of a million dots asks.
    let run = text[at..].chars().take(16).take_while(|c| terminator(*c) || closing(*c));
    let over = at + run.map(char::len_utf8).sum::<usize>();
    let tail = &text[over..];
    let rest = tail.trim_start();
    let Some(next) = rest.chars().next() else { return Some((over, text.len())) };
    let begins = !next.is_lowercase() && (next.is_alphanumeric() || opening(next));
    let spaced = rest.len() < tail.len() || matches!(text[at..].chars().next(), Some('。' | '！' | '？'));
    let stopped = &text[at..over];
    if !begins || !spaced || (stopped.starts_with('.') && !stopped.starts_with("..") && abbreviated(&text[..at], next))
    {
        return None;
    }
    Some((over, text.len() - rest.len()))
}

/// Whether the stop after `before` belongs to an abbreviation or to the number of a list item.
fn abbreviated(before: &str, next: char) -> bool {
    const ALWAYS: [&str; 30] = [
        "Mr", "Mrs", "Ms", "Mx", "Messrs", "Dr", "Prof", "Sen", "Rep", "Gen", "Gov", "Col", "Lt", "Sgt", "Capt", "Maj",
        "Cmdr", "Adm", "Hon", "Rev", "St", "Mt", "Pres", "Amb", "Supt", "vs", "cf", "approx", "viz", "ca",
    ];
    const WITH_NUMBER: [&str; 25] = [
        "No", "Nos", "no", "nos", "Art", "Arts", "art", "para", "paras", "p", "pp", "Vol", "Ch", "Sec", "Jan", "Feb",
        "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
    ];
    let rest = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '.');
    let word = &before[rest.len()..];
    let mut letters = word.split('.');
    let initials = letters.all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    });
    let item = !word.is_empty()
        && word.chars().all(|c| c.is_ascii_digit())
        && rest.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n');
    // "Nor will I. They ..." ends; "J. Smith" does not.
    (initials && word != "I") || item || ALWAYS.contains(&word) || (next.is_numeric() && WITH_NUMBER.contains(&word))
}

/// If the line that ends at `at` ends a sentence: where the next one begins.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let line = rest.trim_start_matches([' ', '\t', '\r']);
    if line.is_empty() || line.starts_with('\n') {
        let begin = text.len() - rest.trim_start().len();
        return Some(begin + list_mark(&text[begin..]).unwrap_or(0));
    }
    let begin = text.len() - line.len();
    if let Some(mark) = list_mark(line) {
        return Some(begin + mark);
    }
    let ended = &text[text[..at].rfind('\n').map_or(0, |before| before + 1)..at];
    ended.trim_start().starts_with('#').then_some(begin)
}

/// The length of the mark of a list item or heading, with its space.
fn list_mark(line: &str) -> Option<usize> {
    let after_mark = if let Some(rest) = line.strip_prefix(['-', '*', '+', '•', '–', '—']) {
        rest
    } else if line.starts_with('#') {
        line.trim_start_matches('#')
    } else {
        let inner = line.strip_prefix('(').unwrap_or(line);
        let rest = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let mark = &inner[..inner.len() - rest.len()];
        let short = mark.len() == 1 || (mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit()));
        let number = mark.starts_with(|c: char| c.is_ascii_digit());
        match rest.chars().next() {
            Some(')') if short => &rest[1..],
            Some('.') if short && number && inner.len() == line.len() => &rest[1..],
            _ => return None,
        }
    };
    let rest = after_mark.trim_start_matches([' ', '\t']);
    (rest.len() < after_mark.len()).then_some(line.len() - rest.len())
}

fn terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '*' | '_' | '」' | '』')
}

fn opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '*' | '_' | '「' | '『' | '$' | '€' | '£')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'t>(text: &'t str, part: &str) -> &'t str {
        let start = text.find(part).expect("the part stands in the text");
        let (from, to) = sentence_around(text, start, start + part.len());
        &text[from..to]
    }

    #[test]
    fn stops() {
        let text =
            "Mr. Ash met J. Bell of the U.S. Senate. No deal! “Will they sign?” he asked. Nor will I. Art. 5 is open.";
        assert_eq!(around(text, "Bell"), "Mr. Ash met J. Bell of the U.S. Senate.");
        assert_eq!(around(text, "deal"), "No deal!");
        assert_eq!(around(text, "they"), "“Will they sign?” he asked.");
        assert_eq!(around(text, "will I"), "Nor will I.");
        assert_eq!(around(text, "5 is"), "Art. 5 is open.");
        assert_eq!(around(text, "Senate. No"), "Mr. Ash met J. Bell of the U.S. Senate. No deal!");
        assert_eq!(around(text, "No deal!"), "No deal!");
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        let text = "She said: “We will sign.” Then (as he said.) nothing. It rose by 5.5 points";
        assert_eq!(around(text, "sign"), "She said: “We will sign.”");
        assert_eq!(around(text, "sign.”"), "She said: “We will sign.”");
        assert_eq!(around(text, "rose"), "It rose by 5.5 points");
    }

    #[test]
    fn lines() {
        let text = "# The talks\nWe met\nagain\n\n- first, the dam\n- second\n  line\n2. third. (a) x\n\n\nEnd";
        assert_eq!(around(text, "talks"), "The talks");
        assert_eq!(around(text, "met"), "We met\nagain");
        assert_eq!(around(text, "dam"), "first, the dam");
        assert_eq!(around(text, "second"), "second\n  line");
        assert_eq!(around(text, "third"), "third.");
        assert_eq!(around(text, "End"), "End");
    }

    #[test]
    fn places_that_are_none() {
        assert_eq!(sentence_around("", 5, 9), (0, 0));
        assert_eq!(sentence_around("été. Ü", 1, 1), (0, 6));
        assert_eq!(sentence_around("ab", 9, 1), (0, 2));
        assert_eq!(sentence_around("  \n ab ", 0, 1).0, 0);
    }
}
