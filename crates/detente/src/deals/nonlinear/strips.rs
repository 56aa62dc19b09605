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
    if problem.counted == 2 {
        two(problem, front, work, &mut found);
    } else {
        let mut directions = axes(problem);
        if problem.counted > 1 {
            directions.insert(0, Direction::new(problem, balanced(problem, &vec![1; problem.counted])));
        }
        let space = Space::new(problem, directions);
        Search::new(&space, problem.floors[..problem.counted].to_vec(), None, front, work).run(&mut found);
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
    let mut weights: Vec<i128> = proportions.iter().zip(&problem.reach).map(weight).collect();
    weights.resize(problem.parties(), 0);
    fit(problem, weights)
}

fn starts(problem: &Problem) -> Vec<Vec<i128>> {
    let parties = problem.counted;
    let mut proportions: Vec<Vec<i128>> = Vec::new();
    for a in 0..parties {
        for b in 0..parties {
            for n in 1..16 {
                let mut weights = vec![i128::from(parties > 2); parties];
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

/// What lies above an edge of the hull of what was found: more than its left end for the first party, more than its right
/// end for the second. Beyond the ends of the hull there are strips with one end only.
#[derive(Debug, Clone)]
struct Strip {
    left: Option<Vec<i128>>,
    right: Option<Vec<i128>>,
    /// Only what reaches this.
    low: Vec<i128>,
}

fn two(problem: &Problem, front: &mut Front, work: &mut Work<'_>, bounds: &mut Bounds) {
    let mut strips = split(&problem.floors[..2], front);
    while let Some(strip) = strips.pop() {
        let (weights, line) = match (&strip.left, &strip.right) {
            (Some(left), Some(right)) => {
                let weights = fit(problem, vec![left[1] - right[1], right[0] - left[0]]);
                let sum = |v: &Vec<i128>| v.iter().zip(&weights).map(|(x, w)| x * w).sum::<i128>();
                let line = sum(left).max(sum(right));
                (weights, line)
            }
            (Some(_), None) => (balanced(problem, &[64, 1]), i128::MIN),
            (None, Some(_)) => (balanced(problem, &[1, 64]), i128::MIN),
            (None, None) => (balanced(problem, &[1, 1]), i128::MIN),
        };
        let mut directions = vec![Direction::new(problem, weights)];
        directions.extend(axes(problem));
        let space = Space::new(problem, directions);
        match Search::new(&space, strip.low.clone(), Some(line), front, work).run(bounds) {
            End::Done => {}
            End::Cut => return,
            End::Better => strips.extend(split(&strip.low, front)),
        }
    }
}

/// The strips that together hold all that reaches a vector and is not dominated by what was found.
///
/// Whatever is undominated lies in some strip. If it reaches `low`, it lies in one whose right end has more than `low`
/// for the first party, or just as much, and whose left end has for the second.
fn split(low: &[i128], front: &Front) -> Vec<Strip> {
    let mut found: Vec<&[i128]> = front.vectors().collect();
    found.sort_unstable();
    let mut hull: Vec<&[i128]> = Vec::new();
    for point in found {
        while let [.., a, b] = hull.as_slice()
            && below(a, b, point)
        {
            hull.pop();
        }
        hull.push(point);
    }
    let inner = hull.into_iter().map(Some);
    let ends: Vec<Option<&[i128]>> = std::iter::once(None).chain(inner).chain([None]).collect();
    let strips = ends.windows(2).filter_map(|w| {
        let (left, right) = (w[0], w[1]);
        if left.is_some_and(|l| l[1] < low[1]) || right.is_some_and(|r| r[0] < low[0]) {
            return None;
        }
        let low = vec![left.map_or(low[0], |l| low[0].max(l[0] + 1)), right.map_or(low[1], |r| low[1].max(r[1] + 1))];
        Some(Strip { left: left.map(<[i128]>::to_vec), right: right.map(<[i128]>::to_vec), low })
    });
    strips.collect()
}

/// Whether `b` lies on or below the line from `a` to `c`. Rounded where the numbers are large: it only decides where to look.
fn below(a: &[i128], b: &[i128], c: &[i128]) -> bool {
    let most = [b[0] - a[0], c[0] - a[0], b[1] - a[1], c[1] - a[1]];
    let bits = most.iter().map(|x| 128 - x.unsigned_abs().leading_zeros()).max().unwrap_or(0);
    let shift = bits.saturating_sub(62);
    let [bx, cx, by, cy] = most.map(|x| x >> shift);
    bx * cy - by * cx >= 0
}
