//! The graph model of conflict resolution, word by word as it is defined, on a case as it was read: nothing here is shared with
//! the library beyond the case itself, and nothing is quick.
//!
//! Fang, Hipel & Kilgour, *Interactive Decision Making*, Wiley 1993, chapters 3 and 4. States are packages; they are named by
//! their places in [`Judge::states`].

mod coalition;
mod credible;
mod likes;
mod limited;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use detente::{
    case::{Case, IssueId, OptionId, PartyId, Preference},
    stable::{Concept, Convention},
};

pub(crate) use credible::Told;
use likes::Liked;

/// One option for each issue.
pub(crate) type Options = Vec<OptionId>;

/// Places of states.
pub(crate) type States = BTreeSet<usize>;

/// The model of a case.
#[derive(Debug, Clone)]
pub(crate) struct Judge<'c> {
    case: &'c Case,
    /// For each issue, who moves it together.
    settlers: Vec<Vec<PartyId>>,
    /// Those who decide something, and principals whose preferences are known, in the order of the file.
    pub(crate) parties: Vec<PartyId>,
    /// Who moves: each party of the model alone, then each set of several that some issue has.
    pub(crate) movers: Vec<Vec<PartyId>>,
    /// Packages that constraints allow, in the order of their numbers.
    pub(crate) states: Vec<Options>,
    /// How much each party of the model likes each state.
    liked: Vec<Vec<Liked>>,
    /// For each mover and state, where it can move.
    moves: Vec<Vec<States>>,
}

/// Who settles an issue: those it names, or else all principals.
fn deciders(case: &Case, issue: IssueId) -> Vec<PartyId> {
    let named: BTreeSet<PartyId> = case.issue(issue).decided_by.iter().copied().collect();
    if named.is_empty() { case.principals().collect() } else { named.into_iter().collect() }
}

