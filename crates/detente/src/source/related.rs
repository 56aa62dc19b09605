//! Documents that look made from each other, though the case does not say so.

use super::{
    families,
    kinship::{Kinship, compare, counts},
    words::{Vocabulary, Worded},
};
use crate::{
    case::Document,
    diagnostic::{Code, Diagnostic},
};

/// Three words in ten of what one reporter wrote stand in the other text too, word for word, in runs of three.
const CONTAINED: usize = 30;

/// Fewer shared runs of three words say nothing: names and offices alone make a dozen.
const FEWEST: usize = 15;

/// Nobody writes so many words in a row that another wrote too, by chance.
const RUN: usize = 25;

/// Texts that are one text, whatever stands in quotation marks.
const SAME: usize = 80;

/// Whether two texts look as if one were made from the other, or both from a third: a rewrite, a wire copy, an excerpt.
///
/// So they do where, outside quotation marks, one has at least 30% of its runs of three words in common with the other,
/// and at least 15; or a run of at least 25 words; or where the texts as wholes resemble each other by 80%. Two reports
/// that only quote the same statement do not.
pub fn derived(kin: &Kinship) -> bool {
    let shared = |count: &super::Count| count.shared >= FEWEST;
    let contained = kin.own.percent_of_first().max(kin.own.percent_of_second()) >= CONTAINED;
    (contained && shared(&kin.own))
        || kin.longest_own.is_some_and(|run| run.words >= RUN)
        || (kin.all.resemblance() >= SAME && shared(&kin.all))
}

/// Warns of documents that look made from each other where neither says so. `texts` has the text of each document, as far
/// as it could be read.
///
/// Documents that `derived_from` and `translation_of` join, directly or through others, are one family and not compared:
/// they do not count as independent of each other anyway.
pub fn related(documents: &[Document], texts: &[Option<&str>]) -> Vec<Diagnostic> {
    if texts.iter().flatten().count() < 2 {
        return Vec::new();
    }
    let family = families(documents);
    let mut vocabulary = Vocabulary::default();
    let worded: Vec<Option<Worded>> = texts.iter().map(|text| text.map(|t| vocabulary.read(t))).collect();
    let mut said = Vec::new();
    for (later, document) in documents.iter().enumerate() {
        for (earlier, other) in documents[..later].iter().enumerate() {
            if family[later] == family[earlier] {
                continue;
            }
            let (Some(first), Some(second)) = (&worded[later], &worded[earlier]) else { continue };
            // Without shared runs of three there is nothing to look for.
            if counts(first, second).0.shared < FEWEST {
                continue;
            }
            let kin = compare(first, second);
            if derived(&kin) {
                said.push(warning(document, other, &kin));
            }
        }
    }
    said
}

fn warning(document: &Document, other: &Document, kin: &Kinship) -> Diagnostic {
    let (later, earlier) = match (document.published, other.published) {
        (Some(a), Some(b)) if a < b => (other, document),
        _ => (document, other),
    };
    let shared =
        |of: &Document| if of.key == document.key { kin.all.percent_of_first() } else { kin.all.percent_of_second() };
    let mut d = Diagnostic::new(
        Code::LooksDerived,
        later.place,
        format!("documents `{}` and `{}` look derived from each other", later.key, earlier.key),
    )
    .label(format!("shares {}% of its runs of three words with `{}`", shared(later), earlier.key))
    .also(earlier.place, format!("{}% of its own stand in `{}`", shared(earlier), later.key));
    if let Some(run) = kin.longest_own {
        d = d.note(format!("the longest run of words outside quotation marks that both have is of {}", run.words));
    }
    d.note("while neither says so, they count as two independent witnesses").help(format!(
        "if one was made from the other, or is a wire copy, say so: `derived_from = \"{}\"` under `[documents.{}]`",
        earlier.key, later.key
    ))
}

#[cfg(test)]
#[allow(clippy::format_collect, reason = "texts for a test")]
mod tests {
    use super::*;
    use crate::{
        case::{Date, DocumentId},
        source::kinship,
    };

