//! The answer for programs.

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Knot, Only, OrderOf, Price, Readings, Test, Trial, Verdict, Waiting, WaitsFor, Why, WhyAnswer};
use crate::{
    agreement::Entries,
    case::{Case, Known},
    number::{Exact, plain},
    rule::Origin,
};

/// The answer as it is written in JSON. `docs/reference/why-answer.schema.json` describes it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct WhyFacts(pub Value);

impl Why {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case) -> Value {
        json!({
            "only": self.only.map(|o| match o { Only::Content => "content", Only::Order => "order" }),
            "max": self.max.map_or(json!("all"), |n| json!(n)),
            "package": self.package.as_ref().map(|chosen| Entries(
                chosen.iter().map(|(i, o)| {
                    let issue = case.issue(*i);
                    (issue.key.clone(), issue.options[o.index()].key.clone())
                }).collect(),
            )),
            "reading": if self.readings || !self.doubt.is_empty() { "all" } else { "stated" },
            "doubt": self.doubt.option(case),
        })
    }
}

impl WhyAnswer {
    /// The answer with the keys of the file.
    pub fn facts(&self, case: &Case) -> WhyFacts {
        let w = Writer { case };
        let members = |ids: &[Origin]| ids.iter().map(|o| w.member(*o)).collect::<Vec<Value>>();
        let conflicts: Vec<Value> = self
            .conflicts
            .iter()
            .map(|c| {
                json!({
                    "members": members(&c.members),
                    "rests_on": c.rests_on.iter().map(|o| w.id(*o)).collect::<Vec<_>>(),
                    "kind": c.about,
                    "knot": c.knot,
                    "ring": c.waiting.links.iter().map(|l| w.link(l)).collect::<Vec<_>>(),
                    "is_ring": c.waiting.ring,
                    "gives_way": c.members.iter().zip(&c.gives_way).map(|(m, a)| json!({
                        "member": w.id(*m),
                        "agreement": a.as_ref().map(|a| a.machine(case)),
                    })).collect::<Vec<_>>(),
                    "proven": true,
                })
            })
            .collect();
        let ways_out: Vec<Value> = self
            .ways_out
            .iter()
            .map(|way| {
                json!({
                    "give_up": way.give_up.iter().map(|o| w.id(*o)).collect::<Vec<_>>(),
                    "cost": plain(way.cost),
                    "agreement": way.agreement.as_ref().map(|a| a.machine(case)),
                    "proven": way.agreement.is_some(),
                })
            })
            .collect();
        let mut answer = json!({
            "verdict": self.verdict,
            "packages": big(&self.packages),
            "acceptable_packages": self.acceptable_packages.as_ref().map(big),
            "cautions": self.cautions.machine(case),
            "acceptable": self.acceptable.iter().map(|a| a.machine(case)).collect::<Vec<_>>(),
            "order_of_all": self.order_of_all,
            "witness": self.witness.as_ref().map(|a| a.machine(case)),
            "impossible_because": self.impossible_because.iter().map(|o| w.id(*o)).collect::<Vec<_>>(),
            "conflicts": conflicts,
            "ways_out": ways_out,
            "ways_out_total": if self.verdict == Verdict::Blocked { self.ways_out_total.to_string() } else { "0".to_owned() },
            "ways_out_total_is_exact": self.knots.iter().all(|k| k.complete) && !self.stopped,
            "knots": self.knots.iter().map(|k| w.knot(k)).collect::<Vec<_>>(),
            "pivots": {
                "parties": self.parties.iter().map(|p| json!({
                    "party": case.party(p.party).key,
                    "conflicts": p.conflicts,
                    "ways_out": big(&p.ways_out),
                    "alone": p.alone.as_ref().map(|c| w.choice(c)),
                    "gives_nothing": p.gives_nothing.as_ref().map(|c| w.choice(c)),
                })).collect::<Vec<_>>(),
                "demands": self.members.iter().map(|m| json!({
                    "kind": m.member.kind(),
                    "id": case.key_of(m.member),
                    "conflicts": m.conflicts,
                    "ways_out": big(&m.ways_out),
                })).collect::<Vec<_>>(),
            },
            "obstacles": self.obstacles.iter().map(|o| json!({
                "claim": case.claim(o.claim).key,
                "party": case.party(o.party).key,
                "delegate": o.delegate.map(|d| case.delegate(d).key.clone()),
                "finding": w.test(&o.test),
            })).collect::<Vec<_>>(),
            "stopped": self.stopped,
        });
        if let (Some(trial), Value::Object(map)) = (&self.trial, &mut answer) {
            map.insert("package".to_owned(), w.trial(trial));
        }
        if let (Some(readings), Value::Object(map)) = (&self.readings, &mut answer) {
            map.insert("readings".to_owned(), w.readings(readings));
        }
        WhyFacts(answer)
    }
}

struct Writer<'a> {
    case: &'a Case,
}

