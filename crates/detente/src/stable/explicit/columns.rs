//! The columns of a mover: for whatever others have settled, the states that it can move between, sorted by its rank.

use super::super::space::Space;

/// The columns of a mover.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) mover: usize,
    pub(super) members: Vec<usize>,
    /// Where each cell of a column lies, from its first.
    pub(super) offsets: Vec<u32>,
    /// The first cell of each column, ascending. There are none where nobody knows what would be an improvement.
    pub(super) bases: Vec<u32>,
    /// The order of each column; empty where several move together, who have no order in common.
    pub(super) order: Order,
    /// What binds its moves, where something does.
    pub(super) bound: Option<Bound>,
    /// Stride and number of options of each issue that is the mover's.
    own: Vec<(usize, usize)>,
    /// The bits of a cell that are not the mover's, where every number of options is a power of two.
    mask: Option<usize>,
}

/// For each column, its states by their position in it, the best for the mover first.
#[derive(Debug, Clone)]
pub(super) enum Order {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

/// The numbers that an order is made of.
trait Entry: Copy {
    /// Stands where a column has no more states.
    const END: Self;
    fn of(position: usize, first: bool) -> Self;
    /// The position, and whether it is the first of those that tie.
    fn told(self) -> Option<(usize, bool)>;
}

macro_rules! entry {
    ($int:ty) => {
        impl Entry for $int {
            const END: Self = <$int>::MAX;

            fn of(position: usize, first: bool) -> Self {
                (position as $int) << 1 | <$int>::from(first)
            }

            fn told(self) -> Option<(usize, bool)> {
                (self != Self::END).then(|| ((self >> 1) as usize, self & 1 == 1))
            }
        }
    };
}

entry!(u16);
entry!(u32);

impl Order {
    /// Tells each state of a column: its position, and whether it is the first of those that tie.
    #[inline]
    pub(super) fn each(&self, column: usize, size: usize, mut each: impl FnMut(usize, bool)) {
        let range = column * size..(column + 1) * size;
        match self {
            Order::Short(all) => all[range].iter().map_while(|e| e.told()).for_each(|(n, first)| each(n, first)),
            Order::Long(all) => all[range].iter().map_while(|e| e.told()).for_each(|(n, first)| each(n, first)),
        }
    }
}

/// Moves that cannot all be made: on some issues not every option leads to every other.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// For each cell of a column, the combination of options on the issues concerned.
    pub(super) kind: Vec<u32>,
    /// How many combinations there are.
    pub(super) kinds: usize,
    /// For each issue concerned: the stride among combinations, and for each option those from which one may move to it.
    axes: Vec<(usize, Vec<Vec<usize>>)>,
}

impl Bound {
    /// Makes a value known to all combinations from which one can move to `kind`.
    pub(super) fn lower(&self, least: &mut [u32], kind: usize, value: u32) {
        // Whatever can be reached from a combination is known to those that lead to it.
        if value < least[kind] {
            along(least, &self.axes, kind, value);
        }
    }
}

/// Goes through all combinations from which one can move to `kind`, issue by issue.
fn along(least: &mut [u32], axes: &[(usize, Vec<Vec<usize>>)], kind: usize, value: u32) {
    let Some(((stride, from), rest)) = axes.split_first() else {
        least[kind] = least[kind].min(value);
        return;
    };
    let option = kind / stride % from.len();
    from[option].iter().for_each(|n| along(least, rest, kind - option * stride + n * stride, value));
}

