//! From pages of lines to one text: without what is repeated on every page, and with words whole again.

use std::collections::{HashMap, HashSet};

/// A page.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Page {
    /// Its lines, as they are read.
    pub(super) lines: Vec<Line>,
}

/// A line.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// Its height above the foot of the page, in points.
    pub(super) height: f64,
    /// The size of its letters, in points.
    pub(super) size: f64,
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// How many lines at each edge of a page may be repeated ones.
const EDGE: usize = 2;

/// Fewer pages show no custom.
const FEWEST: usize = 3;

/// Takes out the lines at the edges of the pages that most of them have, apart from the numbers in them: headers, footers and
/// page numbers. Returns each once, as it stood first.
pub(super) fn drop_repeated(pages: &mut [Page]) -> Vec<String> {
    let full: Vec<usize> = (0..pages.len()).filter(|n| !pages[*n].is_empty()).collect();
    if full.len() < FEWEST {
        return Vec::new();
    }
    let edges = |page: &Page| {
        let n = page.lines.len();
        (0..n).filter(move |at| *at < EDGE || at + EDGE >= n).collect::<Vec<_>>()
    };
    let mut on: HashMap<String, usize> = HashMap::new();
    for n in &full {
        let page = &pages[*n];
        let shapes: HashSet<String> = edges(page).into_iter().flat_map(|at| shapes(&page.lines[at].text, *n)).collect();
        for shape in shapes {
            *on.entry(shape).or_default() += 1;
        }
    }
    let most = |shape: &String| on.get(shape).is_some_and(|pages| *pages * 2 > full.len() && *pages >= FEWEST);
    let mut told = Vec::new();
    let mut seen = HashSet::new();
    for (n, page) in pages.iter_mut().enumerate() {
        let repeated = |at: usize| shapes(&page.lines[at].text, n).into_iter().find(&most);
        let out: HashMap<usize, String> = edges(page).into_iter().filter_map(|at| Some((at, repeated(at)?))).collect();
        let mut at = 0;
        page.lines.retain(|line| {
            let shape = out.get(&at);
            at += 1;
            if let Some(shape) = shape
                && seen.insert(shape.clone())
            {
                told.push(line.text.clone());
            }
            shape.is_none()
        });
    }
    told
}

/// Most numbers of a line that may count pages; a line with more is one of a table.
const NUMBERS: usize = 3;

