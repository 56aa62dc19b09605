//! What the definitions say about a small case, by trying every package and every set of members.

use std::collections::HashMap;

use crate::{
    order::Rules,
    spec::{Content, Hundredths, Insists, Member, Package, Pattern, Set, Spec, first, list, set},
};

/// A case and all that the definitions say about it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) spec: Spec,
    /// What can be given up; sets of members mean places in this list.
    pub(crate) members: Vec<Member>,
    /// For every set of members: whether an agreement is possible while they hold.
    pub(crate) possible: Vec<bool>,
    pub(crate) acceptable_packages: u64,
    /// Minimal sets of members that cannot hold together, smallest first, then in the order of the file.
    pub(crate) conflicts: Vec<Set>,
    /// Minimal sets whose giving-up makes an agreement possible, cheapest first, then fewest, then as in the file.
    pub(crate) ways_out: Vec<Set>,
    /// Members that conflicts join, each knot with its own ways out, ordered likewise.
    pub(crate) knots: Vec<(Set, Vec<Set>)>,
}

impl Judged {
    pub(crate) fn new(spec: &Spec) -> Self {
        let mut judge = Judge::new(spec);
        let members = spec.members();
        let possible = (0..=first(members.len())).map(|held| judge.possible(held, judge.background())).collect();
        let acceptable_packages =
            judge.packages.iter().filter(|p| p.broken_constraints == 0 && p.broken_members == 0).count() as u64;
        let mut judged = Judged {
            spec: spec.clone(),
            members,
            possible,
            acceptable_packages,
            conflicts: vec![],
            ways_out: vec![],
            knots: vec![],
        };
        if judged.verdict() == "blocked" {
            judged.conflicts = judged.find_conflicts();
            judged.ways_out = judged.find_ways_out(judged.all());
            let knots = judged.find_knots();
            judged.knots = knots.iter().map(|knot| (*knot, judged.find_ways_out(*knot))).collect();
        }
        judged
    }

    /// Every member.
    pub(crate) fn all(&self) -> Set {
        first(self.members.len())
    }

    pub(crate) fn possible(&self, held: Set) -> bool {
        self.possible[held as usize]
    }

    pub(crate) fn verdict(&self) -> &'static str {
        match (self.possible(0), self.possible(self.all())) {
            (false, _) => "impossible",
            (true, false) => "blocked",
            (true, true) => "open",
        }
    }

    /// What giving all of these up costs; `None` if one is absolute.
    pub(crate) fn cost(&self, given_up: Set) -> Option<Hundredths> {
        list(given_up).iter().map(|m| self.spec.cost(self.members[*m])).sum()
    }

    /// The members of one party.
    pub(crate) fn of_party(&self, party: usize) -> Set {
        let own: Vec<_> = (0..self.members.len()).filter(|m| self.spec.owner(self.members[*m]) == party).collect();
        set(&own)
    }

    fn find_conflicts(&self) -> Vec<Set> {
        let minimal = |s: &Set| !self.possible(*s) && parts(*s).all(|part| self.possible(part));
        let mut found: Vec<Set> = (0..=self.all()).filter(minimal).collect();
        found.sort_by_key(|s| (s.count_ones(), list(*s)));
        found
    }

    /// The ways out where nothing but the members in `of` is demanded.
    fn find_ways_out(&self, of: Set) -> Vec<Set> {
        let opens = |s: Set| self.possible(of & !s);
        let minimal = |s: &Set| s & !of == 0 && self.cost(*s).is_some() && opens(*s) && !parts(*s).any(opens);
        let mut found: Vec<Set> = (0..=of).filter(minimal).collect();
        found.sort_by_key(|s| (self.cost(*s), s.count_ones(), list(*s)));
        found
    }

    /// Sets of members that conflicts join, in the order in which their first conflicts are told.
    fn find_knots(&self) -> Vec<Set> {
        let mut knots: Vec<Set> = vec![];
        for conflict in &self.conflicts {
            let (joined, apart): (Vec<Set>, Vec<Set>) = knots.iter().partition(|knot| *knot & conflict != 0);
            knots = apart;
            knots.push(joined.iter().fold(*conflict, |all, knot| all | knot));
        }
        knots.sort_by_key(|knot| self.conflicts.iter().position(|conflict| conflict & knot != 0));
        knots
    }
}

/// The proper subsets of a set, the empty one included.
pub(crate) fn parts(whole: Set) -> impl Iterator<Item = Set> {
    (0..whole).filter(move |part| part & !whole == 0)
}

/// What is never given up: the constraints that hold and the steps that keep the waits of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Background {
    pub(crate) constraints: Set,
    pub(crate) steps: Set,
}

/// A package and all that it breaks.
#[derive(Debug)]
struct Weighed {
    broken_constraints: Set,
    /// Content demands and walk-aways, by their places in the list of members.
    broken_members: Set,
    performable: Set,
}