impl Columns {
    pub(super) fn of(space: &Space<'_>, mover: usize) -> Columns {
        let this = &space.graph.movers[mover];
        let shape = |a: &usize| (space.strides[*a], space.graph.axes[*a].options.len());
        let own: Vec<(usize, usize)> = this.axes.iter().map(shape).collect();
        let others: Vec<usize> = (0..space.strides.len()).filter(|a| !this.axes.contains(a)).collect();
        let offsets = spread(&own);
        let bases = if this.unweighed { Vec::new() } else { spread(&others.iter().map(shape).collect::<Vec<_>>()) };
        let even = own.iter().all(|(stride, options)| stride.is_power_of_two() && options.is_power_of_two());
        let mask = even.then(|| own.iter().fold(!0, |mask, (stride, options)| mask & !(stride * (options - 1))));
        let bound = bound(space, mover);
        let members = this.members.clone();
        let order = Order::Short(Vec::new());
        let mut columns = Columns { mover, members, offsets, bases, order, bound, own, mask };
        if let [member] = this.members[..] {
            // Positions and a mark must stay below the end.
            let short = columns.offsets.len() < usize::from(u16::MAX) / 2;
            columns.order = if short {
                Order::Short(columns.sorted(space, member))
            } else {
                Order::Long(columns.sorted(space, member))
            };
        }
        columns
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.bases.len()
    }

    /// The first cell of the column in which a cell lies.
    pub(super) fn base(&self, cell: usize) -> usize {
        match self.mask {
            Some(mask) => cell & mask,
            None => self.own.iter().fold(cell, |base, (stride, options)| base - cell / stride % options * stride),
        }
    }

    /// The number of the column that begins at a cell.
    pub(super) fn at(&self, base: usize) -> usize {
        self.bases.partition_point(|b| (*b as usize) < base)
    }

    /// Whether each change from one cell of a column to another can be made.
    pub(super) fn allow(&self, space: &Space<'_>, from: usize, to: usize) -> bool {
        let own = &space.graph.movers[self.mover].axes;
        own.iter().all(|a| space.graph.axes[*a].moves[space.digit(from, *a)][space.digit(to, *a)])
    }

    fn sorted<N: Entry>(&self, space: &Space<'_>, member: usize) -> Vec<N> {
        let ranks = &space.ranks[member];
        let whole = space.len() == space.cells() && space.sees_all(self.mover);
        let mut sorted = Vec::with_capacity(self.bases.len() * self.offsets.len());
        let mut column: Vec<u64> = Vec::with_capacity(self.offsets.len());
        for (n, base) in self.bases.iter().enumerate() {
            column.clear();
            for (position, offset) in self.offsets.iter().enumerate() {
                let cell = (base + offset) as usize;
                if whole || space.feasible(cell) && space.seen(self.mover, cell) {
                    // The best first.
                    column.push(u64::from(!ranks[cell]) << 32 | position as u64);
                }
            }
            column.sort_unstable();
            let mut last = None;
            for key in &column {
                let rank = Some(key >> 32);
                sorted.push(N::of(*key as u32 as usize, rank != last));
                last = rank;
            }
            sorted.resize((n + 1) * self.offsets.len(), N::END);
        }
        sorted
    }
}

/// All sums of one step for each of some issues, ascending.
fn spread(axes: &[(usize, usize)]) -> Vec<u32> {
    axes.iter().fold(vec![0], |all, (stride, options)| {
        (0..*options).flat_map(|n| all.iter().map(move |o| o + (n * stride) as u32)).collect()
    })
}

fn bound(space: &Space<'_>, mover: usize) -> Option<Bound> {
    let own = &space.graph.movers[mover].axes;
    if own.iter().all(|a| space.graph.axes[*a].free()) {
        return None;
    }
    let (mut kind, mut kinds, mut axes) = (vec![0_u32], 1, Vec::new());
    for axis in own.iter().map(|a| &space.graph.axes[*a]) {
        let options = axis.options.len();
        let step = if axis.free() { 0 } else { kinds as u32 };
        kind = (0..options as u32).flat_map(|n| kind.iter().map(move |k| k + n * step)).collect();
        if !axis.free() {
            let from = (0..options).map(|to| (0..options).filter(|n| axis.moves[*n][to]).collect()).collect();
            axes.push((kinds, from));
            kinds *= options;
        }
    }
    Some(Bound { kind, kinds, axes })
}
