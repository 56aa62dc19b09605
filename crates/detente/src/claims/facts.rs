//! The answer for programs.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Claims, ClaimsAnswer, Count, Held, Opposed, Row, Texts, WAYS};
use crate::{
    case::{Case, ClaimId, Element, Speaker},
    cite::stance,
};

/// The answer as it is written in JSON, with the keys of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ClaimsFacts(Value);

impl Claims {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case) -> Value {
        let issues = self.issues.as_ref().map(|some| some.iter().map(|i| &case.issue(*i).key).collect::<Vec<_>>());
        let parties = self.parties.as_ref().map(|some| some.iter().map(|p| &case.party(*p).key).collect::<Vec<_>>());
        json!({ "issues": issues, "parties": parties })
    }
}

impl ClaimsAnswer {
    /// The answer with the keys of the file; `texts` tell where quotes stand.
    pub fn facts(&self, case: &Case, texts: &Texts) -> ClaimsFacts {
        let documents = case.documents().iter().enumerate().map(|(n, document)| {
            json!({
                "id": document.key,
                "title": document.title,
                "line": case.line(document.place),
                "source": document.source.map(|s| case.source(s).key.clone()),
                "published": document.published.map(|d| d.to_string()),
                "counts_as": case.document(self.families[n]).key,
            })
        });
        ClaimsFacts(json!({
            "counts": counts(&self.all),
            "not_asked_about": case.claims().len() - self.claims.len(),
            "known_only_through_narrator": self.narrator.iter().map(|h| held(case, h)).collect::<Vec<_>>(),
            "known_only_through_opponent": self.opponent.iter().map(|h| held(case, h)).collect::<Vec<_>>(),
            "no_claim_cited": self.uncited.iter().map(|e| element(case, *e)).collect::<Vec<_>>(),
            "table": self.rows.iter().map(|r| row(case, r)).collect::<Vec<_>>(),
            "apart": keys(case, &self.apart),
            "opposed": self.opposed.iter().map(|o| opposed(case, o)).collect::<Vec<_>>(),
            "disputed": self.disputed.iter().map(|d| {
                let mut told = element(case, d.element);
                told["because"] = keys(case, &d.because);
                told["disputed_by"] = keys(case, &d.against);
                told
            }).collect::<Vec<_>>(),
            "documents": documents.collect::<Vec<_>>(),
            "claims": self.claims.iter().map(|c| self.claim(case, *c, texts)).collect::<Vec<_>>(),
        }))
    }

    fn claim(&self, case: &Case, id: ClaimId, texts: &Texts) -> Value {
        let claim = case.claim(id);
        let quotes = texts.quotes(case, id).into_iter().map(|q| {
            let position = q.position();
            json!({
                "text": q.text,
                "match": q.how,
                "start": position.map(|p| p.0),
                "end": position.map(|p| p.1),
                "document_line": q.line,
            })
        });
        let rests = &self.rests[id.index()];
        let paths = |some: &[Element]| some.iter().map(|e| case.path(*e)).collect::<Vec<_>>();
        json!({
            "id": claim.key,
            "line": case.line(claim.place),
            "quotes": quotes.collect::<Vec<_>>(),
            "document": case.document(claim.document).key,
            "chain": claim.chain.iter().map(|s| speaker(case, s)).collect::<Vec<_>>(),
            "attribution": case.attribution(claim),
            "manner": claim.manner,
            "holder": claim.holder.map(|p| case.party(p).key.clone()),
            "known_through": claim.holder.map(|p| case.known_by(id, p)),
            "issue": claim.about.map(|(issue, _)| case.issue(issue).key.clone()),
            "option": claim.about.and_then(|(i, o)| Some(case.issue(i).options[o?.index()].key.clone())),
            "polarity": claim.polarity.map(stance),
            "act": claim.act,
            "modality": claim.modality,
            "says": claim.says,
            "calls_obstacle": claim.obstacle.map(|(party, delegate)| match delegate {
                Some(d) => case.delegate(d).key.clone(),
                None => case.party(party).key.clone(),
            }),
            "date": claim.date.map(|d| d.to_string()),
            "utterance": claim.utterance,
            "trust": claim.trust,
            "contradicts": keys(case, &claim.contradicts),
            "disputed_by": keys(case, &claim.disputed_by),
            "supports": paths(&rests.supports),
            "disputes": paths(&rests.disputes),
        })
    }
}

/// A link of a chain by its key, or as the file calls it.
pub(super) fn speaker<'a>(case: &'a Case, speaker: &'a Speaker) -> &'a str {
    match speaker {
        Speaker::Party(p) => &case.party(*p).key,
        Speaker::Delegate(d) => &case.delegate(*d).key,
        Speaker::Narrator => "narrator",
        Speaker::Other(name) => name,
    }
}

fn counts(count: &Count) -> Value {
    json!({ "documents": count.documents, "utterances": count.utterances, "claims": count.claims })
}

fn keys(case: &Case, claims: &[ClaimId]) -> Value {
    claims.iter().map(|c| case.claim(*c).key.clone()).collect()
}

fn element(case: &Case, element: Element) -> Value {
    let party = case.holder(element).map(|p| case.party(p).key.clone());
    let line = case.line(case.place(element));
    json!({ "element": case.path(element), "line": line, "party": party, "basis": case.grounds(element).basis })
}

fn held(case: &Case, held: &Held) -> Value {
    let mut told = element(case, held.element);
    told["claims"] = keys(case, &held.claims);
    told["counts"] = counts(&held.count);
    told["disputed"] = case.is_disputed(case.grounds(held.element)).into();
    told
}

fn row(case: &Case, row: &Row) -> Value {
    let way = |(known, way): (&crate::case::Known, &super::Way)| {
        let mut told = counts(&way.count);
        told["claims"] = keys(case, &way.claims);
        let word = json!(known).as_str().unwrap_or_default().to_owned();
        (word, told)
    };
    json!({
        "issue": case.issue(row.issue).key,
        "party": case.party(row.party).key,
        "through": Value::Object(WAYS.iter().zip(&row.ways).map(way).collect::<Map<_, _>>()),
        "all": counts(&row.all),
    })
}

fn opposed(case: &Case, pair: &Opposed) -> Value {
    json!({ "first": case.claim(pair.first).key, "second": case.claim(pair.second).key, "how": pair.how })
}
