//! *How do we know?* The quotes behind an element of a case.

use serde_json::{Value, json};

use crate::{
    case::{Basis, Case, Claim, ClaimId, DelegateId, DocumentId, Grounds, Manner, PartyId, Preference, Quote},
    diagnostic::{Place, closest},
    question::Refusal,
    quote::{self, Text},
    show::{Block, Doc, Item, Line},
    words::{listed, quoted},
};

/// An element of a case that can be asked about, as `section.name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// `demands.gauges-first`, `parties.velmar.wants.release`, `claims.kessa-minutes`, ...
    pub path: String,
    /// What it is, in words.
    pub what: String,
    /// Line in the file.
    pub line: usize,
    grounds: Grounds,
    holder: Option<PartyId>,
    own_claim: Option<ClaimId>,
}

/// What may rest on claims, and how it is named.
const CITING: &str = "`demands.NAME`, `constraints.NAME`, `steps.NAME`, `guarantees.NAME`, \
                      `demands.NAME.readings.NAME`, `parties.NAME`, `parties.NAME.wants.ISSUE`, \
                      `parties.NAME.bonuses.1`, `parties.NAME.walk_away`, `delegates.NAME`, `rounds.NAME` and `claims.NAME`";

/// Every element of a case that rests on claims, or could.
pub fn elements(case: &Case) -> Vec<Element> {
    let mut all = Vec::new();
    let holders: Vec<_> = case.elements().into_iter().map(|e| (case.path(e), case.holder(e))).collect();
    let mut add = |path: String, what: String, place, grounds: &Grounds| {
        let line = case.line(place);
        let holder = holders.iter().find(|(p, _)| *p == path).and_then(|(_, holder)| *holder);
        all.push(Element { path, what, line, grounds: grounds.clone(), holder, own_claim: None });
    };
    for rule in case.rules() {
        use crate::rule::Origin;
        let section = match rule.origin {
            Origin::Demand(_) => "demands",
            Origin::Constraint(_) => "constraints",
            Origin::WalkAway(_) | Origin::Step(_) => continue,
        };
        let path = format!("{section}.{}", case.key_of(rule.origin));
        add(path, case.rule_words(rule.origin), case.place_of(rule.origin), case.grounds_of(rule.origin));
    }
    for s in case.step_ids() {
        let step = case.step(s);
        add(format!("steps.{}", step.key), format!("step {}", case.step_name(s)), step.place, &step.grounds);
    }
    for guarantee in case.guarantee_ids().map(|g| case.guarantee(g)) {
        let what = format!("guarantee {}", quoted(&guarantee.name));
        add(format!("guarantees.{}", guarantee.key), what, guarantee.place, &guarantee.grounds);
    }
    for demand in case.demands() {
        for meaning in &demand.terms.meanings {
            let path = format!("demands.{}.readings.{}", demand.key, meaning.key);
            let what = format!("{} as another reading of demand `{}`", quoted(&meaning.name), demand.key);
            add(path, what, meaning.place, &meaning.grounds);
        }
    }
    for (n, party) in case.parties().iter().enumerate() {
        let id = PartyId::at(n);
        add(
            format!("parties.{}", party.key),
            format!("party {}{}", party.name, also(&party.aliases)),
            party.place,
            &party.grounds,
        );
        if let Some(w) = &party.walk_away {
            let what = case.rule_words(crate::rule::Origin::WalkAway(id));
            add(format!("parties.{}.walk_away", party.key), what, w.place, &w.grounds);
        }
        if let Preference::Worth(wants) = &party.preference {
            for (issue, wants) in case.issues().iter().zip(&wants.issues) {
                if let Some(w) = wants {
                    let path = format!("parties.{}.wants.{}", party.key, issue.key);
                    add(path, format!("what {} wants on {}", party.name, issue.name), w.place, &w.grounds);
                }
            }
            for (n, bonus) in wants.bonuses().iter().enumerate() {
                let path = format!("parties.{}.bonuses.{}", party.key, n + 1);
                add(path, format!("a bonus of {}", party.name), bonus.place, &bonus.grounds);
            }
        }
    }
    for (n, delegate) in case.delegates().iter().enumerate() {
        let party = case.party_name(case.delegate(DelegateId::at(n)).party);
        let what = format!("{}{} speaks for {party}", delegate.name, also(&delegate.aliases));
        add(format!("delegates.{}", delegate.key), what, delegate.place, &delegate.grounds);
    }
    for round in case.rounds() {
        add(format!("rounds.{}", round.key), format!("round {}", round.name), round.place, &round.grounds);
    }
    for (n, claim) in case.claims().iter().enumerate() {
        all.push(Element {
            path: format!("claims.{}", claim.key),
            what: match &claim.says {
                Some(says) => format!("In the analyst\u{2019}s words: {says}"),
                None => "a claim".to_owned(),
            },
            line: case.line(claim.place),
            grounds: Grounds::default(),
            holder: claim.holder,
            own_claim: Some(ClaimId::at(n)),
        });
    }
    all
}

