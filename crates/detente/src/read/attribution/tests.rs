//! Who says what, sentence by sentence: `tests/read/sentences.md` has the sentences with all that is found in them.

use std::{fs, path::Path};

use super::{Attribution, attributions};
use crate::read::{language::Language, page::Page};

/// A statement as the file writes it.
fn line(page: &Page, found: &Attribution) -> String {
    let words = |span: &crate::read::page::Span| page.words(*span).to_owned();
    let join = |spans: &[crate::read::page::Span]| spans.iter().map(words).collect::<Vec<_>>().join(" // ");
    let speaker = found.speaker.as_ref().map_or_else(|| "nobody".to_owned(), words);
    let (cue, entry) = found.cue.as_ref().map_or_else(
        || ("none".to_owned(), "none".to_owned()),
        |cue| {
            let not = if cue.negated { "not " } else { "" };
            (words(&cue.span), format!("{} {not}{}", cue.entry, cue.act.word()))
        },
    );
    let manner = format!("{:?}", found.manner).to_lowercase();
    let through = if found.through.is_empty() { String::new() } else { format!(" | through {}", join(&found.through)) };
    format!("- {speaker} | {cue} | {entry}, {manner} | {} | {}{through}", join(&found.content), found.rule)
}

fn told(text: &str, language: &Language) -> Vec<String> {
    let page = Page::new(text, language);
    attributions(&page, language).iter().map(|found| line(&page, found)).collect()
}

