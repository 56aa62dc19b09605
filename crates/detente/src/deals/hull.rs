//! Directions in which a goal is bounded, found by climbing over lotteries of packages.
//!
//! Any way of weighing the parties bounds what a package can come to: its weighted gain is at most the longest way through
//! the diagram. The best such bounds are the slopes of the goal at the best lottery, which pairwise Frank-Wolfe steps
//! approach (Lacoste-Julien & Jaggi, *On the global linear convergence of Frank-Wolfe optimization variants*, 2015). A
//! direction that was found inexactly still bounds; only less tightly.

use crate::search::diagram::Diagram;

/// How the gains of parties are measured here: points times this, less that.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) times: Vec<f64>,
    pub(super) less: Vec<f64>,
}

impl Measure {
    /// Gains by so many points.
    pub(super) fn gains(&self, points: &[i128]) -> Vec<f64> {
        points.iter().zip(self.times.iter().zip(&self.less)).map(|(p, (t, l))| *p as f64 * t - l).collect()
    }
}

/// What is to be as high as can be: a concave function of gains.
#[derive(Debug, Clone)]
pub(super) enum Goal {
    /// The product of gains, as the sum of their logarithms.
    Product,
    /// The least gain, rounded off by so much.
    Least(f64),
    /// A weighted sum, while gains below nought cost so much, rounded off by so much.
    Sum { weights: Vec<f64>, below: f64, rounded: f64 },
}

impl Goal {
    /// How much each party's gain counts at a point.
    fn slope(&self, gains: &[f64]) -> Vec<f64> {
        match self {
            Goal::Product => gains.iter().map(|g| 1.0 / g.max(1e-12)).collect(),
            Goal::Least(round) => {
                let least = gains.iter().copied().fold(f64::MAX, f64::min);
                let weights: Vec<f64> = gains.iter().map(|g| ((least - g) / round).exp()).collect();
                let sum: f64 = weights.iter().sum();
                weights.iter().map(|w| w / sum).collect()
            }
            Goal::Sum { weights, below, rounded } => {
                let least = gains.iter().copied().fold(0.0, f64::min);
                let parts: Vec<f64> = gains.iter().map(|g| ((least - g) / rounded).exp()).collect();
                let sum: f64 = parts.iter().sum::<f64>() + (least / rounded).exp();
                weights.iter().zip(&parts).map(|(w, p)| w + below * p / sum).collect()
            }
        }
    }
}

/// A way of weighing parties, with the best that the rest of each way can bring by it.
#[derive(Debug, Clone)]
pub(super) struct Direction {
    pub(super) weights: Vec<f64>,
    /// For each layer, for each node.
    rest: Vec<Vec<f64>>,
    /// What is taken off for no agreement.
    less: f64,
    /// The logarithm of the product of weights.
    pub(super) product: f64,
}

impl Direction {
    pub(super) fn new(diagram: &Diagram, measure: &Measure, weights: Vec<f64>) -> Self {
        let by: Vec<f64> = weights.iter().zip(&measure.times).map(|(w, t)| w * t).collect();
        let rest = diagram.best_rest(0.0, |g| g.iter().zip(&by).map(|(g, b)| *g as f64 * b).sum());
        let less = weights.iter().zip(&measure.less).map(|(w, l)| w * l).sum();
        let product = weights.iter().map(|w| w.ln()).sum();
        Direction { weights, rest, less, product }
    }

    /// The most that weighted gains can come to from a node on, given the gains so far (without what is taken off).
    pub(super) fn most(&self, layer: usize, node: usize, brought: &[f64]) -> f64 {
        let so_far: f64 = self.weights.iter().zip(brought).map(|(w, b)| w * b).sum();
        so_far + self.rest[layer][node] - self.less
    }
}

