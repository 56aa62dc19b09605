//! What could make a bridge safe: for each instrument, its conditions one after another.

use num_traits::{Signed, Zero};
use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Says,
        sets::Set,
        told::{self, Read, number_entry, parts, same},
        worth::{Q, exactly},
    },
    Look, one_act,
    plan::Plan,
    sides::{accepted, amounts, keys, sides},
    split::{Side, split},
    stakes::{needed, sums, unvalued, valued, worth},
};
use crate::case::{PartyId, Role};

/// The kinds, in the order in which they are told.
const KINDS: [&str; 7] =
    ["simultaneous", "escrow", "guarantee", "provisional", "splitting", "reversible_first", "opening"];

/// Checks what is told of each precondition that a bridge weakens.
pub(super) fn check(look: &Look<'_, '_>, plan: &Plan, weakened: &[usize], told: &Value, at: &str, checks: &mut Checks) {
    let list = match told::list(told) {
        Ok(list) if list.len() == weakened.len() => list,
        _ => {
            checks.check(at, Says::Instruments, Err(Against::Form(told.clone())));
            return;
        }
    };
    for (n, (one, wait)) in list.iter().zip(weakened).enumerate() {
        let debt = Debt::of(look, plan, *wait);
        checks.check(format!("{at}[{n}]"), Says::Instruments, debt.check(one));
    }
}

/// A precondition that is weakened.
struct Debt<'d, 'l, 'a> {
    look: &'d Look<'l, 'a>,
    plan: &'d Plan,
    wait: usize,
    /// The step that comes first.
    step: usize,
    /// What is owed, the first of what could be; `None` where nothing is, since it comes no later.
    owed: Option<usize>,
}

/// What an instrument takes, or why it cannot be used.
type Tried = Result<Value, Value>;

impl<'d, 'l, 'a> Debt<'d, 'l, 'a> {
    fn of(look: &'d Look<'l, 'a>, plan: &'d Plan, wait: usize) -> Self {
        let its = &look.web.waits[wait];
        let done = its.any.iter().copied().filter(|t| plan.all.contains(*t));
        let owed = done.min_by_key(|t| plan.act_of[*t]);
        let owed = owed.filter(|t| plan.act_of[*t] > plan.act_of[its.step] && plan.all.contains(its.step));
        Debt { look, plan, wait, step: its.step, owed }
    }

    fn check(&self, told: &Value) -> Read<()> {
        let web = &self.look.web;
        parts(told, &["step", "owed", "applicable", "not_applicable"])?;
        same(&told["step"], &web.key(self.step))?;
        same(&told["owed"], &json!(self.owed.map(|s| web.key(s))))?;
        let (yes, no) = (told::list(&told["applicable"])?, told::list(&told["not_applicable"])?);
        let (mut yes, mut no) = (yes.iter(), no.iter());
        for kind in KINDS {
            let Some(owed) = self.owed else {
                same(no.next().unwrap_or(&Value::Null), &json!({ "kind": kind, "because": "nothing_owed" }))?;
                continue;
            };
            if kind == "simultaneous" {
                // Of rings that are equally short, any will do.
                let applies = yes.clone().next().is_some_and(|t| t["kind"] == kind);
                let told = if applies { yes.next() } else { no.next() };
                one_act::check(web, self.plan, self.wait, told.unwrap_or(&Value::Null), applies)?;
                continue;
            }
            let tried = match kind {
                "escrow" => self.escrow(owed),
                "guarantee" => self.guarantee(owed),
                "provisional" => self.provisional(owed),
                "splitting" => self.splitting(owed),
                "reversible_first" => self.reversible_first(owed),
                _ => self.opening(),
            };
            let (Ok(meant) | Err(meant)) = &tried;
            let mut meant = meant.clone();
            meant["kind"] = json!(kind);
            let told = if tried.is_ok() { yes.next() } else { no.next() };
            same(told.unwrap_or(&Value::Null), &meant)?;
        }
        match yes.chain(no).next() {
            Some(more) => Err(Against::Wrong(more.clone())),
            None => Ok(()),
        }
    }

    fn by(&self, step: usize) -> &[PartyId] {
        &self.look.asked.case.steps()[step].by
    }

