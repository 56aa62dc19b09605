use super::*;
use crate::{
    case::{Case, PartyId},
    deals::lot::Lot,
    roadmap::trials,
};

/// The largest exposure, and the sum of all.
type Measure = (Exact, Exact);

/// Acts and what is taken for weakened, by lot.
struct Trial {
    case: Case,
    graph: Graph,
    stakes: Stakes,
    credit: Vec<bool>,
    acts: Vec<Vec<usize>>,
}

impl Trial {
    fn new(seed: u64, steps: usize, most: usize, weak: u64) -> Trial {
        let mut lot = Lot(seed);
        let case = trials::case(&mut lot, steps);
        let graph = trials::graph(&case);
        let credit = graph.clauses.iter().map(|_| lot.chance(weak)).collect();
        let acts = trials::order(&mut lot, steps, most);
        Trial { stakes: Stakes::of(&case).unwrap(), graph, credit, acts, case }
    }

    /// Whether an order does nothing before what it waits for, by the definition.
    fn allows(&self, order: &[Vec<usize>]) -> bool {
        let when = |s: &usize| order.iter().position(|act| act.contains(s));
        self.graph.clauses.iter().zip(&self.credit).all(|(clause, credit)| {
            let Some(at) = when(&clause.step) else { return true };
            clause.on_credit || *credit || clause.any.iter().filter_map(when).any(|first| first <= at)
        })
    }

    fn parties(&self) -> Vec<PartyId> {
        self.stakes.parties().to_vec()
    }

    /// The largest net exposure, and all net exposures of all moments added up.
    fn measure(&self, order: &[Vec<usize>]) -> Measure {
        let (mut largest, mut sum) = (Exact::ZERO, Exact::ZERO);
        for k in 0..order.len() {
            let done: Vec<usize> = order[..=k].iter().flatten().copied().collect();
            for party in self.parties() {
                let net = trials::net(&self.case, party, &done);
                largest = largest.max(net);
                sum = sum.plus(net).unwrap();
            }
        }
        (largest, sum)
    }

    fn safest(&self, budget: &Budget) -> Option<Safest> {
        safest(&self.graph, &self.credit, &self.acts, &self.stakes, budget)
    }

    fn problem(&self) -> Problem {
        Problem::new(&self.graph, &self.credit, &self.acts, &self.stakes)
    }

    /// The best of all orders: least exposure, then least sum, then earliest in the file.
    fn brute(&self) -> Option<(Measure, Vec<Vec<usize>>)> {
        let mut acts = self.acts.clone();
        acts.iter_mut().for_each(|a| a.sort_unstable());
        acts.sort();
        let mut orders = Vec::new();
        permute(&acts, &mut Vec::new(), &mut orders);
        let allowed = orders.into_iter().filter(|o| self.allows(o));
        allowed.map(|o| (self.measure(&o), o)).min()
    }
}

fn permute(left: &[Vec<usize>], order: &mut Vec<Vec<usize>>, all: &mut Vec<Vec<Vec<usize>>>) {
    if left.is_empty() {
        all.push(order.clone());
    }
    for n in 0..left.len() {
        let mut rest = left.to_vec();
        order.push(rest.remove(n));
        permute(&rest, order, all);
        order.pop();
    }
}

fn numbers(order: &[Vec<StepId>]) -> Vec<Vec<usize>> {
    order.iter().map(|act| act.iter().map(|s| s.index()).collect()).collect()
}

fn named(problem: &Problem, found: &Found) -> Vec<Vec<usize>> {
    found.order.iter().map(|a| problem.acts[*a].clone()).collect()
}

#[test]
fn no_order_of_all_is_safer() {
    let (mut none, mut some, mut joint) = (0, 0, 0);
    for seed in 0..4000 {
        let most = [2, 3, 4, 5, 5, 6][seed as usize % 6];
        let trial = Trial::new(seed, most + 1, most, [0, 30, 60, 90][seed as usize / 6 % 4]);
        let found = trial.safest(&Budget::default());
        let Some(((largest, _), order)) = trial.brute() else {
            assert_eq!(found, None, "{seed}");
            none += 1;
            continue;
        };
        let found = found.unwrap();
        assert_eq!((found.exposure, found.at_least, found.proven), (largest, largest, true), "{seed}");
        assert_eq!(numbers(&found.order), order, "{seed}");
        some += 1;
        joint += usize::from(order.iter().any(|a| a.len() > 1));

        let problem = trial.problem();
        // Without what the wide search finds, the same.
        let alone = subsets::least(&problem, i128::MAX - 1, &Budget::default()).unwrap();
        assert_eq!(named(&problem, &alone), order, "{seed}");
        let wide = wide::least(&problem, &Budget::default());
        assert_eq!(trial.stakes.exact(wide.exposure), largest, "{seed}");
        assert_eq!(wide.at_least, wide.exposure, "{seed}");
        let order = named(&problem, &wide);
        assert!(trial.allows(&order), "{seed}");
        assert_eq!(trial.measure(&order).0, largest, "{seed}");
    }
    assert!(none > 500 && some > 1500 && joint > 300, "{none} {some} {joint}");
}

#[test]
fn of_seven_acts_no_order_is_safer() {
    for seed in 0..12 {
        let trial = Trial::new(seed, 8, 7, 70);
        let found = trial.safest(&Budget::default());
        let brute = trial.brute();
        assert_eq!(found.map(|f| (f.exposure, numbers(&f.order))), brute.map(|((e, _), o)| (e, o)), "{seed}");
    }
}

#[test]
fn a_search_that_is_cut_says_what_it_knows() {
    let (mut cut, mut through) = (0, 0);
    for seed in 0..600 {
        let trial = Trial::new(seed, 16, 12, 75);
        let Some(best) = trial.safest(&Budget::default()) else { continue };
        let problem = trial.problem();
        for effort in [0, 3, 20, 100_000] {
            let found = wide::least(&problem, &Budget { effort, ..Budget::default() });
            let (most, least) = (trial.stakes.exact(found.exposure), trial.stakes.exact(found.at_least));
            assert!(least <= best.exposure && best.exposure <= most, "{seed} {effort}");
            let order = named(&problem, &found);
            assert!(trial.allows(&order), "{seed} {effort}");
            assert_eq!(trial.measure(&order).0, most, "{seed} {effort}");
            assert!(effort < 100_000 || most == least, "{seed}");
            cut += usize::from(least < most);
            through += usize::from(least == most);
        }
    }
    assert!(cut > 50 && through > 300, "{cut} {through}");
}

#[test]
fn stopped_from_outside_it_still_tells_an_order() {
    let trial = Trial::new(7, 30, 26, 100);
    let budget = Budget::default();
    budget.cancel.stop();
    let found = trial.safest(&budget).unwrap();
    assert!(trial.allows(&numbers(&found.order)));
    assert_eq!(trial.measure(&numbers(&found.order)).0, found.exposure);
    assert!(found.at_least <= found.exposure);
}

#[test]
fn no_acts_and_acts_that_wait_for_others() {
    let trial = Trial::new(3, 4, 4, 100);
    let nothing = safest(&trial.graph, &trial.credit, &[], &trial.stakes, &Budget::default()).unwrap();
    assert_eq!((nothing.order.len(), nothing.exposure, nothing.proven), (0, Exact::ZERO, true));
}