impl<'c> Judge<'c> {
    /// The model, with some issues settled.
    pub(crate) fn new(case: &'c Case, settled: &[(IssueId, OptionId)]) -> Judge<'c> {
        let parties = Judge::parties(case);
        let players: Vec<Vec<PartyId>> = parties.iter().map(|p| vec![*p]).collect();
        Judge::of_players(case, settled, &players)
    }

    fn parties(case: &Case) -> Vec<PartyId> {
        let named = |p: PartyId| case.issues().iter().any(|i| i.decided_by.contains(&p));
        let known = |p: PartyId| !matches!(case.party(p).preference, Preference::Unknown);
        case.party_ids().filter(|p| named(*p) || known(*p) && case.principals().any(|q| q == *p)).collect()
    }

    /// The model in which some parties act as one player, who moves all that they decide in one go; each party of the model is
    /// of one player.
    pub(crate) fn of_players(case: &'c Case, settled: &[(IssueId, OptionId)], players: &[Vec<PartyId>]) -> Judge<'c> {
        let joined = |issue: IssueId| {
            let these = deciders(case, issue);
            let theirs = players.iter().filter(|p| p.iter().any(|m| these.contains(m))).flatten();
            these.iter().chain(theirs).copied().collect::<BTreeSet<_>>().into_iter().collect()
        };
        let settlers: Vec<Vec<PartyId>> = case.issue_ids().map(joined).collect();
        let mut movers = players.to_vec();
        for these in &settlers {
            if !movers.contains(these) {
                movers.push(these.clone());
            }
        }
        let parties = Judge::parties(case);
        let open = |p: &Options| settled.iter().all(|(issue, option)| p[issue.index()] == *option);
        let states: Vec<Options> = packages(case).into_iter().filter(|p| open(p) && likes::feasible(case, p)).collect();
        let liked = parties.iter().map(|p| states.iter().map(|s| likes::liked(case, *p, s)).collect()).collect();
        let mut judge = Judge { case, settlers, parties, movers, states, liked, moves: Vec::new() };
        judge.moves =
            judge.movers.iter().map(|m| (0..judge.states.len()).map(|s| judge.all_moves(m, s)).collect()).collect();
        judge
    }

    /// The same, but that a party likes states as much as these numbers say.
    pub(crate) fn with_likes(&self, party: usize, likes: &[usize]) -> Judge<'c> {
        let mut other = self.clone();
        other.liked[party] = likes.iter().map(|n| Liked::Place(*n)).collect();
        other
    }

    /// Whether a mover can go from one package to another: they differ only in what exactly these parties decide, each change can
    /// be made, and each of them sees both.
    fn leads(&self, mover: &[PartyId], from: &Options, to: &Options) -> bool {
        let may = |i: IssueId| self.case.issue(i).moves.allow(from[i.index()], to[i.index()]);
        let own = |i: IssueId| self.settlers[i.index()] == mover && may(i);
        let sees = |p: &Options| mover.iter().all(|m| !likes::overlooks(self.case, *m, p));
        from != to
            && self.case.issue_ids().all(|i| from[i.index()] == to[i.index()] || own(i))
            && sees(from)
            && sees(to)
    }

    fn all_moves(&self, mover: &[PartyId], from: usize) -> States {
        let leads = |to: &usize| self.leads(mover, &self.states[from], &self.states[*to]);
        (0..self.states.len()).filter(leads).collect()
    }

    /// Where a mover can move (R).
    pub(crate) fn moves(&self, mover: usize, from: usize) -> &States {
        &self.moves[mover][from]
    }

    /// Where it can move so that each of them is better off (R+).
    pub(crate) fn improvements(&self, mover: usize, from: usize) -> States {
        self.moves(mover, from).iter().copied().filter(|to| self.gains(&self.movers[mover], from, *to)).collect()
    }

    /// Whether all of some parties are better off; never where it is not known what one of them prefers.
    pub(crate) fn gains(&self, parties: &[PartyId], from: usize, to: usize) -> bool {
        parties.iter().all(|p| self.parties.iter().position(|q| q == p).is_some_and(|p| self.better(p, to, from)))
    }

    /// Whether a party of the model likes the first state better than the second.
    pub(crate) fn better(&self, party: usize, this: usize, that: usize) -> bool {
        self.liked[party][this] > self.liked[party][that]
    }

    /// Whether a party does not overlook a state.
    pub(crate) fn sees(&self, party: usize, this: usize) -> bool {
        !likes::overlooks(self.case, self.parties[party], &self.states[this])
    }

    /// Whether two states are the same to a party.
    pub(crate) fn same(&self, party: usize, this: usize, that: usize) -> bool {
        self.liked[party][this] == self.liked[party][that]
    }

    /// Movers of which no party is in a coalition.
    pub(crate) fn opponents(&self, coalition: &[PartyId]) -> Vec<usize> {
        (0..self.movers.len()).filter(|m| self.movers[*m].iter().all(|p| !coalition.contains(p))).collect()
    }

    /// Movers of which all parties are in a coalition.
    pub(crate) fn within(&self, coalition: &[PartyId]) -> Vec<usize> {
        (0..self.movers.len()).filter(|m| self.movers[*m].iter().all(|p| coalition.contains(p))).collect()
    }

    /// Where movers get to from a state, by any moves or each improving.
    pub(crate) fn reached(&self, movers: &[usize], convention: Convention, improving: bool, start: usize) -> States {
        match convention {
            Convention::Literature => self.in_turn(movers, improving, start),
            Convention::GmcrPlus => {
                let mut found = BTreeSet::new();
                self.once(movers, improving, start, &mut BTreeSet::new(), &mut found);
                found
            }
        }
    }

    fn steps(&self, mover: usize, improving: bool, from: usize) -> States {
        if improving { self.improvements(mover, from) } else { self.moves(mover, from).clone() }
    }

    /// Legal sequences: each moves as often as it likes, but never twice in a row (chapter 4.2.1, with the set of last movers).
    fn in_turn(&self, movers: &[usize], improving: bool, start: usize) -> States {
        let mut last: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut queue: VecDeque<(usize, Option<usize>)> = VecDeque::from([(start, None)]);
        while let Some((at, moved)) = queue.pop_front() {
            for mover in movers.iter().filter(|m| Some(**m) != moved) {
                for to in self.steps(*mover, improving, at) {
                    if last.entry(to).or_default().insert(*mover) {
                        queue.push_back((to, Some(*mover)));
                    }
                }
            }
        }
        last.into_keys().collect()
    }

    /// Each moves at most once, in any order.
    fn once(
        &self,
        left: &[usize],
        improving: bool,
        at: usize,
        seen: &mut BTreeSet<(usize, Vec<usize>)>,
        found: &mut States,
    ) {
        if !seen.insert((at, left.to_vec())) {
            return;
        }
        for mover in left {
            let rest: Vec<usize> = left.iter().copied().filter(|m| m != mover).collect();
            for to in self.steps(*mover, improving, at) {
                found.insert(to);
                self.once(&rest, improving, to, seen, found);
            }
        }
    }

    /// How many moves it takes to get from a state to each that is reached.
    pub(crate) fn distances(
        &self,
        movers: &[usize],
        convention: Convention,
        improving: bool,
        start: usize,
    ) -> BTreeMap<usize, usize> {
        let mut far = BTreeMap::new();
        let mut seen = BTreeSet::new();
        // A state, and who may not move from there: whoever moved last, or whoever has moved.
        let mut now: BTreeSet<(usize, Vec<usize>)> = BTreeSet::from([(start, Vec::new())]);
        for moves in 1.. {
            let mut next = BTreeSet::new();
            for (at, barred) in &now {
                for mover in movers.iter().filter(|m| !barred.contains(m)) {
                    let mut after = if convention == Convention::GmcrPlus { barred.clone() } else { Vec::new() };
                    after.push(*mover);
                    after.sort_unstable();
                    next.extend(self.steps(*mover, improving, *at).into_iter().map(|to| (to, after.clone())));
                }
            }
            now = next.difference(&seen).cloned().collect();
            if now.is_empty() {
                break;
            }
            for (to, _) in &now {
                far.entry(*to).or_insert(moves);
            }
            seen.extend(now.iter().cloned());
        }
        far
    }

    /// Whether some movers can make these steps, each to a state, and end where it is said.
    pub(crate) fn legal(
        &self,
        movers: &[usize],
        convention: Convention,
        improving: bool,
        start: usize,
        steps: &[(usize, usize)],
        end: usize,
    ) -> Result<(), String> {
        let mut at = start;
        for (n, (mover, to)) in steps.iter().enumerate() {
            if !movers.contains(mover) {
                return Err(format!("{mover} has no part in {movers:?}, but moves"));
            }
            if !self.steps(*mover, improving, at).contains(to) {
                return Err(format!("{mover} cannot go from {at} to {to}"));
            }
            let before = &steps[..n];
            let again = match convention {
                Convention::Literature => before.last().is_some_and(|(m, _)| m == mover),
                Convention::GmcrPlus => before.iter().any(|(m, _)| m == mover),
            };
            if again {
                return Err(format!("{mover} moves again in {steps:?}"));
            }
            at = *to;
        }
        if at == end { Ok(()) } else { Err(format!("{steps:?} ends at {at} instead of {end}")) }
    }

    /// Who moves an issue, as a mover.
    pub(crate) fn mover_of(&self, issue: IssueId) -> Option<usize> {
        self.movers.iter().position(|m| *m == self.settlers[issue.index()])
    }

    /// Verdicts under a convention.
    pub(crate) fn told(&self, convention: Convention) -> Told<'_> {
        Told::new(self, convention)
    }

