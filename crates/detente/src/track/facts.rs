//! The answer for programs.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Apart, Change, Curve, Gap, Held, Move, News, Saying, Topic, Track, TrackAnswer};
use crate::{
    case::{Case, IssueId, OptionId, PartyId},
    number::Exact,
};

/// The JSON Schema (draft 2020-12) of what `detente track FILE --json` prints.
pub fn schema() -> Value {
    serde_json::from_str(include_str!("answer.schema.json")).expect("the schema in this crate is JSON")
}

/// The answer as it is written in JSON, with the keys of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct TrackFacts(Value);

impl Track {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case) -> Value {
        let issues = self.issues.as_ref().map(|some| some.iter().map(|i| &case.issue(*i).key).collect::<Vec<_>>());
        let parties = self.parties.as_ref().map(|some| some.iter().map(|p| &case.party(*p).key).collect::<Vec<_>>());
        json!({ "issues": issues, "parties": parties, "quiet": self.quiet })
    }
}

impl TrackAnswer {
    /// The answer with the keys of the file.
    pub fn facts(&self, case: &Case) -> TrackFacts {
        let w = Writer { case, answer: self };
        let number = |(n, file): (usize, &usize)| {
            let round = &case.rounds()[*file];
            json!({
                "id": round.key,
                "name": round.name,
                "date": round.date.map(|d| d.to_string()),
                "place": round.where_held,
                "line": case.line(round.place),
                "claims": self.said.rounds[n].as_ref().map(|s| w.saying(s)),
            })
        };
        TrackFacts(json!({
            "cautions": self.cautions.machine(case),
            "rounds": self.rounds.iter().enumerate().map(number).collect::<Vec<_>>(),
            "reordered": self.reordered,
            "parties": self.parties.iter().map(|p| w.party(*p)).collect::<Vec<_>>(),
            "issues": self.topics.iter().map(|t| w.topic(t)).collect::<Vec<_>>(),
            "never_stated": self.silent.iter().map(|i| w.issue(*i)).collect::<Vec<_>>(),
            "apart": self.apart.iter().enumerate().map(|(n, a)| w.apart(n, a)).collect::<Vec<_>>(),
            "moves": self.moves.iter().map(|m| w.moved(m)).collect::<Vec<_>>(),
            "curves": self.curves.iter().map(|c| w.curve(c)).collect::<Vec<_>>(),
            "not_weighed": self.unweighed.iter().map(|p| w.party(*p)).collect::<Vec<_>>(),
            "stalled": self.stalled().map(|t| w.issue(t.issue)).collect::<Vec<_>>(),
            "changes": self.changes.iter().map(|c| w.change(c)).collect::<Vec<_>>(),
            "claims_after": w.saying(&self.said.after),
            "claims_undated": w.saying(&self.said.undated),
        }))
    }
}

struct Writer<'a> {
    case: &'a Case,
    answer: &'a TrackAnswer,
}

