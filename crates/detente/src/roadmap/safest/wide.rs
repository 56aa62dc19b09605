//! Many acts: the sets of acts that can be reached with the least exposure are looked at first (the bottleneck form of Dijkstra's
//! search; Pollack, Operations Research 8, 1960), so that what is reached at last is the safest, and what is not yet reached
//! has at least the exposure at which the search stands.
//!
//! An act that takes from nobody is done as soon as it can be: to do it earlier makes nobody more exposed at any moment, and
//! keeps nothing from being done.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use super::{Found, Problem};
use crate::question::Budget;

/// So many sets are looked at between two looks at the flag that stops.
const LOOK: u64 = 1 << 8;

/// The best order found within the budget: each set reached counts as one question.
pub(super) fn least(problem: &Problem, budget: &Budget) -> Found {
    let mut search = Search {
        problem,
        free: (0..problem.acts.len()).map(|a| problem.is_free(a)).collect(),
        links: Vec::new(),
        seen: HashMap::new(),
    };
    let floor = floor(problem);
    let start = search.start();
    let mut best = search.dive(&start);
    let mut heap = BinaryHeap::new();
    let mut states = vec![start];
    heap.push((Reverse(floor), 0, Reverse(0_usize)));
    let (mut effort, mut looked) = (0_u64, 0_u64);
    let mut at_least = None;
    while let Some((Reverse(exposure), _, Reverse(at))) = heap.pop() {
        if exposure >= best.0 {
            break;
        }
        looked += 1;
        if effort >= budget.effort || (looked % LOOK == 0 && budget.cancel.stopped()) {
            at_least = Some(exposure);
            break;
        }
        let state = states[at].clone();
        if search.seen.get(&state.done).is_some_and(|known| *known < exposure) {
            continue;
        }
        if looked.is_power_of_two() {
            best = search.dive(&state).min_exposure(best);
        }
        for act in search.ready(&state) {
            effort += 1;
            let kept = search.links.len();
            let next = search.after(&state, act);
            let exposure = exposure.max(next.exposure);
            if exposure >= best.0 || search.seen.get(&next.done).is_some_and(|known| *known <= exposure) {
                search.links.truncate(kept);
                continue;
            }
            search.seen.insert(next.done.clone(), exposure);
            if next.count == problem.acts.len() {
                best = Best(exposure, search.way(next.link));
                continue;
            }
            heap.push((Reverse(exposure), next.count, Reverse(states.len())));
            states.push(next);
        }
    }
    // Where nothing is left that could be better, the best is the least.
    let Best(exposure, order) = best;
    Found { order, exposure, at_least: at_least.unwrap_or(exposure).min(exposure) }
}

/// An order and its exposure.
struct Best(i128, Vec<usize>);

impl Best {
    fn min_exposure(self, other: Best) -> Best {
        if self.0 < other.0 { self } else { other }
    }
}

/// Acts that have been done.
#[derive(Clone)]
struct State {
    done: Vec<u64>,
    count: usize,
    sums: Vec<i128>,
    /// The largest exposure on the way to it.
    exposure: i128,
    /// How it was reached: a place in `links`.
    link: Option<usize>,
}

struct Search<'p> {
    problem: &'p Problem,
    /// By act: whether it takes from nobody.
    free: Vec<bool>,
    /// An act, and how the set before it was reached.
    links: Vec<(usize, Option<usize>)>,
    /// The least exposure at which a set was reached.
    seen: HashMap<Vec<u64>, i128>,
}

impl Search<'_> {
    fn start(&mut self) -> State {
        let n = self.problem.acts.len();
        let mut state = State {
            done: vec![0; n.div_ceil(64)],
            count: 0,
            sums: vec![0; self.problem.cover.len()],
            exposure: 0,
            link: None,
        };
        for act in 0..n {
            if self.free[act] && !has(&state.done, act) && self.can(&state, act) {
                self.act(&mut state, act);
            }
        }
        state
    }

    fn can(&self, state: &State, act: usize) -> bool {
        let met = |w: &usize| self.problem.waits[*w].1.iter().any(|a| has(&state.done, *a));
        self.problem.waits_of[act].iter().all(met)
    }

    fn ready(&self, state: &State) -> Vec<usize> {
        (0..self.problem.acts.len()).filter(|a| !has(&state.done, *a) && self.can(state, *a)).collect()
    }

    fn after(&mut self, state: &State, act: usize) -> State {
        let mut next = state.clone();
        self.act(&mut next, act);
        next
    }

    /// Does an act, then all that has become possible and takes from nobody.
    fn act(&mut self, state: &mut State, act: usize) {
        let mut queue = vec![act];
        while let Some(act) = queue.pop() {
            if has(&state.done, act) {
                continue;
            }
            state.done[act / 64] |= 1 << (act % 64);
            state.count += 1;
            state.sums.iter_mut().zip(&self.problem.worth[act]).for_each(|(sum, v)| *sum += v);
            state.exposure = state.exposure.max(self.problem.exposed(state.sums.iter().copied()));
            self.links.push((act, state.link));
            state.link = Some(self.links.len() - 1);
            let mut waiting: Vec<usize> = self.problem.meets[act].iter().map(|w| self.problem.waits[*w].0).collect();
            waiting.retain(|a| self.free[*a] && self.can(state, *a));
            queue.extend(waiting.into_iter().rev());
        }
    }

    /// From a state on, always the act after which the least is exposed.
    fn dive(&mut self, state: &State) -> Best {
        let kept = self.links.len();
        let mut state = state.clone();
        while state.count < self.problem.acts.len() {
            let exposed = |act: &usize| {
                let sums = || state.sums.iter().zip(&self.problem.worth[*act]).map(|(sum, v)| sum + v);
                (self.problem.exposed(sums()), self.problem.exposed_together(sums()))
            };
            let Some(act) = self.ready(&state).into_iter().min_by_key(exposed) else { break };
            self.act(&mut state, act);
        }
        let way = self.way(state.link);
        self.links.truncate(kept);
        Best(state.exposure, way)
    }

    fn way(&self, mut link: Option<usize>) -> Vec<usize> {
        let mut way = Vec::new();
        while let Some(at) = link {
            way.push(self.links[at].0);
            link = self.links[at].1;
        }
        way.reverse();
        way
    }
}

fn has(set: &[u64], act: usize) -> bool {
    set[act / 64] >> (act % 64) & 1 == 1
}

/// What no order can avoid: right after an act, a party has at most what that act and those that surely came before brought
/// it, and every gain of those that may have come before.
fn floor(problem: &Problem) -> i128 {
    let n = problem.acts.len();
    let all = (0..problem.cover.len()).map(|i| problem.worth.iter().map(|v| v[i]).sum());
    // By act: those that can be done without it; the others surely come after it, or are it.
    let without: Vec<Vec<bool>> = (0..n).map(|a| problem.without(Some(a))).collect();
    let most = |act: usize| {
        let without = &without;
        let of = move |i: usize| {
            let share = |b: usize| match problem.worth[b][i] {
                v if b == act || !without[b][act] => v,
                v if without[act][b] => v.max(0),
                _ => 0,
            };
            (0..n).map(share).sum()
        };
        (0..problem.cover.len()).map(of)
    };
    (0..n).map(|a| problem.exposed(most(a))).fold(problem.exposed(all), i128::max)
}