    /// The place of the state that has these options, where constraints allow it.
    pub(crate) fn place(&self, options: &[OptionId]) -> Option<usize> {
        self.states.iter().position(|s| s == options)
    }

    /// What the options of a mover's issues are, taken over from one package into another.
    pub(crate) fn take_over(&self, mover: usize, from: &Options, into: &mut Options) {
        for issue in self.case.issue_ids().filter(|i| self.settlers[i.index()] == self.movers[mover]) {
            into[issue.index()] = from[issue.index()];
        }
    }

    /// All states at which every party is stable.
    pub(crate) fn equilibria(&self, told: &Told<'_>, concept: Concept) -> States {
        let all = |s: &usize| (0..self.parties.len()).all(|p| told.stable(concept, p, *s));
        (0..self.states.len()).filter(all).collect()
    }
}

/// All packages, the first issue changing fastest.
pub(crate) fn packages(case: &Case) -> Vec<Options> {
    let mut all: Vec<Options> = vec![Vec::new()];
    for issue in case.issue_ids() {
        let options: Vec<OptionId> = case
            .issue(issue)
            .options
            .iter()
            .map(|o| case.find_option(issue, &o.key).expect("an option is found by its key"))
            .collect();
        all = options.iter().flat_map(|o| all.iter().map(|p| [p.as_slice(), &[*o]].concat())).collect();
    }
    all
}
