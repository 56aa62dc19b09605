//! All conflicts of a part of a case and all ways to correct it, group by group.
//!
//! Conflicts that share a member form a group. First comes the *base*: some members are given up, so that all others can
//! hold, in one package. Then each group is explored by itself, while the others keep to the base. Last, `compose`
//! shows that corrections of different groups go together: then a correction of the whole is one of each group, and
//! there is no need to judge their combinations, which multiply. Groups for which that cannot be shown are explored
//! together.
//!
//! No conflict is missed. A set of members that cannot hold together and contains no known conflict would leave out a
//! correction of each group; but all of these together can be given up, and then everything else holds.

use std::collections::BTreeSet;

use super::{
    compose::{self, Piece},
    group::{Correction, Group, Proposal, joined, needs},
    knots::Limits,
    local::Local,
    model::Model,
    oracle::{Found, Near, Oracle},
    parts::{Part, named},
    share::Share,
    witnesses::Witnesses,
};
use crate::{
    case::{IssueId, OptionId, Package, Wants},
    rule::Asks,
};

/// How an exploration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// All conflicts and all corrections have been found.
    Complete,
    /// There may be more.
    Partial,
    /// It was stopped from outside.
    Stopped,
}

/// Members that are given up, and a package in which all others hold.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    pub(crate) given_up: Vec<usize>,
    pub(crate) package: Package,
}

/// What is known of a part.
pub(crate) struct Explorer<'m, 'a> {
    model: &'m Model<'a>,
    pub(crate) part: Part,
    /// The issues that the part touches.
    pub(crate) issues: Vec<IssueId>,
    local: Local<'m, 'a>,
    oracle: Oracle,
    witnesses: Witnesses,
    limits: Limits,
    /// Conflicts that are known before there are groups.
    first: Vec<Vec<usize>>,
    /// `None` until it is found.
    base: Option<Base>,
    /// What the part leaves to walk-aways that are no rules of it, if there are any.
    share: Option<Share<'a>>,
    pub(crate) groups: Vec<Group>,
    pub(crate) progress: Progress,
}

/// What came of trying a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It was judged.
    Judged,
    /// A conflict joined the group with others.
    Joined,
}

/// What came of a call that must not end the search.
type Going<T> = Result<T, Progress>;

impl<'m, 'a> Explorer<'m, 'a> {
    /// A part of a case, some of whose conflicts may be known; its background can hold.
    pub(crate) fn new(model: &'m Model<'a>, part: &Part, known: Vec<Vec<usize>>, limits: &Limits) -> Self {
        let oracle = Oracle::new(model, part, limits.cancel.clone());
        Explorer {
            model,
            part: part.clone(),
            issues: model.case.issue_ids().filter(|i| !oracle.lits.choose[i.index()].is_empty()).collect(),
            local: Local::new(model, part.rules.iter().copied()),
            oracle,
            witnesses: Witnesses::new(model.members),
            limits: limits.clone(),
            first: known,
            base: None,
            share: None,
            groups: Vec::new(),
            progress: Progress::Partial,
        }
    }

    /// Goes on until all is found, or the limits are met.
    pub(crate) fn run(&mut self) {
        self.find_base();
        if let Some(base) = self.base.clone() {
            self.progress = self.explore(&base).err().unwrap_or(Progress::Complete);
        }
    }

    /// All conflicts found so far.
    pub(crate) fn conflicts(&self) -> Vec<Vec<usize>> {
        self.first.iter().chain(self.groups.iter().flat_map(|g| &g.conflicts)).cloned().collect()
    }

    /// Groups known before they are explored whose corrections may change what packages are worth.
    pub(crate) fn movers(&self) -> usize {
        let moves = |group: &Vec<Vec<usize>>| group.iter().flatten().any(|m| !self.named_by(*m).is_empty());
        joined(self.first.clone()).iter().filter(|g| moves(g)).count()
    }

    /// What the base is worth to somebody, as far as the part goes, in points.
    pub(crate) fn points(&self, wants: &Wants) -> i128 {
        self.base.as_ref().map_or(0, |base| self.issues.iter().map(|i| wants.points(*i, base.package.on(*i))).sum())
    }

    /// Chooses packages from now on such that they leave more to walk-aways, the base first of all.
    pub(crate) fn leave(&mut self, share: Share<'a>) {
        if let Some(base) = &mut self.base {
            let held = |m: usize| !base.given_up.contains(&m);
            share.raise(&self.local, &mut base.package, (&self.issues, &self.issues), &held);
        }
        self.share = Some(share);
    }

