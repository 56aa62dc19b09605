//! When two names may be one: enough to judge a draft, and too lenient for anything else.

/// Whether two names are the same, or end in the same word: `T. Belik` and `Belik`.
pub(super) fn fit(a: &str, b: &str) -> bool {
    same(a, b) || last(a).is_some_and(|x| last(b).is_some_and(|y| same(x, y)))
}

/// Whether two texts are the same but for capitals.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Whether one of two phrases stands in the other, word by word: `minister` and `Fisheries Minister`.
pub(super) fn within(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && long.windows(short.len()).any(|w| w == short)
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn last(name: &str) -> Option<&str> {
    name.split_whitespace().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit() {
        assert!(fit("T. Belik", "Belik") && fit("Dr Renate Holm", "renate holm") && !fit("Ada Lomnik", "Ada Verst"));
        assert!(within("minister", "Fisheries Minister") && within("the water minister", "water minister"));
        assert!(!within("prime minister", "minister of finance") && !within("", "minister"));
    }
}
