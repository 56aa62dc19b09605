//! The answer for programs.

use num_bigint::BigUint;
use serde::{Serialize, Serializer, ser::SerializeMap, ser::SerializeSeq};
use serde_json::{Map, Value, json};

use super::{Deal, Deals, DealsAnswer, NoSolution, NotDivided, Solution, Standing, Standings, readings};
use crate::{
    agreement::{chosen_entries, package_value},
    case::{Case, Package, PartyId, Wants},
    number::{Exact, whole},
    rule::Origin,
};

/// The scale on which worth is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// 0 to 100, as in the case file.
    Worth,
    /// 0 to 1, as other programs have it; values are what adding doubles from the first issue to the last gives.
    Unit,
}

/// The JSON Schema (draft 2020-12) of what `detente deals FILE --json` prints.
pub fn schema() -> Value {
    let mut schema =
        serde_json::from_str(include_str!("answer.schema.json")).expect("the schema in this crate is JSON");
    crate::readings::schema::put(&mut schema, "readings", &readings::schema());
    schema
}

/// The answer as it is written in JSON; a large frontier is written as it goes.
#[derive(Debug)]
pub struct DealsFacts<'a> {
    answer: &'a DealsAnswer,
    writer: Writer<'a>,
}

impl Deals {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case, scale: Scale) -> Value {
        let id = |o: &Origin| json!({ "kind": o.kind(), "id": case.key_of(*o) });
        let package = self.package.as_ref().map(|chosen| chosen_entries(case, chosen));
        json!({
            "if_dropped": self.if_dropped.iter().map(id).collect::<Vec<_>>(),
            "way_out": self.way_out,
            "package": package,
            "convention": self.convention,
            "frontier": self.frontier,
            "epsilon": self.epsilon,
            "most": self.most,
            "samples": self.samples,
            "seed": self.seed,
            "scale": scale,
            "reading": if self.readings || !self.doubt.is_empty() { "all" } else { "stated" },
            "doubt": self.doubt.option(case),
        })
    }
}

impl DealsAnswer {
    /// The answer with the keys of the file.
    pub fn facts<'a>(&'a self, case: &'a Case, scale: Scale) -> DealsFacts<'a> {
        DealsFacts { answer: self, writer: Writer::new(self, case, scale) }
    }
}