/// The forms in which a line may come back on other pages: each number in it may stay as it is, or grow with the pages.
fn shapes(line: &str, page: usize) -> Vec<String> {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let digit = |c: char| c.is_ascii_digit();
    let mut parts = Vec::new();
    let mut rest = line.as_str();
    while !rest.is_empty() {
        let end =
            if rest.starts_with(digit) { rest.find(|c| !digit(c)) } else { rest.find(digit) }.unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    let grows = |part: &str| Some(part.parse::<i64>().ok().filter(|_| part.len() < 6)? - page as i64);
    let numbers = parts.iter().filter(|part| grows(part).is_some()).count();
    if numbers > NUMBERS {
        return vec![line];
    }
    let shape = |choice: usize| {
        let mut number = 0;
        let part = |part: &&str| match grows(part) {
            Some(less) => {
                number += 1;
                if choice >> (number - 1) & 1 == 1 { format!("#{less}") } else { (*part).to_owned() }
            }
            None => (*part).to_owned(),
        };
        parts.iter().map(part).collect()
    };
    (0..1 << numbers).map(shape).collect()
}

/// Puts words together that a hyphen parts at the end of a line, and says how many.
///
/// A soft hyphen is there for nothing else. After another one the word is put together only where the document has it in one
/// piece elsewhere and nowhere with a hyphen; the hyphen stays, and the line break goes, where it is the other way round.
/// Otherwise both stay: `re-` and `sign` may be either.
pub(super) fn join_words(pages: &mut [Page]) -> usize {
    let known: HashSet<String> = pages
        .iter()
        .flat_map(|page| &page.lines)
        .flat_map(|line| line.text.split(|c: char| !(c.is_alphanumeric() || hyphen(c))))
        .map(|word| word.replace(['\u{2010}', '\u{2011}'], "-").to_lowercase())
        .collect();
    let mut joined = 0;
    for page in pages {
        let mut lines: Vec<Line> = Vec::with_capacity(page.lines.len());
        for line in page.lines.drain(..) {
            let Some(last) = lines.last_mut() else {
                lines.push(line);
                continue;
            };
            match parted(&last.text, &line.text, &known) {
                Some(keep) => {
                    if !keep {
                        last.text.pop();
                    }
                    let end = line.text.find(char::is_whitespace).unwrap_or(line.text.len());
                    last.text.push_str(&line.text[..end]);
                    joined += 1;
                    let rest = line.text[end..].trim_start().to_owned();
                    if !rest.is_empty() {
                        lines.push(Line { text: rest, ..line });
                    }
                }
                None => lines.push(line),
            }
        }
        page.lines = lines;
    }
    joined
}

/// Whether one word goes over the end of a line, and then whether its hyphen stays.
fn parted(line: &str, next: &str, known: &HashSet<String>) -> Option<bool> {
    let sign = line.chars().next_back().filter(|c| hyphen(*c) || *c == '\u{ad}')?;
    let head = &line[..line.len() - sign.len_utf8()];
    let first = head
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(head, |at| &head[at..])
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
    let second = &next[..end];
    if first.is_empty() || !second.starts_with(char::is_lowercase) {
        return None;
    }
    let has = |word: String| known.contains(&word.to_lowercase());
    match (has(format!("{first}{second}")), has(format!("{first}-{second}"))) {
        _ if sign == '\u{ad}' => Some(false),
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

fn hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The text: a line for each line, and an empty one where the distance to the next is larger than usual.
pub(super) fn text(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let usual = usual_distance(page);
        for (at, line) in page.lines.iter().enumerate() {
            if at > 0 {
                let distance = page.lines[at - 1].height - line.height;
                // A line that stands higher than the one before begins another column.
                out.push_str(if distance > usual * 1.4 || distance < 0.0 { "\n\n" } else { "\n" });
            }
            out.push_str(&line.text);
        }
        // Sentences go on over the end of a page.
        let ends =
            page.lines.last().is_some_and(|l| l.text.ends_with(['.', '!', '?', ':', '"', '\u{201d}', '\u{2019}', ')']));
        out.push_str(if ends { "\n\n" } else { "\n" });
    }
    out
}

/// The middle one of the distances between lines; that of single spacing where there is none.
fn usual_distance(page: &Page) -> f64 {
    let mut all: Vec<f64> = page.lines.windows(2).map(|w| w[0].height - w[1].height).filter(|d| *d > 0.5).collect();
    all.sort_by(f64::total_cmp);
    let single = page.lines.first().map_or(12.0, |l| l.size * 1.2);
    // Two paragraphs of one line each say nothing about the distance within paragraphs.
    all.get(all.len() / 2).copied().unwrap_or(single).min(single * 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Page {
        let line =
            |(n, text): (usize, &&str)| Line { text: (*text).into(), height: 700.0 - 14.0 * n as f64, size: 12.0 };
        Page { lines: lines.iter().enumerate().map(line).collect() }
    }

    #[test]
    fn headers_and_page_numbers() {
        let of = |n: usize, own: &str| {
            page(&[
                "The Sarn Report, 2026",
                &format!("words of {own}"),
                "and 44 more",
                own,
                &format!("end {own}"),
                &format!("- {n} of 12 -"),
            ])
        };
        let mut pages = vec![of(9, "one"), of(10, "two"), of(11, "three"), page(&["A page of its own"])];
        assert_eq!(drop_repeated(&mut pages), ["The Sarn Report, 2026", "- 9 of 12 -"]);
        let lines = |page: &Page| page.lines.iter().map(|l| l.text.clone()).collect::<Vec<_>>();
        assert_eq!(lines(&pages[1]), ["words of two", "and 44 more", "two", "end two"]);
        assert_eq!(lines(&pages[3]), ["A page of its own"]);
        // Numbers that do not count pages are those of a table.
        let row = |n: usize| {
            page(&["head", &format!("Tarsa {n}"), "a", "b", &format!("Velmar {}", n * 7 % 5), &n.to_string()])
        };
        let mut pages = vec![row(31), row(12), row(77)];
        assert_eq!(drop_repeated(&mut pages), ["head"]);
        // Two pages that begin alike may well mean it.
        let mut two = vec![of(1, "one"), of(2, "two")];
        assert!(drop_repeated(&mut two).is_empty() && two == [of(1, "one"), of(2, "two")]);
        // In the middle of a page it is text.
        let text = |own: &str| page(&[own, &format!("b {own}"), "The same", &format!("c {own}"), &format!("d {own}")]);
        let mut pages = vec![text("one"), text("two"), text("three")];
        assert!(drop_repeated(&mut pages).is_empty());
        assert!(pages.iter().all(|p| p.lines.iter().any(|l| l.text == "The same")));
    }

    #[test]
    fn words_over_the_end_of_a_line() {
        let mut pages = vec![page(&[
            "The agreement on re-",
            "sign and an agree-",
            "ment, a cease-",
            "fire and cease-fire, an in\u{ad}",
            "terest, Anglo-",
            "Irish",
            "long-",
            "term, long-term",
        ])];
        assert_eq!(join_words(&mut pages), 4);
        let lines: Vec<&str> = pages[0].lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            lines,
            [
                "The agreement on re-",
                "sign and an agreement,",
                "a cease-fire",
                "and cease-fire, an interest,",
                "Anglo-",
                "Irish",
                "long-term,",
                "long-term"
            ]
        );
    }

    #[test]
    fn paragraphs() {
        let mut one = page(&["A first line", "and a second.", "Another.", "in column two"]);
        one.lines[2].height = 640.0;
        one.lines[3].height = 700.0;
        assert_eq!(
            text(&[one, page(&["goes on"])]),
            "A first line\nand a second.\n\nAnother.\n\nin column two\ngoes on\n"
        );
        assert_eq!(text(&[]), "");
    }
}
