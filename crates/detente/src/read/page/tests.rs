use super::{Kind, Page};
use crate::read::Language;

fn page(text: &str) -> Page<'_> {
    Page::new(text, &Language::english())
}

fn sentences(text: &str) -> Vec<&str> {
    let page = page(text);
    page.sentences.iter().map(|sentence| &text[sentence.span.start..sentence.span.end]).collect()
}

fn quotations(text: &str) -> Vec<&str> {
    let page = page(text);
    page.quotations.iter().map(|quotation| &text[quotation.inner.start..quotation.inner.end]).collect()
}

#[test]
fn a_quotation_is_not_cut_by_its_sentences() {
    let text = "“We sat there. Nobody came,” she said. “We left.” Then it rained.";
    assert_eq!(sentences(text), ["“We sat there. Nobody came,” she said.", "“We left.”", "Then it rained."]);
    let text = "“Will they sign?” Orla asked. “Will they sign?” He left.";
    assert_eq!(sentences(text), ["“Will they sign?” Orla asked.", "“Will they sign?”", "He left."]);
}

#[test]
fn abbreviations_and_numbers_end_no_sentence() {
    let text = "Mr. Ash met J. Bell of the U.S. Senate on Art. 5 at 10 a.m. on Monday. It rose by 5.5 points to 1,300. No. 4 ran.";
    assert_eq!(sentences(text).len(), 3);
    assert_eq!(
        sentences("Nor will I. They left. It was no. Then he went."),
        ["Nor will I.", "They left.", "It was no.", "Then he went."]
    );
}

#[test]
fn paragraphs_of_one_line_and_wrapped_ones() {
    let lines = "The talks failed on Monday\nPORT MARLE (Aster Wire) - Nobody signed the draft that had been laid out.\nIt was late.";
    assert_eq!(
        sentences(lines),
        ["The talks failed on Monday", "Nobody signed the draft that had been laid out.", "It was late."]
    );
    let wrapped = "The union said on Monday that it would not move before the\nspring, and that the company had been told so in a letter of\nMay.";
    assert_eq!(sentences(wrapped).len(), 1);
    let names = "The delegation was led by the head of the port authority and by\nOrla Kerr, who had come from Halve. It was late when it arrived in\nMarle.";
    assert_eq!(sentences(names).len(), 2);
}

#[test]
fn headings_items_and_datelines() {
    let text = "# The strike\n\nHALVE, 3 May – It goes on.\n\nThey want:\n- pay of 5.5%\n2) rest\n\nA heading without a stop\n\nThe end - at last - came.";
    let page = page(text);
    let told: Vec<_> = page.sentences.iter().map(|s| (page.words(s.span), s.heading, s.item)).collect();
    assert_eq!(
        told,
        [
            ("The strike", true, false),
            ("It goes on.", false, false),
            ("They want:", false, false),
            ("pay of 5.5%", false, true),
            ("rest", false, true),
            ("A heading without a stop", true, false),
            ("The end - at last - came.", false, false),
        ]
    );
    let dateline = page.paragraphs[1].dateline.map(|span| page.words(span));
    assert_eq!(dateline, Some("HALVE, 3 May –"));
    assert_eq!(page.sentence_at(text.find("rest").unwrap()), Some(4));
}

#[test]
fn marks_of_every_shape() {
    assert_eq!(
        quotations("“a b” \"c\" „d“ «e» »f« ‘g’ ‚h‘ 「i」 ‹j›"),
        ["a b", "c", "d", "e", "f", "g", "h", "i", "j"]
    );
    assert_eq!(quotations("He won't say 'no deal' to the owners' offer; it's theirs."), ["no deal"]);
    assert_eq!(quotations("'We reject the owners' offer,' he said."), ["We reject the owners' offer,"]);
    assert_eq!(quotations("’Tis the workers’ rock ’n’ roll of the ’90s."), [""; 0]);
    assert_eq!(quotations("“He told me ‘never’ twice,” she said."), ["He told me ‘never’ twice,"]);
    assert_eq!(quotations("A plank 6\" long; it was \"fine\"."), ["fine"]);
    assert_eq!(quotations("An “unclosed mark. It goes nowhere."), [""; 0]);
}

#[test]
fn a_quotation_over_paragraphs() {
    let text = "“One.\n\n“Two.\n\n“Three,” she said.\n\n“Lost";
    let page = page(text);
    let told: Vec<_> = page.quotations.iter().map(|q| (page.words(q.inner), q.goes_on)).collect();
    assert_eq!(told, [("One.", true), ("Two.", true), ("Three,", false)]);
}

#[test]
fn possessors_are_told_from_what_they_own() {
    let page = page("Orla’s aide and the owners’ lawyer can’t agree.");
    let words: Vec<_> = page.tokens.iter().map(|token| page.words(token.span)).collect();
    assert_eq!(words, ["Orla", "’s", "aide", "and", "the", "owners", "’", "lawyer", "can’t", "agree", "."]);
    assert!(page.tokens[6].kind == Kind::Word && page.tokens[0].capital);
}

/// Whatever the text, everything lies within it, on the bounds of characters, and in order.
#[test]
fn any_text_can_be_laid_out() {
    const PARTS: [&str; 44] = [
        "said",
        "Orla",
        "the",
        "union",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "‘",
        "«",
        "»",
        "„",
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        "…",
        "—",
        "-",
        "- ",
        "(",
        ")",
        "#",
        "1.",
        "5.5",
        "U.S.",
        "Mr.",
        "é",
        "漢字",
        "مرحبا",
        "\u{202e}",
        "\u{0}",
        "👍🏽",
        "e\u{301}",
        "that",
    ];
    let language = Language::english();
    let mut seed = 7u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..6000 {
        let text: String = (0..next(40)).map(|_| PARTS[next(PARTS.len())]).collect();
        let page = Page::new(&text, &language);
        let mut last = 0;
        for token in &page.tokens {
            assert!(last <= token.span.start && token.span.start < token.span.end, "{text:?}");
            assert!(text.get(token.span.start..token.span.end).is_some(), "{text:?}");
            assert!(token.quotation as usize <= page.quotations.len(), "{text:?}");
            last = token.span.end;
        }
        assert!(last <= text.len());
        let mut last = 0;
        for sentence in &page.sentences {
            assert!(last <= sentence.tokens.start && sentence.tokens.start < sentence.tokens.end, "{text:?}");
            assert!(text.get(sentence.span.start..sentence.span.end).is_some(), "{text:?}");
            assert!(page.paragraphs[sentence.paragraph].span.holds(sentence.span), "{text:?}");
            last = sentence.tokens.end;
        }
        for quotation in &page.quotations {
            assert!(quotation.outer.holds(quotation.inner), "{text:?}");
            assert!(text.get(quotation.inner.start..quotation.inner.end).is_some(), "{text:?}");
        }
        for found in crate::read::attribution::attributions(&page, &language) {
            assert!(!found.content.is_empty(), "{text:?}");
            let spans = found
                .content
                .iter()
                .chain(&found.speaker)
                .chain(&found.through)
                .chain(found.cue.iter().map(|c| &c.span));
            for span in spans {
                assert!(span.start < span.end && text.get(span.start..span.end).is_some(), "{text:?}");
            }
            assert!(found.content.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}: {:?}", found.content);
            assert!(found.sentence < page.sentences.len(), "{text:?}");
        }
    }
}
