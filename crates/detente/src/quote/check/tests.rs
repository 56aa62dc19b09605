use super::*;
use crate::case::Quote;
use crate::diagnostic::Place;

const TEXT: &str = "Velmar will not sign — “never”.\nTarsa will sign in May. Tarsa will sign again.\n";

fn place(start: usize) -> Place {
    Place { start, end: start + 1 }
}

fn document(key: &str, file: Option<&str>, text: Option<&str>) -> Document {
    Document {
        key: key.into(),
        title: key.into(),
        source: None,
        url: None,
        published: None,
        file: file.map(|f| (f.into(), place(1))),
        sha256: text.map(|t| (sha256(t.as_bytes()), place(2))),
        derived_from: None,
        translation_of: None,
        confidential: false,
        place: place(0),
    }
}

fn quote(text: &str) -> Quote {
    Quote { text: text.into(), position: None, prefix: None, suffix: None, place: place(9) }
}

fn claim(document: usize, quotes: Vec<Quote>) -> Claim {
    Claim {
        key: "c".into(),
        document: DocumentId::at(document),
        quotes,
        chain: Vec::new(),
        manner: None,
        holder: None,
        says: None,
        about: None,
        polarity: None,
        obstacle: None,
        act: None,
        modality: None,
        date: None,
        utterance: None,
        trust: None,
        contradicts: Vec::new(),
        disputed_by: Vec::new(),
        place: place(8),
    }
}

/// What is said of one quote in `TEXT`.
fn of(quote: Quote) -> Vec<Diagnostic> {
    let documents = [document("minutes", Some("m.txt"), Some(TEXT))];
    check_all("x.case.toml", &documents, &[claim(0, vec![quote])], &|_| Text::Bytes(TEXT.into()))
}

fn codes(said: &[Diagnostic]) -> Vec<Code> {
    said.iter().map(|d| d.code).collect()
}

fn words(d: &Diagnostic) -> String {
    [vec![d.message.clone(), d.label.clone()], d.notes.clone(), d.help.clone()].concat().join("\n")
}

#[test]
fn all_is_well() {
    assert_eq!(of(quote("Velmar will not sign - 'never'")), []);
}

#[test]
fn the_file() {
    let claims = [claim(0, vec![quote("Tarsa will sign in May"), quote("no such words")])];
    let bytes = |text: &'static str| move |_| Text::Bytes(text.into());
    let named = document("minutes", Some("texts/m.txt"), Some("other"));

    let said = check_all("cases/x.case.toml", std::slice::from_ref(&named), &claims, &|_| {
        Text::Missing("no such file".into())
    });
    assert_eq!(codes(&said), [Code::DocumentMissing]);
    assert_eq!((said[0].place, said[0].label.as_str()), (place(1), "no such file"));
    assert!(words(&said[0]).contains("`cases/texts/m.txt`"), "{said:?}");

    let said = check_all("x.case.toml", &[named], &claims, &bytes(TEXT));
    assert_eq!(codes(&said), [Code::DocumentChanged, Code::QuoteNotFound]);
    assert_eq!(said[0].place, place(2));
    assert!(words(&said[0]).contains(&format!("`sha256 = \"{}\"`", sha256(TEXT.as_bytes()))));

    let said = check_all("x.case.toml", &[document("minutes", Some("m.txt"), None)], &claims[..0], &bytes(TEXT));
    assert_eq!(codes(&said), [Code::HashMissing]);
    assert!(words(&said[0]).contains(&format!("add `sha256 = \"{}\"`", sha256(TEXT.as_bytes()))));

    let wrong = Text::Bytes(b"\xFF\xFEV\0".to_vec());
    let said = check_all("x.case.toml", &[document("minutes", Some("m.txt"), None)], &claims, &|_| wrong.clone());
    assert_eq!(codes(&said), [Code::NotUtf8, Code::HashMissing]);
    assert!(said[0].place == place(1) && words(&said[0]).contains("UTF-16"));

    let said = check_all("x.case.toml", &[document("minutes", None, None)], &claims, &|_| Text::None);
    assert_eq!(codes(&said), [Code::QuoteUnchecked]);
    assert!(said[0].place == place(0) && said[0].message.contains("2 quotes"));
    assert_eq!(check_all("x", &[document("minutes", None, None)], &[], &|_| Text::None), []);
}

