//! The earliest day of each step: events in order of time.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use crate::roadmap::{
    calendar::Dates,
    cores::{Link, Tie, components},
    graph::Graph,
};

/// When each step starts at the earliest, and in what turn; steps of one turn are placed together.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// The first day on which it can start; `None` where it is never done.
    pub(super) start: Vec<Option<u64>>,
    /// The turn in which it was placed: all that it waits for was placed in an earlier one, or, where they need each other,
    /// in this one.
    pub(super) turn: Vec<usize>,
}

impl Placed {
    /// The day from which on a step is over.
    pub(super) fn finish(&self, graph: &Graph, step: usize) -> Option<u64> {
        self.start[step].map(|start| start + u64::from(graph.nodes[step].days))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A precondition is met.
    Met(usize),
    /// A step may begin, as far as dates are concerned.
    Begin(usize),
}

struct Clock<'a> {
    graph: &'a Graph,
    dates: &'a Dates,
    can: &'a [bool],
    /// Preconditions that are met, or need not be.
    met: Vec<bool>,
    /// How many preconditions each step still waits for.
    open: Vec<usize>,
    placed: Placed,
    turns: usize,
    now: u64,
    events: BinaryHeap<Reverse<(u64, Event)>>,
    /// Classes in which something may have become possible.
    dirty: BTreeSet<usize>,
    /// Whether a step is in the act that is being looked at.
    within: Vec<bool>,
    /// The sets of steps that are one act in which each step is, and those of each class.
    joined: Vec<Vec<usize>>,
    sets: Vec<Vec<usize>>,
    /// Of each of these sets, whether one of its steps is not in the act that is being looked at.
    broken: Vec<bool>,
}

/// Places all steps of `can`, which can all be done, on their first days.
pub(super) fn earliest(graph: &Graph, credit: &[bool], dates: &Dates, can: &[bool]) -> Placed {
    let steps = graph.nodes.len();
    let met: Vec<bool> = graph.clauses.iter().zip(credit).map(|(c, weak)| c.on_credit || *weak).collect();
    let open = graph.nodes.iter().map(|n| n.waits.iter().filter(|c| !met[**c]).count()).collect();
    let begin = (0..steps).filter(|s| can[*s] && dates.not_before(*s) > 0);
    let mut joined = vec![Vec::new(); steps];
    let mut sets = vec![Vec::new(); graph.classes.len()];
    for (n, (_, set)) in graph.together.iter().enumerate() {
        set.iter().for_each(|s| joined[*s].push(n));
        set.iter().take(1).for_each(|s| sets[graph.nodes[*s].class].push(n));
    }
    let mut clock = Clock {
        graph,
        dates,
        can,
        met,
        open,
        placed: Placed { start: vec![None; steps], turn: vec![0; steps] },
        turns: 0,
        now: 0,
        events: begin.map(|s| Reverse((dates.not_before(s), Event::Begin(s)))).collect(),
        dirty: (0..graph.classes.len()).collect(),
        within: vec![false; steps],
        joined,
        sets,
        broken: vec![false; graph.together.len()],
    };
    clock.run();
    clock.placed
}

