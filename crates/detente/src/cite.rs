//! *How do we know?* The quotes behind an element of a case.

use serde_json::{Value, json};

use crate::{
    case::{Basis, Case, ClaimId, DelegateId, Grounds, Manner, PartyId, Preference},
    diagnostic::closest,
    question::Refusal,
    quote::{self, Text},
    show::{Block, Doc, Item, Line},
    words::listed,
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
    own_claim: Option<ClaimId>,
}

/// What may rest on claims, and how it is named.
const CITING: &str = "`demands.NAME`, `constraints.NAME`, `steps.NAME`, `parties.NAME`, `parties.NAME.wants.ISSUE`, \
                      `parties.NAME.walk_away`, `delegates.NAME`, `rounds.NAME` and `claims.NAME`";

/// Every element of a case that rests on claims, or could.
pub fn elements(case: &Case) -> Vec<Element> {
    let mut all = Vec::new();
    let mut add = |path: String, what: String, place, grounds: &Grounds| {
        let line = case.line(place);
        all.push(Element { path, what, line, grounds: grounds.clone(), own_claim: None });
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
    for (n, party) in case.parties().iter().enumerate() {
        let id = PartyId::at(n);
        add(format!("parties.{}", party.key), format!("party {}", party.name), party.place, &party.grounds);
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
        }
    }
    for (n, delegate) in case.delegates().iter().enumerate() {
        let what = format!("{} speaks for {}", delegate.name, case.party_name(case.delegate(DelegateId::at(n)).party));
        add(format!("delegates.{}", delegate.key), what, delegate.place, &delegate.grounds);
    }
    for round in case.rounds() {
        add(format!("rounds.{}", round.key), format!("round {}", round.name), round.place, &round.grounds);
    }
    for (n, claim) in case.claims().iter().enumerate() {
        all.push(Element {
            path: format!("claims.{}", claim.key),
            what: claim.says.clone().unwrap_or_else(|| "a claim".to_owned()),
            line: case.line(claim.place),
            grounds: Grounds::default(),
            own_claim: Some(ClaimId::at(n)),
        });
    }
    all
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
    pub fn show(&self, case: &Case, text_of: &dyn Fn(crate::case::DocumentId) -> Text) -> Doc {
        let mut doc = Doc::default();
        doc.text(
            Line::default()
                .strong(self.what.clone())
                .quiet(" \u{2014} ")
                .name(&self.path)
                .quiet(format!(", line {}", self.line)),
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
    pub fn facts(&self, case: &Case) -> Value {
        let claims = |ids: &[ClaimId]| ids.iter().map(|c| claim_facts(case, *c)).collect::<Vec<Value>>();
        let own: Vec<ClaimId> = self.own_claim.into_iter().collect();
        json!({
            "element": self.path,
            "line": self.line,
            "basis": self.grounds.basis,
            "because": claims(if own.is_empty() { &self.grounds.because } else { &own }),
            "disputed_by": claims(&self.grounds.disputed_by),
        })
    }
}

fn claim_facts(case: &Case, id: ClaimId) -> Value {
    let claim = case.claim(id);
    let document = case.document(claim.document);
    json!({
        "id": claim.key,
        "line": case.line(claim.place),
        "quotes": claim.quotes.iter().map(|q| q.text.clone()).collect::<Vec<_>>(),
        "document": document.key,
        "manner": claim.manner,
        "trust": claim.trust,
        "date": claim.date.map(|d| d.to_string()),
        "attribution": case.attribution(claim),
    })
}

fn claim(case: &Case, id: ClaimId, text_of: &dyn Fn(crate::case::DocumentId) -> Text) -> Item {
    let claim = case.claim(id);
    let document = case.document(claim.document);
    let bytes = match text_of(claim.document) {
        Text::Bytes(bytes) => bytes,
        Text::None | Text::Missing(_) | Text::Misnamed(..) | Text::TooLarge => Vec::new(),
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut item = Item::new(
        Line::default()
            .plain(case.attribution(claim))
            .quiet(" \u{2014} claim ")
            .name(&claim.key)
            .quiet(format!(", line {}", case.line(claim.place))),
    );
    for quote in &claim.quotes {
        let mut line = Line::default().strong(format!("\u{201c}{}\u{201d}", quote.text));
        if let Ok(found) = quote::find(quote, &text) {
            let place = crate::diagnostic::Place { start: found.start, end: found.end };
            let file = document.file.as_ref().map_or(document.key.as_str(), |(f, _)| f);
            line = line.quiet(format!(" \u{2014} {file}, line {}", place.line_column(&text).0));
            item = item.with(Block::Text(line));
            let (start, end) = quote::sentence_around(&text, found.start, found.end);
            let sentence = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
            if sentence.trim_end_matches(['.', '!', '?']) != quote.text.trim_end_matches(['.', '!', '?']) {
                item = item.with(Block::Text(Line::default().quiet(format!("in its sentence: {sentence}"))));
            }
        } else {
            item = item.with(Block::Text(line));
        }
    }
    let mut facts = Vec::new();
    if let Some(source) = document.source {
        facts.push(format!("published by {}", case.source(source).name));
    }
    if let Some(date) = claim.date.or(document.published) {
        facts.push(date.to_string());
    }
    if let Some(trust) = &claim.trust {
        facts.push(format!("trust {trust}"));
    }
    if matches!(claim.manner, Some(Manner::Implied | Manner::Narrated)) {
        facts.push("nobody is quoted as saying so".to_owned());
    }
    if !facts.is_empty() {
        item = item.with(Block::Text(Line::default().quiet(facts.join(", "))));
    }
    item
}
