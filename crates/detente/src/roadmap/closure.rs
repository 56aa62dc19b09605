//! Which steps can be done at last? The greatest fixed point over credit of the least fixed point over acts.
//!
//! Call a set of steps *sound* if its steps can be done one act at a time, each once what it waits for is done (what is on
//! credit counts as done), and if each credit of a step in it is repaid by a step in it. Sound sets joined are sound:
//! carry out the one, then what is left of the other. So there is a largest one. With more preconditions on credit each
//! sound set stays sound: what was met before the step is repaid by the same step. So the largest only grows.

use super::graph::Graph;

/// Finds the steps that can be done, again and again, without taking memory each time.
pub(crate) struct Closure<'g> {
    graph: &'g Graph,
    /// For each step, the acts that it must be part of.
    joined: Vec<Vec<usize>>,
    /// An alternative that is not looked at: the precondition, and the step.
    pub(crate) without: Option<(usize, usize)>,
    /// A step that is taken for one that can be performed.
    pub(crate) given: Option<usize>,
    /// Whether some precondition is on credit.
    credit: bool,
    can: Vec<bool>,
    later: Vec<bool>,
    met: Vec<bool>,
    open: Vec<usize>,
    ready: Vec<usize>,
    classes: Vec<usize>,
    queued: Vec<bool>,
    act: Vec<bool>,
    done: Vec<bool>,
    /// For each step that is done, the number of its act.
    turn: Vec<usize>,
    acts: usize,
}

