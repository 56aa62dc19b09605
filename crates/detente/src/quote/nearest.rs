//! The passage that comes nearest to a quote which is not in its document, and in what they differ.

use std::collections::HashMap;

use super::body::Body;
use super::sentence::sentence_around;
use super::{Nearest, words};

/// The longest sentence shown whole, in characters; of a longer one only the surroundings of the words are shown.
const LONGEST: usize = 300;

/// The words of a text, numbered in the order in which they first appear.
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    known: Vec<String>,
    /// How often each word appears.
    times: Vec<u32>,
    /// Each word of the text: its number, first byte and one past the last.
    running: Vec<(u32, usize, usize)>,
}

impl Vocabulary {
    pub(super) fn of(text: &str) -> Self {
        let mut made =
            Vocabulary { numbers: HashMap::new(), known: Vec::new(), times: Vec::new(), running: Vec::new() };
        let mut key = String::new();
        for (start, end) in words::spans(text) {
            words::key(&text[start..end], &mut key);
            let number = if let Some(number) = made.numbers.get(&key) {
                *number
            } else {
                let number = made.known.len() as u32;
                made.numbers.insert(key.clone(), number);
                made.known.push(key.clone());
                made.times.push(0);
                number
            };
            made.times[number as usize] += 1;
            made.running.push((number, start, end));
        }
        made
    }

    /// The numbers of a quote's words; of a few words that the text does not have, those nearest in spelling.
    fn number(&self, quote: &str) -> Vec<Option<u32>> {
        let spans: Vec<_> = words::spans(quote).collect();
        let few = spans.len() <= 3;
        let mut key = String::new();
        spans
            .iter()
            .map(|(start, end)| {
                words::key(&quote[*start..*end], &mut key);
                self.numbers.get(&key).copied().or_else(|| if few { self.like(&key) } else { None })
            })
            .collect()
    }

    fn like(&self, key: &str) -> Option<u32> {
        let len = key.chars().count();
        let most = len / 3;
        (0u32..)
            .zip(&self.known)
            .filter(|(_, known)| known.chars().count().abs_diff(len) <= most)
            .map(|(number, known)| (strsim::osa_distance(key, known), number))
            .filter(|(distance, _)| *distance <= most)
            .min()
            .map(|(_, number)| number)
    }

    /// What a word counts for: the rarer the more.
    fn weight(&self, times: u32) -> u64 {
        let share = self.running.len() as u64 / u64::from(times.max(1));
        u64::from(share.max(1).ilog2()) + 1
    }
}

/// The passage of about the quote's length that shares most of its words, rare words counting more, with the sentence
/// around it; `None` if it shares less than a third.
pub(super) fn nearest(quote: &str, body: &Body<'_>) -> Option<Nearest> {
    let vocabulary = body.vocabulary();
    let running = &vocabulary.running;
    let wanted = vocabulary.number(quote);
    let mut need = vec![0u32; vocabulary.known.len()];
    let mut total = 0;
    for number in &wanted {
        total += vocabulary.weight(number.map_or(1, |n| vocabulary.times[n as usize]));
        if let Some(n) = number {
            need[*n as usize] += 1;
        }
    }
    // Room for a few words that the quote left out.
    let long = wanted.len() + 1 + wanted.len() / 8;
    let mut have = vec![0u32; need.len()];
    let mut score = 0;
    let mut best = (0, 0);
    for (index, (number, _, _)) in running.iter().enumerate() {
        let entering = *number as usize;
        have[entering] += 1;
        if have[entering] <= need[entering] {
            score += vocabulary.weight(vocabulary.times[entering]);
        }
        if let Some(first) = index.checked_sub(long) {
            let leaving = running[first].0 as usize;
            if have[leaving] <= need[leaving] {
                score -= vocabulary.weight(vocabulary.times[leaving]);
            }
            have[leaving] -= 1;
        }
        if score > best.0 {
            best = (score, index);
        }
    }
    let (score, last) = best;
    if score == 0 || score * 3 < total {
        return None;
    }
    // The places of the shared words, without a straggler at either end.
    let mut shared: Vec<usize> = Vec::new();
    for index in ((last + 1).saturating_sub(long)..=last).rev() {
        let left = &mut need[running[index].0 as usize];
        if *left > 0 {
            *left -= 1;
            shared.push(index);
        }
    }
    let mut shared = shared.as_slice();
    while let [rest @ .., next, straggler] = shared
        && !rest.is_empty()
        && next - straggler > 2
    {
        shared = &shared[..shared.len() - 1];
    }
    while let [straggler, next, rest @ ..] = shared
        && !rest.is_empty()
        && straggler - next > 2
    {
        shared = &shared[1..];
    }
    Some(passage(body, running[*shared.last()?].1, running[*shared.first()?].2))
}

