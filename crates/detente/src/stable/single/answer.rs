//! Whether opponents can get from a state to one that deters, and how: the shortest way.
//!
//! Property-directed reachability (Bradley, *SAT-based model checking without unrolling*, VMCAI 2011; Eén, Mishchenko &
//! Brayton, FMCAD 2011): for each number of moves a set of clauses that hold of all states that can be reached by so many.
//! States that could lead to a deterring one are excluded one after the other, each together with as many others as possible,
//! until there is a way, or until two numbers of moves have the same clauses, so that nothing new can be reached. So it
//! always ends, and a way of fewer moves was excluded before a longer one is found.

use super::{
    escape::Escape,
    sheet::{Frame, Sheet, Slot, Spent},
};
use crate::{search::solver::Lit, stable::Convention};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// The party that moved.
    pub(super) party: usize,
    pub(super) convention: Convention,
    /// Whether each answer must be an improvement for those who make it.
    pub(super) credible: bool,
    /// Whether the party must not be able to escape from where it ends.
    pub(super) inescapable: bool,
}

/// Movers, and the options that they leave, issue by issue.
pub(super) type Way = Vec<(usize, Vec<usize>)>;

/// What is settled at a state: for each cell, its value.
type State = Vec<usize>;
/// Some cells with their values: all states that agree with them.
type Cube = Vec<(usize, usize)>;
/// A state on the way back from a deterring one, with the place of the state that it leads to, and by whom.
type Back = (usize, State, Option<(usize, usize)>);
/// A state before, and who moves; or the part of a cube that nothing leads into.
type Before = Result<(State, usize), Cube>;

struct Search<'t, 's, 'a> {
    sheet: &'t mut Sheet<'s, 'a>,
    /// What can change: now and after a move.
    cells: Vec<(Slot, Slot)>,
    /// For each cell, its issue; none for what says whether somebody has moved.
    axes: Vec<Option<usize>>,
    start: State,
    now: Frame,
    /// Movers, with what says that one moves.
    movers: Vec<(usize, Lit)>,
    /// Somebody moves.
    step: Lit,
    /// The state deters.
    deters: Lit,
    /// For each number of moves, what puts its clauses in force, and the cubes that they exclude.
    levels: Vec<(Lit, Vec<Cube>)>,
}

/// The shortest way from a state to one that deters a party from having left `held`; `None` where there is none.
///
/// The sheet is a fresh one.
pub(super) fn answer(
    sheet: &mut Sheet<'_, '_>,
    escape: Option<&mut Escape<'_, '_>>,
    ask: Ask,
    held: &[usize],
    from: &[usize],
) -> Result<Option<Way>, Spent> {
    let mut search = Search::new(sheet, ask, held, from);
    search.run(escape, ask, held)
}

impl<'t, 's, 'a> Search<'t, 's, 'a> {
    fn new(sheet: &'t mut Sheet<'s, 'a>, ask: Ask, held: &[usize], from: &[usize]) -> Self {
        let graph = sheet.graph;
        let opponents = graph.opponents(ask.party);
        let fixed: Frame = from.iter().map(|o| Slot::Fixed(*o)).collect();
        let moved: Vec<usize> = opponents.iter().flat_map(|m| graph.movers[*m].axes.iter().copied()).collect();
        let (now, then) = (sheet.opened(&fixed, &moved), sheet.opened(&fixed, &moved));
        let mut cells: Vec<(Slot, Slot)> = moved.iter().map(|a| (now[*a], then[*a])).collect();
        let mut axes: Vec<Option<usize>> = moved.iter().map(|a| Some(*a)).collect();
        let mut start: State = moved.iter().map(|a| from[*a]).collect();
        let once = ask.convention == Convention::GmcrPlus;
        let spent: Vec<(Slot, Slot)> = if once {
            opponents.iter().map(|_| (Slot::Open(sheet.choice(2)), Slot::Open(sheet.choice(2)))).collect()
        } else {
            Vec::new()
        };
        let step = sheet.literal();
        let mut movers = Vec::new();
        for (n, mover) in opponents.iter().enumerate() {
            let moves = sheet.literal();
            let own = &graph.movers[*mover].axes;
            let mut after = now.clone();
            own.iter().for_each(|a| after[*a] = then[*a]);
            let mut rules = vec![sheet.step(*mover, &now, &after)];
            if ask.credible {
                rules.push(sheet.improves(*mover, &now, &after));
            }
            for axis in moved.iter().filter(|a| !own.contains(a)) {
                rules.push(sheet.alike(*axis, now[*axis], then[*axis]));
            }
            for (k, (before, after)) in spent.iter().enumerate() {
                let (b, a) = (sheet.is(*before, 1), sheet.is(*after, 1));
                if k == n {
                    rules.extend([!b, a]);
                } else {
                    rules.push(sheet.same(b, a));
                }
            }
            rules.iter().for_each(|r| sheet.clause(&[!moves, *r]));
            movers.push((*mover, moves));
        }
        let clause: Vec<Lit> = movers.iter().map(|m| m.1).chain([!step]).collect();
        sheet.clause(&clause);
        cells.extend(&spent);
        axes.resize(cells.len(), None);
        start.resize(cells.len(), 0);
        let allowed = sheet.state(&now);
        sheet.clause(&[allowed]);
        let held: Frame = held.iter().map(|o| Slot::Fixed(*o)).collect();
        let better = sheet.better(ask.party, &now, &held);
        let deters = sheet.literal();
        sheet.clause(&[!deters, !better]);
        Search { sheet, cells, axes, start, now, movers, step, deters, levels: Vec::new() }
    }