impl<'g> Closure<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let (steps, clauses) = (graph.nodes.len(), graph.clauses.len());
        Closure {
            graph,
            joined: graph.joined(),
            without: None,
            given: None,
            credit: false,
            can: vec![false; steps],
            later: vec![false; clauses],
            met: vec![false; clauses],
            open: vec![0; steps],
            ready: Vec::new(),
            classes: Vec::new(),
            queued: vec![false; graph.classes.len()],
            act: vec![false; steps],
            done: vec![false; steps],
            turn: vec![0; steps],
            acts: 0,
        }
    }

    /// The steps that can be done at last. `credit` says of each precondition whether it is weakened, so that what it
    /// waits for need only be done sometime.
    pub(crate) fn close(&mut self, credit: &[bool]) -> &[bool] {
        let graph = self.graph;
        self.credit = false;
        for (n, clause) in graph.clauses.iter().enumerate() {
            self.later[n] = clause.on_credit || credit[n];
            self.credit |= self.later[n];
        }
        for s in 0..graph.nodes.len() {
            self.can[s] = graph.possible(s) || self.given == Some(s);
        }
        if self.credit {
            self.rule_out((0..graph.nodes.len()).filter(|s| !self.can[*s]).collect());
        }
        loop {
            self.grow();
            let mut unpaid = Vec::new();
            for (n, clause) in graph.clauses.iter().enumerate().filter(|(n, _)| self.credit && self.later[*n]) {
                if self.done[clause.step] && !clause.any.iter().any(|t| self.done[*t] && self.looked_at(n, *t)) {
                    self.can[clause.step] = false;
                    unpaid.push(clause.step);
                }
            }
            if unpaid.is_empty() {
                return &self.done;
            }
            self.rule_out(unpaid);
        }
    }

    /// Whether all goals are done at last.
    pub(crate) fn reaches(&mut self, credit: &[bool]) -> bool {
        let graph = self.graph;
        let done = self.close(credit);
        graph.goals.iter().all(|g| done[*g])
    }

    /// For each step that was done, its place in the order in which that was found to be possible; those of one act share one.
    pub(crate) fn turns(&self) -> Vec<Option<usize>> {
        self.done.iter().zip(&self.turn).map(|(done, turn)| done.then_some(*turn)).collect()
    }

    fn looked_at(&self, clause: usize, step: usize) -> bool {
        self.without != Some((clause, step))
    }

    /// Rules out what can never be done since steps that were ruled out are not: what must be one act with them, and what
    /// waits, at once or on credit, for nothing else.
    fn rule_out(&mut self, mut out: Vec<usize>) {
        // The bare counting of what is left spares a round of growing for each link of a chain of credits.
        let graph = self.graph;
        for (n, clause) in graph.clauses.iter().enumerate() {
            let left = clause.any.iter().any(|t| self.can[*t] && self.looked_at(n, *t));
            if self.can[clause.step] && !left {
                self.can[clause.step] = false;
                out.push(clause.step);
            }
        }
        while let Some(gone) = out.pop() {
            for t in &self.joined[gone] {
                for s in &graph.together[*t].1 {
                    if std::mem::replace(&mut self.can[*s], false) {
                        out.push(*s);
                    }
                }
            }
            for c in &graph.nodes[gone].serves {
                let clause = &graph.clauses[*c];
                let left = |t: &usize| self.can[*t] && self.looked_at(*c, *t);
                if self.can[clause.step] && !clause.any.iter().any(left) {
                    self.can[clause.step] = false;
                    out.push(clause.step);
                }
            }
        }
    }

    /// The least fixed point where every credit is taken for repaid, in time that grows with the size of the graph (Dowling
    /// & Gallier, J. Logic Programming 1, 1984, with acts of several steps).
    fn grow(&mut self) {
        let graph = self.graph;
        self.done.fill(false);
        self.met.copy_from_slice(&self.later);
        self.acts = 0;
        for (s, node) in graph.nodes.iter().enumerate() {
            self.open[s] = node.waits.iter().filter(|c| !self.met[**c]).count();
        }
        for class in graph.classes.iter().rev() {
            match class[..] {
                [s] if self.can[s] && self.open[s] == 0 => self.ready.push(s),
                [_] => {}
                _ => self.look_at(graph.nodes[class[0]].class),
            }
        }
        loop {
            while let Some(s) = self.ready.pop() {
                if !self.done[s] {
                    self.finish(&[s]);
                }
            }
            // An act of several steps is looked for only where nothing else is left to do, since that takes longer.
            let Some(class) = self.classes.pop() else { return };
            self.queued[class] = false;
            let act = self.largest_act(class);
            if !act.is_empty() {
                self.finish(&act);
            }
        }
    }

    fn look_at(&mut self, class: usize) {
        if !std::mem::replace(&mut self.queued[class], true) {
            self.classes.push(class);
        }
    }

    fn finish(&mut self, act: &[usize]) {
        let graph = self.graph;
        for s in act {
            self.done[*s] = true;
            self.turn[*s] = self.acts;
        }
        self.acts += 1;
        for s in act {
            for c in &graph.nodes[*s].serves {
                if self.without == Some((*c, *s)) || std::mem::replace(&mut self.met[*c], true) {
                    continue;
                }
                let waiting = graph.clauses[*c].step;
                self.open[waiting] -= 1;
                if self.done[waiting] || !self.can[waiting] {
                    continue;
                }
                let class = graph.nodes[waiting].class;
                if graph.classes[class].len() > 1 {
                    self.look_at(class);
                } else if self.open[waiting] == 0 {
                    self.ready.push(waiting);
                }
            }
        }
    }

    /// The largest set of steps of a class that can be done at one moment now.
    fn largest_act(&mut self, class: usize) -> Vec<usize> {
        let graph = self.graph;
        let mut act: Vec<usize> =
            graph.classes[class].iter().copied().filter(|s| self.can[*s] && !self.done[*s]).collect();
        act.iter().for_each(|s| self.act[*s] = true);
        loop {
            let before = act.len();
            act.retain(|s| {
                let fits = self.fits(*s);
                self.act[*s] = fits;
                fits
            });
            if act.len() == before {
                act.iter().for_each(|s| self.act[*s] = false);
                return act;
            }
        }
    }

    /// Whether a step can be done at one moment with the others of the act that is looked for.
    fn fits(&self, s: usize) -> bool {
        let graph = self.graph;
        let met = |c: &usize| {
            self.met[*c] || graph.clauses[*c].any.iter().any(|t| self.act[*t] && *t != s && self.looked_at(*c, *t))
        };
        graph.nodes[s].waits.iter().all(met)
            && self.joined[s].iter().all(|t| graph.together[*t].1.iter().all(|t| self.act[*t]))
    }
}
