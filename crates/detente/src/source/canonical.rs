//! The one form in which the text of a document is kept.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::diagnostic::unprintable;

/// A text in its canonical form, and what was left out on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Canonical {
    /// The text.
    pub text: String,
    /// Control characters, other than line ends and tabs, that were taken out.
    pub controls: usize,
    /// Marks that turn the direction of writing, taken out.
    pub turning: usize,
    /// Other characters without a shape of their own, taken out: soft hyphens, zero-width spaces, tags.
    pub unseen: usize,
    /// Signs `\u{fffd}` in the text, each of which stands for something that an earlier program could not read.
    pub unreadable: usize,
}

/// The canonical form of a text.
///
/// - No byte order mark; line ends are LF alone, whether they were CR LF, CR, NEL, VT, FF, LS or PS;
/// - Unicode's form NFC (UAX #15);
/// - no control character but LF and tab;
/// - no character without a shape of its own (general category Cf): soft hyphens, zero-width spaces, and the marks that
///   turn the direction of writing. Letters of right-to-left scripts carry their direction in themselves, and the text
///   stands in the order in which it is read. Kept are the characters that scripts need for their letters and numbers;
///   the two joiners only after a character beyond ASCII, since in `n`-joiner-`ot` they do nothing but hide a word;
/// - no white space at the end of a line; at most one empty line in a row, and none at the beginning; one LF at the end.
///
/// Everything else stays, letter for letter: quotation marks, dashes, spaces within a line. The form of a canonical text
/// is itself. A text of nothing that can be seen is empty.
///
/// ```
/// use detente::source::canonical;
/// assert_eq!(canonical("\u{feff}Kessa will\r\n\r\n\r\nnot sign. \r\n").text, "Kessa will\n\nnot sign.\n");
/// ```
pub fn canonical(text: &str) -> Canonical {
    let mut made = Canonical::default();
    // Composed first: what is composed afterwards could otherwise bring a character back that is to be left out.
    let mut kept = String::with_capacity(text.len());
    let mut before = '\n';
    let mut take = |c: char, made: &mut Canonical| {
        let joiner = matches!(c, '\u{200c}' | '\u{200d}');
        match c {
            '\n' | '\t' => kept.push(c),
            '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\r' => kept.push('\n'),
            _ if turning(c) => made.turning += 1,
            _ if c.is_control() => made.controls += 1,
            // A mark at the very beginning is no character of the text.
            '\u{feff}' if kept.is_empty() => {}
            _ if unprintable(c) || (joiner && before.is_ascii()) => made.unseen += 1,
            _ => kept.push(c),
        }
        before = kept.chars().next_back().unwrap_or('\n');
    };
    let lines = text.replace("\r\n", "\n");
    if is_nfc_quick(lines.chars()) == IsNormalized::Yes {
        lines.chars().for_each(|c| take(c, &mut made));
    } else {
        lines.nfc().for_each(|c| take(c, &mut made));
    }
    // Letters and marks that something unseen kept apart meet now.
    let kept = match is_nfc_quick(kept.chars()) {
        IsNormalized::Yes => kept,
        _ => kept.nfc().collect(),
    };
    made.text = laid_out(&kept);
    made.unreadable = made.text.matches('\u{fffd}').count();
    made
}

/// Whether a text is in its canonical form already.
pub fn is_canonical(text: &str) -> bool {
    canonical(text).text == text
}

/// No space at the ends of lines, no two empty lines, one line end at the end.
fn laid_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut empty = false;
    for line in text.split('\n').map(str::trim_end) {
        if line.is_empty() {
            empty = true;
            continue;
        }
        if empty && !out.is_empty() {
            out.push('\n');
        }
        empty = false;
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Marks that turn the direction of writing (UAX #9).
fn turning(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        canonical(text).text
    }

    #[test]
    fn what_changes() {
        assert_eq!(of("a\r\nb\rc\u{2028}d\u{c}e"), "a\nb\nc\nd\ne\n");
        assert_eq!(of("\n \n\nfirst  \n\t\n\u{a0}\n\nsecond\t"), "first\n\nsecond\n");
        assert_eq!(of("cafe\u{301} A\u{30a}"), "café Å\n");
        assert_eq!(of("agree\u{ad}ment\u{200b} n\u{200d}ot\u{7}\u{1b}[31m"), "agreement not[31m\n");
        assert_eq!(of("e\u{200b}\u{301}"), "é\n", "what something unseen kept apart");
        assert_eq!(of(""), "");
        assert_eq!(of("\u{feff} \r\n\u{200b}"), "");
    }

    #[test]
    fn what_stays() {
        let text = "  “We won’t…” — 5\u{a0}000 men,\t‘now’  or never\n\n- item\n";
        assert_eq!(of(text), text);
        assert!(is_canonical(text) && !is_canonical("a") && is_canonical(""));
        // Persian, Hebrew, Arabic, Thai, Devanagari with its joiner, a family, and Hangul.
        let text = "می‌خواهم\nלא נחתום\nلن نوقع\nไม่ลงนาม\nक्‍ष\n👩\u{200d}👧\n한국\n";
        assert_eq!(of(text), text);
    }

    #[test]
    fn what_is_told() {
        let made = canonical("\u{feff}a\u{202e}b\u{1}c\u{ad}\u{feff}\u{fffd}\u{e0041}");
        assert_eq!(made.text, "abc\u{fffd}\n");
        assert_eq!((made.turning, made.controls, made.unseen, made.unreadable), (1, 1, 3, 1));
        assert_eq!(canonical("plain\r\n"), Canonical { text: "plain\n".into(), ..Canonical::default() });
    }

    /// The form of a canonical text is itself, and it keeps its promises, whatever it is made of.
    #[test]
    fn once_is_enough() {
        const ODD: [&str; 30] = [
            "a",
            "B",
            " ",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\u{a0}",
            "\u{ad}",
            "\u{200b}",
            "\u{200c}",
            "\u{200d}",
            "\u{200e}",
            "\u{202e}",
            "\u{feff}",
            "\u{301}",
            "\u{327}",
            "é",
            "\u{212a}",
            "\u{37e}",
            "\u{1112}",
            "\u{1161}",
            "\u{11ab}",
            "ש",
            "\u{5b0}",
            "\u{85}",
            "\u{c}",
            "\u{0}",
            "\u{fffd}",
            "\u{1d15e}",
        ];
        let mut seed = 7u64;
        let mut next = move |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for _ in 0..30_000 {
            let text: String = (0..next(24)).map(|_| ODD[next(ODD.len())]).collect();
            let once = canonical(&text).text;
            let twice = canonical(&once);
            assert_eq!(twice.text, once, "{text:?}");
            assert_eq!((twice.controls, twice.turning, twice.unseen), (0, 0, 0), "{text:?}");
            assert!(once.is_empty() || (once.ends_with('\n') && !once.ends_with("\n\n")), "{text:?}");
            assert!(!once.starts_with('\n') && !once.contains("\n\n\n") && !once.contains(" \n"), "{text:?}");
            assert!(!once.chars().any(|c| c != '\n' && c != '\t' && unprintable(c)), "{text:?}");
            let letters = |t: &str| t.nfc().filter(|c| c.is_alphanumeric()).count();
            assert!(letters(&once) <= letters(&text), "{text:?}");
        }
    }
}
