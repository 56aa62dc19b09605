//! Do the corrections of different groups go together?
//!
//! Each group was explored while the others kept to the base, so that the package of a correction is the base with other
//! options on some issues: those that the group *moves*. Put together, one correction of each group moves them all. The
//! result is looked at rule by rule. A rule can be broken only if several groups have to do with it: then it is tried
//! with everything that they can make of its issues. Steps that wait for each other count as one rule, a walk-away is
//! tried with the worst that each group can do to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    explore::Base,
    group::{Correction, Group},
    model::Model,
    parts::{Groups, Part, issues_of, named, waiting, weighed},
};
use crate::{
    case::{Content, IssueId, OptionId, Package, PartyId},
    rule::Asks,
};

/// Combinations that are tried for one rule before the groups are explored together instead.
const MOST_COMBINATIONS: usize = 20_000;

/// What a group brings.
pub(crate) struct Piece<'g> {
    members: BTreeSet<usize>,
    corrections: &'g [Correction],
}

impl<'g> Piece<'g> {
    pub(crate) fn of(group: &'g Group) -> Self {
        Piece { members: group.members().collect(), corrections: &group.corrections }
    }
}

/// What a rule is about.
#[derive(Default)]
struct About {
    issues: BTreeSet<IssueId>,
    /// Itself, or all rules that count as one with it.
    rules: BTreeSet<usize>,
}

/// What a group makes of a rule: options of the issues that it moves, and which rules it gives up, of those concerned.
type View = (Vec<(IssueId, OptionId)>, Vec<usize>);

/// Whether a rule holds in a package while some rules are given up.
type Holds<'h> = dyn Fn(&Package, &[usize]) -> bool + 'h;

/// Groups whose corrections may not go together, at least two; `None` if all do, whichever are chosen.
pub(crate) fn clash(model: &Model<'_>, part: &Part, base: &Base, pieces: &[Piece<'_>]) -> Option<Vec<usize>> {
    if pieces.len() < 2 {
        return None;
    }
    let moves: Vec<BTreeSet<IssueId>> = pieces.iter().map(|p| moved(model, base, p)).collect();
    let composer = Composer { model, base, pieces, moves: &moves };
    // One issue cannot be settled by two.
    for (n, a) in moves.iter().enumerate() {
        if let Some(m) = (n + 1..moves.len()).find(|m| !a.is_disjoint(&moves[*m])) {
            return Some(vec![n, m]);
        }
    }
    part.rules
        .iter()
        .find_map(|n| match model.rules[*n].asks {
            Asks::Content(content) => composer.content(*n, content),
            Asks::Worth(party) => composer.walk_away(*n, party),
            Asks::Order(_) | Asks::Waits(_) => None,
        })
        .or_else(|| composer.orders(part))
}

/// The issues that a group settles otherwise than the base, in some of its corrections.
fn moved(model: &Model<'_>, base: &Base, piece: &Piece<'_>) -> BTreeSet<IssueId> {
    let differs = |i: &IssueId| piece.corrections.iter().any(|c| c.package.on(*i) != base.package.on(*i));
    model.case.issue_ids().filter(differs).collect()
}

struct Composer<'c, 'a> {
    model: &'c Model<'a>,
    base: &'c Base,
    pieces: &'c [Piece<'c>],
    moves: &'c [BTreeSet<IssueId>],
}

impl Composer<'_, '_> {
    /// The groups that have to do with a rule.
    fn concerned(&self, about: &About) -> Vec<usize> {
        let concerned = |g: &usize| {
            !self.moves[*g].is_disjoint(&about.issues) || !self.pieces[*g].members.is_disjoint(&about.rules)
        };
        (0..self.pieces.len()).filter(concerned).collect()
    }

    /// All that a group makes of a rule, each once.
    fn views(&self, g: usize, about: &About) -> Vec<View> {
        let issues: Vec<IssueId> = self.moves[g].intersection(&about.issues).copied().collect();
        let view = |c: &Correction| -> View {
            let options = issues.iter().map(|i| (*i, c.package.on(*i))).collect();
            (options, c.given_up.iter().copied().filter(|m| about.rules.contains(m)).collect())
        };
        let views: BTreeSet<View> = self.pieces[g].corrections.iter().map(view).collect();
        views.into_iter().collect()
    }