#[derive(Debug)]
pub(super) struct Writer<'a> {
    case: &'a Case,
    scale: Scale,
    sides: Vec<(PartyId, &'a Wants)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(answer: &DealsAnswer, case: &'a Case, scale: Scale) -> Self {
        let of = |party| match &case.party(party).preference {
            crate::case::Preference::Worth(wants) => (party, wants),
            _ => unreachable!("only parties with wants are weighed"),
        };
        Writer { case, scale, sides: answer.sides.iter().map(|s| of(s.party)).collect() }
    }

    /// What a deal is worth to each party, rounded once.
    pub(super) fn values(&self, deal: &Deal) -> Vec<f64> {
        let one = |((_, wants), worth): (&(PartyId, &Wants), &Exact)| match self.scale {
            Scale::Worth => worth.to_f64(),
            Scale::Unit => as_added(wants, &deal.package),
        };
        self.sides.iter().zip(&deal.worth).map(one).collect()
    }

    /// A number of worth that belongs to no one package.
    fn number(&self, worth: Exact) -> Value {
        json!(match self.scale {
            Scale::Worth => worth,
            Scale::Unit => worth.over(Exact::whole(100)).unwrap_or(worth),
        })
    }

    fn by_party(&self, of: impl Fn(usize) -> Option<Exact>) -> Value {
        let one = |(n, (p, _)): (usize, &(PartyId, &Wants))| {
            (self.case.party(*p).key.clone(), of(n).map_or(Value::Null, |w| self.number(w)))
        };
        Value::Object(self.sides.iter().enumerate().map(one).collect())
    }

    /// What no weighted sum of worth exceeds; weights have no scale.
    fn bound(&self, (weights, most): &(Vec<Exact>, Exact)) -> Value {
        let of =
            |((party, _), weight): (&(PartyId, &Wants), &Exact)| (self.case.party(*party).key.clone(), json!(weight));
        let weights: Map<String, Value> = self.sides.iter().zip(weights).map(of).collect();
        json!({ "weights": weights, "at_most": self.number(*most) })
    }

    fn worth(&self, deal: &Deal) -> Value {
        let one = |((p, wants), worth): (&(PartyId, &Wants), &Exact)| {
            let mut number = self.number(*worth);
            if self.scale == Scale::Unit {
                number["value"] = json!(as_added(wants, &deal.package));
            }
            (self.case.party(*p).key.clone(), number)
        };
        Value::Object(self.sides.iter().zip(&deal.worth).map(one).collect())
    }

    fn package(&self, package: &Package) -> Value {
        package_value(self.case, package)
    }

    fn deal(&self, deal: &Deal) -> Value {
        json!({
            "worth": self.worth(deal),
            "package": self.package(&deal.package),
            "others": deal.others.map(|n| whole(&BigUint::from(n))),
        })
    }

    fn id(&self, origin: Origin) -> Value {
        json!({ "kind": origin.kind(), "id": self.case.key_of(origin) })
    }

    fn solution(&self, solution: &Solution, answer: &DealsAnswer) -> Value {
        let first = solution.deals.first();
        let gain = |deal: &Deal, n: usize| Some(deal.worth[n].minus(answer.sides[n].disagreement));
        let below = |deal: &Deal, n: usize| Some(answer.sides[n].ideal?.minus(deal.worth[n]));
        json!({
            "name": solution.notion.name,
            "called": solution.notion.called,
            "definition": solution.notion.definition,
            "paper": solution.notion.paper,
            "worth": first.map(|d| self.worth(d)),
            "gain": first.map(|d| self.by_party(|n| gain(d, n))),
            "below_best": first.map(|d| self.by_party(|n| below(d, n))),
            "package": first.map(|d| self.package(&d.package)),
            "others": first.and_then(|d| d.others).map(|n| whole(&BigUint::from(n))),
            "ties": solution.deals.iter().skip(1).map(|d| self.deal(d)).collect::<Vec<_>>(),
            "depth": solution.depth.map(|n| whole(&BigUint::from(n))),
            "proven": solution.proven,
            "at_most": solution.at_most,
            "because": solution.because.map(|b| match b {
                NoSolution::NothingAcceptable => "nothing_acceptable",
                NoSolution::NeedsFrontier => "needs_frontier",
                NoSolution::TooManyToCount => "too_many_to_count",
                NoSolution::TooMuchWork => "too_much_work",
                NoSolution::Stopped => "stopped",
            }),
        })
    }

    fn division(&self, answer: &DealsAnswer) -> Value {
        match &answer.division {
            Ok(division) => {
                let item = |i: &super::Item| {
                    let option = |n: usize| self.case.issue(i.issue).options[i.to[n].index()].key.clone();
                    json!({
                        "issue": self.case.issue(i.issue).key,
                        "to_first": option(0),
                        "to_second": option(1),
                        "points": [i.points[0], i.points[1]],
                        "share_of_first": i.share,
                    })
                };
                json!({
                    "parties": self.sides.iter().map(|(p, _)| self.case.party(*p).key.clone()).collect::<Vec<_>>(),
                    "points": division.points,
                    "items": division.items.iter().map(item).collect::<Vec<_>>(),
                })
            }
            Err(NotDivided::NotTwo | NotDivided::NoItem(_) | NotDivided::Joined | NotDivided::TooLong) => Value::Null,
        }
    }

    fn unsure(&self, unsure: &Standings) -> Value {
        let share = |count: u32, middle: bool| {
            let share = Standings::share(count, unsure.drawn);
            json!({
                "samples": count,
                "share": share.map(|s| s.0),
                "error": share.map(|s| s.1),
                "middle": middle,
            })
        };
        let one = |s: &Standing| {
            let range = |((p, _), range): (&(PartyId, &Wants), &Option<(Exact, Exact)>)| {
                let ends = range.map(|(low, high)| json!({ "least": self.number(low), "most": self.number(high) }));
                (self.case.party(*p).key.clone(), json!(ends))
            };
            let mut efficient = share(s.efficient, s.middle);
            efficient["for"] = json!(s.extent);
            json!({
                "package": self.package(&s.package),
                "worth": Value::Object(self.sides.iter().zip(&s.worth).map(range).collect()),
                "always_acceptable": s.acceptable,
                "efficient": efficient,
                "nash": share(s.nash, s.middle_nash),
                "better_for_some": s.beaten.as_ref().map(|b| self.package(b)),
            })
        };
        json!({
            "parties": unsure.parties.iter().map(|p| self.case.party(*p).key.clone()).collect::<Vec<_>>(),
            "seed": unsure.seed,
            "samples": { "asked": unsure.asked, "drawn": unsure.drawn, "nothing_acceptable": unsure.nothing },
            "seen": unsure.seen,
            "package": unsure.trial.as_ref().map(one),
            "packages": unsure.packages.iter().map(one).collect::<Vec<_>>(),
        })
    }

    fn all_but_frontier(&self, answer: &DealsAnswer) -> Vec<(&'static str, Value)> {
        let side = |s: &super::Side| {
            let number = |e: Option<Exact>| e.map(|e| self.number(e));
            let facts = json!({
                "walk_away": number(s.walk_away),
                "worst": number(s.range.map(|r| r.0)),
                "best": number(s.range.map(|r| r.1)),
            });
            (self.case.party(s.party).key.clone(), facts)
        };
        let trial = answer.trial.as_ref().map(|t| {
            json!({
                "worth": self.worth(&t.deal),
                "gain": self.by_party(|n| Some(t.deal.worth[n].minus(answer.sides[n].disagreement))),
                "package": self.package(&t.deal.package),
                "breaks": t.breaks.iter().map(|o| self.id(*o)).collect::<Vec<_>>(),
                "efficient": if t.better.is_some() { json!(false) } else if t.known { json!(true) } else { Value::Null },
                "better": t.better.as_ref().map(|d| self.deal(d)),
            })
        });
        let nearest = answer.nearest.as_ref().map(|near| {
            let one = |d: &Deal| {
                let short = |n: usize| {
                    let floor = answer.sides[n].walk_away?;
                    Some(floor.minus(d.worth[n]).max(Exact::ZERO))
                };
                json!({
                    "worth": self.worth(d),
                    "package": self.package(&d.package),
                    "shortfall": self.by_party(short),
                })
            };
            json!({ "packages": near.deals.iter().map(one).collect::<Vec<_>>(), "proven": near.proven })
        });
        let orders = answer.orders.as_ref().map(|orders| {
            let step = |s: &crate::case::StepId| self.case.step(*s).key.clone();
            let order = |phases: &Vec<Vec<crate::case::StepId>>| -> Vec<Vec<String>> {
                phases.iter().map(|p| p.iter().map(step).collect()).collect()
            };
            let one = |(package, phases): &super::CarriedOut| {
                json!({ "package": self.package(package), "order": phases.as_ref().map(order) })
            };
            orders.iter().map(one).collect::<Vec<_>>()
        });
        let solutions: Map<String, Value> =
            answer.solutions.iter().map(|s| (s.notion.key.to_owned(), self.solution(s, answer))).collect();
        let frontier = answer.frontier.as_ref();
        vec![
            (
                "packages",
                json!({
                    "total": whole(&answer.packages),
                    "feasible": answer.feasible.as_ref().map(whole),
                    "acceptable": answer.acceptable.as_ref().map(whole),
                }),
            ),
            ("any_acceptable", json!(answer.any)),
            ("cautions", Value::Object(answer.cautions.machine(self.case))),
            ("dropped", answer.dropped.iter().map(|o| self.id(*o)).collect()),
            ("parties", Value::Object(answer.sides.iter().map(side).collect())),
            ("not_weighed", answer.unweighed.iter().map(|p| self.case.party(*p).key.clone()).collect()),
            ("ideal", self.by_party(|n| answer.sides[n].ideal)),
            ("disagreement", self.by_party(|n| Some(answer.sides[n].disagreement))),
            ("solutions", Value::Object(solutions)),
            ("nearest", json!(nearest)),
            ("adjusted_winner", self.division(answer)),
            ("package", json!(trial)),
            ("unsure", answer.unsure.as_ref().map_or(Value::Null, |unsure| self.unsure(unsure))),
            ("orders", json!(orders)),
            ("frontier_complete", json!(frontier.map(|f| f.complete))),
            (
                "frontier_within",
                frontier
                    .and_then(|f| f.within.as_ref())
                    .map_or(Value::Null, |within| self.by_party(|n| Some(within[n]))),
            ),
            ("frontier_bounds", json!(frontier.map(|f| f.bounds.iter().map(|b| self.bound(b)).collect::<Vec<_>>()))),
        ]
    }
}