impl Clock<'_> {
    fn run(&mut self) {
        loop {
            while let Some(class) = self.dirty.pop_first() {
                self.act(class);
            }
            let Some(Reverse((time, event))) = self.events.pop() else { return };
            self.now = time;
            self.happen(event);
            while self.events.peek().is_some_and(|Reverse((t, _))| *t == time) {
                if let Some(Reverse((_, event))) = self.events.pop() {
                    self.happen(event);
                }
            }
        }
    }

    fn happen(&mut self, event: Event) {
        let step = match event {
            Event::Begin(step) => step,
            Event::Met(clause) => {
                if std::mem::replace(&mut self.met[clause], true) {
                    return;
                }
                let step = self.graph.clauses[clause].step;
                self.open[step] -= 1;
                step
            }
        };
        self.dirty.insert(self.graph.nodes[step].class);
    }

    /// Places what steps of a class can be done now, and do not rather come after others of them.
    fn act(&mut self, class: usize) {
        let graph = self.graph;
        let fits = |s: &usize| self.can[*s] && self.placed.start[*s].is_none() && self.dates.not_before(*s) <= self.now;
        let mut act: Vec<usize> = graph.classes[class].iter().copied().filter(fits).collect();
        // What needs nobody comes first.
        let alone = |s: &usize| self.open[*s] == 0 && self.joined[*s].is_empty();
        if graph.classes[class].len() == 1 || act.iter().any(alone) {
            act.retain(alone);
        } else {
            self.shrink(class, &mut act);
            self.knots(&mut act);
        }
        if act.is_empty() {
            return;
        }
        self.turns += 1;
        for s in &act {
            self.placed.start[*s] = Some(self.now);
            self.placed.turn[*s] = self.turns;
            let finish = self.now + u64::from(graph.nodes[*s].days);
            for clause in graph.nodes[*s].serves.iter().filter(|c| !self.met[**c]) {
                let since = finish + u64::from(graph.lag(*clause, *s));
                self.events.push(Reverse((since, Event::Met(*clause))));
            }
        }
        if graph.classes[class].len() > 1 {
            // Others may still be done at this moment without those.
            self.dirty.insert(class);
        }
    }

    /// Leaves the largest part of an act that can be done at one moment now.
    fn shrink(&mut self, class: usize, act: &mut Vec<usize>) {
        let graph = self.graph;
        act.iter().for_each(|s| self.within[*s] = true);
        for set in &self.sets[class] {
            self.broken[*set] = graph.together[*set].1.iter().any(|s| !self.within[*s]);
        }
        let mut look = act.clone();
        while let Some(s) = look.pop() {
            if !self.within[s] || self.holds(s) {
                continue;
            }
            self.within[s] = false;
            let waiting = graph.nodes[s].serves.iter().map(|c| graph.clauses[*c].step);
            look.extend(waiting.filter(|t| self.within[*t]));
            for set in &self.joined[s] {
                if !std::mem::replace(&mut self.broken[*set], true) {
                    look.extend(graph.together[*set].1.iter().filter(|t| self.within[**t]));
                }
            }
        }
        act.retain(|s| std::mem::replace(&mut self.within[*s], false));
    }

    /// Leaves of what can be done at one moment those that need no others of it, and those that need each other: what only
    /// waits for them comes after them.
    fn knots(&mut self, act: &mut Vec<usize>) {
        if act.len() < 2 {
            return;
        }
        let graph = self.graph;
        act.iter().for_each(|s| self.within[*s] = true);
        let mut links = vec![Vec::new(); graph.nodes.len()];
        for s in act.iter().copied() {
            let unmet = graph.nodes[s].waits.iter().filter(|c| !self.met[**c]);
            let waits = unmet.flat_map(|c| graph.clauses[*c].any.iter().map(|t| (*t, Tie::Clause(*c))));
            let joined = self.joined[s].iter();
            let joined = joined.flat_map(|n| graph.together[*n].1.iter().map(|t| (*t, Tie::Together(*n))));
            let within = waits.chain(joined).filter(|(t, _)| self.within[*t]);
            links[s] = within.map(|(waits_for, by)| Link { step: s, waits_for, by }).collect();
        }
        act.iter().for_each(|s| self.within[*s] = false);
        let found = components(&links, act);
        let mut of = vec![usize::MAX; graph.nodes.len()];
        found.iter().enumerate().for_each(|(n, steps)| steps.iter().for_each(|s| of[*s] = n));
        let alone = |s: &usize| links[*s].iter().all(|l| of[l.waits_for] == of[*s]);
        let free: Vec<bool> = found.iter().map(|steps| steps.iter().all(alone)).collect();
        act.retain(|s| free[of[*s]]);
    }

    /// Whether a step can be done now, together with those of the act.
    fn holds(&self, s: usize) -> bool {
        let graph = self.graph;
        let met = |c: &usize| self.met[*c] || graph.clauses[*c].any.iter().any(|t| self.within[*t]);
        graph.nodes[s].waits.iter().all(met) && self.joined[s].iter().all(|set| !self.broken[*set])
    }
}
