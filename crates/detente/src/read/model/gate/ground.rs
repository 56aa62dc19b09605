//! What a statement stands on: the places of its quote, and the sentences that hold something of it.

use super::page::Page;
use crate::quote::{self, Body, Denial, Found, Match, Nearest, denied, nearest_to, places, sentence_around};

/// The most characters of the sentences that a quote is looked for in. What goes on for longer is no sentence.
const LONGEST: usize = 20_000;

pub(super) struct Ground {
    found: Found,
    /// The stretches of the quote, in bytes.
    pub(super) pieces: Vec<(usize, usize)>,
    /// The sentences that the quote stands in, by place in the list.
    pub(super) standing: Vec<usize>,
    /// Of the cited ones those that hold something of it.
    pub(super) sentences: Vec<usize>,
    cited: Vec<usize>,
}

impl Ground {
    /// Looks for a quote in the sentences that are cited.
    pub(super) fn of(page: &mut Page<'_>, words: &str, cited: &[usize]) -> Result<Self, (String, Option<Nearest>)> {
        let runs = runs(page, cited);
        let mut found = Vec::new();
        for (from, to) in &runs {
            found.extend(within(page, words, *from, *to).map_err(|why| (why, None))?);
        }
        if found.is_empty()
            && let (Some(first), Some(last)) = (runs.first(), runs.last())
            && runs.len() > 1
        {
            // Parts beside an ellipsis may stand in sentences that are not next to each other.
            let inside = |piece: &(usize, usize)| runs.iter().any(|run| run.0 <= piece.0 && piece.1 <= run.1);
            let all = within(page, words, first.0, last.1).map_err(|why| (why, None))?;
            found.extend(all.into_iter().filter(|f| f.pieces.iter().all(inside)));
        }
        // Of several the first that is not turned by what stands before it.
        let chosen = found.iter().position(|f| denied(page.text, f).is_none()).unwrap_or(0);
        if found.is_empty() {
            return Err(missing(page, words));
        }
        let found = found.swap_remove(chosen);
        let pieces = found.pieces.clone();
        let standing: Vec<usize> = cited
            .iter()
            .copied()
            .filter(|n| {
                let s = page.span(*n);
                pieces.iter().any(|(from, to)| *from < s.end && s.start < *to)
            })
            .collect();
        Ok(Ground { found, pieces, sentences: standing.clone(), standing, cited: cited.to_vec() })
    }

    /// Where the speaker's words stand: in the cited sentences the nearest to the quote, else the last before it, else the
    /// first after it; never in the quote.
    pub(super) fn speaker(&mut self, page: &mut Page<'_>, words: &str) -> Result<(usize, usize), String> {
        let (start, end) = (self.found.start, self.found.end);
        let mut all = page.standing(words).to_vec();
        if all.is_empty() {
            let words = super::short(words, 60);
            return Err(format!("its speaker, \u{201c}{words}\u{201d}, does not stand in the document"));
        }
        all.retain(|p| !self.pieces.iter().any(|piece| piece.0 < p.1 && p.0 < piece.1));
        let near = all.iter().filter(|p| self.sentence_of(page, p.0).is_some());
        let apart = |p: &(usize, usize)| if p.1 <= start { start - p.1 } else { p.0.saturating_sub(end) };
        let chosen = near.min_by_key(|p| (apart(p), p.0)).copied();
        let chosen = chosen.or_else(|| all.iter().rfind(|p| p.1 <= start).or(all.first()).copied());
        let Some(chosen) = chosen else {
            let words = super::short(words, 60);
            return Err(format!("its speaker, \u{201c}{words}\u{201d}, stands nowhere but in the quote itself"));
        };
        self.keep(page, chosen.0);
        Ok(chosen)
    }

    /// Where a cue stands in the cited sentences, outside the quote, nearest to it.
    pub(super) fn cue(&mut self, page: &Page<'_>, words: &str) -> Option<(usize, usize)> {
        let mut best: Option<(usize, (usize, usize))> = None;
        for n in self.cited.clone() {
            let s = page.span(n);
            if page.text[s.clone()].len() > LONGEST {
                continue;
            }
            for found in places(words, &Body::new(&page.text[s.clone()])) {
                let place = (s.start + found.start, s.start + found.end);
                let inside = self.pieces.iter().any(|piece| piece.0 < place.1 && place.0 < piece.1);
                let apart = self
                    .pieces
                    .iter()
                    .map(|piece| if place.1 <= piece.0 { piece.0 - place.1 } else { place.0.saturating_sub(piece.1) })
                    .min();
                if let Some(apart) = apart
                    && !inside
                    && found.how != Match::Elided
                    && best.is_none_or(|b| (apart, place) < b)
                {
                    best = Some((apart, place));
                }
            }
        }
        let place = best?.1;
        self.keep(page, place.0);
        Some(place)
    }