impl Writer<'_> {
    fn id(&self, origin: Origin) -> Value {
        json!({ "kind": origin.kind(), "id": self.case.key_of(origin) })
    }

    fn member(&self, origin: Origin) -> Value {
        let case = self.case;
        let party = case.party_of(origin);
        let known = party.and_then(|p| case.known_through(case.grounds_of(origin), p));
        json!({
            "kind": origin.kind(),
            "id": case.key_of(origin),
            "party": party.map(|p| case.party(p).key.clone()),
            "line": case.line(case.place_of(origin)),
            "firmness": case.firmness_of(origin).cost().map_or(json!("absolute"), plain),
            "basis": case.grounds_of(origin).basis,
            "because": case.grounds_of(origin).because.iter().map(|c| case.claim(*c).key.clone()).collect::<Vec<_>>(),
            "disputed_by": case.grounds_of(origin).disputed_by.iter().map(|c| case.claim(*c).key.clone()).collect::<Vec<_>>(),
            "known_through": known.map(|k| match k {
                Known::Own => "own",
                Known::Others => "others",
                Known::Opponent => "opponent",
                Known::Narrator => "narrator",
            }),
        })
    }

    fn choice(&self, (members, cost): &(Vec<Origin>, Exact)) -> Value {
        json!({
            "give_up": members.iter().map(|o| self.id(*o)).collect::<Vec<_>>(),
            "cost": plain(*cost),
        })
    }

    fn link(&self, link: &WaitsFor) -> Value {
        let key = |s: &crate::case::StepId| self.case.step(*s).key.clone();
        json!({
            "step": key(&link.step),
            "waits_for": link.waits_for.iter().map(key).collect::<Vec<_>>(),
            "because": self.id(link.because),
            "together": link.together,
            "on_credit": link.on_credit,
            "absent": link.absent.iter().map(key).collect::<Vec<_>>(),
        })
    }

    fn readings(&self, readings: &Readings) -> Value {
        crate::readings::written(self.case, readings, |r| {
            let conflicts = r.conflicts.iter().map(|c| c.iter().map(|o| self.id(*o)).collect::<Value>());
            Map::from_iter([
                ("verdict".to_owned(), json!(r.verdict)),
                ("conflicts".to_owned(), conflicts.collect()),
                ("cheapest".to_owned(), json!(r.cheapest.as_ref().map(|c| self.choice(c)))),
            ])
        })
    }

    fn trial(&self, trial: &Trial) -> Value {
        let case = self.case;
        let ids = |list: &[Origin]| list.iter().map(|o| self.id(*o)).collect::<Vec<_>>();
        let links = |waiting: &Waiting| waiting.links.iter().map(|l| self.link(l)).collect::<Vec<_>>();
        let (conflicts, conflicts_complete, impossible) = match &trial.order {
            OrderOf::Conflicts { conflicts, complete } => (conflicts.as_slice(), *complete, false),
            OrderOf::Impossible(_) => (&[][..], true, true),
        };
        json!({
            "agreement": trial.agreement.machine(case),
            "filled_in": trial.filled_in.iter().map(|i| case.issue(*i).key.clone()).collect::<Vec<_>>(),
            "violates": ids(&trial.violates),
            "shortfalls": Entries(trial.shortfalls.iter().map(|(p, s)| (case.party(*p).key.clone(), *s)).collect()),
            "order_conflicts": conflicts.iter().map(|c| json!({
                "members": ids(&c.members),
                "ring": links(&c.waiting),
                "is_ring": c.waiting.ring,
                "in_every_package": c.everywhere,
            })).collect::<Vec<_>>(),
            "order_conflicts_complete": conflicts_complete,
            "order_impossible": impossible,
            "never_done": match &trial.order {
                OrderOf::Impossible(waiting) => links(waiting),
                OrderOf::Conflicts { .. } => Vec::new(),
            },
            "give_up": match &trial.price {
                Price::Costs(members, cost) => Some(self.choice(&(members.clone(), *cost))),
                Price::Absolute(_) | Price::RuledOut(_) | Price::NotKnown => None,
            },
            "give_up_known": !matches!(trial.price, Price::NotKnown),
            "absolute_against": match &trial.price {
                Price::Absolute(sets) => sets.iter().map(|set| ids(set)).collect(),
                Price::Costs(..) | Price::RuledOut(_) | Price::NotKnown => Vec::new(),
            },
            "ruled_out_by": match &trial.price {
                Price::RuledOut(facts) => ids(facts),
                Price::Costs(..) | Price::Absolute(_) | Price::NotKnown => Vec::new(),
            },
            "complete": trial.complete(),
        })
    }

    fn knot(&self, knot: &Knot) -> Value {
        json!({
            "demands": knot.members.iter().map(|o| self.id(*o)).collect::<Vec<_>>(),
            "conflicts": knot.conflicts,
            "ways_out": knot.ways_out.iter().map(|c| self.choice(c)).collect::<Vec<_>>(),
            "ways_out_total": knot.ways_out_total.to_string(),
            "complete": knot.complete,
        })
    }

    fn test(&self, test: &Test) -> Value {
        let option = |c: &Option<(Vec<Origin>, Exact)>| c.as_ref().map(|c| self.choice(c));
        match test {
            Test::NothingBlocked => json!({ "is": "nothing_blocked" }),
            Test::NotInvolved => json!({ "is": "not_involved" }),
            Test::Needed { alone } => json!({ "is": "needed", "alone": option(alone) }),
            Test::NotNeeded { without, alone } => {
                json!({ "is": "not_needed", "gives_nothing": self.choice(without), "alone": option(alone) })
            }
            Test::NoWayOut => json!({ "is": "no_way_out" }),
            Test::Unknown => json!({ "is": "unknown" }),
        }
    }
}

/// A count: a number up to 2^53, which every reader of JSON can hold, a text beyond.
fn big(n: &BigUint) -> Value {
    match n.to_u64() {
        Some(n) if n <= 1 << 53 => json!(n),
        _ => json!(n.to_string()),
    }
}