/// What else somebody is called, in brackets.
fn also(aliases: &[String]) -> String {
    match aliases {
        [] => String::new(),
        some => format!(" (also called {})", listed(some.iter().map(|a| quoted(a)).collect(), "or")),
    }
}

/// The element with this path; a name alone will do where only one element has it.
///
/// # Errors
/// There is none, or there are several; says what was probably meant.
pub fn find(case: &Case, path: &str) -> Result<Element, Refusal> {
    let all = elements(case);
    if let Some(found) = all.iter().find(|e| e.path == path) {
        return Ok(found.clone());
    }
    let named: Vec<&Element> = all.iter().filter(|e| e.path.rsplit('.').next() == Some(path)).collect();
    match named.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let paths: Vec<&str> = all.iter().map(|e| e.path.as_str()).collect();
            let section = path.split('.').next().unwrap_or_default();
            if ["issues", "documents", "sources"].contains(&section) {
                return Err(Refusal::new(format!("`{path}` cites nothing: {section} are taken as the file has them"))
                    .help(format!(
                        "what can rest on claims is {CITING}; without a name, `detente cite FILE` lists them"
                    )));
            }
            let refusal = Refusal::new(format!("this case has no element `{path}`"));
            Err(match closest(path, &paths) {
                Some(near) => refusal.help(format!("did you mean `{near}`?")),
                None => refusal
                    .help("name it as in `demands.NAME`, `steps.NAME`, `parties.NAME.wants.ISSUE` or `claims.NAME`"),
            })
        }
        several => Err(Refusal::new(format!("several elements are called `{path}`"))
            .help(format!("say which: {}", listed(several.iter().map(|e| format!("`{}`", e.path)).collect(), "or")))),
    }
}

impl Element {
    /// The quotes, each in its sentence where the document is at hand.
    pub fn show(&self, case: &Case, text_of: &dyn Fn(DocumentId) -> Text) -> Doc {
        let mut doc = Doc::default();
        let mut tags = vec![format!("line {}", self.line)];
        if self.own_claim.is_none() {
            tags.extend(case.marks(&self.grounds, self.holder).into_iter().map(str::to_owned));
        }
        doc.text(
            Line::default()
                .strong(self.what.clone())
                .plain(" \u{2014} ")
                .name(&self.path)
                .plain(format!(", {}", tags.join(", "))),
        );
        let side = |claims: &[ClaimId]| claims.iter().map(|c| claim(case, *c, text_of)).collect::<Vec<Item>>();
        let own: Vec<ClaimId> = self.own_claim.into_iter().collect();
        let (because, disputed) = match self.own_claim {
            Some(c) => (own.as_slice(), case.claim(c).disputed_by.as_slice()),
            None => (self.grounds.because.as_slice(), self.grounds.disputed_by.as_slice()),
        };
        if because.is_empty() {
            doc.text(match self.grounds.basis {
                Some(Basis::Assumed) => "The analyst assumes it; no document says so.",
                Some(Basis::Inferred) => "The analyst infers it; no claim is cited.",
                _ => "Nothing says how we know it.",
            });
        }
        if self.grounds.basis == Some(Basis::Inferred) && !because.is_empty() {
            doc.text("The analyst infers it from:");
        }
        doc.list(side(because));
        if !disputed.is_empty() {
            doc.text("Disputed by:");
            doc.list(side(disputed));
        }
        doc
    }