impl Writer<'_> {
    fn party(&self, party: PartyId) -> Value {
        self.case.party(party).key.clone().into()
    }

    fn issue(&self, issue: IssueId) -> Value {
        self.case.issue(issue).key.clone().into()
    }

    fn options(&self, issue: IssueId, options: &[OptionId]) -> Value {
        options.iter().map(|o| self.case.issue(issue).options[o.index()].key.clone()).collect()
    }

    fn round(&self, round: usize) -> Value {
        self.case.rounds()[self.answer.rounds[round]].key.clone().into()
    }

    fn by_party<T: Serialize>(&self, of: impl Iterator<Item = (PartyId, T)>) -> Value {
        Value::Object(of.map(|(p, value)| (self.case.party(p).key.clone(), json!(value))).collect::<Map<_, _>>())
    }

    fn topic(&self, topic: &Topic) -> Value {
        let one = |(n, (held, gap)): (usize, (&Vec<Option<Held>>, &Gap))| {
            let position = |(party, held): (&PartyId, &Option<Held>)| {
                let held = held.as_ref()?;
                Some((
                    *party,
                    json!({
                        "options": self.options(topic.issue, &held.options),
                        "stated": held.since == n,
                        "since": self.round(held.since),
                    }),
                ))
            };
            let most = self.case.issue(topic.issue).options.len().saturating_sub(1).max(1) as i128;
            let pair = |p: &super::Pair| {
                json!({
                    "between": [self.party(p.between.0), self.party(p.between.1)],
                    "options": p.options,
                    "distance": Exact::ratio(p.options as i128, most),
                })
            };
            json!({
                "round": self.round(n),
                "positions": self.by_party(self.answer.parties.iter().zip(held).filter_map(position)),
                "pairs": gap.pairs.iter().map(pair).collect::<Vec<_>>(),
                "distance": gap.distance,
                "meet": gap.meet(),
                "common": self.options(topic.issue, &gap.common),
            })
        };
        json!({
            "id": self.issue(topic.issue),
            "rounds": topic.held.iter().zip(&topic.gaps).enumerate().map(one).collect::<Vec<_>>(),
            "quiet_rounds": topic.quiet,
            "stalled": topic.stalled(self.answer.asked.quiet),
        })
    }

    fn apart(&self, round: usize, apart: &Apart) -> Value {
        json!({
            "round": self.round(round),
            "issues": apart.issues,
            "meeting": apart.meeting,
            "mean": apart.mean,
            "to_give": self.by_party(apart.to_give.iter().copied()),
        })
    }

    fn moved(&self, moved: &Move) -> Value {
        let other = |(party, before, after): &(PartyId, usize, usize)| json!({ "party": self.party(*party), "before": before, "after": after });
        json!({
            "round": self.round(moved.round),
            "party": self.party(moved.party),
            "issue": self.issue(moved.issue),
            "from": self.options(moved.issue, &moved.from),
            "to": self.options(moved.issue, &moved.to),
            "options": moved.options,
            "worth": moved.worth.map(|(before, after)| {
                json!({ "before": before, "after": after, "gives": before.minus(after) })
            }),
            "heading": moved.heading(),
            "others": moved.others.iter().map(other).collect::<Vec<_>>(),
        })
    }

    fn curve(&self, curve: &Curve) -> Value {
        let issues = |some: &[IssueId]| some.iter().map(|i| self.issue(*i)).collect::<Vec<_>>();
        let point = |(n, p): (usize, &super::Point)| json!({ "round": self.round(n), "best": p.best, "least": p.least, "not_yet": issues(&p.not_yet) });
        json!({
            "party": self.party(curve.party),
            "walk_away": curve.walk_away,
            "rounds": curve.points.iter().enumerate().map(point).collect::<Vec<_>>(),
            "left_out": issues(&curve.left_out),
            "left_out_worth": { "least": curve.beside.0, "most": curve.beside.1 },
            "bonuses_left_out": curve.bonuses,
        })
    }

    fn change(&self, change: &Change) -> Value {
        let person = |d: crate::case::DelegateId| Value::from(self.case.delegate(d).key.clone());
        let (what, more) = match &change.news {
            News::Succeeded { role, from, to } => {
                ("succeeded", json!({ "role": role, "from": person(*from), "to": person(*to) }))
            }
            News::InOffice(d) => ("in_role", json!({ "delegate": person(*d) })),
            News::OutOfOffice(d) => ("out_of_role", json!({ "delegate": person(*d) })),
            News::Came => ("came", json!({})),
            News::StayedAway => ("stayed_away", json!({})),
            News::PersonCame(d) => ("person_came", json!({ "delegate": person(*d) })),
            News::PersonStayedAway(d) => ("person_stayed_away", json!({ "delegate": person(*d) })),
            News::MandateGained(i) => ("mandate_gained", json!({ "issue": self.issue(*i) })),
            News::MandateLost(i) => ("mandate_lost", json!({ "issue": self.issue(*i) })),
            News::OutsideMandate(i, since) => {
                ("outside_mandate", json!({ "issue": self.issue(*i), "mandate_of": self.round(*since) }))
            }
        };
        let mut told = json!({ "round": self.round(change.round), "party": self.party(change.party), "what": what });
        if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
            told.extend(more);
        }
        told
    }

    fn saying(&self, saying: &Saying) -> Value {
        let keys = |claims: &[crate::case::ClaimId]| {
            claims.iter().map(|c| self.case.claim(*c).key.clone()).collect::<Vec<_>>()
        };
        let held = saying.by.iter().filter_map(|(party, n)| Some(((*party)?, *n)));
        json!({
            "claims": keys(&saying.claims),
            "by_holder": self.by_party(held),
            "contradicting": keys(&saying.contradicting),
        })
    }
}
