//! How long reading takes: laying a text out, and finding who says what in it.
//!
//! ```text
//! cargo bench -p detente --bench read
//! ```
//!
//! The text is that of the literate sentences, again and again; hostile ones are there to show that they take no longer.

use std::fmt::{self, Display, Formatter};

use detente::{
    measure::reading::{ascribe, lay_out},
    read::Language,
};
use divan::{Bencher, black_box, counter::BytesCount};

fn main() {
    divan::main();
}

/// A text of about a megabyte.
#[derive(Clone, Copy)]
enum Text {
    /// Sentences as reports have them.
    Reports,
    /// Nothing but opening marks.
    Marks,
    /// One sentence of nothing but a verb that ascribes.
    Verbs,
    /// One sentence with a quotation in every part.
    Quotations,
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Text::Reports => "reports",
            Text::Marks => "opening marks",
            Text::Verbs => "one verb",
            Text::Quotations => "quotations",
        })
    }
}

impl Text {
    fn text(self) -> String {
        let sentences = include_str!("../tests/read/sentences.md");
        let part: String = match self {
            Text::Reports => {
                let lines: Vec<&str> = sentences.lines().filter_map(|line| line.strip_prefix("> ")).collect();
                lines.join("\n") + "\n"
            }
            Text::Marks => "“".to_owned(),
            Text::Verbs => "said ".to_owned(),
            Text::Quotations => "\"a,\" he said, ".to_owned(),
        };
        part.repeat(1_000_000 / part.len() + 1)
    }
}

const TEXTS: [Text; 4] = [Text::Reports, Text::Marks, Text::Verbs, Text::Quotations];

#[divan::bench(args = TEXTS, max_time = 4)]
fn page(bencher: Bencher, text: Text) {
    let (text, language) = (text.text(), Language::english());
    bencher.counter(BytesCount::of_str(&text)).bench(|| lay_out(black_box(&text), &language));
}

#[divan::bench(args = TEXTS, max_time = 4)]
fn attributions(bencher: Bencher, text: Text) {
    let (text, language) = (text.text(), Language::english());
    bencher.counter(BytesCount::of_str(&text)).bench(|| ascribe(black_box(&text), &language));
}

#[divan::bench]
fn language() -> Language {
    Language::english()
}
