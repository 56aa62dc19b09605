//! The figures as people read them.

use super::{Counts, Element, Evaluation, Miss, Missed, Tally};
use crate::{
    show::{Block, Doc, Item, Line},
    words::{count, quoted},
};

impl Evaluation {
    /// The figures as a document; `misses` adds what was missed and wrongly proposed.
    pub fn show(&self, misses: bool) -> Doc {
        let mut doc = Doc::default();
        let statements = self.all.of(Element::Statements).unwrap_or_default();
        doc.heading(1, "How good is the draft?");
        doc.text(
            Line::default()
                .plain(format!(
                    "Of {} in {}, ",
                    count(statements.gold, "statement"),
                    count(self.reports.len(), "report")
                ))
                .strong(format!("{} were found", statements.found))
                .plain(format!(
                    " with the right speaker; of {} that were proposed, {} are right.",
                    statements.proposed, statements.right
                )),
        );
        doc.blocks.push(table(&self.all));
        doc.text(
            "Recall is the share of the gold that was found, precision the share of what was proposed that is right, F1 \
             their harmonic mean. From \u{201c}cue\u{201d} to \u{201c}likeliest candidate\u{201d}, what is judged are the \
             statements whose words were found.",
        );
        doc.text(match self.silent {
            0 => Line::from("No pronoun was taken for somebody without a mark."),
            n => Line::default()
                .strong(format!(
                    "{} taken for somebody without a mark",
                    if n == 1 { "1 pronoun was".to_owned() } else { format!("{n} pronouns were") }
                ))
                .plain(": whoever reviews the draft is not told."),
        });
        doc.heading(2, "By report");
        let rows = self.reports.iter().map(|(name, tally)| {
            let [statements, content, conditions] =
                [Element::Statements, Element::Content, Element::Conditions].map(|e| tally.of(e));
            vec![
                name.clone(),
                figure(statements.and_then(|c| c.recall())),
                figure(statements.and_then(|c| c.precision())),
                figure(content.and_then(|c| c.f1())),
                figure(conditions.and_then(|c| c.recall())),
            ]
        });
        let head = ["report", "statements: recall", "precision", "words alone: F1", "conditions: recall"];
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows.collect()));
        if misses {
            self.show_misses(&mut doc);
        }
        doc
    }

    fn show_misses(&self, doc: &mut Doc) {
        if self.misses.is_empty() {
            doc.heading(2, "What differs");
            doc.text("Nothing.");
        }
        for element in Element::ALL {
            let items: Vec<Item> = self.misses.iter().filter(|m| m.element == element).map(item).collect();
            if !items.is_empty() {
                doc.heading(2, format!("What differs: {}", element.words()));
                doc.list(items);
            }
        }
    }
}

fn item(miss: &Miss) -> Item {
    let told = |words: &Option<String>| match words {
        Some(words) if !words.is_empty() => quoted(words),
        _ => "nothing".to_owned(),
    };
    let line = Line::default().quiet(format!("{} ", miss.report));
    let line = match miss.how {
        Missed::Missing => line.strong("missing").plain(format!(": {}", told(&miss.gold))),
        Missed::Wrong => line.strong("wrong").plain(format!(": {}", told(&miss.draft))),
        Missed::Differs => {
            line.strong("differs").plain(format!(": {}, the draft has {}", told(&miss.gold), told(&miss.draft)))
        }
    };
    let item = Item::new(line);
    match &miss.sentence {
        Some(sentence) => item.with(Block::Text(Line::default().quiet(sentence.clone()))),
        None => item,
    }
}

fn table(tally: &Tally) -> Block {
    let head = ["", "gold", "found", "recall", "proposed", "right", "precision", "F1"];
    let rows = Element::ALL.iter().filter_map(|e| Some(row(e.words(), tally.of(*e)?)));
    Block::Table(head.map(str::to_owned).to_vec(), rows.collect())
}

fn row(words: &str, counts: Counts) -> Vec<String> {
    vec![
        words.to_owned(),
        counts.gold.to_string(),
        counts.found.to_string(),
        figure(counts.recall()),
        counts.proposed.to_string(),
        counts.right.to_string(),
        figure(counts.precision()),
        figure(counts.f1()),
    ]
}

fn figure(share: Option<f64>) -> String {
    share.map_or_else(|| "\u{2013}".to_owned(), |s| format!("{s:.2}"))
}
