//! The graph model of a case, taken literally: states as packages, moves one by one.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

use super::super::{judge::packages, worth::Worth};
use crate::case::{Case, IssueId, OptionId, Package, PartyId, Preference};

/// A party, or several that act together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mover {
    pub(super) members: BTreeSet<PartyId>,
    /// Its number among the movers of the model; none where it is made up.
    number: Option<usize>,
    /// What exactly these decide.
    pub(super) issues: Vec<IssueId>,
    /// Whether what some of those who decide prefers is not known, so that nothing is an improvement for all of them.
    pub(super) unknown: bool,
}

/// How good a state is for a party: the greater, the better.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Points(i128),
    /// Whether each statement holds, the most important first.
    Statements(Vec<bool>),
    /// Places from the end of a ranking.
    Place(usize),
}

/// States to which somebody can move.
type Moves = Rc<[usize]>;

/// States and who moves where.
pub(super) struct Model<'a> {
    pub(super) case: &'a Case,
    pub(super) parties: Vec<PartyId>,
    pub(super) not_weighed: Vec<PartyId>,
    /// Those who can move something: parties in the order of the file, then sets.
    pub(super) movers: Vec<Mover>,
    /// The states, in the order of their numbers.
    pub(super) states: Vec<Package>,
    places: HashMap<Package, usize>,
    keys: HashMap<PartyId, Vec<Key>>,
    /// Whether each opponent moves at most once.
    pub(super) once: bool,
    /// Moves that were looked for before, by mover and state.
    known: RefCell<HashMap<(usize, usize), Moves>>,
}

impl Mover {
    /// Parties that move some issues as one.
    pub(super) fn as_one(members: BTreeSet<PartyId>, issues: Vec<IssueId>) -> Mover {
        Mover { members, number: None, issues, unknown: false }
    }
}