    fn run(&mut self, mut escape: Option<&mut Escape<'_, '_>>, ask: Ask, held: &[usize]) -> Result<Option<Way>, Spent> {
        // Level 0 is the start itself, which is no cube but assumed.
        self.level();
        self.level();
        for top in 1.. {
            self.level();
            while let Some(state) = self.deterring(top, escape.as_deref_mut(), ask, held)? {
                if let Some(way) = self.exclude(state, top)? {
                    return Ok(Some(way));
                }
            }
            if self.push(top)? {
                return Ok(None);
            }
        }
        unreachable!("there are finitely many states")
    }

    fn level(&mut self) {
        let force = self.sheet.literal();
        self.levels.push((force, Vec::new()));
    }

    /// What puts the clauses of a number of moves in force.
    fn within(&self, level: usize) -> Vec<Lit> {
        if level == 0 {
            return self.start.iter().enumerate().map(|(c, v)| self.sheet.is(self.cells[c].0, *v)).collect();
        }
        self.levels[level..].iter().map(|l| l.0).collect()
    }

    /// A state that deters, among those that may be reached by so many moves.
    fn deterring(
        &mut self,
        level: usize,
        mut escape: Option<&mut Escape<'_, '_>>,
        ask: Ask,
        held: &[usize],
    ) -> Result<Option<State>, Spent> {
        let mut assumed = self.within(level);
        assumed.push(self.deters);
        loop {
            if !self.sheet.solve(&assumed)? {
                return Ok(None);
            }
            let state = self.state(false);
            let end = self.sheet.values(&self.now);
            let Some(escape) = escape.as_deref_mut() else { return Ok(Some(state)) };
            let Some(to) = escape.from(&end)? else { return Ok(Some(state)) };
            // Wherever it could escape to there, nothing deters it.
            let flees = super::escape::flees(self.sheet, ask.party, &self.now, &to, held);
            self.sheet.clause(&[!self.deters, !flees]);
        }
    }

    /// The state of the last solution, now or after the move.
    fn state(&self, then: bool) -> State {
        self.cells.iter().map(|(a, b)| self.sheet.value(if then { *b } else { *a })).collect()
    }

    /// Excludes a state from those that may be reached by so many moves; the way to it where it can be reached.
    fn exclude(&mut self, state: State, level: usize) -> Result<Option<Way>, Spent> {
        // Each with how many moves lead to it, and the place of what it leads to, by whom.
        let mut open: Vec<Back> = vec![(level, state, None)];
        let mut stack = vec![0];
        while let Some(at) = stack.last().copied() {
            let (level, state) = (open[at].0, open[at].1.clone());
            let cube: Cube = state.iter().copied().enumerate().collect();
            match self.before(&cube, level)? {
                Err(core) => {
                    let cube = self.widen(core, level)?;
                    self.learn(cube, level);
                    stack.pop();
                }
                Ok((before, mover)) => {
                    open.push((level - 1, before.clone(), Some((at, mover))));
                    if before == self.start {
                        return Ok(Some(self.way(&open)));
                    }
                    stack.push(open.len() - 1);
                }
            }
        }
        Ok(None)
    }