    fn of_step(&self, because: &str, step: usize) -> Value {
        json!({ "because": because, "step": self.look.web.key(step) })
    }

    fn both(&self, owed: usize) -> Vec<PartyId> {
        sides(self.look.asked.case, &[self.by(self.step), self.by(owed)].concat())
    }

    /// Whom some parties accept beside the performers.
    fn accepted(&self, owed: usize, by: &[PartyId]) -> Result<Vec<PartyId>, Value> {
        let found = accepted(self.look.asked.case, [self.step, owed], by);
        let none = || json!({ "because": "nobody_accepted", "parties": keys(self.look.asked.case, by) });
        if found.is_empty() { Err(none()) } else { Ok(found) }
    }

    fn observable(&self, step: usize) -> Result<(), Value> {
        let seen = self.look.asked.case.steps()[step].observable;
        if seen { Ok(()) } else { Err(self.of_step("not_observable", step)) }
    }

    fn undoable(&self) -> Result<(), Value> {
        match self.look.asked.case.steps()[self.step].reversible {
            Some(true) => Ok(()),
            Some(false) => Err(self.of_step("irreversible", self.step)),
            None => Err(self.of_step("reversible_unknown", self.step)),
        }
    }

    fn performer(&self, step: usize) -> Result<PartyId, Value> {
        match self.by(step) {
            [one] => Ok(*one),
            _ => Err(self.of_step("not_one_performer", step)),
        }
    }

    fn value(&self, step: usize, party: PartyId) -> Result<Q, Value> {
        let case = self.look.asked.case;
        let known = valued(case, step) && self.look.stakes.place(party).is_some();
        if known { Ok(exactly(case.steps()[step].value(party))) } else { Err(self.of_step("values_unknown", step)) }
    }

    fn escrow(&self, owed: usize) -> Tried {
        if !self.look.asked.case.steps()[self.step].escrow {
            return Err(self.of_step("no_escrow", self.step));
        }
        let trustees = self.accepted(owed, &self.both(owed))?;
        Ok(json!({ "trustees": keys(self.look.asked.case, &trustees) }))
    }

    fn provisional(&self, owed: usize) -> Tried {
        let case = self.look.asked.case;
        self.undoable()?;
        self.observable(owed)?;
        let named = [case.steps()[owed].verified, self.look.web.waits[self.wait].verified];
        let performs = |p: &PartyId| self.by(self.step).contains(p) || self.by(owed).contains(p);
        let named: Vec<PartyId> = named.into_iter().flatten().map(|v| v.by).filter(|p| !performs(p)).collect();
        if named.is_empty() {
            let verifiers = self.accepted(owed, &self.both(owed))?;
            return Ok(json!({ "verifiers": keys(case, &verifiers), "named": false }));
        }
        let verifiers: Vec<PartyId> = case.party_ids().filter(|p| named.contains(p)).collect();
        Ok(json!({ "verifiers": keys(case, &verifiers), "named": true }))
    }

    fn reversible_first(&self, owed: usize) -> Tried {
        self.undoable()?;
        match self.look.asked.case.steps()[owed].reversible {
            Some(true) => Err(self.of_step("owed_reversible", owed)),
            owed => Ok(json!({ "known": owed.is_some() })),
        }
    }

    fn opening(&self) -> Tried {
        let (case, acts) = (self.look.asked.case, &self.plan.acts);
        let party = self.performer(self.step)?;
        self.observable(self.step)?;
        let value = self.value(self.step, party)?;
        if let Some(step) = unvalued(case, acts).first() {
            return Err(self.of_step("values_unknown", *step));
        }
        let cost = (-value).max(Q::zero());
        let gain: Q = acts.iter().map(|act| worth(case, act, party)).sum();
        let mut told = json!({
            "party": case.party(party).key,
            "costs": number_entry(&cost),
            "gain": number_entry(&gain),
        });
        if cost * Q::from_integer(10.into()) <= gain {
            return Ok(told);
        }
        told["because"] = json!("not_small");
        Err(told)
    }