/// The sentence around a stretch, on one line, shortened around the stretch if it is long.
fn passage(body: &Body<'_>, start: usize, end: usize) -> Nearest {
    let (mut from, mut to) = sentence_around(body.text, start, end);
    let (mut lead, mut trail) = ("", "");
    if body.text[from..to].chars().nth(LONGEST).is_some() {
        let before = words::spans(&body.text[from..start]).map(|(at, _)| from + at).collect::<Vec<_>>();
        let after = words::spans(&body.text[end..to]).map(|(_, at)| end + at).take(6).collect::<Vec<_>>();
        if before.len() > 6 {
            from = before[before.len() - 6];
            lead = "… ";
        }
        if let [.., last] = after.as_slice()
            && after.len() == 6
        {
            to = *last;
            trail = " …";
        }
    }
    Nearest { text: format!("{lead}{}{trail}", short(&body.text[from..to], 3 * LONGEST)), line: body.line(from) }
}

/// At most so many characters of a text, on one line.
pub(super) fn short(text: &str, most: usize) -> String {
    let start = text.char_indices().nth(4 * most).map_or(text, |(at, _)| &text[..at]);
    let line = one_line(start);
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line,
    }
}

/// A stretch of text with each run of white space as one space, and without control characters, for a message.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Words that only the quote has and words that only the passage has, at one place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) quote: String,
    pub(super) passage: String,
}

/// In what a quote and the passage nearest to it differ, word by word, within what they share; letter case counts.
/// `None` if they are too long to compare.
pub(super) fn differences(quote: &str, passage: &str) -> Option<Vec<Difference>> {
    let [q, p] = [quote, passage].map(|t| words::spans(t).map(|(a, b)| &t[a..b]).collect::<Vec<_>>());
    if q.len() > 200 || p.len() > 400 {
        return None;
    }
    let same = |i: usize, j: usize| q[i] == p[j] || q[i].replace('’', "'") == p[j].replace('’', "'");
    // The longest common subsequence of what follows each pair of places.
    let mut common = vec![vec![0u32; p.len() + 1]; q.len() + 1];
    for i in (0..q.len()).rev() {
        for j in (0..p.len()).rev() {
            common[i][j] = if same(i, j) { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let mut all: Vec<Difference> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut shared = 0;
    let (mut from_i, mut from_j) = (0, 0);
    let mut note = |to_i: usize, to_j: usize, from_i: usize, from_j: usize, shared: u32, left: u32| {
        // The passage may go on before the first and after the last shared word: as many words as the quote has there.
        let few = (to_i - from_i).min(to_j - from_j);
        let held = match (shared, left) {
            (0, 0) => &[],
            (0, _) => &p[to_j - few..to_j],
            (_, 0) => &p[from_j..from_j + few],
            _ => &p[from_j..to_j],
        };
        let difference = Difference { quote: q[from_i..to_i].join(" "), passage: held.join(" ") };
        if difference != Difference::default() {
            all.push(difference);
        }
    };
    while i < q.len() && j < p.len() {
        if same(i, j) {
            note(i, j, from_i, from_j, shared, common[i][j]);
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
            shared += 1;
        } else if common[i + 1][j] >= common[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    note(q.len(), p.len(), from_i, from_j, shared, 0);
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The talks went on.\nVelmar will not accept a fixed release above 400 cubic metres. It said so\n\
        twice. Tarsa wants the gauges opened first, and says the accord can wait.";

    fn near(quote: &str) -> Option<(String, usize)> {
        nearest(quote, &Body::new(TEXT)).map(|n| (n.text, n.line))
    }

    #[test]
    fn the_sentence_that_was_meant() {
        let sentence = "Velmar will not accept a fixed release above 400 cubic metres.";
        for quote in [
            "Velmar will accept a fixed release above 400",
            "will not accept a fixed release above 450 cubic metres",
            "a VELMAR release of 400 metres",
            "fixed relase",
        ] {
            assert_eq!(near(quote), Some((sentence.to_owned(), 2)), "{quote}");
        }
        assert_eq!(near("the guages opened first").map(|n| n.1), Some(3));
    }

    #[test]
    fn nothing_like_it() {
        for quote in ["", "…", "entirely unrelated words about football", "zebra"] {
            assert_eq!(near(quote), None, "{quote}");
        }
        assert_eq!(nearest("words", &Body::new("")), None);
    }

    #[test]
    fn a_long_sentence_is_shortened() {
        let text = format!("{0}we want the dam lowered soon {0}", "word and so on ".repeat(40));
        let shown = nearest("want the dam raised soon", &Body::new(&text)).expect("it shares most words").text;
        assert_eq!(shown, "… on word and so on we want the dam lowered soon word and so on word and …");
    }

    #[test]
    fn in_what_they_differ() {
        let list = |q: &str, p: &str| {
            differences(q, p).into_iter().flatten().map(|d| format!("{}|{}", d.quote, d.passage)).collect::<Vec<_>>()
        };
        assert_eq!(
            list("will accept above 450 metres", "Velmar will not accept above 400 metres."),
            ["|not", "450|400"]
        );
        assert_eq!(list("will sign soon", "They will sign"), ["soon|"]);
        assert_eq!(list("they sign", "They sign"), ["they|They"]);
        assert_eq!(list("a b", "a b"), [""; 0]);
    }
}
