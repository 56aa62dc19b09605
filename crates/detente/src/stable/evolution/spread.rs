//! A search in breadth over all cells, without lists of moves.

use crate::{
    question::Refusal,
    stable::{space::Space, work::Work},
};

/// Where nothing leads.
pub(super) const NEVER: u32 = u32::MAX;

/// How many moves each cell is away.
pub(super) struct Spread {
    far: Vec<u32>,
    improving: bool,
}

/// Any moves. Each mover walks from each cell at most once, one issue at a time and across what constraints rule out: what
/// it could move to from there has then been reached, in no more moves than later.
pub(super) fn anyhow(space: &Space<'_>, from: usize, work: &mut Work<'_>) -> Result<Spread, Refusal> {
    let mut far = vec![NEVER; space.cells()];
    far[from] = 0;
    let movers = active(space);
    let mut walked: Vec<Vec<u64>> = movers.iter().map(|_| vec![0; space.cells().div_ceil(64)]).collect();
    let mut mark = |n: usize, cell: usize| {
        let block: &mut u64 = &mut walked[n][cell / 64];
        let new = *block >> (cell % 64) & 1 == 0;
        *block |= 1 << (cell % 64);
        new
    };
    let mut level = vec![from];
    let mut moves = 0;
    while !level.is_empty() {
        moves += 1;
        let mut next = Vec::new();
        for (n, mover) in movers.iter().enumerate() {
            for start in &level {
                if !space.seen(*mover, *start) || !mark(n, *start) {
                    continue;
                }
                let mut stack = vec![*start];
                while let Some(cell) = stack.pop() {
                    for axis in &space.graph.movers[*mover].axes {
                        let (stride, digit) = (space.strides[*axis], space.digit(cell, *axis));
                        let may = &space.graph.axes[*axis].moves[digit];
                        work.add(may.len())?;
                        for to in (0..may.len()).filter(|to| may[*to] && *to != digit) {
                            let cell = cell - digit * stride + to * stride;
                            if !mark(n, cell) {
                                continue;
                            }
                            stack.push(cell);
                            if far[cell] == NEVER && space.feasible(cell) && space.seen(*mover, cell) {
                                far[cell] = moves;
                                next.push(cell);
                            }
                        }
                    }
                }
            }
        }
        level = next;
    }
    Ok(Spread { far, improving: false })
}

/// Improvements only. Of each set of cells among which a mover moves, the states not reached yet are kept by how its first
/// member likes them, best last, so that each is looked at about once.
pub(super) fn improving(space: &Space<'_>, from: usize, work: &mut Work<'_>) -> Result<Spread, Refusal> {
    let mut far = vec![NEVER; space.cells()];
    far[from] = 0;
    let mut columns: Vec<Columns> = active(space)
        .into_iter()
        .filter(|m| !space.graph.movers[*m].unweighed)
        .map(|m| Columns::new(space, m))
        .collect();
    let mut level = vec![from];
    let mut moves = 0;
    while !level.is_empty() {
        moves += 1;
        let mut next = Vec::new();
        for start in &level {
            for columns in &mut columns {
                columns.improve(*start, moves, &mut far, &mut next, work)?;
            }
        }
        level = next;
    }
    Ok(Spread { far, improving: true })
}

impl Spread {
    /// How many moves a cell is away.
    pub(super) fn far(&self, cell: usize) -> u32 {
        self.far[cell]
    }

    /// How many states were reached, the start not counted.
    pub(super) fn reached(&self) -> usize {
        self.far.iter().filter(|f| **f != NEVER && **f > 0).count()
    }

    /// The moves to a cell; of several shortest ways the one whose last move is that of the first mover, from the lowest
    /// cell, and so on backwards.
    pub(super) fn way(&self, space: &Space<'_>, to: usize) -> Option<Vec<(usize, usize)>> {
        if self.far[to] == NEVER {
            return None;
        }
        let mut acts = Vec::new();
        let mut at = to;
        while self.far[at] > 0 {
            let before = |mover: &usize| self.before(space, *mover, at).map(|from| (*mover, from));
            let (mover, from) =
                active(space).iter().find_map(before).expect("what was reached was reached from somewhere");
            acts.push((mover, at));
            at = from;
        }
        acts.reverse();
        Some(acts)
    }