    fn splitting(&self, owed: usize) -> Tried {
        let case = self.look.asked.case;
        for step in [self.step, owed] {
            if !case.steps()[step].splittable {
                return Err(self.of_step("not_splittable", step));
            }
        }
        let mut joined = self.look.web.clone();
        joined.join(&Set::of([self.step, owed]));
        if !joined.reaches(&self.plan.weak.without(self.wait)) {
            return Err(json!({ "because": "not_each_other" }));
        }
        let (one, other) = (self.performer(self.step)?, self.performer(owed)?);
        if one == other {
            return Err(json!({ "because": "same_performer", "party": case.party(one).key }));
        }
        let side = |party, own, others| -> Result<Side, Value> {
            let cost = -self.value(own, party)?;
            Ok(Side { party, cost, gain: self.value(others, party)?, loss: self.look.stakes.loss(party) })
        };
        let (a, b) = (side(one, self.step, owed)?, side(other, owed, self.step)?);
        let ((way, enough), (back, back_enough)) = (split(case, &a, &b), split(case, &b, &a));
        let ways = json!([way, back]);
        if enough || back_enough {
            return Ok(json!({ "ways": ways }));
        }
        Err(json!({ "because": "no_number", "ways": ways }))
    }

    fn guarantee(&self, owed: usize) -> Tried {
        let (case, stakes, acts) = (self.look.asked.case, &self.look.stakes, &self.plan.acts);
        let (at, due) = (self.plan.act_of[self.step], self.plan.act_of[owed]);
        let counts = self.by(self.step).iter().any(|p| stakes.place(*p).is_some());
        let (mut cover, mut forfeit) = (Vec::new(), Vec::new());
        let (mut covered, mut bound): (Vec<PartyId>, Vec<PartyId>) = (Vec::new(), Vec::new());
        let in_need;
        if counts && valued(case, self.step) && valued(case, owed) {
            for p in self.by(self.step).iter().filter(|p| stakes.place(**p).is_some()) {
                let exposed = sums(case, acts, *p)[at..due].iter().map(|s| -s).max().unwrap_or_default();
                if exposed.is_positive() {
                    covered.push(*p);
                }
                let left = exposed - stakes.cover(*p);
                if left.is_positive() {
                    cover.push((*p, Some(left)));
                }
            }
            for p in self.by(owed).iter().filter(|p| stakes.place(**p).is_some()) {
                let turns = (at + 1..=due).filter(|n| acts[*n].iter().any(|s| self.by(*s).contains(p)));
                let turns: Vec<usize> = turns.collect();
                let gain = |n: usize| -> Q { acts[n..].iter().map(|a| worth(case, a, *p)).sum() };
                if turns.iter().any(|n| gain(*n).is_negative()) {
                    bound.push(*p);
                }
                let most = turns.iter().map(|n| needed(self.look, acts, *n, *p)).max().unwrap_or_default();
                if most.is_positive() {
                    forfeit.push((*p, Some(most)));
                }
            }
            let exposed: Vec<PartyId> = cover.iter().map(|(p, _)| *p).collect();
            in_need = if exposed.is_empty() { sides(case, self.by(self.step)) } else { exposed };
        } else {
            in_need = sides(case, self.by(self.step));
            cover = in_need.iter().map(|p| (*p, None)).collect();
            covered = self.by(self.step).to_vec();
            bound = self.by(owed).to_vec();
        }
        let stands = |g: &&crate::case::Guarantee| {
            g.covers.is_some_and(|(p, _)| covered.contains(&p)) || g.binds.is_some_and(|(p, _)| bound.contains(&p))
        };
        let standing: Value = case.guarantees().iter().filter(stands).map(|g| json!(g.key)).collect();
        let mut givers = Vec::new();
        if cover.is_empty() && forfeit.is_empty() {
            if standing == json!([]) {
                return Err(json!({ "because": "nobody_exposed" }));
            }
        } else {
            givers = self.accepted(owed, &in_need)?;
            givers.retain(|p| case.party(*p).role != Role::Observer);
            if givers.is_empty() {
                return Err(json!({ "because": "nobody_accepted", "parties": keys(case, &in_need) }));
            }
            givers.sort_by_key(|p| case.party(*p).role != Role::Guarantor);
        }
        Ok(json!({
            "givers": keys(case, &givers),
            "cover": amounts(case, &cover),
            "forfeit": amounts(case, &forfeit),
            "standing": standing,
        }))
    }
}
