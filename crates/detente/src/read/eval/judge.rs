//! One report: which proposals are which statements, and what is right about them.

use std::ops::Range;

use super::{
    conditions,
    gold::{Gold, Reference, Stated, characters},
    misses::{Miss, Missed, words_of},
    names, pairs, persons,
    tally::{Element, Tally},
};
use crate::{
    case::Manner,
    read::{Draft, Language, Mark, Passage, Proposal, Voice, page::Page, places::Places},
};

/// What the words of a statement and of a proposal must share at least, of all that is in either.
const ENOUGH: f64 = 0.5;

/// What came of one report.
pub(super) struct Judged {
    pub(super) tally: Tally,
    pub(super) silent: usize,
    pub(super) misses: Vec<Miss>,
    /// Which proposal, by its id, is which statement.
    pub(super) paired: Vec<(String, Reference)>,
}

/// A report under judgement.
pub(super) struct Desk<'a> {
    pub(super) gold: &'a Gold,
    pub(super) text: Vec<char>,
    /// Its sentences, in characters.
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) tally: Tally,
    pub(super) misses: Vec<Miss>,
}

impl Desk<'_> {
    /// Takes note of a difference.
    pub(super) fn miss(
        &mut self,
        element: Element,
        how: Missed,
        gold: Option<String>,
        draft: Option<String>,
        at: &[Range<usize>],
    ) {
        let around: Vec<Range<usize>> =
            self.sentences.iter().filter(|s| pairs::meet(std::slice::from_ref(*s), at)).cloned().collect();
        let sentence = match (around.first(), around.last()) {
            (Some(first), Some(last)) => {
                let whole = first.start..last.end;
                Some(words_of(&self.text, std::slice::from_ref(&whole)))
            }
            _ => None,
        };
        self.misses.push(Miss { report: self.gold.report.clone(), element, how, gold, draft, sentence });
    }
}

/// The stretch of a passage.
pub(super) fn stretch(passage: &Passage) -> Range<usize> {
    passage.start..passage.end
}

/// Judges one report.
pub(super) fn report(gold: &Gold, draft: &Draft, language: &Language) -> Judged {
    let places = Places::of(&gold.text);
    let page = Page::new(&gold.text, language);
    let sentences = page.sentences.iter().map(|s| characters(&places, s.span.start..s.span.end)).collect();
    let mut desk = Desk { gold, text: gold.text.chars().collect(), sentences, tally: Tally::new(), misses: Vec::new() };
    let proposals: Vec<&Proposal> = draft
        .proposals
        .iter()
        .filter(|p| p.document == gold.report)
        .filter(|p| !(p.speaker == Voice::Narrator && p.cue.is_none()))
        .collect();
    let said: Vec<Vec<Range<usize>>> = proposals.iter().map(|p| p.quotes.iter().map(stretch).collect()).collect();
    let of_gold = pairs::pairing(gold.statements.len(), proposals.len(), |g, p| {
        let shared = pairs::overlap(&gold.statements[g].content, &said[p]);
        (shared >= ENOUGH).then(|| shared + f64::from(u8::from(right_speaker(&gold.statements[g], proposals[p]))))
    });
    found(&mut desk, &proposals, &said, &of_gold);
    let mut silent = 0;
    let mut paired = Vec::new();
    for (stated, p) in gold.statements.iter().zip(&of_gold) {
        let Some(p) = *p else { continue };
        let reference = Reference { report: gold.report.clone(), id: stated.id.clone() };
        paired.push((proposals[p].id.clone(), reference));
        fields(&mut desk, stated, proposals[p]);
        silent += usize::from(silently(stated, proposals[p]));
    }
    conditions::judge(&mut desk, draft);
    persons::judge(&mut desk, draft);
    Judged { tally: desk.tally, silent, misses: desk.misses, paired }
}

/// Whether the phrases for the speaker share a character, or nobody is named by either.
fn right_speaker(stated: &Stated, proposal: &Proposal) -> bool {
    match proposal.speaker.phrase() {
        Some(phrase) => pairs::meet(&stated.speaker, &[stretch(phrase)]),
        None => stated.speaker.is_empty(),
    }
}

/// Which statements were found, and which proposals are some.
fn found(desk: &mut Desk<'_>, proposals: &[&Proposal], said: &[Vec<Range<usize>>], of_gold: &[Option<usize>]) {
    let gold = desk.gold;
    for element in [Element::Statements, Element::Content] {
        let counts = desk.tally.at(element);
        counts.gold = gold.statements.len();
        counts.proposed = proposals.len();
    }
    if gold.statements.iter().any(|s| s.manner.is_some()) {
        desk.tally.at(Element::Direct).proposed = proposals.iter().filter(|p| p.manner == Manner::Direct).count();
    }
    for (stated, p) in gold.statements.iter().zip(of_gold) {
        let direct = stated.manner == Some(Manner::Direct);
        if direct {
            desk.tally.at(Element::Direct).gold += 1;
        }
        let words = words_of(&desk.text, &stated.content);
        let speaker = words_of(&desk.text, &stated.speaker);
        let Some(p) = *p else {
            let told = format!("{}: {words}", if speaker.is_empty() { "nobody" } else { &speaker });
            desk.miss(Element::Content, Missed::Missing, Some(told), None, &stated.content);
            continue;
        };
        let content = desk.tally.at(Element::Content);
        content.found += 1;
        content.right += 1;
        if direct {
            desk.tally.at(Element::Direct).found += 1;
        }
        if right_speaker(stated, proposals[p]) {
            let statements = desk.tally.at(Element::Statements);
            statements.found += 1;
            statements.right += 1;
        } else {
            let phrase = proposals[p].speaker.phrase().map_or("nobody", |w| w.text.as_str()).to_owned();
            let speaker = if speaker.is_empty() { "nobody".to_owned() } else { speaker };
            desk.miss(Element::Statements, Missed::Differs, Some(speaker), Some(phrase), &stated.content);
        }
    }
    for (p, proposal) in proposals.iter().enumerate() {
        let right = of_gold.contains(&Some(p));
        if proposal.manner == Manner::Direct && right && desk.tally.of(Element::Direct).is_some() {
            desk.tally.at(Element::Direct).right += 1;
        }
        if !right {
            let phrase = proposal.speaker.phrase().map_or("nobody", |w| w.text.as_str());
            let told = format!("{phrase}: {}", words_of(&desk.text, &said[p]));
            desk.miss(Element::Content, Missed::Wrong, None, Some(told), &said[p]);
        }
    }
}