impl<'a> Model<'a> {
    /// `None` where there are more packages than so many.
    pub(super) fn new(case: &'a Case, settled: &[(IssueId, OptionId)], once: bool, most: usize) -> Option<Model<'a>> {
        let known = |p: &PartyId| !matches!(case.party(*p).preference, Preference::Unknown);
        let decides = |p: &PartyId| case.issues().iter().any(|i| i.decided_by.contains(p));
        let principals: Vec<PartyId> = case.principals().collect();
        let parties: Vec<PartyId> =
            case.party_ids().filter(|p| known(p) && (decides(p) || principals.contains(p))).collect();
        let not_weighed: Vec<PartyId> = principals.iter().copied().filter(|p| !known(p)).collect();

        let mut movers: Vec<Mover> = parties.iter().map(|p| Mover::as_one(BTreeSet::from([*p]), Vec::new())).collect();
        let open = |i: &IssueId| case.issue(*i).options.len() > 1 && settled.iter().all(|(s, _)| s != i);
        for issue in case.issue_ids().filter(open) {
            let deciders = &case.issue(issue).decided_by;
            let deciders = if deciders.is_empty() { &principals } else { deciders };
            let members: BTreeSet<PartyId> = deciders.iter().copied().filter(|p| parties.contains(p)).collect();
            let unknown = deciders.iter().any(|p| !parties.contains(p));
            match movers.iter_mut().find(|m| m.members == members && m.unknown == unknown) {
                Some(mover) => mover.issues.push(issue),
                None => movers.push(Mover { unknown, ..Mover::as_one(members, vec![issue]) }),
            }
        }
        movers.retain(|m| !m.issues.is_empty());
        movers.iter_mut().enumerate().for_each(|(n, m)| m.number = Some(n));

        let feasible = |p: &Package| case.constraints().iter().all(|c| Case::allows(&c.content, p));
        let mut states: Vec<Package> = packages(case, settled, most)?.into_iter().filter(feasible).collect();
        // The first issue is the lowest digit.
        states.sort_by_cached_key(|p| p.options().iter().rev().map(|o| o.index()).collect::<Vec<_>>());
        let places = states.iter().cloned().enumerate().map(|(n, p)| (p, n)).collect();
        let keys = parties.iter().map(|p| (*p, keys(case, *p, &states))).collect();
        Some(Model { case, parties, not_weighed, movers, states, places, keys, once, known: RefCell::default() })
    }

    /// The number of a state, from 1.
    pub(super) fn number(&self, package: &Package) -> Option<usize> {
        self.places.get(package).map(|n| n + 1)
    }

    /// Whether a state is better than another for a party.
    pub(super) fn better(&self, party: PartyId, this: usize, than: usize) -> bool {
        let keys = &self.keys[&party];
        keys[this] > keys[than]
    }

    fn sees(&self, mover: &Mover, state: usize) -> bool {
        let overlooked =
            |p: &PartyId| self.case.party(*p).overlooks.as_ref().is_some_and(|o| o.matches(&self.states[state]));
        // Where not all preferences are known of those who decide together, these are all principals.
        let others = self.not_weighed.iter().filter(|_| mover.unknown);
        !mover.members.iter().chain(others).any(overlooked)
    }

    /// Where a mover can go from a state; never the state itself.
    pub(super) fn moves(&self, mover: &Mover, from: usize) -> Moves {
        let Some(number) = mover.number else { return self.find_moves(mover, from).into() };
        if let Some(known) = self.known.borrow().get(&(number, from)) {
            return Rc::clone(known);
        }
        let found: Moves = self.find_moves(mover, from).into();
        self.known.borrow_mut().insert((number, from), Rc::clone(&found));
        found
    }

    fn find_moves(&self, mover: &Mover, from: usize) -> Vec<usize> {
        if !self.sees(mover, from) {
            return Vec::new();
        }
        let mut reached = vec![self.states[from].clone()];
        for issue in &mover.issues {
            let this = self.case.issue(*issue);
            let at = self.states[from].on(*issue);
            let to = (0..this.options.len()).map(OptionId::at).filter(|o| this.moves.allow(at, *o));
            let to: Vec<OptionId> = to.collect();
            reached = reached.iter().flat_map(|p| to.iter().map(|o| p.with(*issue, *o))).collect();
        }
        let states = reached.iter().filter_map(|p| self.places.get(p).copied());
        states.filter(|s| *s != from && self.sees(mover, *s)).collect()
    }

    /// Whether a move is better for each who makes it.
    pub(super) fn improves(&self, mover: &Mover, from: usize, to: usize) -> bool {
        !mover.unknown && mover.members.iter().all(|p| self.better(*p, to, from))
    }

    /// The moves of a mover that are better for each who makes it.
    pub(super) fn improvements(&self, mover: &Mover, from: usize) -> Vec<usize> {
        self.moves(mover, from).iter().copied().filter(|to| self.improves(mover, from, *to)).collect()
    }

    /// What a party moves by itself.
    pub(super) fn alone(&self, party: PartyId) -> Mover {
        let own = BTreeSet::from([party]);
        let found = self.movers.iter().find(|m| m.members == own && !m.unknown).cloned();
        found.unwrap_or_else(|| Mover::as_one(own, Vec::new()))
    }

    /// Those who can answer some parties: all that hold none of them.
    pub(super) fn opponents(&self, of: &BTreeSet<PartyId>) -> Vec<&Mover> {
        self.movers.iter().filter(|m| m.members.is_disjoint(of)).collect()
    }

    /// Those who can move within a coalition.
    pub(super) fn within(&self, of: &BTreeSet<PartyId>) -> Vec<&Mover> {
        self.movers.iter().filter(|m| m.members.is_subset(of) && !m.unknown).collect()
    }

    /// The states that movers can come to in turn, each step being an improvement for its mover where that is asked for, with
    /// the fewest steps to each.
    pub(super) fn reached(&self, movers: &[&Mover], improving: bool, from: usize) -> HashMap<usize, usize> {
        self.spread(movers, improving, self.once, from)
    }

    /// The same, where each mover moves at most once, or as often as it can.
    pub(super) fn spread(&self, movers: &[&Mover], improving: bool, once: bool, from: usize) -> HashMap<usize, usize> {
        let mut found: HashMap<usize, usize> = HashMap::new();
        let mut seen: HashSet<(usize, Vec<usize>)> = HashSet::new();
        let mut now = vec![(from, Vec::new())];
        let mut steps = 0;
        while !now.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for (state, moved) in now {
                for (n, mover) in movers.iter().enumerate() {
                    if once && moved.contains(&n) {
                        continue;
                    }
                    let to = self.moves(mover, state);
                    for to in to.iter().copied().filter(|to| !improving || self.improves(mover, state, *to)) {
                        let mut moved = moved.clone();
                        if once {
                            moved.push(n);
                            moved.sort_unstable();
                        }
                        if seen.insert((to, moved.clone())) {
                            found.entry(to).or_insert(steps);
                            next.push((to, moved));
                        }
                    }
                }
            }
            now = next;
        }
        found
    }
}

/// How good each state is for a party.
fn keys(case: &Case, party: PartyId, states: &[Package]) -> Vec<Key> {
    match &case.party(party).preference {
        Preference::Worth(_) => {
            let worth = Worth::of(case, party).expect("it has wants");
            states.iter().map(|s| Key::Points(worth.points(s))).collect()
        }
        Preference::Prefers(statements) => {
            let holds = |s: &Package| statements.iter().map(|p| p.matches(s)).collect();
            states.iter().map(|s| Key::Statements(holds(s))).collect()
        }
        Preference::Ranking(ranking) => {
            let place = |s: &Package| ranking.iter().rev().position(|tied| tied.contains(s)).map_or(0, |n| n + 1);
            states.iter().map(|s| Key::Place(place(s))).collect()
        }
        Preference::Unknown => states.iter().map(|_| Key::Place(0)).collect(),
    }
}
