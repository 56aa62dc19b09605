//! Names for claims and utterances that are made here.

/// Most characters of a name that is made.
const LONGEST: usize = 48;

/// Letters, digits and dashes of some words: `Lena Orla` becomes `lena-orla`.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '\u{2019}') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A name of parts, which nothing has yet.
pub(super) fn free(parts: &[&str], taken: impl Fn(&str) -> bool) -> String {
    let parts: Vec<String> = parts.iter().map(|p| plain(p)).filter(|p| !p.is_empty()).collect();
    let mut name = String::new();
    // Whole words alone.
    for word in parts.iter().flat_map(|p| p.split('-')) {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST));
    }
    if name.is_empty() {
        name.push_str("claim");
    }
    if !taken(&name) {
        return name;
    }
    (2..usize::MAX).map(|n| format!("{name}-{n}")).find(|n| !taken(n)).expect("numbers do not run out")
}

/// The words of a quote that tell it from others: the first few of some length.
pub(super) fn telling(quote: &str) -> String {
    const LEFT_OUT: [&str; 24] = [
        "the", "and", "that", "this", "with", "for", "are", "was", "were", "has", "have", "had", "his", "her", "its",
        "their", "they", "from", "but", "been", "would", "which", "there", "than",
    ];
    let words = quote.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}')).filter(|w| {
        let lower = w.to_lowercase();
        w.chars().count() > 2 && !LEFT_OUT.contains(&lower.as_str())
    });
    words.take(3).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{free, plain, telling};

    #[test]
    fn names_are_words_with_dashes() {
        assert_eq!(plain("  The Harbour\u{2019}s  Chief, O'Dea! "), "the-harbours-chief-odea");
        assert_eq!(plain("Київ 2"), "київ-2");
        assert_eq!(plain("\u{202e}\u{1b}[2J"), "2j");
        assert_eq!(telling("and that the islands \u{201c}will not pay\u{201d}"), "islands will not");
    }

    #[test]
    fn names_are_free_and_short() {
        let taken = |name: &str| ["orla-fares", "orla-fares-2", "claim"].contains(&name);
        assert_eq!(free(&["orla", "fares"], taken), "orla-fares-3");
        assert_eq!(free(&["", "!"], taken), "claim-2");
        let long = free(&[&"word ".repeat(40)], taken);
        assert!(long.len() <= 48 && long.ends_with("-word"), "{long}");
        assert_eq!(free(&[&"x".repeat(300)], taken).len(), 48);
    }
}
