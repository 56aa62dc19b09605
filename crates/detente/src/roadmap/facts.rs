//! The answer for programs.

use serde_json::{Map, Value, json};

use super::{
    Crossing, How, Plan, Roadmap, RoadmapAnswer, Weighed, Which,
    cores::{Blocked, Core, Missing, Tie},
    instruments::{Instrument, Instruments, NotApplicable, Obstacle, Split},
    meanings::Reading,
    readings,
    schedule::{self, Held},
};
use crate::{
    agreement::{chosen_entries, package_value},
    case::{Case, PartyId, StepId},
    number::{plain, whole},
    rule::Origin,
};

impl Roadmap {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case, effort: u64) -> Value {
        let package = match &self.which {
            Which::Package(chosen) => Some(chosen),
            Which::Best | Which::Deal(_) => None,
        };
        json!({
            "package": package.map(|chosen| chosen_entries(case, chosen)),
            "deal": match &self.which {
                Which::Deal(notion) => Some(notion.key),
                Which::Best | Which::Package(_) => None,
            },
            "way_out": self.way_out,
            "goals": self.goals.iter().map(|g| case.step(*g).key.as_str()).collect::<Vec<_>>(),
            "start": self.start.map(|d| d.to_string()),
            "deadline": self.deadline.map(|d| d.to_string()),
            "max": self.max,
            "effort": effort,
            "reading": if self.readings || !self.doubt.is_empty() { "all" } else { "stated" },
            "doubt": self.doubt.option(case),
        })
    }
}

impl RoadmapAnswer {
    /// The answer as it is written in JSON.
    pub fn facts(&self, case: &Case) -> Value {
        let f = Facts { case, answer: self };
        let found = &self.answered;
        let agenda = case.agenda();
        let mut answer = json!({
            "verdict": self.verdict,
            "package": f.package(),
            "how": how(self.choice.how),
            "given_up": f.ids(&self.choice.given_up),
            "breaks": f.ids(&self.choice.breaks),
            "cautions": self.cautions.machine(case),
            "goals": f.keys(&self.graph.goals),
            "beside": self.beside.iter().map(|s| f.key(s.index())).collect::<Value>(),
            "start": self.dates.date(0).map(|d| d.to_string()),
            "deadline": self.asked.deadline.or(agenda.deadline).map(|d| d.to_string()),
            "reachable": self.reachable.iter().map(|s| f.key(s.index())).collect::<Value>(),
            "blocked": f.keys(&found.blocked.needed),
            "missing": f.missing_all(&found.blocked),
            "cores": found.blocked.cores.iter().map(|c| f.core(c)).collect::<Value>(),
            "escapes": found.escapes.iter().map(|e| json!({
                "precondition": f.precondition(e.clause),
                "alternative": f.key(e.step),
                "breaks": f.core(&e.breaks),
            })).collect::<Value>(),
            "openings": found.ways_round.iter().map(|w| json!({
                "step": f.key(w.step),
                "because": f.lacking(w.step),
                "preconditions": w.clauses.iter().map(|c| f.precondition(*c)).collect::<Value>(),
                "reaches": w.reaches,
            })).collect::<Value>(),
            "readings": f.readings(),
            "order": found.plan.as_ref().map(|p| f.plan(p)),
            "bridges": f.bridges(),
            "stopped": self.stopped,
        });
        if let Some(found) = &self.if_disputed {
            answer["if_disputed"] = readings::facts(found, case);
        }
        answer
    }
}

fn how(how: How) -> &'static str {
    match how {
        How::NoIssues => "no_issues",
        How::Asked => "asked",
        How::Acceptable => "acceptable",
        How::LeastGivenUp => "least_given_up",
        How::WayOut(_) => "way_out",
        How::Deal(_) => "deal",
    }
}

struct Facts<'f> {
    case: &'f Case,
    answer: &'f RoadmapAnswer,
}

