//! The states of a graph laid out as numbered cells, with each party's ranks: what can be listed is looked at here.

mod ranks;
mod region;

use super::graph::Graph;
use crate::{
    case::{Case, Content, OptionId, Package, Preference},
    question::{Budget, Refusal},
};

/// Most cells that are laid out.
pub const MOST_CELLS: usize = 1 << 26;

/// The states of a graph.
///
/// A *cell* is a package by its number in mixed radix, the first issue being the lowest digit, whether constraints allow it or
/// not. A *state* is a cell that they allow; states are numbered from 1 in the order of their cells.
#[derive(Debug, Clone)]
pub struct Space<'a> {
    /// Who moves what.
    pub graph: Graph<'a>,
    /// For each issue, by how much a cell changes from one option to the next.
    pub strides: Vec<usize>,
    feasible: Vec<u64>,
    /// States before each block of 64 cells.
    before: Vec<u32>,
    states: usize,
    /// For each party of the graph, the rank of each cell: the better, the higher; at least 1, and 0 where no state is.
    pub ranks: Vec<Vec<u32>>,
    /// For each party of the graph, and then for each whose preferences are not known, the cells that it overlooks, where there
    /// are such.
    overlooked: Vec<Option<Vec<u64>>>,
}

impl<'a> Space<'a> {
    /// Lays out all states.
    ///
    /// # Errors
    /// Refuses where there are too many cells, where no state is left, where a ranking leaves states out, and where it was
    /// stopped.
    pub fn new(graph: Graph<'a>, budget: &Budget) -> Result<Self, Refusal> {
        let cells = graph.cells().filter(|n| *n <= MOST_CELLS).ok_or_else(|| too_many(&graph))?;
        let mut strides = Vec::with_capacity(graph.axes.len());
        let mut stride = 1;
        for axis in &graph.axes {
            strides.push(stride);
            stride *= axis.options.len();
        }
        let mut space = Space {
            graph,
            strides,
            feasible: vec![!0; cells.div_ceil(64)],
            before: Vec::new(),
            states: 0,
            ranks: Vec::new(),
            overlooked: Vec::new(),
        };
        if !cells.is_multiple_of(64) {
            *space.feasible.last_mut().expect("there is at least one cell") = (1 << (cells % 64)) - 1;
        }
        for constraint in space.graph.case.constraints() {
            space.forbid(&constraint.content);
        }
        let mut sum = 0;
        for block in &space.feasible {
            space.before.push(sum);
            sum += block.count_ones();
        }
        space.states = sum as usize;
        if space.states == 0 {
            return Err(Refusal::new("constraints leave no state: whatever is settled, something rules it out")
                .help("`detente why` says which constraints contradict each other"));
        }
        let parties = space.graph.parties.iter().chain(&space.graph.unweighed);
        space.overlooked = parties.map(|p| space.overlooked_by(*p)).collect();
        for party in 0..space.graph.parties.len() {
            if budget.cancel.stopped() {
                return Err(Refusal::new("it was stopped before the states were laid out"));
            }
            let ranks = ranks::of(&space, party, budget)?;
            space.ranks.push(ranks);
        }
        Ok(space)
    }

    /// The number of cells.
    pub fn cells(&self) -> usize {
        self.strides.last().map_or(1, |s| s * self.graph.axes[self.strides.len() - 1].options.len())
    }

    /// The number of states.
    pub fn len(&self) -> usize {
        self.states
    }

    /// Never: a space has a state.
    pub fn is_empty(&self) -> bool {
        self.states == 0
    }

    /// Whether constraints allow a cell.
    pub fn feasible(&self, cell: usize) -> bool {
        self.feasible[cell / 64] >> (cell % 64) & 1 == 1
    }

    /// Sixty-four cells from `64 * block`: a bit for each that constraints allow, the lowest for the first.
    pub fn block(&self, block: usize) -> u64 {
        self.feasible[block]
    }

    /// The same for all cells.
    pub fn blocks(&self) -> &[u64] {
        &self.feasible
    }