    const WIRE: &str = "TARSA, May 12 — Delegates of the two valleys ended their meeting at the old customs house on Monday without \
        a paper, and no day was named for another. The chief engineer of the upper valley, who arrived late because of the flooded \
        road, told farmers waiting outside that the gauges at the border would stay closed until the rains. “Nobody opens a gate \
        for a promise that was never written down, and I will not be the first to do so,” she said.";
    const REWRITE: &str = "Delegates of the two valleys ended their meeting at the old customs house without a paper. The chief \
        engineer of the upper valley told farmers waiting outside that the gauges at the border would stay closed until the \
        rains, our reporter heard. It was a cold evening and many had gone home by then.";
    const OTHER: &str = "After nine hours the talks over the dam broke up. Asked about the border, the engineer Mara Senn was short: \
        “Nobody opens a gate for a promise that was never written down, and I will not be the first to do so.” Down the river, \
        mayors had hoped for a sign, and the harvest is near.";

    fn document(key: &str, day: u8, from: Option<usize>) -> Document {
        Document {
            key: key.into(),
            title: key.into(),
            source: None,
            url: None,
            published: Some(Date { year: 2026, month: 5, day }),
            file: None,
            sha256: None,
            derived_from: from.map(DocumentId::at),
            translation_of: None,
            confidential: false,
            place: crate::diagnostic::Place { start: usize::from(day), end: usize::from(day) + 1 },
        }
    }

    #[test]
    fn rewrites_and_witnesses() {
        assert!(derived(&kinship(WIRE, REWRITE)) && derived(&kinship(REWRITE, WIRE)) && derived(&kinship(WIRE, WIRE)));
        let kin = kinship(WIRE, OTHER);
        assert!(kin.longest.is_some_and(|run| run.words >= 21), "they quote the same: {kin:?}");
        assert!(!derived(&kin), "{kin:?}");
        assert!(!derived(&kinship(REWRITE, OTHER)));
        // A speech as two papers print it is one text, though all of it stands in quotation marks.
        let speech = format!("“{}”", REWRITE.replace('\n', " "));
        assert!(derived(&kinship(&speech, &speech)));
        assert!(!derived(&kinship("", "")));
    }

    #[test]
    fn a_long_run_in_long_texts() {
        let own = |seed: usize| (0..400).map(|n| format!("{}{} ", ["x", "y"][seed], n * 7 % 391)).collect::<String>();
        let run = (0..RUN).map(|n| format!("both{n} ")).collect::<String>();
        let (a, b) = (own(0) + &run, own(1) + &run);
        assert!(derived(&kinship(&a, &b)));
        assert!(!derived(&kinship(&a, &b.replace("both9 ", ""))));
        assert!(!derived(&kinship(&a, &(own(1) + "“" + &run + "”"))));
    }

    #[test]
    fn what_is_said() {
        let texts = [Some(REWRITE), Some(OTHER), Some(WIRE), None];
        let documents = [
            document("paper", 14, None),
            document("radio", 12, None),
            document("wire", 12, None),
            document("lost", 1, None),
        ];
        let said = related(&documents, &texts);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].message, "documents `paper` and `wire` look derived from each other");
        assert_eq!(
            (said[0].place.start, said[0].more[0].place.start),
            (14, 12),
            "the later one is to name the earlier"
        );
        assert!(said[0].help[0].contains("`derived_from = \"wire\"` under `[documents.paper]`"), "{said:?}");
        assert!(said[0].label.starts_with("shares 59%") && said[0].more[0].text.starts_with("38%"), "{said:?}");
    }

    #[test]
    fn a_family_is_left_alone() {
        let texts = [Some(WIRE), Some(REWRITE), Some(WIRE), None];
        let mut documents = [
            document("wire", 12, None),
            document("paper", 14, Some(3)),
            document("copy", 15, Some(0)),
            document("radio", 12, None),
        ];
        assert_eq!(related(&documents, &texts).len(), 2, "paper is nobody's yet");
        documents[3].translation_of = Some(DocumentId::at(0));
        assert_eq!(related(&documents, &texts), [], "paper is of radio, radio of wire, copy of wire");
    }
}