    /// The same for programs.
    pub fn facts(&self, case: &Case, text_of: &dyn Fn(DocumentId) -> Text) -> Value {
        let claims = |ids: &[ClaimId]| ids.iter().map(|c| self.claim_facts(case, *c, text_of)).collect::<Vec<Value>>();
        let own: Vec<ClaimId> = self.own_claim.into_iter().collect();
        let (because, disputed) = match self.own_claim {
            Some(c) => (own.as_slice(), case.claim(c).disputed_by.as_slice()),
            None => (self.grounds.because.as_slice(), self.grounds.disputed_by.as_slice()),
        };
        json!({
            "element": self.path,
            "line": self.line,
            "basis": self.grounds.basis,
            "known_through": self.holder.filter(|_| self.own_claim.is_none())
                .and_then(|holder| case.known_through(&self.grounds, holder)),
            "disputed": !disputed.is_empty() || case.is_disputed(&self.grounds),
            "because": claims(because),
            "disputed_by": claims(disputed),
        })
    }

    fn claim_facts(&self, case: &Case, id: ClaimId, text_of: &dyn Fn(DocumentId) -> Text) -> Value {
        let claim = case.claim(id);
        let document = case.document(claim.document);
        let text = text(claim.document, text_of);
        let source = document.source.map(|s| case.source(s));
        json!({
            "id": claim.key,
            "line": case.line(claim.place),
            "quotes": claim.quotes.iter().map(|q| q.text.clone()).collect::<Vec<_>>(),
            "found": claim.quotes.iter().map(|q| {
                let place = text.as_ref().and_then(|t| stands(q, t))?;
                Some(json!({ "match": place.how, "document_line": place.line, "sentence": place.sentence }))
            }).collect::<Vec<_>>(),
            "document": document.key,
            "published": document.published.map(|d| d.to_string()),
            "source": source.map(|s| s.key.clone()),
            "side": source.and_then(|s| s.side).map(|p| case.party(p).key.clone()),
            "holder": claim.holder.map(|p| case.party(p).key.clone()),
            "known_through": self.holder.map(|holder| case.known_by(id, holder)),
            "about": claim.about.map(|(issue, option)| json!({
                "issue": case.issue(issue).key,
                "option": option.map(|o| case.issue(issue).options[o.index()].key.clone()),
            })),
            "disputed_by": claim.disputed_by.iter().map(|c| case.claim(*c).key.clone()).collect::<Vec<_>>(),
            "polarity": claim.polarity.map(stance),
            "act": claim.act,
            "modality": claim.modality,
            "manner": claim.manner,
            "trust": claim.trust,
            "date": claim.date.map(|d| d.to_string()),
            "utterance": claim.utterance,
            "attribution": case.attribution(claim),
        })
    }
}

/// All elements, for programs.
pub fn list(case: &Case) -> Value {
    let all = elements(case);
    json!({ "elements": all.iter().map(|e| json!({ "element": e.path, "line": e.line })).collect::<Vec<_>>() })
}

/// A side in the words of the file.
pub(crate) fn stance(polarity: bool) -> &'static str {
    if polarity { "for" } else { "against" }
}

/// The text of a document, where it is at hand.
pub(crate) fn text(document: DocumentId, text_of: &dyn Fn(DocumentId) -> Text) -> Option<String> {
    match text_of(document) {
        Text::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Text::None | Text::Missing(_) | Text::Misnamed(..) | Text::TooLarge => None,
    }
}

/// Where a quote stands in the text of its document.
pub(crate) struct Stands {
    pub(crate) how: quote::Match,
    pub(crate) line: usize,
    pub(crate) sentence: String,
    /// The stretches whose words the quote shows, in bytes.
    pub(crate) pieces: Vec<(usize, usize)>,
}

pub(crate) fn stands(quote: &Quote, text: &str) -> Option<Stands> {
    let found = quote::find(quote, text).ok()?;
    let (start, end) = quote::sentence_around(text, found.start, found.end);
    Some(Stands {
        how: found.how,
        line: Place { start: found.start, end: found.end }.line_column(text).0,
        sentence: text[start..end].split_whitespace().collect::<Vec<_>>().join(" "),
        pieces: found.pieces,
    })
}