    /// The cells of all states, ascending.
    pub fn states(&self) -> impl Iterator<Item = usize> + '_ {
        bits(&self.feasible)
    }

    /// The number of a state, from 1.
    pub fn number(&self, cell: usize) -> usize {
        let below = self.feasible[cell / 64] & ((1_u64 << (cell % 64)) - 1);
        (self.before[cell / 64] + below.count_ones()) as usize + 1
    }

    /// The cell of the state with this number, if there is one.
    pub fn cell_numbered(&self, number: usize) -> Option<usize> {
        if number == 0 || number > self.states {
            return None;
        }
        let block = self.before.partition_point(|b| (*b as usize) < number) - 1;
        let mut rest = self.feasible[block];
        for _ in 0..number - 1 - self.before[block] as usize {
            rest &= rest - 1;
        }
        Some(block * 64 + rest.trailing_zeros() as usize)
    }

    /// The position of the option that a cell has on an issue, among those that are looked at.
    pub fn digit(&self, cell: usize, axis: usize) -> usize {
        cell / self.strides[axis] % self.graph.axes[axis].options.len()
    }

    /// The package of a cell.
    pub fn package(&self, cell: usize) -> Package {
        let option = |(n, axis): (usize, &super::graph::Axis)| axis.options[self.digit(cell, n)];
        Package(self.graph.axes.iter().enumerate().map(option).collect::<Vec<OptionId>>())
    }

    /// The cell of a package; `None` where an issue is settled otherwise.
    pub fn cell(&self, package: &Package) -> Option<usize> {
        let mut cell = 0;
        for (axis, stride) in self.graph.axes.iter().zip(&self.strides) {
            cell += stride * axis.options.iter().position(|o| *o == package.on(axis.issue))?;
        }
        Some(cell)
    }

    /// How a party of the graph ranks a state: the better, the higher.
    pub fn rank(&self, party: usize, cell: usize) -> u32 {
        self.ranks[party][cell]
    }

    /// How a party of the graph would rank the cells if it had other preferences.
    ///
    /// # Errors
    /// Refuses where a ranking leaves states out, and where it was stopped.
    pub(super) fn ranks_by(&self, party: usize, preference: &Preference, budget: &Budget) -> Result<Vec<u32>, Refusal> {
        ranks::by(self, party, preference, budget)
    }

    /// Whether all members of a mover see a cell.
    pub fn seen(&self, mover: usize, cell: usize) -> bool {
        self.blind(mover).all(|overlooked| overlooked[cell / 64] >> (cell % 64) & 1 == 0)
    }

    /// Whether a mover overlooks nothing.
    pub fn sees_all(&self, mover: usize) -> bool {
        self.blind(mover).next().is_none()
    }

    /// What each member of a mover overlooks.
    fn blind(&self, mover: usize) -> impl Iterator<Item = &Vec<u64>> {
        let this = &self.graph.movers[mover];
        // Where not all preferences are known of those that decide together, these are all principals.
        let rest = self.overlooked[self.graph.parties.len()..].iter().filter(|_| this.unweighed);
        this.members.iter().map(|p| &self.overlooked[*p]).chain(rest).flatten()
    }

    /// The states to which a mover can move from a state, ascending; never the state itself.
    pub fn moves(&self, mover: usize, cell: usize) -> Vec<usize> {
        if !self.seen(mover, cell) {
            return Vec::new();
        }
        let mut found = vec![cell];
        for axis in &self.graph.movers[mover].axes {
            let (stride, from) = (self.strides[*axis], self.digit(cell, *axis));
            let may = &self.graph.axes[*axis].moves[from];
            found = found
                .iter()
                .flat_map(|at| {
                    let base = at - from * stride;
                    (0..may.len()).filter(|to| may[*to]).map(move |to| base + to * stride)
                })
                .collect();
        }
        found.retain(|c| *c != cell && self.feasible(*c) && self.seen(mover, *c));
        found.sort_unstable();
        found
    }

    /// Whether a state is better than another for each member of a mover.
    pub fn improves(&self, mover: usize, from: usize, to: usize) -> bool {
        let this = &self.graph.movers[mover];
        !this.unweighed && this.members.iter().all(|p| self.ranks[*p][to] > self.ranks[*p][from])
    }

    /// The moves that are improvements for each member of a mover, ascending.
    pub fn improvements(&self, mover: usize, cell: usize) -> Vec<usize> {
        let mut found = self.moves(mover, cell);
        found.retain(|to| self.improves(mover, cell, *to));
        found
    }

    fn forbid(&mut self, content: &Content) {
        match content {
            Content::Never(p) => {
                let bad = self.mask(p);
                self.feasible.iter_mut().zip(bad).for_each(|(f, b)| *f &= !b);
            }
            Content::Require(p) => {
                let good = self.mask(p);
                self.feasible.iter_mut().zip(good).for_each(|(f, g)| *f &= g);
            }
            Content::IfThen(a, b) => {
                let (a, b) = (self.mask(a), self.mask(b));
                self.feasible.iter_mut().zip(a.iter().zip(b)).for_each(|(f, (a, b))| *f &= !a | b);
            }
        }
    }

    fn overlooked_by(&self, party: crate::case::PartyId) -> Option<Vec<u64>> {
        self.graph.case.party(party).overlooks.as_ref().map(|p| self.mask(p))
    }
}

/// The numbers of the bits that are set.
pub(super) fn bits(blocks: &[u64]) -> impl Iterator<Item = usize> + '_ {
    blocks.iter().enumerate().flat_map(|(n, block)| {
        let mut rest = *block;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(64 * n + bit)
        })
    })
}

fn too_many(graph: &Graph<'_>) -> Refusal {
    let issues = graph.axes.iter().filter(|a| a.options.len() > 1).count();
    let size = Case::packages(graph.case);
    let size = if graph.cells().is_some() { graph.cells().unwrap_or(0).to_string() } else { size.to_string() };
    Refusal::new(format!(
        "the {issues} issues have {size} packages, more than the {MOST_CELLS} that can be laid out one by one"
    ))
    .help("settle some issues with `--package issue=option,...`, or ask about one state with a whole package")
}