    /// Finds out what to give up so that the rest can hold.
    pub(crate) fn find_base(&mut self) {
        if self.base.is_none() {
            match self.look_for_base() {
                Ok(base) => self.base = Some(base),
                Err(progress) => self.progress = progress,
            }
        }
    }

    fn look_for_base(&mut self) -> Going<Base> {
        let mut given_up = Vec::new();
        self.first.iter().for_each(|conflict| give_up_one_of(self.model, conflict, &mut given_up));
        loop {
            self.may_go_on()?;
            spare(&self.first, &mut given_up);
            match self.oracle.without(&given_up) {
                Found::Agreement(package) => return Ok(Base { given_up, package }),
                Found::Blame(blame) => {
                    let conflict = self.shrink(blame)?;
                    give_up_one_of(self.model, &conflict, &mut given_up);
                    self.first.push(conflict);
                }
                Found::Stopped => return Err(Progress::Stopped),
            }
        }
    }

    fn explore(&mut self, base: &Base) -> Going<()> {
        for conflicts in joined(std::mem::take(&mut self.first)) {
            let group = self.group(conflicts);
            self.groups.push(group);
        }
        if self.share.as_ref().is_some_and(Share::together) {
            self.merge(base, &(0..self.groups.len()).collect::<Vec<usize>>(), None);
        }
        loop {
            while let Some(g) = self.groups.iter().position(|g| !g.complete) {
                self.judge(base, g)?;
            }
            let pieces: Vec<Piece<'_>> = self.groups.iter().map(Piece::of).collect();
            match compose::clash(self.model, &self.part, base, &pieces) {
                None => return Ok(()),
                Some(clashing) => self.merge(base, &clashing, None),
            }
        }
    }

    /// Explores a group until it is complete, or a conflict joins it with others.
    fn judge(&mut self, base: &Base, g: usize) -> Going<()> {
        loop {
            let given_up = match self.groups[g].propose() {
                Proposal::Without(given_up) => given_up,
                Proposal::Done => return Ok(()),
                Proposal::Stopped => return Err(Progress::Stopped),
            };
            if self.try_without(base, g, given_up)? == Step::Joined {
                return Ok(());
            }
        }
    }

    /// Gives some members of a group up, and more as long as what is left holds a conflict. Each conflict on the way is
    /// new: the first set holds none that is known, and from each one member is given up.
    fn try_without(&mut self, base: &Base, g: usize, mut given_up: Vec<usize>) -> Going<Step> {
        let proposed = given_up.len();
        let own: BTreeSet<usize> = self.groups[g].members().collect();
        let others: Vec<usize> = base.given_up.iter().copied().filter(|m| !own.contains(m)).collect();
        loop {
            self.may_go_on()?;
            let mut left_out: Vec<usize> = others.iter().chain(&given_up).copied().collect();
            left_out.sort_unstable();
            match self.nearest(base, g, &left_out)? {
                Found::Agreement(package) => {
                    self.witnesses.add(&left_out);
                    // What was proposed is a smallest set; what was added to it may make some of it needless.
                    if given_up.len() == proposed || self.groups[g].needs_all(&given_up) {
                        let package = self.choose(base, g, &left_out, package);
                        self.groups[g].correct(Correction { given_up, package });
                    }
                    return Ok(Step::Judged);
                }
                Found::Blame(blame) => {
                    let conflict = self.shrink(blame)?;
                    let touched = |o: &usize| *o == g || self.groups[*o].members().any(|m| conflict.contains(&m));
                    let touched: Vec<usize> = (0..self.groups.len()).filter(touched).collect();
                    if touched.len() > 1 {
                        self.merge(base, &touched, Some(conflict));
                        return Ok(Step::Joined);
                    }
                    let issues: Vec<IssueId> = conflict.iter().flat_map(|m| self.named_by(*m)).collect();
                    self.groups[g].set_free(issues);
                    give_up_one_of(self.model, &conflict, &mut given_up);
                    self.groups[g].learn(conflict);
                }
                Found::Stopped => return Err(Progress::Stopped),
            }
        }
    }