impl Facts<'_> {
    fn key(&self, step: usize) -> Value {
        json!(self.case.step(StepId::at(step)).key)
    }

    fn keys(&self, steps: &[usize]) -> Value {
        steps.iter().map(|s| self.key(*s)).collect()
    }

    fn party(&self, party: PartyId) -> &str {
        &self.case.party(party).key
    }

    fn parties(&self, parties: &[PartyId]) -> Value {
        parties.iter().map(|p| json!(self.party(*p))).collect()
    }

    fn id(&self, origin: Origin) -> Value {
        json!({ "kind": origin.kind(), "id": self.case.key_of(origin) })
    }

    fn ids(&self, origins: &[Origin]) -> Value {
        origins.iter().map(|o| self.id(*o)).collect()
    }

    fn package(&self) -> Value {
        package_value(self.case, &self.answer.choice.package)
    }

    fn precondition(&self, clause: usize) -> Value {
        let clause = &self.answer.graph.clauses[clause];
        json!({
            "step": self.key(clause.step),
            "any": self.keys(&clause.any),
            "on_credit": clause.on_credit,
            "because": self.id(clause.because),
            "cost": clause.cost.map(plain),
        })
    }

    /// Why a step cannot be done by itself.
    fn lacking(&self, step: usize) -> &'static str {
        if self.answer.graph.nodes[step].performable { "nobody" } else { "package" }
    }

    fn missing_all(&self, blocked: &Blocked) -> Value {
        blocked.missing.iter().map(|m| self.missing(m)).collect()
    }

    fn missing(&self, missing: &Missing) -> Value {
        let graph = &self.answer.graph;
        let waiting = missing.clauses.iter().map(|c| graph.clauses[*c].step);
        let joined = missing.together.iter().flat_map(|t| graph.together[*t].1.iter().copied());
        let mut by: Vec<usize> = waiting.chain(joined).filter(|s| *s != missing.step).collect();
        by.sort_unstable();
        by.dedup();
        json!({ "step": self.key(missing.step), "because": self.lacking(missing.step), "needed_by": self.keys(&by) })
    }

    fn core(&self, core: &Core) -> Value {
        let graph = &self.answer.graph;
        let link = |l: &super::cores::Link| {
            let (because, together) = match l.by {
                Tie::Clause(c) => (graph.clauses[c].because, false),
                Tie::Together(t) => (graph.together[t].0, true),
            };
            json!({
                "step": self.key(l.step),
                "waits_for": self.key(l.waits_for),
                "because": self.id(because),
                "together": together,
            })
        };
        json!({
            "steps": self.keys(&core.steps),
            "waits": core.clauses.iter().map(|c| self.precondition(*c)).collect::<Value>(),
            "ring": core.ring.iter().map(link).collect::<Value>(),
            "opens": core.opens,
            "needed": core.needed,
        })
    }

    fn readings(&self) -> Value {
        let Some(readings) = &self.answer.answered.readings else { return Value::Null };
        json!({
            "reached": readings.reached,
            "alone": readings.alone.iter().map(|(reading, reached)| {
                let mut one = self.reading(*reading);
                one["reached"] = json!(reached);
                one
            }).collect::<Value>(),
            "change": readings.change.iter()
                .map(|set| set.iter().map(|r| self.reading(*r)).collect::<Value>())
                .collect::<Value>(),
            "complete": readings.complete,
        })
    }

    fn reading(&self, (demand, reading): Reading) -> Value {
        let demand = self.case.demand(demand);
        json!({ "demand": demand.key, "reading": demand.terms.meanings[reading].key })
    }

    fn bridges(&self) -> Value {
        let Some(bridges) = &self.answer.answered.bridges else { return Value::Null };
        json!({
            "found": self.answer.answered.crossings.iter().map(|c| self.crossing(c)).collect::<Value>(),
            "proven": bridges.proven,
            "complete": bridges.complete,
            "total": bridges.total.as_ref().map(whole),
            "least": bridges.least.map(plain),
            "hopeless": bridges.hopeless.as_ref().map(|blocked| json!({
                "blocked": self.keys(&blocked.needed),
                "missing": self.missing_all(blocked),
                "cores": blocked.cores.iter().map(|c| self.core(c)).collect::<Value>(),
            })),
        })
    }

    fn crossing(&self, crossing: &Crossing) -> Value {
        json!({
            "cost": plain(crossing.bridge.cost),
            "weakened": crossing.bridge.clauses.iter().map(|c| self.precondition(*c)).collect::<Value>(),
            "order": self.plan(&crossing.plan),
            "instruments": crossing.instruments.iter().map(|i| self.instruments(i)).collect::<Value>(),
        })
    }

    fn plan(&self, plan: &Plan) -> Value {
        let schedule = &plan.schedule;
        let dates = &self.answer.dates;
        let date = |day: u64| dates.date(day).map(|d| d.to_string());
        let step = |t: &schedule::Timed| {
            let told = dates.start.map(|_| {
                json!({
                    "start": date(t.start),
                    "last": date(t.last()),
                    "latest_start": date(t.latest),
                    "latest_last": date(t.latest_last()),
                })
            });
            json!({
                "step": self.key(t.step),
                "by": self.parties(&self.case.step(StepId::at(t.step)).by),
                "act": t.act,
                "phase": t.phase,
                "start": t.start,
                "finish": t.finish,
                "latest": t.latest,
                "float": t.float(),
                "critical": t.critical,
                "dates": told,
                "met": t.met.iter().map(|m| json!({
                    "precondition": self.precondition(m.clause),
                    "by": self.key(m.by),
                    "how": match m.how {
                        schedule::How::Before => "before",
                        schedule::How::Moment => "moment",
                        schedule::How::Credit => "credit",
                    },
                    "since": m.since,
                })).collect::<Value>(),
            })
        };
        json!({
            "days": schedule.days,
            "until": schedule.until,
            "end": schedule.days.checked_sub(1).and_then(date),
            "begin_by": dates.begin_by(schedule).map(|d| d.to_string()),
            "steps": schedule.steps.iter().map(step).collect::<Value>(),
            "acts": plan.acts.iter().map(|a| self.keys(a)).collect::<Value>(),
            "phases": schedule.phases.iter().map(|p| self.keys(p)).collect::<Value>(),
            "critical_path": schedule.path.iter().map(|l| self.link(l)).collect::<Value>(),
            "late": schedule.late.iter().map(|l| json!({
                "step": l.step.map(|s| self.key(s)),
                "days": l.days,
                "path": l.path.iter().map(|l| self.link(l)).collect::<Value>(),
            })).collect::<Value>(),
            "credits": schedule.credits.iter().map(|c| json!({
                "precondition": self.precondition(c.clause),
                "weakened": c.weakened,
                "given": c.given,
                "by": self.key(c.by),
                "repaid": c.repaid,
                "owed": schedule.owes(c),
            })).collect::<Value>(),
            "checks": schedule.checks.iter().map(|c| json!({
                "step": self.key(c.step),
                "by": self.party(c.by),
                "for": c.clause.map(|n| self.precondition(n)),
                "start": c.start,
                "finish": c.finish,
            })).collect::<Value>(),
            "irreversible": self.keys(&schedule.irreversible(self.case).steps),
            "stakes": plan.weighed.as_ref().map(|w| self.weighed(w)),
        })
    }

    fn link(&self, link: &schedule::Link) -> Value {
        let (held, by, days) = match link.held {
            Held::Start => ("start", None, 0),
            Held::NotBefore => ("not_before", None, 0),
            Held::Clause { by, checked, .. } => ("precondition", Some(by), checked),
            Held::Moment(by) => ("moment", Some(by), 0),
        };
        json!({ "step": self.key(link.step), "held": held, "by": by.map(|s| self.key(s)), "verification_days": days })
    }

    fn weighed(&self, weighed: &Weighed) -> Value {
        let exposure = &weighed.exposure;
        let worst = exposure.worst.iter().enumerate().map(|(n, w)| {
            let told = json!({
                "exposure": w.exposure,
                "cover": w.cover,
                "net": w.net,
                "after": w.after,
                "sums": exposure.sums.iter().map(|s| json!(s[n])).collect::<Value>(),
            });
            (self.party(w.party).to_owned(), told)
        });
        let steps = |order: &[Vec<StepId>]| -> Value {
            order.iter().map(|act| act.iter().map(|s| self.key(s.index())).collect::<Value>()).collect()
        };
        json!({
            "unvalued": exposure.unvalued.iter().map(|s| self.key(s.index())).collect::<Value>(),
            "exposure": Value::Object(worst.collect::<Map<String, Value>>()),
            "safest": weighed.safest.as_ref().map(|s| json!({
                "order": steps(&s.order),
                "exposure": s.exposure,
                "at_least": s.at_least,
                "proven": s.proven,
            })),
            "hold": {
                "turns": weighed.hold.turns.iter().map(|t| json!({
                    "act": t.act,
                    "party": self.party(t.party),
                    "gain": t.gain,
                    "loss": t.loss,
                    "goes_on": t.goes_on,
                    "needed": t.needed,
                })).collect::<Value>(),
                "fails": weighed.hold.fails,
                "unknown": weighed.hold.unknown.iter()
                    .map(|(act, party)| json!({ "act": act, "party": self.party(*party) }))
                    .collect::<Value>(),
            },
        })
    }

    fn instruments(&self, instruments: &Instruments) -> Value {
        json!({
            "step": self.key(instruments.step.index()),
            "owed": instruments.owed.map(|s| self.key(s.index())),
            "applicable": instruments.applicable.iter().map(|i| self.instrument(i)).collect::<Value>(),
            "not_applicable": instruments.not_applicable.iter().map(|n| self.not(n)).collect::<Value>(),
        })
    }

    fn steps(&self, steps: &[StepId]) -> Value {
        steps.iter().map(|s| self.key(s.index())).collect()
    }

    fn instrument(&self, instrument: &Instrument) -> Value {
        let mut told = match instrument {
            Instrument::Simultaneous { steps } => json!({ "steps": self.steps(steps) }),
            Instrument::Escrow { trustees } => json!({ "trustees": self.parties(trustees) }),
            Instrument::Guarantee(surety) => json!({
                "givers": self.parties(&surety.givers),
                "cover": surety.cover.iter()
                    .map(|(p, n)| json!({ "party": self.party(*p), "amount": n }))
                    .collect::<Value>(),
                "forfeit": surety.forfeit.iter()
                    .map(|(p, n)| json!({ "party": self.party(*p), "amount": n }))
                    .collect::<Value>(),
                "standing": surety.standing.iter().map(|g| json!(self.case.guarantee(*g).key)).collect::<Value>(),
            }),
            Instrument::Provisional { verifiers, named } => {
                json!({ "verifiers": self.parties(verifiers), "named": named })
            }
            Instrument::Splitting { ways } => json!({ "ways": ways.iter().map(|w| self.split(w)).collect::<Value>() }),
            Instrument::ReversibleFirst { known } => json!({ "known": known }),
            Instrument::Opening { party, cost, gain } => {
                json!({ "party": self.party(*party), "costs": cost, "gain": gain })
            }
        };
        told["kind"] = json!(instrument.kind());
        told
    }

    fn split(&self, split: &Split) -> Value {
        json!({
            "first": self.party(split.first),
            "last": self.party(split.last),
            "parts": split.parts.as_ref().map(whole),
            "forfeits": split.forfeits.iter()
                .map(|f| json!({ "parts": f.parts, "first": f.first, "last": f.last }))
                .collect::<Value>(),
        })
    }

    fn not(&self, not: &NotApplicable) -> Value {
        let mut told = json!({ "kind": not.kind, "because": obstacle(&not.because) });
        match &not.because {
            Obstacle::NothingOwed | Obstacle::NoRing | Obstacle::NobodyExposed | Obstacle::NotEachOther => {}
            Obstacle::NotObservable(s)
            | Obstacle::Unowned(s)
            | Obstacle::Absent(s)
            | Obstacle::NoEscrow(s)
            | Obstacle::Irreversible(s)
            | Obstacle::ReversibleUnknown(s)
            | Obstacle::OwedReversible(s)
            | Obstacle::NotSplittable(s)
            | Obstacle::NotOnePerformer(s)
            | Obstacle::ValuesUnknown(s) => told["step"] = self.key(s.index()),
            Obstacle::StillWaiting(steps) => told["steps"] = self.steps(steps),
            Obstacle::NobodyAccepted(parties) => told["parties"] = self.parties(parties),
            Obstacle::SamePerformer(party) => told["party"] = json!(self.party(*party)),
            Obstacle::NoNumber(ways) => told["ways"] = ways.iter().map(|w| self.split(w)).collect(),
            Obstacle::NotSmall { party, cost, gain } => {
                told["party"] = json!(self.party(*party));
                told["costs"] = json!(cost);
                told["gain"] = json!(gain);
            }
        }
        told
    }
}

/// The key of a condition that does not hold.
fn obstacle(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NothingOwed => "nothing_owed",
        Obstacle::NoRing => "no_ring",
        Obstacle::NotObservable(_) => "not_observable",
        Obstacle::Unowned(_) => "nobody_performs",
        Obstacle::Absent(_) => "not_in_package",
        Obstacle::StillWaiting(_) => "still_waiting",
        Obstacle::NoEscrow(_) => "no_escrow",
        Obstacle::NobodyAccepted(_) => "nobody_accepted",
        Obstacle::NobodyExposed => "nobody_exposed",
        Obstacle::Irreversible(_) => "irreversible",
        Obstacle::ReversibleUnknown(_) => "reversible_unknown",
        Obstacle::OwedReversible(_) => "owed_reversible",
        Obstacle::NotSplittable(_) => "not_splittable",
        Obstacle::NotEachOther => "not_each_other",
        Obstacle::NotOnePerformer(_) => "not_one_performer",
        Obstacle::SamePerformer(_) => "same_performer",
        Obstacle::ValuesUnknown(_) => "values_unknown",
        Obstacle::NoNumber(_) => "no_number",
        Obstacle::NotSmall { .. } => "not_small",
    }
}
