//! Text of a model without what could steer a terminal or hide beside what is seen.

use crate::diagnostic::unprintable;

/// A text as it may be kept: sequences that steer a terminal, other control characters and the signs that turn writing
/// around are taken out; line ends and tabs become spaces. And whether anything but those was taken out.
pub(super) fn clean(text: &str) -> (String, bool) {
    if !text.chars().any(unprintable) {
        return (text.to_owned(), false);
    }
    let mut out = String::with_capacity(text.len());
    let mut taken = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            // ECMA-48, 5.4: what follows up to a final byte belongs to the sequence.
            '\u{1b}' if rest.peek() == Some(&'[') => {
                rest.next();
                while rest.next_if(|c| matches!(c, '\u{20}'..='\u{3f}')).is_some() {}
                rest.next_if(|c| matches!(c, '\u{40}'..='\u{7e}'));
                taken = true;
            }
            // 8.3.89: a string that goes on to its end, the title of a window for one.
            '\u{1b}' | '\u{9d}' if c == '\u{9d}' || rest.peek() == Some(&']') => {
                while rest.next_if(|c| !matches!(c, '\u{7}' | '\u{1b}' | '\u{9c}' | '\n')).is_some() {}
                rest.next_if(|c| matches!(c, '\u{7}' | '\u{9c}'));
                taken = true;
            }
            '\u{9b}' => {
                while rest.next_if(|c| matches!(c, '\u{20}'..='\u{3f}')).is_some() {}
                rest.next_if(|c| matches!(c, '\u{40}'..='\u{7e}'));
                taken = true;
            }
            c if unprintable(c) => taken = true,
            c => out.push(c),
        }
    }
    (out, taken)
}

/// At most so many characters of a text on one line, for a message.
pub(super) fn short(text: &str, most: usize) -> String {
    let line: String = clean(text).0.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{} …", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers() {
        assert_eq!(clean("no\u{1b}[31;1m deal\u{1b}[0m"), ("no deal".to_owned(), true));
        assert_eq!(clean("no\u{9b}2J deal\u{7}\u{202e}x\u{0}"), ("no dealx".to_owned(), true));
        assert_eq!(clean("no\ndeal\t."), ("no deal .".to_owned(), false));
        assert_eq!(clean("می\u{200c}خواهد"), ("می\u{200c}خواهد".to_owned(), false));
        assert_eq!(clean("\u{1b}[").0, "");
        assert_eq!(clean("a\u{1b}]0;title\u{7}b\u{9d}x\u{9c}c\u{1b}]y\u{1b}\\d").0, "abc\\d");
    }

    #[test]
    fn shortened() {
        assert_eq!(short("a  b\nc", 9), "a b c");
        assert_eq!(short("one two", 4), "one …");
    }
}
