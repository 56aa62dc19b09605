//! From a case to the facts of the answer.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use num_traits::{One, Zero};

use super::{
    About, Conflict, Knot, Only, Pivot, Verdict, WayOut, Weight, Why, WhyAnswer, alone, cautions, few, obstacle,
    readings, trial,
};
use crate::{
    agreement::Agreement,
    case::{Case, Insists},
    number::Exact,
    question::{Budget, Cancel, Limit, Refusal},
    rule::Origin,
    search::{
        cheapest::{Cheapest, Next},
        combine::{self, WayOut as Combined},
        count,
        knots::{self, Limits, knots},
        model::{Model, Setting},
        oracle::{Found, Oracle},
        parts::Part,
        settle::Settler,
    },
};

/// Ways out that are listed at most, even where all are asked for.
const MOST_WAYS_OUT: usize = 100_000;

/// Conflicts and ways out of each knot that are still told after a stop.
const MOST_TOLD_AFTER_A_STOP: usize = 100;

/// It took too much work to find out.
struct Unknown;

/// What is given up, and at what cost.
type Choice = (Vec<Origin>, Exact);

/// The setting of a question without readings.
pub(super) fn setting(why: &Why) -> Setting {
    Setting {
        without_content: why.only == Some(Only::Order),
        without_order: why.only == Some(Only::Content),
        ..Setting::default()
    }
}

pub(super) fn limits(why: &Why, budget: &Budget) -> Limits {
    Limits {
        many: knots::MANY,
        calls: budget.effort,
        conflicts: budget.conflicts,
        ways_out: why.max.unwrap_or(usize::MAX).max(1),
        threads: budget.threads,
        cancel: budget.cancel.clone(),
    }
}

pub(super) fn ask(why: &Why, case: &Case, budget: &Budget) -> Result<WhyAnswer, Refusal> {
    let model = Model::new(case, &setting(why));
    let Some(mut answer) = Asker::new(why, &model, budget).answer() else {
        return Err(Refusal::new("it was stopped before it was known whether an agreement is possible")
            .help("give it more time"));
    };
    answer.obstacles = obstacle::test(case, &answer);
    if let Some(package) = &why.package {
        let trial = trial::of(&model, why, package, budget, &answer.conflicts);
        if !trial.complete() {
            answer.limit.get_or_insert(Limit::Package);
        }
        answer.trial = Some(trial);
    }
    if why.readings || !why.doubt.is_empty() {
        let readings = readings::all(why, case, budget)?;
        answer.limit = answer.limit.or(readings.limit());
        answer.readings = Some(readings);
    }
    Ok(answer)
}

/// What is held while a question is answered.
struct Asker<'w, 'm, 'a> {
    why: &'w Why,
    model: &'m Model<'a>,
    budget: &'w Budget,
    /// Not the flag of the budget: what was found before a stop is still told, and that is quickly done.
    telling: Cancel,
    whole: Part,
    oracle: Oracle,
}

impl<'w, 'm, 'a> Asker<'w, 'm, 'a> {
    fn new(why: &'w Why, model: &'m Model<'a>, budget: &'w Budget) -> Self {
        let whole = model.whole();
        let oracle = Oracle::new(model, &whole, budget.cancel.clone());
        Asker { why, model, budget, telling: Cancel::default(), whole, oracle }
    }

    /// `None` if it was stopped before the verdict was known.
    fn answer(&mut self) -> Option<WhyAnswer> {
        let mut answer = WhyAnswer {
            asked: self.why.clone(),
            verdict: Verdict::Blocked,
            acceptable_packages: None,
            packages: self.model.case.packages(),
            cautions: cautions::of(self.why, self.model.case),
            acceptable: Vec::new(),
            order_of_all: None,
            witness: None,
            impossible_because: Vec::new(),
            conflicts: Vec::new(),
            ways_out: Vec::new(),
            ways_out_total: BigUint::zero(),
            knots: Vec::new(),
            parties: Vec::new(),
            members: Vec::new(),
            obstacles: Vec::new(),
            trial: None,
            readings: None,
            limit: None,
            stopped: false,
        };
        match self.oracle.without(&[]) {
            Found::Agreement(package) => {
                answer.verdict = Verdict::Open;
                answer.witness = Some(Settler::new(self.model, self.telling.clone()).settled(package, &[]));
                answer.acceptable_packages = count::acceptable(self.model, &self.budget.cancel);
                if answer.acceptable_packages.is_none() {
                    answer.limit = Some(Limit::Count);
                }
                answer.ways_out_total = BigUint::one();
                few::list(self.model, &mut answer);
                self.in_no_conflict(&mut answer, &BTreeSet::new());
            }
            Found::Stopped => return None,
            Found::Blame(_) => match self.oracle.ask([]) {
                Found::Blame(_) => {
                    answer.verdict = Verdict::Impossible;
                    answer.impossible_because = self.background(&[]);
                    self.count_blocked(&mut answer);
                }
                Found::Stopped => return None,
                Found::Agreement(_) => {
                    self.blocked(&mut answer);
                    self.count_blocked(&mut answer);
                }
            },
        }
        answer.stopped |= self.budget.cancel.stopped();
        if answer.stopped {
            answer.limit = Some(Limit::Stopped);
        }
        Some(answer)
    }