/// Tries packages and orders.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    spec: &'a Spec,
    packages: Vec<Weighed>,
    /// Orders already tried, by what can be performed, what is held and what waits.
    orders: HashMap<(Set, Set, Set), bool>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(spec: &'a Spec) -> Self {
        let packages = spec
            .packages()
            .iter()
            .map(|p| Weighed {
                broken_constraints: broken_constraints(spec, p),
                broken_members: broken_members(spec, p),
                performable: performable(spec, p),
            })
            .collect();
        Judge { spec, packages, orders: HashMap::new() }
    }

    /// The whole background of the case.
    pub(crate) fn background(&self) -> Background {
        Background { constraints: first(self.spec.constraints.len()), steps: first(self.spec.steps.len()) }
    }

    /// Whether some package, with some order of steps, meets the members held and the background given.
    pub(crate) fn possible(&mut self, held: Set, background: Background) -> bool {
        let demands = held & first(self.spec.demands.len());
        let orders = &mut self.orders;
        self.packages.iter().any(|p| {
            p.broken_constraints & background.constraints == 0
                && p.broken_members & held == 0
                && *orders
                    .entry((p.performable, demands, background.steps))
                    .or_insert_with(|| Rules::new(self.spec, p.performable, demands, background.steps).possible())
        })
    }
}

/// The constraints that a package breaks.
pub(crate) fn broken_constraints(spec: &Spec, package: &Package) -> Set {
    let broken = |c: &usize| !allows(&spec.constraints[*c].1, package);
    set(&(0..spec.constraints.len()).filter(broken).collect::<Vec<_>>())
}

/// The content demands and walk-aways that a package breaks, by their places in the list of members.
pub(crate) fn broken_members(spec: &Spec, package: &Package) -> Set {
    let members = spec.members();
    let broken = |m: &usize| match members[*m] {
        Member::Demand(d) => match &spec.demands[d].insists {
            Insists::Content(content) => !allows(content, package),
            Insists::After(..) | Insists::Together(_) => false,
        },
        Member::WalkAway(p) => {
            let (least, _) = spec.parties[p].walk_away.expect("a member has one");
            let (n, d) = worth(spec, p, package).expect("who has a walk-away has wants");
            n < i128::from(least) * d
        }
    };
    set(&(0..members.len()).filter(broken).collect::<Vec<_>>())
}

/// The steps that can be performed in a package.
pub(crate) fn performable(spec: &Spec, package: &Package) -> Set {
    let can = |s: &usize| spec.steps[*s].carries_out.as_ref().is_none_or(|pattern| matches(pattern, package));
    set(&(0..spec.steps.len()).filter(can).collect::<Vec<_>>())
}

/// What a package is worth to a party, in hundredths, as numerator and denominator: the weighted mean of what its
/// options are worth, and the bonuses. `None` where the file does not say what the party wants.
pub(crate) fn worth(spec: &Spec, party: usize, package: &Package) -> Option<(i128, i128)> {
    let wants = spec.parties[party].wants.as_ref()?;
    let party = &spec.parties[party];
    // Weights in hundredths, each over the same denominator.
    let (weights, under) = match &party.order {
        Some(tiers) => centroids(tiers, wants.len()),
        None => (wants.iter().map(|w| w.as_ref().map_or(0, |(weight, _)| i128::from(*weight))).collect(), 1),
    };
    let total = match party.measure.as_ref().and_then(|m| m.total) {
        Some(total) => i128::from(total) * under,
        None => weights.iter().sum::<i128>().max(1),
    };
    let mut worth = (0, 1);
    for (issue, weighted) in wants.iter().enumerate() {
        if let Some((_, values)) = weighted {
            let best = party.measure.as_ref().map_or(10_000, |m| i128::from(m.best[issue]));
            worth = plus(worth, (weights[issue] * i128::from(values[package[issue]]), total * best));
        }
    }
    let out_of = party.measure.as_ref().map_or(10_000, |m| i128::from(m.out_of));
    for bonus in party.bonuses.iter().filter(|b| matches(&b.when, package) != b.unless) {
        worth = plus(worth, (i128::from(bonus.worth), out_of));
    }
    Some(plus((worth.0 * 10_000, worth.1), (0, 1)))
}

/// The rank-order centroids of an order of few issues, in hundredths, over the denominator that comes with them: with n
/// issues, the k-th counts the mean of what the k-th can count where weights fall and sum up to one.
fn centroids(tiers: &[Vec<usize>], issues: usize) -> (Vec<i128>, i128) {
    let n = tiers.iter().map(Vec::len).sum::<usize>();
    let mut weights = vec![0; issues];
    let mut before = 0;
    for tier in tiers {
        let places = before..before + tier.len();
        // 12 divides by all places that there are, and by all lengths of ties.
        let sum: i128 = places.map(|k| (k + 1..=n).map(|j| 12 / j as i128).sum::<i128>()).sum();
        tier.iter().for_each(|issue| weights[*issue] = 100 * 12 * sum / tier.len() as i128);
        before += tier.len();
    }
    (weights, 144 * n.max(1) as i128)
}

fn plus(a: (i128, i128), b: (i128, i128)) -> (i128, i128) {
    let (n, d) = (a.0 * b.1 + b.0 * a.1, a.1 * b.1);
    let (mut divisor, mut rest) = (d, n.abs());
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (n / divisor, d / divisor)
}

fn allows(content: &Content, package: &Package) -> bool {
    match content {
        Content::Require(p) => matches(p, package),
        Content::Never(p) => !matches(p, package),
        Content::IfThen(p, q) => !matches(p, package) || matches(q, package),
    }
}

fn matches(pattern: &Pattern, package: &Package) -> bool {
    pattern.iter().any(|table| table.iter().all(|(issue, options)| options.contains(&package[*issue])))
}