/// Climbs from lotteries over `start` for so many rounds; the slopes met at the end, the last one first, and the gains
/// reached.
pub(super) fn climb(
    diagram: &Diagram,
    measure: &Measure,
    goal: &Goal,
    start: &Lottery,
    rounds: usize,
) -> (Vec<Vec<f64>>, Lottery) {
    let mut lottery = start.clone();
    let mut slopes: Vec<Vec<f64>> = Vec::new();
    for _ in 0..rounds {
        let gains = lottery.gains();
        let slope = goal.slope(&gains);
        let by: Vec<f64> = slope.iter().zip(&measure.times).map(|(s, t)| s * t).collect();
        let (points, _) = diagram.best_way(|g| g.iter().zip(&by).map(|(g, b)| *g as f64 * b).sum());
        let best = measure.gains(&points);
        let value = |v: &[f64]| -> f64 { v.iter().zip(&slope).map(|(v, s)| v * s).sum() };
        let worst = lottery
            .tickets
            .iter()
            .enumerate()
            .filter(|(_, (p, _))| *p > 0.0)
            .min_by(|(_, a), (_, b)| value(&a.1).total_cmp(&value(&b.1)))
            .map(|(n, _)| n)
            .expect("some package is drawn");
        let open = value(&best) - value(&gains);
        let near = 1e-10 * (1.0 + value(&gains).abs());
        slopes.push(slope);
        if open <= near {
            break;
        }
        lottery.shift(worst, &best, goal);
    }
    slopes.reverse();
    (slopes, lottery)
}

/// Packages with the chances of drawing them, each as gains.
#[derive(Debug, Clone)]
pub(super) struct Lottery {
    pub(super) tickets: Vec<(f64, Vec<f64>)>,
}

impl Lottery {
    /// The best package of each party, and of all together, with equal chances.
    pub(super) fn of_all(diagram: &Diagram, measure: &Measure) -> Lottery {
        let n = measure.times.len();
        let mut tickets: Vec<(f64, Vec<f64>)> = Vec::new();
        for d in 0..=n {
            let by = |g: &[i128]| -> f64 {
                let one = |k: usize| g[k] as f64 * measure.times[k];
                if d < n { one(d) } else { (0..n).map(one).sum() }
            };
            let gains = measure.gains(&diagram.best_way(by).0);
            if tickets.iter().all(|(_, g)| *g != gains) {
                tickets.push((0.0, gains));
            }
        }
        let chance = 1.0 / tickets.len() as f64;
        tickets.iter_mut().for_each(|t| t.0 = chance);
        Lottery { tickets }
    }

    /// What each party gains on average.
    pub(super) fn gains(&self) -> Vec<f64> {
        let n = self.tickets.first().map_or(0, |t| t.1.len());
        (0..n).map(|d| self.tickets.iter().map(|(p, g)| p * g[d]).sum()).collect()
    }

    /// Moves chances from one package to another as far as the goal rises.
    fn shift(&mut self, from: usize, best: &[f64], goal: &Goal) {
        let gains = self.gains();
        let way: Vec<f64> = best.iter().zip(&self.tickets[from].1).map(|(b, w)| b - w).collect();
        let most = self.tickets[from].0;
        let rises = |step: f64| {
            let there: Vec<f64> = gains.iter().zip(&way).map(|(g, w)| g + step * w).collect();
            if matches!(goal, Goal::Product) && there.iter().any(|g| *g <= 0.0) {
                return false;
            }
            goal.slope(&there).iter().zip(&way).map(|(s, w)| s * w).sum::<f64>() > 0.0
        };
        let step = if rises(most) {
            most
        } else {
            let (mut low, mut high) = (0.0, most);
            for _ in 0..50 {
                let middle = f64::midpoint(low, high);
                if rises(middle) { low = middle } else { high = middle }
            }
            low
        };
        self.tickets[from].0 -= step;
        match self.tickets.iter_mut().find(|t| t.1 == best) {
            Some(ticket) => ticket.0 += step,
            None => self.tickets.push((step, best.to_vec())),
        }
        self.tickets.retain(|t| t.0 > 1e-15);
    }
}
