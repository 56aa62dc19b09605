//! The agreement that is told where several would do: as near as can be to walk-aways that are given up, then best for
//! the party that gains least.

use super::{
    Cancel,
    local::Local,
    model::Model,
    oracle::{Found, Oracle},
    share::millionths,
};
use crate::{
    agreement::Agreement,
    case::{IssueId, OptionId, Package, PartyId, Preference, Wants},
    rule::Asks,
};

/// Packages that are few enough to look at each.
const FEW: usize = 1_000;

/// Times that a package nearer to a walk-away is asked for.
const MOST_STEPS: usize = 100;

/// Chooses agreements.
pub(crate) struct Settler<'m, 'a> {
    model: &'m Model<'a>,
    local: Local<'m, 'a>,
    issues: Vec<IssueId>,
    principals: Vec<Principal<'a>>,
    oracle: Oracle,
}

/// What a package is measured by for a party.
struct Principal<'c> {
    wants: &'c Wants,
    /// Points of its walk-away; none without one.
    least: i128,
}

/// How good a package is: less is missing to what is given up, then whoever gains least gains more, then all together.
type Standing = (i128, i128, i128);

impl<'m, 'a> Settler<'m, 'a> {
    pub(crate) fn new(model: &'m Model<'a>, cancel: Cancel) -> Self {
        let case = model.case;
        let principal = |p| {
            let Preference::Worth(wants) = &case.party(p).preference else { return None };
            let least = case.walk_away(p).map_or(0, |(w, _)| wants.points_needed(w.worth));
            Some(Principal { wants, least })
        };
        Settler {
            model,
            local: Local::new(model, 0..model.rules.len()),
            issues: case.issue_ids().collect(),
            principals: case.principals().filter_map(principal).collect(),
            oracle: Oracle::new(model, &model.whole(), cancel),
        }
    }

    /// An agreement without some members, given in order; `None` if there is none, or if the search was stopped.
    pub(crate) fn without(&mut self, given_up: &[usize]) -> Option<Agreement> {
        match self.oracle.without(given_up) {
            Found::Agreement(package) => Some(self.settled(package, given_up)),
            Found::Blame(_) | Found::Stopped => None,
        }
    }

    /// The agreement that is told where a package would do without some members.
    pub(crate) fn settled(&mut self, package: Package, given_up: &[usize]) -> Agreement {
        let held = |m: usize| given_up.binary_search(&m).is_err();
        debug_assert!(self.model.agrees(&package, &held), "what the solver finds meets the rules");
        let package = match self.best_of_all(&held) {
            Some(best) => best,
            None => self.better(package, given_up),
        };
        let order = self.model.phases(&package, &held);
        Agreement::new(self.model.case, package, order)
    }

    /// The best of all packages, where they are few.
    fn best_of_all(&self, held: &dyn Fn(usize) -> bool) -> Option<Package> {
        let case = self.model.case;
        let options = |i: &IssueId| case.issue(*i).options.len();
        let all = self.issues.iter().try_fold(1_usize, |n, i| n.checked_mul(options(i)).filter(|n| *n <= FEW))?;
        let package = |mut n: usize| {
            // The last issue turns first, so that ties go to what comes first in the file.
            let mut chosen = vec![OptionId(0); self.issues.len()];
            for i in self.issues.iter().rev() {
                chosen[i.index()] = OptionId::at(n % options(i));
                n /= options(i);
            }
            Package(chosen)
        };
        let acceptable = (0..all).map(package).filter(|p| self.model.agrees(p, held));
        let over = |p: &Package| self.principals.iter().map(|w| w.wants.sum(p) - w.least).collect::<Vec<i128>>();
        acceptable
            .map(|p| (self.standing(&over(&p)), p))
            .reduce(|best, p| if p.0 > best.0 { p } else { best })
            .map(|(_, p)| p)
    }

    /// As good a package as is found from one on.
    fn better(&mut self, mut package: Package, given_up: &[usize]) -> Package {
        for member in given_up {
            if let Asks::Worth(party) = self.model.rules[*member].asks
                && let Some((walk_away, wants)) = self.model.case.walk_away(party)
            {
                self.approach(&mut package, (party, wants), wants.points_needed(walk_away.worth), given_up);
            }
        }
        let wants: Vec<&Wants> = self.principals.iter().map(|p| p.wants).collect();
        let mut over: Vec<i128> = self.principals.iter().map(|p| p.wants.sum(&package) - p.least).collect();
        let held = |m: usize| given_up.binary_search(&m).is_err();
        let standing = |over: &[i128]| self.standing(over);
        self.local.climb(&mut package, &self.issues, &held, (&wants, &mut over), &standing);
        package
    }

    /// Looks for packages that are worth more and more to a party, up to its walk-away.
    fn approach(&mut self, package: &mut Package, (party, wants): (PartyId, &Wants), least: i128, given_up: &[usize]) {
        for _ in 0..MOST_STEPS {
            let points = wants.sum(package);
            if points >= least {
                return;
            }
            let more = self.oracle.reaches(party, wants, points + 1);
            match self.oracle.aim(given_up, &[more], &[]) {
                Some(better) => *package = better,
                None => return,
            }
        }
    }

    /// How good what parties get over their walk-aways is for all of them together.
    fn standing(&self, over: &[i128]) -> Standing {
        let mut standing: Standing = (0, i128::MAX, 0);
        for (o, p) in over.iter().zip(&self.principals) {
            // Millionths of worth, so that parties compare.
            let over = millionths(*o, p.wants.scale());
            standing = (standing.0 + over.min(0), standing.1.min(over), standing.2 + over);
        }
        standing
    }
}
