//! Which parts of the space of vectors are searched, and with which weights.

use super::{
    bound::{Direction, fit},
    compress::Problem,
    front::Front,
    local,
    node::Space,
    search::{End, Search, Work, axes},
};

type Bounds = Vec<(Vec<i128>, i128)>;

/// Finds all undominated vectors of a problem.
pub(super) fn search(problem: &Problem, front: &mut Front, work: &mut Work<'_>, bounds: &mut Bounds) {
    local::climb(problem, &starts(problem), front, work);
    let mut found = Vec::new();
    match problem.parties() {
        2 => two(problem, front, work, &mut found),
        _ => {
            let mut directions = axes(problem);
            if problem.parties() > 1 {
                directions.insert(0, Direction::new(problem, balanced(problem, &vec![1; problem.parties()])));
            }
            let space = Space::new(problem, directions);
            Search::new(&space, problem.floors.clone(), None, front, work).run(&mut found);
        }
    }
    for (weights, most) in found {
        match bounds.iter_mut().find(|(w, _)| *w == weights) {
            Some((_, known)) => *known = (*known).min(most),
            None => bounds.push((weights, most)),
        }
    }
}

/// Weights by which parties count in such proportions, if each is measured by all that it could gain or lose.
fn balanced(problem: &Problem, proportions: &[i128]) -> Vec<i128> {
    let most = problem.reach.iter().copied().max().unwrap_or(0).max(1);
    let digits = (128 - most.leading_zeros()).saturating_sub(90);
    let weight = |(proportion, reach): (&i128, &i128)| proportion * ((most >> digits << 12) / (reach >> digits).max(1));
    fit(problem, proportions.iter().zip(&problem.reach).map(weight).collect())
}

fn starts(problem: &Problem) -> Vec<Vec<i128>> {
    let parties = problem.parties();
    let mut proportions: Vec<Vec<i128>> = Vec::new();
    for a in 0..parties {
        for b in 0..parties {
            for n in 1..16 {
                let mut weights = vec![if parties > 2 { 1 } else { 0 }; parties];
                weights[a] += n * n;
                weights[b] += (16 - n) * (16 - n);
                proportions.push(weights);
            }
        }
    }
    proportions.sort_unstable();
    proportions.dedup();
    proportions.iter().map(|p| balanced(problem, p)).collect()
}

/// What lies between two vectors of the hull: more than the left for the first party, more than the right for the second.
#[derive(Debug, Clone)]
struct Strip {
    left: Option<Vec<i128>>,
    right: Option<Vec<i128>>,
}

fn two(problem: &Problem, front: &mut Front, work: &mut Work<'_>, bounds: &mut Bounds) {
    let mut strips = Strip { left: None, right: None }.split(front);
    while let Some(strip) = strips.pop() {
        let low = vec![
            strip.left.as_ref().map_or(problem.floors[0], |l| (l[0] + 1).max(problem.floors[0])),
            strip.right.as_ref().map_or(problem.floors[1], |r| (r[1] + 1).max(problem.floors[1])),
        ];
        let weights = match (&strip.left, &strip.right) {
            (Some(left), Some(right)) => fit(problem, vec![left[1] - right[1], right[0] - left[0]]),
            (Some(_), None) => balanced(problem, &[64, 1]),
            (None, Some(_)) => balanced(problem, &[1, 64]),
            (None, None) => balanced(problem, &[1, 1]),
        };
        let sum = |v: &Vec<i128>| v.iter().zip(&weights).map(|(x, w)| x * w).sum::<i128>();
        let line = match (&strip.left, &strip.right) {
            (Some(left), Some(right)) => sum(left).max(sum(right)),
            _ => i128::MIN,
        };
        let mut directions = vec![Direction::new(problem, weights)];
        directions.extend(axes(problem));
        let space = Space::new(problem, directions);
        match Search::new(&space, low, Some(line), front, work).run(bounds) {
            End::Done => {}
            End::Cut => return,
            End::Better => strips.extend(strip.split(front)),
        }
    }
}

impl Strip {
    /// The strips between the vectors of the hull of what was found in this one.
    fn split(&self, front: &Front) -> Vec<Strip> {
        let mut inside: Vec<Vec<i128>> = front
            .vectors()
            .filter(|v| self.left.as_ref().is_none_or(|l| v[0] > l[0]))
            .filter(|v| self.right.as_ref().is_none_or(|r| v[1] > r[1]))
            .map(<[i128]>::to_vec)
            .collect();
        inside.sort_unstable();
        // Where something was found that dominates an end, the end moves.
        let left = self.left.as_ref().map(|l| vec![l[0], inside.iter().map(|v| v[1]).fold(l[1], i128::max)]);
        let right = self.right.as_ref().map(|r| vec![inside.iter().map(|v| v[0]).fold(r[0], i128::max), r[1]]);
        let mut hull: Vec<Vec<i128>> = Vec::new();
        for point in left.into_iter().chain(inside).chain(right) {
            while let [.., a, b] = hull.as_slice()
                && below(a, b, &point)
            {
                hull.pop();
            }
            hull.push(point);
        }
        let mut ends: Vec<Option<Vec<i128>>> = hull.into_iter().map(Some).collect();
        if self.left.is_none() {
            ends.insert(0, None);
        }
        if self.right.is_none() {
            ends.push(None);
        }
        ends.windows(2).map(|w| Strip { left: w[0].clone(), right: w[1].clone() }).collect()
    }
}

/// Whether `b` lies on or below the line from `a` to `c`. Rounded where the numbers are large: it only decides where to look.
fn below(a: &[i128], b: &[i128], c: &[i128]) -> bool {
    let most = [b[0] - a[0], c[0] - a[0], b[1] - a[1], c[1] - a[1]];
    let bits = most.iter().map(|x| 128 - x.unsigned_abs().leading_zeros()).max().unwrap_or(0);
    let shift = bits.saturating_sub(62);
    let [bx, cx, by, cy] = most.map(|x| x >> shift);
    bx * cy - by * cx >= 0
}