#[test]
fn sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/sentences.md");
    let file = fs::read_to_string(&path).unwrap();
    let language = Language::english();
    let update = std::env::var_os("UPDATE").is_some();
    let (mut seen, mut rewritten, mut faults) = (0, String::new(), Vec::new());
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        rewritten.push_str(line);
        rewritten.push('\n');
        let Some(sentence) = line.strip_prefix("> ") else { continue };
        seen += 1;
        let mut expected = Vec::new();
        while let Some(next) = lines.next_if(|next| next.starts_with("- ")) {
            expected.push(next.to_owned());
        }
        let found = told(sentence, &language);
        for line in &found {
            rewritten.push_str(line);
            rewritten.push('\n');
        }
        if found != expected {
            faults.push(format!("{sentence}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    if update {
        fs::write(&path, rewritten).unwrap();
        return;
    }
    assert!(seen >= 120, "there are only {seen} sentences");
    assert!(faults.is_empty(), "{} of {seen} differ:\n{}", faults.len(), faults.join("\n"));
}

const REPORT: &str = "PORT MARLE (Aster Wire) – The talks failed on Friday.

“We sat there for nine hours. Nobody listened,” she told reporters. “We are tired.

“We will go back when they have something to say.

“Until then there is nothing to discuss.”

Halvard demanded:
- the release of two drivers;
- that the port stay open, and

Mr Brenn wrote in a letter:

“There is no money left.”

\"It is a scandal,\" said Osk.

\"It is a scandal that nobody stopped.\"

Kerr: “What did he say?”
";

#[test]
fn beyond_one_sentence() {
    let found = told(REPORT, &Language::english());
    assert_eq!(
        found,
        [
            "- she | told | tell says, direct | We sat there for nine hours. Nobody listened // We are tired // We will go back when \
         they have something to say // Until then there is nothing to discuss | after-quotation",
            "- Halvard | demanded | demand demands, paraphrase | the release of two drivers | list",
            "- Halvard | demanded | demand demands, paraphrase | the port stay open | list",
            "- Mr Brenn | wrote | write says, direct | There is no money left | list",
            "- Osk | said | say says, direct | It is a scandal | verb-subject",
            "- Osk | none | none, direct | It is a scandal that nobody stopped | quotation-goes-on",
        ]
    );
}

#[test]
fn a_label_speaks_where_it_is_a_name() {
    let language = Language::english();
    let interview = "Mayor Ada Orla spoke to Kerr.\n\nKerr: Will you sign?\n\nOrla: He said that it was over.\n\nTopic: the weather.";
    assert_eq!(
        told(interview, &language),
        [
            "- Kerr | : | : says, paraphrase | Will you sign? | colon".replace('?', ""),
            "- Orla | : | : says, paraphrase | He said that it was over | colon".to_owned(),
            "- He | said | say says, paraphrase | it was over | subject-verb | through Orla".to_owned(),
        ]
    );
    let headings = "Union: no deal without ferries\n\nFerries: no deal without the union\n";
    assert_eq!(told(headings, &language), ["- Union | : | : says, paraphrase | no deal without ferries | colon"]);
}

const INTERVIEW: &str = "Port matters

Ada Orla runs the harbour of Marle. She spoke to the Wire.

Q: Ms Orla, will the ferries sail?

A: No. The crews are tired.

Q: And in May?

A: The union says that it will strike. I will not stop it.
";

#[test]
fn answers_are_said_by_whoever_answers() {
    let language = Language::english();
    let by_letter = told(INTERVIEW, &language);
    assert_eq!(
        by_letter,
        [
            "- Ada Orla | A: | : says, direct | No. The crews are tired | turn",
            "- The union | says | say says, paraphrase | it will strike | subject-verb | through Ada Orla",
            "- Ada Orla | A: | : says, direct | I will not stop it | turn",
        ]
    );
    // Questions state nothing, whoever asks them.
    let by_name = INTERVIEW.replace("Q:", "WIRE:").replace("A:", "ORLA:");
    let by_name = told(&by_name, &language);
    assert_eq!(by_name.len(), 3, "{by_name:#?}");
    assert!(by_name.iter().all(|line| !line.starts_with("- WIRE")), "{by_name:#?}");
    assert!(by_name[0].starts_with("- ORLA | ORLA: | : says, direct | No. The crews are tired"), "{by_name:#?}");
    assert!(by_name[1].ends_with("through ORLA"), "{by_name:#?}");
}

const OPEN_INTERVIEW: &str = "“The ferries will sail”

The head of the harbour of Marle, Ada Orla, on a hard winter.

Ms Orla, will your ferries sail?

They will. Nobody has told me otherwise. The union says that it will strike.

We have boats.

Orla lights a lamp.

And if they strike in May?

Then we wait.

Why do you wait?

Because there is no other way.
";

#[test]
fn answers_to_questions_that_stand_by_themselves() {
    let language = Language::english();
    assert_eq!(
        told(OPEN_INTERVIEW, &language),
        [
            "- Orla | none | none, direct | They will. Nobody has told me otherwise. The union says that it will strike // We have \
             boats | turn",
            "- The union | says | say says, paraphrase | it will strike | subject-verb | through Orla",
            "- Orla | none | none, direct | Then we wait | turn",
            "- Orla | none | none, direct | Because there is no other way | turn",
        ]
    );
    // Questions of the narrator's own are asked of nobody.
    let column = OPEN_INTERVIEW.replace("your", "the").replace("you", "they").replace("we", "they");
    assert_eq!(told(&column, &language).len(), 1);
}

const COMMUNIQUE: &str = "JOINT COMMUNIQUE

The parties:

1. Reaffirm their commitment to the truce;

2. Agree to open the bridge on 1 May;

3. Call upon Tarsk to withdraw its guards.

The Council,

Recalling that the truce of March has held,

Expressing its concern that the bridge is closed,

1. Calls upon both parties to return to the table;

2. Demands that the guards withdraw.
";

#[test]
fn a_subject_before_paragraphs_does_what_each_begins_with() {
    assert_eq!(
        told(COMMUNIQUE, &Language::english()),
        [
            "- The parties | Reaffirm | reaffirm says, paraphrase | their commitment to the truce | subject-verb",
            "- The parties | Agree | agree accepts, paraphrase | to open the bridge on 1 May | subject-verb",
            "- The parties | Call upon | call upon demands, paraphrase | Tarsk to withdraw its guards | subject-verb",
            "- The Council | Recalling | recall says, paraphrase | the truce of March has held | participle",
            "- The Council | Expressing its concern | concern thinks, paraphrase | the bridge is closed | carried-noun",
            "- The Council | Calls upon | call upon demands, paraphrase | both parties to return to the table | subject-verb",
            "- The Council | Demands | demand demands, paraphrase | the guards withdraw | subject-verb",
        ]
    );
    // Without such a subject a verb at the head of a paragraph has none.
    let without = COMMUNIQUE.replace("The parties:", "Of the plan:").replace("The Council,", "The Council met.");
    assert!(told(&without, &Language::english()).is_empty());
}

/// Time grows with length alone, whatever the text: each takes milliseconds where a square would take hours.
#[test]
fn hostile_texts_are_read_in_their_length() {
    let language = Language::english();
    let repeated = |part: &str, times: usize| part.repeat(times);
    for text in [
        repeated("“", 200_000),
        repeated("\"", 200_001),
        repeated("'a ", 100_000),
        repeated("said ", 60_000),
        repeated("the head of ", 40_000),
        repeated("and the union said that it, he said, ", 12_000),
        repeated("\"a,\" he said, ", 30_000),
        repeated("\n“a", 80_000),
        repeated("The men said:\n- x\n", 20_000),
        repeated(",", 200_000),
        repeated("(", 200_000),
        repeated("U.", 200_000),
        "x".repeat(1_000_000),
        format!("\"{}\"", repeated("he said he said. ", 30_000)),
        format!("The men said: {}", repeated("\n- item", 50_000)),
        repeated("Q: Will you sign?\n\nA: He said he would not.\n\n", 10_000),
        repeated("Orla Venn: He said no.\n\nIda Brenn: She refused to sign.\n\n", 10_000),
    ] {
        let page = Page::new(&text, &language);
        let _ = attributions(&page, &language);
    }
}