/// What is right about a statement whose words were found.
fn fields(desk: &mut Desk<'_>, stated: &Stated, proposal: &Proposal) {
    if !stated.cue.is_empty() {
        let right = proposal.cue.as_ref().is_some_and(|c| pairs::meet(&stated.cue, &[stretch(&c.words)]));
        let told = words_of(&desk.text, &stated.cue);
        let found = proposal.cue.as_ref().map_or("none", |c| c.words.text.as_str()).to_owned();
        judge(desk, Element::Cue, right, stated, &told, &found);
    }
    if let Some(act) = stated.act {
        judge(desk, Element::Act, act == proposal.act, stated, act.word(), proposal.act.word());
    }
    if let Some(manner) = stated.manner {
        let (told, found) = (manner_word(manner), manner_word(proposal.manner));
        judge(desk, Element::Manner, manner == proposal.manner, stated, told, found);
    }
    if let Some(polarity) = stated.polarity {
        let found = proposal.polarity;
        judge(desk, Element::Polarity, polarity == found, stated, polarity.word(), found.word());
    }
    if let Some(modality) = stated.modality {
        let found = proposal.modality;
        judge(desk, Element::Modality, modality == found, stated, modality.word(), found.word());
    }
    if let Some(through) = &stated.through {
        let found: Vec<&str> = proposal.through.iter().filter_map(Voice::phrase).map(|p| p.text.as_str()).collect();
        let right = found.len() == through.len() && through.iter().zip(&found).all(|(a, b)| names::within(a, b));
        either(desk, Element::Chain, !through.is_empty(), !found.is_empty(), right);
        if !right {
            let (told, found) = (through.join(", through "), found.join(", through "));
            desk.miss(Element::Chain, Missed::Differs, Some(told), Some(found), &stated.content);
        }
    }
    if stated.manner.is_some() {
        let (told, found) = (stated.speaker.is_empty(), proposal.speaker.phrase().is_none());
        either(desk, Element::Nobody, told, found, told == found);
    }
    if let Some(pronoun) = stated.pronoun {
        let marked = marked(proposal);
        either(desk, Element::Pronouns, pronoun, marked, pronoun == marked);
        if pronoun != marked {
            let word = |is| if is { "a pronoun" } else { "no pronoun" }.to_owned();
            desk.miss(Element::Pronouns, Missed::Differs, Some(word(pronoun)), Some(word(marked)), &stated.content);
        }
    }
    if let (Some(true), Some(means)) = (stated.pronoun, &stated.means) {
        let first = match &proposal.speaker {
            Voice::Pronoun { candidates, .. } => candidates.first(),
            _ => None,
        };
        let right = first.is_some_and(|c| names::fit(&c.name, means));
        either(desk, Element::Candidates, true, first.is_some(), right);
        if !right {
            let found = first.map(|c| c.name.clone());
            desk.miss(Element::Candidates, Missed::Differs, Some(means.clone()), found, &stated.content);
        }
    }
}

fn judge(desk: &mut Desk<'_>, element: Element, right: bool, stated: &Stated, told: &str, found: &str) {
    desk.tally.at(element).judge(right);
    if !right {
        desk.miss(element, Missed::Differs, Some(told.to_owned()), Some(found.to_owned()), &stated.content);
    }
}

/// Counts what the gold has, what the draft has, and where both are right.
fn either(desk: &mut Desk<'_>, element: Element, gold: bool, draft: bool, right: bool) {
    let counts = desk.tally.at(element);
    counts.gold += usize::from(gold);
    counts.proposed += usize::from(draft);
    counts.found += usize::from(gold && right);
    counts.right += usize::from(draft && right);
}

fn marked(proposal: &Proposal) -> bool {
    matches!(proposal.speaker, Voice::Pronoun { .. }) || proposal.marks.contains(&Mark::Pronoun)
}

/// Whether a pronoun was taken for somebody and nothing says so.
fn silently(stated: &Stated, proposal: &Proposal) -> bool {
    let Voice::Named { phrase, person, actor } = &proposal.speaker else { return false };
    let elsewhere = !pairs::meet(&stated.speaker, &[stretch(phrase)]);
    stated.pronoun == Some(true) && !marked(proposal) && (person.is_some() || actor.is_some() || elsewhere)
}

fn manner_word(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Mixed => "mixed",
        Manner::Paraphrase => "paraphrase",
        Manner::Implied => "implied",
        Manner::Narrated => "narrated",
    }
}
