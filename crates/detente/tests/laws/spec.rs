//! A small case in words of its own. Nothing here, and nothing that judges it, comes from the library.

/// A number with two decimals, held as hundredths: 33.3 is 3330.
pub(crate) type Hundredths = i64;

/// One option per issue, by number.
pub(crate) type Package = Vec<usize>;

/// A set of members, steps or constraints: bit `n` stands for the one with number `n` in the file.
pub(crate) type Set = u32;

/// The tables of a pattern, one of which must match; each lists issues and the options allowed.
pub(crate) type Pattern = Vec<Vec<(usize, Vec<usize>)>>;

/// One small case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    pub(crate) parties: Vec<Party>,
    /// Name and number of options.
    pub(crate) issues: Vec<(String, usize)>,
    pub(crate) constraints: Vec<(String, Content)>,
    pub(crate) steps: Vec<Step>,
    pub(crate) demands: Vec<Demand>,
    /// How the file is laid out; must not matter for any answer.
    pub(crate) layout: u64,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) principal: bool,
    pub(crate) wants: Option<Wants>,
    pub(crate) walk_away: Option<(Hundredths, Firmness)>,
    /// What is paid beside; only where there are wants.
    pub(crate) bonuses: Vec<Bonus>,
    pub(crate) measure: Option<Measure>,
    /// Instead of weights: the issues by how much they count, most first, ties in a list.
    pub(crate) order: Option<Vec<Vec<usize>>>,
    /// Weights and values are written as ranges that reach so far to both sides, where the bounds allow it.
    pub(crate) spread: Hundredths,
}

#[derive(Debug, Clone)]
pub(crate) struct Bonus {
    pub(crate) when: Pattern,
    pub(crate) unless: bool,
    pub(crate) worth: Hundredths,
}

/// The scale of another program.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) total: Option<Hundredths>,
    /// For each issue.
    pub(crate) best: Vec<Hundredths>,
    pub(crate) out_of: Hundredths,
}

/// Weight and worth of each option, issue by issue; `None` where the party does not care for the issue.
pub(crate) type Wants = Vec<Option<(Hundredths, Vec<Hundredths>)>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Firmness {
    /// Not written: medium for a demand, absolute for a walk-away.
    Unsaid,
    Low,
    Medium,
    High,
    Cost(Hundredths),
    Absolute,
}

impl Firmness {
    /// What giving up costs; `None`: it will not.
    pub(crate) fn cost(self, unsaid: Option<Hundredths>) -> Option<Hundredths> {
        match self {
            Firmness::Unsaid => unsaid,
            Firmness::Low => Some(2_000),
            Firmness::Medium => Some(5_000),
            Firmness::High => Some(8_000),
            Firmness::Cost(c) => Some(c),
            Firmness::Absolute => None,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Require(Pattern),
    Never(Pattern),
    IfThen(Pattern, Pattern),
}

/// What a step waits for: all of the first list, one of each list of the second, and, sometime, all of the third.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Waits {
    pub(crate) all: Vec<usize>,
    pub(crate) any: Vec<Vec<usize>>,
    pub(crate) on_credit: Vec<usize>,
}

impl Waits {
    /// All of these must come first.
    pub(crate) fn all(steps: &[usize]) -> Waits {
        Waits { all: steps.to_vec(), ..Waits::default() }
    }

    /// One of these must come first.
    pub(crate) fn any(steps: &[usize]) -> Waits {
        Waits { any: vec![steps.to_vec()], ..Waits::default() }
    }

    /// All of these must be done sometime.
    pub(crate) fn on_credit(steps: &[usize]) -> Waits {
        Waits { on_credit: steps.to_vec(), ..Waits::default() }
    }

    /// Every list, those of a kind together.
    pub(crate) fn lists(&mut self) -> impl Iterator<Item = &mut Vec<usize>> {
        [&mut self.all, &mut self.on_credit].into_iter().chain(&mut self.any)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.on_credit.is_empty()
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Insists {
    Content(Content),
    /// The step waits for others.
    After(usize, Waits),
    Together(Vec<usize>),
}

#[derive(Debug, Clone)]
pub(crate) struct Demand {
    pub(crate) name: String,
    pub(crate) party: usize,
    pub(crate) insists: Insists,
    pub(crate) firmness: Firmness,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) by: Vec<usize>,
    pub(crate) waits: Waits,
    pub(crate) carries_out: Option<Pattern>,
    pub(crate) optional: bool,
}

/// What a party can give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Demand(usize),
    /// The walk-away of this party.
    WalkAway(usize),
}

impl Spec {
    /// Demands in the order of the file, then walk-aways in the order of the principals who have them.
    pub(crate) fn members(&self) -> Vec<Member> {
        let demands = (0..self.demands.len()).map(Member::Demand);
        let counts = |p: &usize| self.parties[*p].principal && self.parties[*p].walk_away.is_some();
        demands.chain((0..self.parties.len()).filter(counts).map(Member::WalkAway)).collect()
    }

    /// What giving a member up costs; `None`: it is absolute.
    pub(crate) fn cost(&self, member: Member) -> Option<Hundredths> {
        match member {
            Member::Demand(d) => self.demands[d].firmness.cost(Some(5_000)),
            Member::WalkAway(p) => self.parties[p].walk_away.and_then(|(_, firmness)| firmness.cost(None)),
        }
    }

    /// Whose member it is.
    pub(crate) fn owner(&self, member: Member) -> usize {
        match member {
            Member::Demand(d) => self.demands[d].party,
            Member::WalkAway(p) => p,
        }
    }

    /// Whether one party asks for some steps as one act and for one of them only after others of these: no case is so.
    pub(crate) fn contradicts_itself(&self) -> bool {
        self.demands.iter().any(|one| {
            let Insists::Together(act) = &one.insists else { return false };
            self.demands.iter().filter(|other| other.party == one.party).any(|other| match &other.insists {
                Insists::After(step, waits) => {
                    let within = |any: &Vec<usize>| any.iter().all(|s| act.contains(s));
                    let one_of_all = waits.all.iter().any(|s| act.contains(s));
                    act.contains(step) && (one_of_all || waits.any.iter().any(within))
                }
                _ => false,
            })
        })
    }

    /// Every choice of one option per issue.
    pub(crate) fn packages(&self) -> Vec<Package> {
        let mut all = vec![vec![]];
        for (_, options) in &self.issues {
            all = all.iter().flat_map(|p| (0..*options).map(move |o| [p.as_slice(), &[o]].concat())).collect();
        }
        all
    }
}

/// The numbers in a set, lowest first.
pub(crate) fn list(set: Set) -> Vec<usize> {
    (0..Set::BITS as usize).filter(|n| set >> n & 1 == 1).collect()
}

/// The set of these numbers.
pub(crate) fn set(numbers: &[usize]) -> Set {
    numbers.iter().fold(0, |s, n| s | 1 << n)
}

/// The set of the first `n` numbers.
pub(crate) fn first(n: usize) -> Set {
    (1 << n) - 1
}
