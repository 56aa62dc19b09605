//! The packages that are looked at, as numbers: what each is worth to whom, and which are ruled out.

use num_bigint::BigUint;

use crate::{
    case::{Case, Content, Insists, Package, PartyId, Preference, Wants},
    number::Exact,
    question::Cancel,
    rule::{Asks, Origin},
    search::{
        diagram::{Diagram, Paid, Plan},
        model::{Model, Setting},
    },
};

/// Most edges of a diagram in which packages are counted.
const MOST_EDGES: usize = 4_000_000;

/// A party whose worth counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) party: PartyId,
    pub(super) wants: &'a Wants,
    /// Fewest points that it accepts, where it has a walk-away that holds.
    pub(super) floor: Option<i128>,
    /// Its walk-away, whether it holds or was given up.
    pub(super) walk_away: Option<Exact>,
}

/// The packages that are looked at.
#[derive(Debug)]
pub(super) struct Space<'a> {
    pub(super) case: &'a Case,
    pub(super) model: Model<'a>,
    /// Principals whose wants are known, in the order of the file.
    pub(super) sides: Vec<Side<'a>>,
    /// Principals whose wants are not.
    pub(super) unweighed: Vec<PartyId>,
}

impl<'a> Space<'a> {
    pub(super) fn new(case: &'a Case, setting: &Setting) -> Self {
        let (mut sides, mut unweighed) = (Vec::new(), Vec::new());
        for party in case.principals() {
            match &case.party(party).preference {
                Preference::Worth(wants) => {
                    let walk_away = case.walk_away(party).map(|(w, _)| w.worth);
                    let held = walk_away.filter(|_| !setting.void.contains(&Origin::WalkAway(party)));
                    let floor = held.map(|w| wants.points_needed(w));
                    sides.push(Side { party, wants, floor, walk_away });
                }
                _ => unweighed.push(party),
            }
        }
        Space { case, model: Model::new(case, setting), sides, unweighed }
    }

    /// For each issue, the options that may be chosen.
    fn options(&self) -> Vec<Vec<usize>> {
        let mut options: Vec<Vec<usize>> = self.case.issues().iter().map(|i| (0..i.options.len()).collect()).collect();
        for (issue, option) in &self.model.settled {
            options[issue.index()].retain(|o| *o == option.index());
        }
        options
    }

    /// The plan of a diagram of all packages that constraints allow, and that demands allow too where they are `held`.
    pub(super) fn plan(&self, held: bool) -> Plan<'_> {
        let rules = self.model.rules.iter().filter(|r| held || matches!(r.origin, Origin::Constraint(_)));
        Plan {
            options: self.options(),
            points: self.sides.iter().map(|s| s.wants.points.as_slice()).collect(),
            bonuses: self.bonuses(),
            rules: rules
                .filter_map(|r| if let Asks::Content(c) = r.asks { Some(c) } else { None })
                .collect::<Vec<&Content>>(),
        }
    }

    /// How many packages constraints allow, and demands too where they are `held`; `None` where that was not counted.
    pub(super) fn allowed(&self, held: bool, cancel: &Cancel) -> Option<BigUint> {
        let plan = Plan { bonuses: Vec::new(), ..self.plan(held) };
        Diagram::new(&plan, MOST_EDGES, cancel).ok().map(|d| d.packages())
    }

    /// Whether no party would refuse any package, as far as the worst on each issue and of each bonus tells.
    pub(super) fn all_accept(&self) -> bool {
        self.sides.iter().all(|s| {
            let rows: i128 = s.wants.points.iter().map(|row| row.iter().copied().min().unwrap_or(0)).sum();
            let paid: i128 = s.wants.bonuses().iter().map(|b| b.points.min(0)).sum();
            s.floor.is_none_or(|floor| rows + paid >= floor)
        })
    }

    fn bonuses(&self) -> Vec<Paid<'_>> {
        let of = |(party, side): (usize, &Side<'a>)| {
            let wants = side.wants;
            wants.bonuses().iter().map(move |b| Paid { party, when: &b.when, unless: b.unless, points: b.points })
        };
        self.sides.iter().enumerate().flat_map(of).collect()
    }

    /// Whether constraints, and demands about content that hold, allow a package; walk-aways aside.
    pub(super) fn allows(&self, package: &Package) -> bool {
        let rules = &self.model.rules;
        (0..rules.len()).filter(|n| matches!(rules[*n].asks, Asks::Content(_))).all(|n| self.model.allows(n, package))
    }

    /// Whether any demand is about the order of steps.
    pub(super) fn has_order(&self) -> bool {
        !self.case.steps().is_empty() && self.case.demands().iter().any(|d| matches!(d.insists, Insists::Order(_)))
            || self.case.steps().iter().any(|s| !s.waits.is_empty())
    }
}