    /// The lowest cell, one move nearer to the start, from which a mover moves here.
    fn before(&self, space: &Space<'_>, mover: usize, to: usize) -> Option<usize> {
        let axes = &space.graph.movers[mover].axes;
        if !space.seen(mover, to) {
            return None;
        }
        let own: usize = axes.iter().map(|a| space.digit(to, *a) * space.strides[*a]).sum();
        let from = offsets(space, mover).into_iter().map(|o| to - own + o);
        from.filter(|f| self.far[*f] == self.far[to] - 1 && leads(space, mover, *f, to))
            .find(|f| space.seen(mover, *f) && (!self.improving || space.improves(mover, *f, to)))
    }
}

/// Those who can move something.
fn active(space: &Space<'_>) -> Vec<usize> {
    (0..space.graph.movers.len()).filter(|m| !space.graph.movers[*m].axes.is_empty()).collect()
}

/// Whether a mover may make each change between two cells that differ in its own issues only.
fn leads(space: &Space<'_>, mover: usize, from: usize, to: usize) -> bool {
    let may = |a: &usize| space.graph.axes[*a].moves[space.digit(from, *a)][space.digit(to, *a)];
    from != to && space.graph.movers[mover].axes.iter().all(may)
}

/// What a mover's own issues add to a cell, for each way to settle them; ascending.
fn offsets(space: &Space<'_>, mover: usize) -> Vec<usize> {
    space.graph.movers[mover].axes.iter().fold(vec![0], |lower, axis| {
        let options = space.graph.axes[*axis].options.len();
        (0..options).flat_map(|o| lower.iter().map(move |l| l + o * space.strides[*axis])).collect()
    })
}

/// The states among which a mover moves, for each way in which the others' issues can be settled.
struct Columns<'s, 'a> {
    space: &'s Space<'a>,
    mover: usize,
    lead: usize,
    offsets: Vec<usize>,
    /// Issues that it does not move, with the stride that they have where its own are left out.
    others: Vec<(usize, usize)>,
    /// States not reached yet, one column after another, each from the worst to the best for the lead.
    states: Vec<u32>,
    /// How many of them are left in each column; [`NEVER`] where nobody has looked.
    left: Vec<u32>,
}

impl<'s, 'a> Columns<'s, 'a> {
    fn new(space: &'s Space<'a>, mover: usize) -> Self {
        let own = &space.graph.movers[mover];
        let offsets = offsets(space, mover);
        let mut others = Vec::new();
        let mut stride = 1;
        for axis in (0..space.strides.len()).filter(|a| !own.axes.contains(a)) {
            others.push((axis, stride));
            stride *= space.graph.axes[axis].options.len();
        }
        let left = vec![NEVER; space.cells() / offsets.len()];
        Columns { space, mover, lead: own.members[0], offsets, others, states: vec![0; space.cells()], left }
    }

    fn improve(
        &mut self,
        start: usize,
        moves: u32,
        far: &mut [u32],
        next: &mut Vec<usize>,
        work: &mut Work<'_>,
    ) -> Result<(), Refusal> {
        let (space, mover) = (self.space, self.mover);
        if !space.seen(mover, start) {
            return Ok(());
        }
        let column: usize = self.others.iter().map(|(a, stride)| space.digit(start, *a) * stride).sum();
        let first = column * self.offsets.len();
        if self.left[column] == NEVER {
            self.look(start, column);
        }
        let states = &mut self.states[first..first + self.offsets.len()];
        let mut end = self.left[column] as usize;
        let mut kept = Vec::new();
        while end > 0 && space.rank(self.lead, states[end - 1] as usize) > space.rank(self.lead, start) {
            end -= 1;
            work.add(1)?;
            let cell = states[end] as usize;
            if far[cell] != NEVER {
                continue;
            }
            if space.improves(mover, start, cell) && leads(space, mover, start, cell) {
                far[cell] = moves;
                next.push(cell);
            } else {
                kept.push(cell as u32);
            }
        }
        for cell in kept.into_iter().rev() {
            states[end] = cell;
            end += 1;
        }
        self.left[column] = end as u32;
        Ok(())
    }

    fn look(&mut self, start: usize, column: usize) {
        let space = self.space;
        let own: usize =
            space.graph.movers[self.mover].axes.iter().map(|a| space.digit(start, *a) * space.strides[*a]).sum();
        let mut found: Vec<u32> = Vec::new();
        for cell in self.offsets.iter().map(|o| start - own + o) {
            if space.feasible(cell) && space.seen(self.mover, cell) {
                found.push(u32::try_from(cell).expect("cells are fewer than 2^32"));
            }
        }
        found.sort_unstable_by_key(|c| (space.rank(self.lead, *c as usize), std::cmp::Reverse(*c)));
        let first = column * self.offsets.len();
        self.states[first..first + found.len()].copy_from_slice(&found);
        self.left[column] = found.len() as u32;
    }
}
