//! The claims as annotations of their documents, by the Web Annotation Data Model (W3C Recommendation, 23 February 2017).

use serde_json::{Map, Value, json};

use super::{
    ClaimsAnswer, Texts,
    facts::speaker,
    quoted::{Piece, Quoted},
};
use crate::{
    case::{Case, ClaimId, DocumentId, Element},
    cite::stance,
    quote::sha256,
};

/// What the words of a claim's own body mean: the keys of the case file.
const OUR_WORDS: &str = "urn:detente:claim:";

impl ClaimsAnswer {
    /// The claims as one `AnnotationCollection` (section 5.1), with all of them on one page.
    ///
    /// Each quote, and each stretch of a quote with an ellipsis, is a target of its own (3.2.2): a `SpecificResource` with a
    /// `TextQuoteSelector` (4.2.4) and, where the place is known, a `TextPositionSelector` (4.2.5) for the same words. The
    /// source is the address of the document, or else a name made of its SHA-256. Ids follow from document, key and words, so
    /// that the same claim has the same id whenever it is written. Nobody is named as creator, and no time as created.
    pub fn annotations(&self, case: &Case, texts: &Texts) -> Value {
        let items: Vec<Value> = self.claims.iter().map(|c| self.annotation(case, *c, texts)).collect();
        let ids: Vec<&str> = items.iter().filter_map(|i| i["id"].as_str()).collect();
        let of_all = |what: &str| urn(&[&[what], ids.as_slice()].concat());
        let mut collection = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": of_all("collection"),
            "type": "AnnotationCollection",
            "label": format!("Claims of {}", case.title()),
            "total": items.len(),
        });
        if !items.is_empty() {
            collection["first"] = json!({
                "id": of_all("page"),
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            });
        }
        collection
    }

    fn annotation(&self, case: &Case, id: ClaimId, texts: &Texts) -> Value {
        let claim = case.claim(id);
        let quotes = texts.quotes(case, id);
        let source = source(case, claim.document, texts);
        let words = quotes.iter().map(|q| q.text.as_str());
        let named: Vec<&str> = ["claim", &source, &claim.key].into_iter().chain(words).collect();
        let mut targets: Vec<Value> =
            quotes.iter().flat_map(|q| q.pieces.iter().map(|p| target(q, p, &source))).collect();
        let mut bodies: Vec<Value> = Vec::new();
        if let Some(says) = &claim.says {
            bodies
                .push(json!({ "type": "TextualBody", "value": says, "format": "text/plain", "purpose": "describing" }));
        }
        if let Some((issue, option)) = claim.about {
            let issue = case.issue(issue);
            let option = option.map(|o| format!(": {}", issue.options[o.index()].name)).unwrap_or_default();
            let tag = format!("{}{option}", issue.name);
            bodies.push(json!({ "type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging" }));
        }
        bodies.push(self.own_body(case, id));
        json!({
            "id": urn(&named),
            "type": "Annotation",
            "motivation": if claim.about.is_some() { "classifying" } else { "describing" },
            "body": bodies,
            "target": if targets.len() == 1 { targets.remove(0) } else { Value::Array(targets) },
        })
    }

    /// What the case says of a claim and the model has no word for, by the keys of the case file.
    fn own_body(&self, case: &Case, id: ClaimId) -> Value {
        let claim = case.claim(id);
        let rests = &self.rests[id.index()];
        let paths = |some: &[Element]| some.iter().map(|e| case.path(*e)).collect::<Vec<_>>();
        let keys = |some: &[ClaimId]| some.iter().map(|c| case.claim(*c).key.clone()).collect::<Vec<_>>();
        let all = json!({
            "@context": { "@vocab": OUR_WORDS },
            "type": "Claim",
            "key": claim.key,
            "document": case.document(claim.document).key,
            "chain": { "@list": claim.chain.iter().map(|s| speaker(case, s)).collect::<Vec<_>>() },
            "manner": claim.manner,
            "holder": claim.holder.map(|p| case.party(p).key.clone()),
            "known_through": claim.holder.map(|p| case.known_by(id, p)),
            "issue": claim.about.map(|(i, _)| case.issue(i).key.clone()),
            "option": claim.about.and_then(|(i, o)| Some(case.issue(i).options[o?.index()].key.clone())),
            "polarity": claim.polarity.map(stance),
            "act": claim.act,
            "modality": claim.modality,
            "date": claim.date.map(|d| d.to_string()),
            "utterance": claim.utterance,
            "trust": claim.trust,
            "contradicts": keys(&claim.contradicts),
            "disputed_by": keys(&claim.disputed_by),
            "supports": paths(&rests.supports),
            "disputes": paths(&rests.disputes),
        });
        let Value::Object(all) = all else { return all };
        let said = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(list) => list.get("@list").is_none_or(|l| l.as_array().is_some_and(|a| !a.is_empty())),
            _ => true,
        };
        Value::Object(all.into_iter().filter(|(_, value)| said(value)).collect::<Map<_, _>>())
    }
}

/// A stretch of a document.
fn target(quoted: &Quoted, piece: &Piece, source: &str) -> Value {
    let mut words = json!({ "type": "TextQuoteSelector", "exact": piece.exact });
    for (key, beside) in [("prefix", &piece.prefix), ("suffix", &piece.suffix)] {
        if let Some(beside) = beside {
            words[key] = json!(beside);
        }
    }
    // Where the text was not at hand, a place that the case gives for several stretches is not that of one.
    let place = piece.position.filter(|_| quoted.how.is_some() || quoted.pieces.len() == 1);
    let selector = match place {
        Some((start, end)) => json!([words, { "type": "TextPositionSelector", "start": start, "end": end }]),
        None => words,
    };
    json!({ "type": "SpecificResource", "source": source, "selector": selector })
}

/// The name of a document: its address on the web, or one made of its SHA-256, or where no text is known of its key.
fn source(case: &Case, id: DocumentId, texts: &Texts) -> String {
    let document = case.document(id);
    let plain = |url: &&String| {
        let address = url.starts_with("http://") || url.starts_with("https://");
        address
            && url
                .chars()
                .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'))
    };
    match (document.url.as_ref().filter(plain), texts.sha256(id)) {
        (Some(url), _) => url.clone(),
        (None, Some(sum)) => format!("urn:sha256:{sum}"),
        (None, None) => urn(&["document", &document.key, &document.title]),
    }
}

/// A name that follows from some texts: a UUID of version 8 (RFC 9562, section 5.8), made of the first bits of their SHA-256.
fn urn(texts: &[&str]) -> String {
    // Lengths keep texts apart that would run together.
    let whole = texts.iter().map(|t| format!("{}:{t}", t.len())).collect::<Vec<_>>().concat();
    let digits: Vec<char> = sha256(whole.as_bytes()).chars().take(32).collect();
    let part = |from: usize, to: usize| digits[from..to].iter().collect::<String>();
    let variant = match digits[16].to_digit(16).map_or(0, |d| d % 4) {
        0 => '8',
        1 => '9',
        2 => 'a',
        _ => 'b',
    };
    format!("urn:uuid:{}-{}-8{}-{variant}{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}