    /// A package without some members, that differs from the base on free issues of the group only, as far as possible.
    fn nearest(&mut self, base: &Base, g: usize, left_out: &[usize]) -> Going<Found> {
        loop {
            let free = &self.groups[g].free;
            let fixed = self.issues.iter().filter(|i| free.binary_search(i).is_err());
            let fixed: Vec<(IssueId, OptionId)> = fixed.map(|i| (*i, base.package.on(*i))).collect();
            match self.oracle.near(left_out, &fixed) {
                Near::Found(found) => return Ok(found),
                Near::Fixed(issues) => self.groups[g].set_free(issues),
            }
            self.may_go_on()?;
        }
    }

    /// A package that does as well as one that was found, and leaves more to walk-aways.
    fn choose(&mut self, base: &Base, g: usize, left_out: &[usize], found: Package) -> Package {
        let Some(share) = &mut self.share else { return found };
        let others = self.groups.iter().enumerate().filter(|(o, _)| *o != g).flat_map(|(_, o)| o.free.iter());
        let kept: Vec<(IssueId, OptionId)> = others.map(|i| (*i, base.package.on(*i))).collect();
        share.choose(&mut self.oracle, &self.local, (&self.issues, &self.groups[g].free), &kept, left_out, found)
    }

    /// Makes one group of several, and of a conflict that joins them, if there is one.
    fn merge(&mut self, base: &Base, which: &[usize], conflict: Option<Vec<usize>>) {
        let which: BTreeSet<usize> = which.iter().copied().collect();
        let taken: Vec<Group> = which.iter().rev().map(|g| self.groups.remove(*g)).collect();
        let bases: Vec<Vec<usize>> =
            taken.iter().map(|g| g.members().filter(|m| base.given_up.contains(m)).collect()).collect();
        let (mut conflicts, mut corrections, mut free) = (Vec::new(), Vec::new(), Vec::new());
        for (n, group) in taken.into_iter().enumerate() {
            let others = bases.iter().enumerate().filter(|(o, _)| *o != n).flat_map(|(_, b)| b.iter().copied());
            let others: Vec<usize> = others.collect();
            conflicts.extend(group.conflicts);
            free.extend(group.free);
            // With the others at the base, its corrections are corrections of all.
            for mut correction in group.corrections {
                correction.given_up.extend(&others);
                correction.given_up.sort_unstable();
                corrections.push(correction);
            }
        }
        conflicts.extend(conflict);
        let mut group = self.group(conflicts);
        group.set_free(free);
        corrections.sort_by(|a, b| a.given_up.cmp(&b.given_up));
        corrections.dedup_by(|a, b| a.given_up == b.given_up);
        corrections.into_iter().for_each(|c| group.correct(c));
        self.groups.push(group);
    }

    /// A group with these conflicts; its packages may differ from the base where its members say something.
    fn group(&self, conflicts: Vec<Vec<usize>>) -> Group {
        let mut group = Group::new(conflicts, self.limits.cancel.clone());
        let issues: Vec<IssueId> = group.members().flat_map(|m| self.named_by(m)).collect();
        group.set_free(issues);
        group
    }

    fn named_by(&self, member: usize) -> Vec<IssueId> {
        match self.model.rules[member].asks {
            Asks::Content(content) => named(content),
            Asks::Worth(_) | Asks::Order(_) | Asks::Waits(_) => Vec::new(),
        }
    }

    fn shrink(&mut self, blame: Vec<usize>) -> Going<Vec<usize>> {
        self.witnesses.shrink(&mut self.oracle, blame).ok_or(Progress::Stopped)
    }

    /// Whether more may be asked and found.
    fn may_go_on(&self) -> Going<()> {
        let conflicts = self.first.len() + self.groups.iter().map(|g| g.conflicts.len()).sum::<usize>();
        let more = self.oracle.calls < self.limits.calls && conflicts < self.limits.conflicts;
        if more { Ok(()) } else { Err(Progress::Partial) }
    }
}

/// Gives the cheapest member of a conflict up, unless one of it is given up already.
fn give_up_one_of(model: &Model<'_>, conflict: &[usize], given_up: &mut Vec<usize>) {
    if conflict.iter().all(|m| !given_up.contains(m)) {
        let cost = |m: &&usize| model.costs[**m].unwrap_or(u128::MAX);
        given_up.extend(conflict.iter().min_by_key(cost));
        given_up.sort_unstable();
    }
}

/// Holds again what need not be given up for any known conflict.
fn spare(conflicts: &[Vec<usize>], given_up: &mut Vec<usize>) {
    for m in given_up.clone() {
        if !needs(conflicts, given_up, m) {
            given_up.retain(|g| *g != m);
        }
    }
}
