//! An order of issues in which those that statements and constraints name together stand near each other.
//!
//! FORCE (Aloul, Markov & Sakallah, GLSVLSI 2003): each goes to the middle of those that it is named with, again and again;
//! then single issues are moved to where they disturb least.

/// Rounds of the first kind.
const ROUNDS: usize = 100;
/// Looks at an issue in an order, of the second kind.
const MOST_LOOKS: usize = 60_000_000;

/// The order, as the numbers of the issues from first to last; `sets` are those that are named together.
pub(super) fn order(issues: usize, sets: &[Vec<usize>]) -> Vec<usize> {
    let sets: Vec<&Vec<usize>> = sets.iter().filter(|s| s.len() > 1).collect();
    let starts = [(0..issues).collect(), joined(issues, &sets)];
    let gathered = starts.map(|start| gather(start, &sets));
    let best = gathered.into_iter().min_by_key(|o| cost(o, &sets)).expect("there are two");
    settle(best, &sets)
}

/// How much is open: for each place, the square of the number of sets that begin before and end after it.
fn cost(order: &[usize], sets: &[&Vec<usize>]) -> u64 {
    let place = places(order);
    let mut change = vec![0_i64; order.len() + 1];
    for set in sets {
        let at = set.iter().map(|i| place[*i]);
        change[at.clone().min().expect("no set is empty")] += 1;
        change[at.max().expect("no set is empty")] -= 1;
    }
    let mut open = 0;
    change
        .iter()
        .map(|c| {
            open += c;
            open.unsigned_abs().pow(2)
        })
        .sum()
}

fn places(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, i)| place[*i] = at);
    place
}

/// Each issue after those that it shares a set with.
fn joined(issues: usize, sets: &[&Vec<usize>]) -> Vec<usize> {
    let (mut order, mut seen) = (Vec::new(), vec![false; issues]);
    for first in 0..issues {
        let mut waiting = std::collections::VecDeque::from([first]);
        while let Some(issue) = waiting.pop_front() {
            if !std::mem::replace(&mut seen[issue], true) {
                order.push(issue);
                waiting.extend(sets.iter().filter(|s| s.contains(&issue)).flat_map(|s| s.iter().copied()));
            }
        }
    }
    order
}

fn gather(mut order: Vec<usize>, sets: &[&Vec<usize>]) -> Vec<usize> {
    let mut best = (cost(&order, sets), order.clone());
    for _ in 0..ROUNDS {
        let place = places(&order);
        let mut pull = vec![(0_u64, 0_u64); order.len()];
        for set in sets {
            let middle = set.iter().map(|i| 1024 * place[*i] as u64).sum::<u64>() / set.len() as u64;
            set.iter().for_each(|i| pull[*i] = (pull[*i].0 + middle, pull[*i].1 + 1));
        }
        let goes_to = |i: usize| pull[i].0.checked_div(pull[i].1).unwrap_or(1024 * place[i] as u64);
        let before = order.clone();
        order.sort_by_key(|i| goes_to(*i));
        let now = cost(&order, sets);
        if now < best.0 {
            best = (now, order.clone());
        }
        if order == before {
            break;
        }
    }
    best.1
}

fn settle(mut order: Vec<usize>, sets: &[&Vec<usize>]) -> Vec<usize> {
    let each = order.len() + sets.iter().map(|s| s.len()).sum::<usize>();
    let mut looks = MOST_LOOKS / each.max(1);
    let mut best = cost(&order, sets);
    loop {
        let before = best;
        for issue in 0..order.len() {
            if looks < order.len() {
                return order;
            }
            looks -= order.len();
            let at = order.iter().position(|i| *i == issue).expect("it stands somewhere");
            order.remove(at);
            let mut found = (best, at);
            for to in 0..=order.len() {
                order.insert(to, issue);
                let now = cost(&order, sets);
                if now < found.0 {
                    found = (now, to);
                }
                order.remove(to);
            }
            order.insert(found.1, issue);
            best = found.0;
        }
        if best == before {
            return order;
        }
    }
}