impl Serialize for DealsFacts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let facts = self.writer.all_but_frontier(self.answer);
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &facts {
            map.serialize_entry(key, value)?;
        }
        let listed = self.answer.frontier.as_ref().map(|f| Listed { deals: &f.deals, writer: &self.writer });
        map.serialize_entry("frontier", &listed)?;
        if let Some(found) = &self.answer.readings {
            map.serialize_entry("readings", &readings::facts(found, self.writer.case))?;
        }
        map.end()
    }
}

/// Whether a solution is missing because the frontier was not asked for.
pub(super) fn without_frontier(solution: &Solution, frontier: bool) -> bool {
    solution.because == Some(NoSolution::NeedsFrontier) && !frontier
}

struct Listed<'a> {
    deals: &'a [Deal],
    writer: &'a Writer<'a>,
}

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.deals.len()))?;
        for deal in self.deals {
            seq.serialize_element(&self.writer.deal(deal))?;
        }
        seq.end()
    }
}

/// What a package is worth on a scale of 0 to 1, added in doubles from the first issue to the last, as other programs
/// add it.
#[expect(clippy::float_cmp, reason = "other programs do not divide by one either")]
fn as_added(wants: &Wants, package: &Package) -> f64 {
    let measure = wants.measure();
    let on = |i: usize| wants.issues[i].as_ref();
    let all = (0..package.options().len()).filter_map(on);
    let total = match measure {
        Some(m) if m.total.is_some() => m.total.map_or(1.0, Exact::to_f64),
        _ => all.map(|w| w.weight.to_f64()).sum(),
    };
    let out_of = measure.map_or(100.0, |m| m.out_of.to_f64());
    let mut sum = 0.0;
    for (i, option) in package.options().iter().enumerate() {
        let Some(on) = on(i) else { continue };
        let best = measure.map_or(100.0, |m| m.best[i].to_f64());
        let weight = if total == 1.0 { on.weight.to_f64() } else { on.weight.to_f64() / total };
        sum += weight * (on.values[option.index()].to_f64() / best);
    }
    let paid = wants.bonuses().iter().filter(|b| b.paid(package)).map(|b| b.worth.to_f64());
    let paid: f64 = paid.sum();
    let whole = if wants.additive() { sum } else { sum + paid / out_of };
    if measure.is_some_and(|m| m.capped) { whole.min(1.0) } else { whole }
}