    /// Where nothing but the order is in the way, there may be acceptable packages all the same.
    fn count_blocked(&self, answer: &mut WhyAnswer) {
        let settled_by_content = answer.verdict == Verdict::Blocked
            && answer.conflicts.iter().any(|c| c.about == About::Content)
            && !answer.stopped;
        answer.acceptable_packages = if settled_by_content {
            Some(BigUint::zero())
        } else if answer.stopped {
            None
        } else {
            count::acceptable(self.model, &self.budget.cancel)
        };
    }

    fn blocked(&self, answer: &mut WhyAnswer) {
        let limits = limits(self.why, self.budget);
        let found = knots(self.model, &limits);
        let found_stopped = found.stopped;
        answer.stopped |= found_stopped;
        let mut found = found.knots;
        if found_stopped {
            for knot in &mut found {
                knot.conflicts.truncate(MOST_TOLD_AFTER_A_STOP);
                knot.ways_out.truncate(MOST_TOLD_AFTER_A_STOP);
            }
        }
        if found.iter().any(|k| !k.complete) {
            answer.limit = Some(Limit::Effort(limits.calls));
        }
        let mut settler = Settler::new(self.model, self.telling.clone());
        self.conflicts(answer, &found, &mut settler);
        self.ways_out(answer, &found, &mut settler);
        if !found_stopped {
            self.pivots(answer, &found);
        }
    }

    fn conflicts(&self, answer: &mut WhyAnswer, found: &[knots::Knot], settler: &mut Settler<'_, '_>) {
        let mut all: Vec<(usize, &Vec<usize>)> =
            found.iter().enumerate().flat_map(|(k, knot)| knot.conflicts.iter().map(move |c| (k, c))).collect();
        all.sort_by(|(_, a), (_, b)| (a.len(), a).cmp(&(b.len(), b)));
        let mut oracles: Vec<Option<Oracle>> = found.iter().map(|_| None).collect();
        let only_knot = found.len() == 1 && found[0].complete;
        let mut agreements: Vec<Option<Option<Agreement>>> = vec![None; self.model.members];
        let bare = alone::bare(self.model.case);
        for (k, members) in all {
            if answer.conflicts.len() >= MOST_TOLD_AFTER_A_STOP && self.budget.cancel.stopped() {
                answer.stopped = true;
                break;
            }
            let oracle =
                oracles[k].get_or_insert_with(|| Oracle::relaxable(self.model, &found[k].part, self.telling.clone()));
            let mut rests_on = self.rests_on(oracle, &found[k].part, members);
            let gives_way = members.iter().map(|m| {
                // One alone can unblock only if it stands in every conflict.
                if !only_knot || found[k].conflicts.iter().any(|c| !c.contains(m)) {
                    return None;
                }
                agreements[*m].get_or_insert_with(|| settler.without(&[*m])).clone()
            });
            let gives_way: Vec<Option<Agreement>> = gives_way.collect();
            let members: Vec<Origin> = members.iter().map(|m| self.model.rules[*m].origin).collect();
            let waiting = alone::complete(&bare, &members, &mut rests_on);
            answer.conflicts.push(Conflict {
                about: self.about(members.iter().chain(&rests_on)),
                waiting,
                members,
                rests_on,
                gives_way,
                knot: k,
            });
        }
        for (k, knot) in found.iter().enumerate() {
            answer.knots.push(Knot {
                members: knot.members.iter().map(|m| self.model.rules[*m].origin).collect(),
                conflicts: (0..answer.conflicts.len()).filter(|c| answer.conflicts[*c].knot == k).collect(),
                ways_out: knot
                    .ways_out
                    .iter()
                    .take(self.why.max.unwrap_or(usize::MAX))
                    .map(|w| (self.origins(&w.members), self.model.cost(w.cost)))
                    .collect(),
                ways_out_total: knot.total(),
                complete: knot.complete,
            });
        }
    }

    fn origins(&self, members: &[usize]) -> Vec<Origin> {
        members.iter().map(|m| self.model.rules[*m].origin).collect()
    }