    fn way(&self, open: &[Back]) -> Way {
        let mut way = Vec::new();
        let mut at = open.len() - 1;
        while let Some((next, mover)) = open[at].2 {
            let mut options: Vec<usize> =
                self.now.iter().map(|s| if let Slot::Fixed(o) = s { *o } else { 0 }).collect();
            for (axis, value) in self.axes.iter().zip(&open[next].1) {
                if let Some(axis) = axis {
                    options[*axis] = *value;
                }
            }
            if open[at].1[..self.moved()] != open[next].1[..self.moved()] {
                way.push((mover, options));
            }
            at = next;
        }
        way
    }

    fn moved(&self) -> usize {
        self.axes.iter().take_while(|a| a.is_some()).count()
    }

    /// A state from which a move leads into a cube, reached by one move less, and who moves; or the part of the cube that is
    /// enough for there to be none.
    fn before(&mut self, cube: &Cube, level: usize) -> Result<Before, Spent> {
        let mut assumed = self.within(level - 1);
        assumed.push(self.step);
        let outside = self.sheet.literal();
        let clause: Vec<Lit> =
            cube.iter().map(|(c, v)| !self.sheet.is(self.cells[*c].0, *v)).chain([!outside]).collect();
        self.sheet.clause(&clause);
        assumed.push(outside);
        let into: Vec<Lit> = cube.iter().map(|(c, v)| self.sheet.is(self.cells[*c].1, *v)).collect();
        assumed.extend(&into);
        let found = self.sheet.solve(&assumed)?;
        let found = if found {
            let mover = self.movers.iter().find(|m| self.sheet.holds(m.1)).expect("somebody moves").0;
            Ok((self.state(false), mover))
        } else {
            let core = self.sheet.core();
            let needed = cube.iter().zip(&into).filter(|(_, l)| core.contains(l)).map(|(c, _)| *c);
            Err(self.but_start(needed.collect(), cube))
        };
        self.sheet.clause(&[!outside]);
        Ok(found)
    }

    /// A part of a cube, with one more of its cells where the start would be in it.
    fn but_start(&self, mut part: Cube, cube: &Cube) -> Cube {
        if part.iter().all(|(c, v)| self.start[*c] == *v) {
            part.extend(cube.iter().find(|(c, v)| self.start[*c] != *v));
            part.sort_unstable();
        }
        part
    }

    /// Leaves out of a cube what is not needed to exclude it.
    fn widen(&mut self, mut cube: Cube, level: usize) -> Result<Cube, Spent> {
        let mut n = cube.len();
        while n > 0 {
            n -= 1;
            let mut less = cube.clone();
            less.remove(n);
            if less.iter().all(|(c, v)| self.start[*c] == *v) {
                continue;
            }
            if let Err(core) = self.before(&less, level)? {
                n = n.min(core.len());
                cube = core;
            }
        }
        Ok(cube)
    }

    fn learn(&mut self, cube: Cube, level: usize) {
        let force = self.levels[level].0;
        let clause: Vec<Lit> = cube.iter().map(|(c, v)| !self.sheet.is(self.cells[*c].0, *v)).chain([!force]).collect();
        self.sheet.clause(&clause);
        self.levels[level].1.push(cube);
    }

    /// Takes clauses on to one move more, where they hold there too; whether some number of moves reaches nothing new.
    fn push(&mut self, top: usize) -> Result<bool, Spent> {
        for level in 1..=top {
            for cube in std::mem::take(&mut self.levels[level].1) {
                let mut assumed = self.within(level);
                assumed.push(self.step);
                assumed.extend(cube.iter().map(|(c, v)| self.sheet.is(self.cells[*c].1, *v)));
                if self.sheet.solve(&assumed)? {
                    self.levels[level].1.push(cube);
                } else {
                    self.learn(cube, level + 1);
                }
            }
            if self.levels[level].1.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