    /// Tries all combinations of what groups make of a rule; the groups, if it does not hold in one of them.
    fn all_hold(&self, about: &About, holds: &Holds<'_>) -> Option<Vec<usize>> {
        let concerned = self.concerned(about);
        if concerned.len() < 2 {
            return None;
        }
        let views: Vec<Vec<View>> = concerned.iter().map(|g| self.views(*g, about)).collect();
        let combinations = views.iter().fold(1_usize, |n, v| n.saturating_mul(v.len()));
        if combinations > MOST_COMBINATIONS {
            return Some(concerned);
        }
        let mut choice = vec![0; views.len()];
        let mut package = self.base.package.clone();
        for _ in 0..combinations {
            let mut given_up: Vec<usize> = Vec::new();
            for (n, v) in choice.iter().zip(&views) {
                let (options, rules) = &v[*n];
                options.iter().for_each(|(i, o)| package.0[i.index()] = *o);
                given_up.extend(rules);
            }
            if !holds(&package, &given_up) {
                return Some(concerned);
            }
            for (n, v) in choice.iter_mut().zip(&views) {
                *n = (*n + 1) % v.len();
                if *n > 0 {
                    break;
                }
            }
        }
        None
    }

    fn content(&self, rule: usize, content: &Content) -> Option<Vec<usize>> {
        let about = About { issues: named(content).into_iter().collect(), rules: BTreeSet::from([rule]) };
        self.all_hold(&about, &|package, given_up| given_up.contains(&rule) || self.model.allows(rule, package))
    }

    /// A walk-away holds if it does in the base with the worst that each group can add to it.
    fn walk_away(&self, rule: usize, party: PartyId) -> Option<Vec<usize>> {
        let (walk_away, wants) = self.model.case.walk_away(party)?;
        if !wants.additive() {
            // What groups do to bonuses does not add up: what they make of the walk-away is tried.
            let issues = weighed(self.model.case, party).into_iter().collect();
            let about = About { issues, rules: BTreeSet::from([rule]) };
            let met = |p: &Package, given_up: &[usize]| given_up.contains(&rule) || self.model.allows(rule, p);
            return self.all_hold(&about, &met);
        }
        let base = wants.sum(&self.base.package);
        let mut worst: Vec<(i128, usize)> = Vec::new();
        for (g, piece) in self.pieces.iter().enumerate() {
            let held = piece.corrections.iter().filter(|c| !c.given_up.contains(&rule));
            // Where a group cannot but give it up, nobody can break it.
            worst.push((held.map(|c| wants.sum(&c.package) - base).min()?, g));
        }
        if base + worst.iter().map(|(w, _)| w).sum::<i128>() >= wants.points_needed(walk_away.worth) {
            return None;
        }
        worst.sort_unstable();
        Some(worst.iter().take(2).map(|(_, g)| *g).collect())
    }

    /// Steps that wait for each other count as one rule, together with all rules about them.
    fn orders(&self, part: &Part) -> Option<Vec<usize>> {
        let case = self.model.case;
        let about_steps = |n: usize| waiting(case, &self.model.rules[n]);
        let mut joined = Groups::new(case.steps().len());
        for n in part.rules.iter().copied() {
            if let Some(first) = about_steps(n).next() {
                about_steps(n).for_each(|s| joined.join(first.index(), s.index()));
            }
        }
        let mut all: BTreeMap<usize, (About, BTreeSet<usize>)> = BTreeMap::new();
        for n in part.rules.iter().copied() {
            for s in about_steps(n) {
                let (about, steps) = all.entry(joined.top(s.index())).or_default();
                about.issues.extend(case.step(s).carries_out.iter().flat_map(issues_of));
                about.rules.insert(n);
                steps.insert(s.index());
            }
        }
        all.into_values().find_map(|(about, steps)| {
            self.all_hold(&about, &|package, given_up| {
                let closure = self.model.close(package, &|n| !given_up.contains(&n));
                let needed = |s: usize| self.model.needed(s) && self.model.performable(s, package);
                steps.iter().all(|s| closure.phase[*s].is_some() || !needed(*s))
            })
        })
    }
}