#[test]
fn hash_in_capitals() {
    let mut d = document("minutes", Some("m.txt"), Some(TEXT));
    d.sha256 = d.sha256.map(|(hash, at)| (hash.to_uppercase(), at));
    assert_eq!(check_all("x", &[d], &[], &|_| Text::Bytes(TEXT.into())), []);
}

#[test]
fn words_that_do_not_stand_there() {
    let said = of(quote("Tarsa will not sign in June"));
    assert_eq!((codes(&said), said[0].place), (vec![Code::QuoteNotFound], place(9)));
    assert_eq!(
        said[0].notes,
        [
            "nearest, at line 2 of `m.txt`: \"Tarsa will sign in May.\"",
            "only the quote has `not`",
            "the document has `May` where the quote has `June`",
        ]
    );
    let said = of(quote("Velmar will sign"));
    assert_eq!(said[0].notes[1], "only the document has `not`");
    assert!(words(&of(quote("zebras abound"))[0]).contains("no passage of `m.txt` is like it"));
    assert!(words(&of(quote("Velmar ... sign in May"))[0]).contains("`Velmar` is too short"));
    assert!(words(&of(quote("Tarsa will sign again ... Velmar will not sign"))[0]).contains("in this order"));
}

#[test]
fn words_of_another_document() {
    let documents = [document("a", Some("a"), Some("")), document("b", Some("b"), Some(TEXT))];
    let said = check_all("x", &documents, &[claim(0, vec![quote("Tarsa will sign in May")])], &|id| {
        Text::Bytes(if id.index() == 1 { TEXT.into() } else { Vec::new() })
    });
    assert_eq!(codes(&said), [Code::QuoteNotFound]);
    assert!(words(&said[0]).contains("document `b`"));
}

#[test]
fn which_of_several() {
    let mut q = quote("Tarsa will sign");
    let said = of(q.clone());
    assert_eq!(codes(&said), [Code::QuoteAmbiguous]);
    assert!(words(&said[0]).contains("line 2; ") && words(&said[0]).contains("start = 32, end = 47"), "{said:?}");
    q.suffix = Some("again".into());
    assert_eq!(of(q.clone()), []);
    q.suffix = None;
    q.position = Some((32, 47));
    assert_eq!(of(q), []);
}

#[test]
fn at_another_place() {
    let mut q = quote("sign in May");
    q.position = Some((0, 11));
    let said = of(q.clone());
    assert_eq!(codes(&said), [Code::QuoteMisplaced]);
    assert!(words(&said[0]).contains("are \"Velmar will\""), "{said:?}");
    assert!(words(&said[0]).contains("write `start = 43, end = 54`"), "{said:?}");
    for position in [(0, 99_999), (9, 3), (5, 5)] {
        q.position = Some(position);
        assert_eq!(codes(&of(q.clone())), [Code::QuoteMisplaced]);
    }
    q.position = Some((43, 54));
    assert_eq!(of(q.clone()), []);
    q.prefix = Some("Velmar will ".into());
    let said = of(q);
    assert_eq!(codes(&said), [Code::QuoteMisplaced]);
    assert!(words(&said[0]).contains("after its `prefix`"), "{said:?}");
}

#[test]
fn a_cut_that_misleads() {
    let said = of(quote("sign — “never”"));
    assert_eq!((codes(&said), said[0].place), (vec![Code::QuoteCut], place(9)));
    assert!(words(&said[0]).contains("leaves out `not`") && words(&said[0]).contains("Velmar will not sign —"));
}