    fn about<'o>(&self, origins: impl Iterator<Item = &'o Origin>) -> About {
        let (mut content, mut order) = (false, false);
        for origin in origins {
            match origin {
                Origin::Step(_) => order = true,
                Origin::Demand(d) if matches!(self.model.case.demand(*d).insists, Insists::Order(_)) => order = true,
                _ => content = true,
            }
        }
        match (content, order) {
            (true, true) => About::Mixed,
            (false, true) => About::Order,
            _ => About::Content,
        }
    }

    /// A minimal set of background rules on which a conflict rests.
    fn rests_on(&self, oracle: &mut Oracle, part: &Part, members: &[usize]) -> Vec<Origin> {
        let background: Vec<usize> = part.rules.iter().copied().filter(|r| *r >= self.model.members).collect();
        let blamed = match oracle.ask(members.iter().chain(&background).copied()) {
            Found::Blame(blame) => blame.into_iter().filter(|r| *r >= self.model.members).collect(),
            Found::Agreement(_) | Found::Stopped => background,
        };
        let needed = oracle.shrink(blamed, members).unwrap_or_default();
        self.origins(&needed)
    }

    fn background(&self, members: &[usize]) -> Vec<Origin> {
        let mut oracle = Oracle::relaxable(self.model, &self.whole, self.telling.clone());
        let mut facts = self.rests_on(&mut oracle, &self.whole, members);
        alone::complete(self.model.case, &[], &mut facts);
        facts
    }

    fn ways_out(&self, answer: &mut WhyAnswer, found: &[knots::Knot], settler: &mut Settler<'_, '_>) {
        let lists: Vec<Vec<Combined>> = found.iter().map(|k| k.ways_out.clone()).collect();
        answer.ways_out_total = found.iter().map(knots::Knot::total).product();
        let most = self.why.max.unwrap_or(MOST_WAYS_OUT).min(MOST_WAYS_OUT);
        if self.why.max.is_none() && answer.ways_out_total > BigUint::from(MOST_WAYS_OUT) {
            let total = answer.ways_out_total.clone();
            answer.limit = Some(Limit::WaysOut { total, listed: MOST_WAYS_OUT });
        }
        for way in combine::cheapest(&lists, most) {
            let agreement = settler.without(&way.members);
            answer.ways_out.push(WayOut {
                give_up: self.origins(&way.members),
                cost: self.model.cost(way.cost),
                agreement,
            });
        }
    }

    fn pivots(&self, answer: &mut WhyAnswer, found: &[knots::Knot]) {
        let case = self.model.case;
        let owner = |m: usize| case.party_of(self.model.rules[m].origin);
        // Ways out of all other knots, for each knot.
        let others = |k: usize| -> BigUint {
            found.iter().enumerate().filter(|(n, _)| *n != k).map(|(_, knot)| knot.total()).product()
        };
        let count = |touches: &dyn Fn(usize) -> bool| -> BigUint {
            // Ways out that touch = all, less those that touch in no knot.
            let spared: BigUint = found
                .iter()
                .map(|k| BigUint::from(k.ways_out.iter().filter(|w| !w.members.iter().any(|m| touches(*m))).count()))
                .product();
            answer.ways_out_total.clone() - spared
        };
        for party in case.party_ids() {
            let own = |m: usize| owner(m) == Some(party);
            if !(0..self.model.members).any(own) {
                continue;
            }
            let (Ok(alone), Ok(gives_nothing)) = (self.best(found, &own), self.best(found, &|m| !own(m))) else {
                // What is not known is not told as a no.
                answer.parties.clear();
                break;
            };
            answer.parties.push(Pivot {
                party,
                conflicts: found.iter().flat_map(|k| &k.conflicts).filter(|c| c.iter().any(|m| own(*m))).count(),
                ways_out: count(&own),
                alone,
                gives_nothing,
            });
        }
        let tied: BTreeSet<usize> = found.iter().flat_map(|k| &k.members).copied().collect();
        self.in_no_conflict(answer, &tied);
        for (k, knot) in found.iter().enumerate() {
            let others = others(k);
            for m in &knot.members {
                let here = knot.ways_out.iter().filter(|w| w.members.contains(m)).count();
                answer.members.push(Weight {
                    member: self.model.rules[*m].origin,
                    conflicts: knot.conflicts.iter().filter(|c| c.contains(m)).count(),
                    ways_out: others.clone() * here,
                });
            }
        }
        answer.members.sort_by_key(|w| w.member);
    }

    /// Tells of the members that no conflict ties, too.
    fn in_no_conflict(&self, answer: &mut WhyAnswer, tied: &BTreeSet<usize>) {
        for m in (0..self.model.members).filter(|m| !tied.contains(m)) {
            let member = self.model.rules[m].origin;
            answer.members.push(Weight { member, conflicts: 0, ways_out: BigUint::zero() });
        }
    }

    /// The cheapest way out made only of members that may be given up, if there is one.
    fn best(&self, found: &[knots::Knot], may: &dyn Fn(usize) -> bool) -> Result<Option<Choice>, Unknown> {
        let mut whole = Combined::new(Vec::new(), 0);
        for knot in found {
            let best = if knot.complete {
                knot.ways_out.iter().find(|w| w.members.iter().all(|m| may(*m))).cloned()
            } else {
                self.search_best(&knot.part, may)?
            };
            let Some(best) = best else { return Ok(None) };
            let members = whole.members.iter().chain(&best.members).copied().collect();
            whole = Combined::new(members, whole.cost + best.cost);
        }
        Ok(Some((self.origins(&whole.members), self.model.cost(whole.cost))))
    }

    fn search_best(&self, part: &Part, may: &dyn Fn(usize) -> bool) -> Result<Option<Combined>, Unknown> {
        let search = Cheapest::among(self.model, part, may, self.budget.cancel.clone());
        match search.within(self.budget.effort).next() {
            Next::GiveUp(members, cost) => Ok(Some(Combined::new(members, cost))),
            Next::None => Ok(None),
            Next::Stopped => Err(Unknown),
        }
    }
}