fn claim(case: &Case, id: ClaimId, text_of: &dyn Fn(DocumentId) -> Text) -> Item {
    let claim = case.claim(id);
    let document = case.document(claim.document);
    let text = text(claim.document, text_of);
    let disputed = if claim.disputed_by.is_empty() { "" } else { ", disputed" };
    let mut item = Item::new(
        Line::default()
            .plain(case.attribution(claim))
            .plain(" \u{2014} claim ")
            .name(&claim.key)
            .plain(format!(", line {}{disputed}", case.line(claim.place))),
    );
    for quote in &claim.quotes {
        let line = Line::default().strong(quoted(&quote.text));
        let Some(text) = &text else {
            item = item.with(Block::Text(line.plain(" (not checked: no text beside the case)")));
            continue;
        };
        let Some(place) = stands(quote, text) else {
            item = item.with(Block::Text(line.plain(" (not found in the text of its document)")));
            continue;
        };
        let file = document.file.as_ref().map_or(document.key.as_str(), |(f, _)| f);
        item = item.with(Block::Text(line.quiet(format!(" \u{2014} {file}, line {}", place.line))));
        if place.sentence.trim_end_matches(['.', '!', '?']) != quote.text.trim_end_matches(['.', '!', '?']) {
            item = item.with(Block::Text(Line::default().quiet(format!("in its sentence: {}", place.sentence))));
        }
    }
    let facts = circumstances(case, claim);
    if !facts.is_empty() {
        item = item.with(Block::Text(Line::default().quiet(facts.join(", "))));
    }
    item
}

/// Who published it and when, when it was said, what it is about, what is done by saying so and how firmly, and how far
/// the analyst trusts it.
pub(crate) fn circumstances(case: &Case, claim: &Claim) -> Vec<String> {
    let document = case.document(claim.document);
    let mut facts = Vec::new();
    if let Some(source) = document.source.map(|s| case.source(s)) {
        let side = source.side.map_or_else(String::new, |p| format!(" (on the side of {})", case.party_name(p)));
        facts.push(format!("published by {}{side}", source.name));
    }
    match (document.published, facts.pop()) {
        (Some(date), Some(by)) => facts.push(format!("{by} on {date}")),
        (Some(date), None) => facts.push(format!("published on {date}")),
        (None, by) => facts.extend(by),
    }
    if let Some(date) = claim.date {
        facts.push(format!("said {date}"));
    }
    if let Some((issue, option)) = claim.about {
        let issue = case.issue(issue);
        let stance = match claim.polarity {
            Some(true) => "for ",
            Some(false) => "against ",
            None => "about ",
        };
        let option = option.map_or_else(String::new, |o| format!(": {}", quoted(&issue.options[o.index()].name)));
        facts.push(format!("{stance}{}{option}", issue.name));
    }
    facts.extend(claim.act.map(|act| act.words().to_owned()));
    facts.extend(claim.modality.map(|modality| modality.words().to_owned()));
    if let Some(utterance) = &claim.utterance {
        facts.push(format!("a witness of the utterance {}", quoted(utterance)));
    }
    if let Some(trust) = &claim.trust {
        facts.push(format!("trust {trust}"));
    }
    if claim.manner == Some(Manner::Implied) {
        facts.push("nobody is quoted as saying so".to_owned());
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{file, show};

    #[test]
    fn names_acts_and_utterances_are_told() {
        let text = "title = \"T\"\n[parties.a]\nname = \"Avel\"\naliases = [\"the Crown\"]\n\
                    [delegates.ann]\nparty = \"a\"\naliases = [\"Annie\"]\nbasis = \"assumed\"\n[documents.d]\n\
                    [claims.c]\ndocument = \"d\"\nquote = \"q\"\nact = \"denies\"\nmodality = \"must\"\nutterance = \"at the gate\"\n";
        let case = file::read("t.case.toml", text).case.unwrap();
        let told = |path: &str| {
            let element = find(&case, path).unwrap();
            show::text::draw(&element.show(&case, &|_| Text::None), 100, false)
        };
        assert!(told("parties.a").starts_with("party Avel (also called \u{201c}the Crown\u{201d})"));
        assert!(told("delegates.ann").contains("ann (also called \u{201c}Annie\u{201d}) speaks for Avel"));
        let claim = told("claims.c");
        assert!(
            claim.contains("a denial, put as a must, a witness of the utterance \u{201c}at the gate\u{201d}"),
            "{claim}"
        );
        let facts = find(&case, "claims.c").unwrap().facts(&case, &|_| Text::None);
        let claim = &facts["because"][0];
        assert_eq!((&claim["act"], &claim["modality"]), (&json!("denies"), &json!("must")));
        assert_eq!((&claim["utterance"], &claim["polarity"]), (&json!("at the gate"), &Value::Null));
    }
}