    /// The negation that the quote leaves out.
    pub(super) fn denial(&self, text: &str) -> Option<Denial> {
        denied(text, &self.found)
    }

    /// The words that the cut of the quote leaves out and that may turn its sense.
    pub(super) fn cut(&self, text: &str) -> Option<String> {
        quote::cut(text, &self.found)
    }

    /// The whole sentence around the quote.
    pub(super) fn whole(&self, page: &Page<'_>) -> Nearest {
        let (from, to) = sentence_around(page.text, self.found.start, self.found.end);
        Nearest { text: page.text[from..to].to_owned(), line: page.body.line(from) }
    }

    /// The sentences that hold something of it, one after the other.
    pub(super) fn text(&self, page: &Page<'_>) -> String {
        self.sentences.iter().map(|n| &page.text[page.span(*n)]).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn places(&self, page: &Page<'_>) -> Vec<(usize, usize)> {
        self.sentences.iter().map(|n| (page.sentences[*n].span.start, page.sentences[*n].span.end)).collect()
    }

    /// Whether a byte stands in a sentence of it.
    pub(super) fn holds(&self, page: &Page<'_>, at: usize) -> bool {
        self.sentence_of(page, at).is_some()
    }

    /// Whether the quote stands in quotation marks: `Some(true)` if all of it, `Some(false)` if a part or another part of
    /// its sentences does.
    pub(super) fn in_marks(&self, page: &Page<'_>) -> Option<bool> {
        let pieces = self.pieces.iter().map(|(from, to)| page.quotation(*from, *to)).collect::<Vec<_>>();
        if pieces.iter().all(|p| *p == Some(true)) {
            return Some(true);
        }
        pieces.iter().any(Option::is_some).then_some(false)
    }

    fn sentence_of(&self, page: &Page<'_>, at: usize) -> Option<usize> {
        let n = page.sentence_at(at);
        self.cited.contains(&n).then_some(n)
    }

    /// Counts the cited sentence at a byte among those that hold something of it.
    fn keep(&mut self, page: &Page<'_>, at: usize) {
        if let Some(n) = self.sentence_of(page, at)
            && !self.sentences.contains(&n)
        {
            self.sentences.push(n);
            self.sentences.sort_unstable();
        }
    }
}

/// Cited sentences that stand next to each other, as stretches.
fn runs(page: &Page<'_>, cited: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    for n in cited {
        let s = page.span(*n);
        match runs.last_mut() {
            Some(run) if last == Some(n - 1) => run.1 = s.end,
            _ => runs.push((s.start, s.end)),
        }
        last = Some(*n);
    }
    runs
}

/// The places of a quote in a stretch of the document.
fn within(page: &Page<'_>, words: &str, from: usize, to: usize) -> Result<Vec<Found>, String> {
    let stretch = &page.text[from..to];
    if stretch.chars().nth(LONGEST).is_some() {
        return Err(format!("the sentences that it cites have more than {LONGEST} characters: too long to be sure"));
    }
    let mut all = places(words, &Body::new(stretch));
    for found in &mut all {
        found.start += from;
        found.end += from;
        for piece in &mut found.pieces {
            *piece = (piece.0 + from, piece.1 + from);
        }
    }
    all.sort_by_key(|f| (f.how, f.start));
    Ok(all)
}

/// Why a quote that does not stand in its sentences is rejected: where it stands instead, or what comes nearest.
fn missing(page: &mut Page<'_>, words: &str) -> (String, Option<Nearest>) {
    if !page.patient() {
        return ("its quote does not stand in the sentences that it cites".to_owned(), None);
    }
    if let Some(elsewhere) = places(words, &page.body).first() {
        let number = page.sentence_at(elsewhere.start) + 1;
        let (from, to) = sentence_around(page.text, elsewhere.start, elsewhere.end);
        let near = Nearest { text: page.text[from..to].to_owned(), line: page.body.line(from) };
        return (format!("its quote stands in sentence {number}, not in those that it cites"), Some(near));
    }
    ("its quote does not stand in the document".to_owned(), nearest_to(words, &page.body))
}
