//! The named solutions: read off the frontier, or each looked for by itself.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{
    Deal, DealsAnswer, Nearest, NoSolution, Solution,
    ask::Asker,
    bounded::Asked,
    convention::{Convention, Known, Notion},
    engine::Engine,
    fallback,
    hull::{Goal, Measure},
    labels::Crowded,
    named::{self, Field},
    run::{self, Built},
};
use crate::{case::Package, number::Exact};

impl Asker<'_, '_> {
    /// The named solutions, read off the frontier.
    pub(super) fn read_off(&self, built: &Built, answer: &mut DealsAnswer) {
        answer.any = if self.deals.convention.rational_only() { Some(!built.points.is_empty()) } else { None };
        let field = Field { points: &built.points, yard: &self.yard };
        let deals = |places: Vec<usize>| {
            let mut deals: Vec<Deal> =
                places.iter().map(|n| self.deal(&built.points[*n], built.ways[*n], &built.packages[*n])).collect();
            deals.sort_by(|a, b| a.package.cmp(&b.package));
            deals
        };
        let known = self.known();
        for notion in self.deals.convention.notions() {
            if built.points.is_empty() {
                answer.solutions.push(nothing(*notion, NoSolution::NothingAcceptable));
                continue;
            }
            let mut depth = None;
            let places = match (self.deals.convention, notion.key) {
                (Convention::Textbook, "nash") => field.nash(),
                (Convention::Textbook, "kalai_smorodinsky") => {
                    let ideal = field.ideal();
                    let best: Vec<BigRational> =
                        ideal.iter().enumerate().map(|(side, p)| self.yard.gain(side, *p)).collect();
                    field.leximin(&best)
                }
                (Convention::Textbook, "egalitarian") => field.leximin(&named::as_they_are(self.yard.sides())),
                (Convention::Textbook, "utilitarian") => field.utilitarian(),
                (Convention::Textbook, _) => {
                    let reached = match &self.engine {
                        Engine::Laid(diagram) => fallback::first_reached(diagram, &built.points, &self.budget.cancel),
                        Engine::Searched(_) => None,
                    };
                    let Some((places, found)) = reached else {
                        answer.solutions.push(nothing(*notion, NoSolution::TooManyToCount));
                        continue;
                    };
                    depth = Some(found);
                    places
                }
                (program, key) => program.pick(key, &field, &known),
            };
            answer.solutions.push(Solution {
                notion: *notion,
                deals: deals(places),
                proven: true,
                because: None,
                depth,
                at_most: None,
            });
        }
    }

    /// What a program's definitions look at.
    fn known(&self) -> Vec<Known> {
        let known = |side: usize| {
            let (least, most) = self.ranges[side].unwrap_or((Exact::ZERO, Exact::ZERO));
            let reserved = self.space.sides[side].walk_away.unwrap_or(least);
            Known { reserved, least, most }
        };
        (0..self.space.sides.len()).map(known).collect()
    }

    /// Gains as they are, for a search without the frontier.
    fn measure(&self) -> Measure {
        let near = |side: usize| self.space.sides[side].wants.scale() as f64;
        let sides = 0..self.yard.sides();
        Measure {
            times: sides.clone().map(|s| 1.0 / near(s)).collect(),
            less: sides.map(|s| self.yard.disagreement(s).to_f64()).collect(),
        }
    }

    fn best(&self, measure: Measure, goal: Goal, floors: &[Option<i128>]) -> Option<super::bounded::Best> {
        // Where nothing is allowed, there is no best.
        let Engine::Laid(diagram) = &self.engine else { return None };
        // Bounds speak of sums that nothing cuts off.
        if diagram.is_empty() || self.caps().iter().any(Option::is_some) {
            return None;
        }
        run::best(&Asked {
            diagram,
            measure,
            yard: &self.yard,
            goal,
            floors: floors.to_vec(),
            cancel: &self.budget.cancel,
            progress: &self.budget.progress,
        })
    }

    /// The best that an acceptable package brings a party; `None` where that is not known.
    pub(super) fn ideal(&self, side: usize) -> Option<Exact> {
        let mut weights = vec![0.0; self.yard.sides()];
        weights[side] = 1.0;
        let found = self.best(self.measure(), sum(weights), &self.floors).filter(|f| f.proven)?;
        found.packages.iter().map(|(points, _, _)| self.yard.worth(side, points[side])).max()
    }

    /// The named solutions, each looked for by itself.
    pub(super) fn without_frontier(&self, answer: &mut DealsAnswer) {
        if self.deals.convention != Convention::Textbook {
            answer.solutions =
                self.deals.convention.notions().iter().map(|n| nothing(*n, NoSolution::NeedsFrontier)).collect();
            return;
        }
        if matches!(&self.engine, Engine::Laid(diagram) if diagram.is_empty()) {
            answer.any = Some(false);
        }
        for notion in self.deals.convention.notions() {
            if self.budget.cancel.stopped() {
                answer.solutions.push(nothing(*notion, NoSolution::Stopped));
                continue;
            }
            if answer.any == Some(false) {
                answer.solutions.push(nothing(*notion, NoSolution::NothingAcceptable));
                continue;
            }
            let solution = self.looked_for(*notion);
            match &solution {
                Some(s) if !s.deals.is_empty() => answer.any = Some(true),
                Some(s) if s.proven && s.because == Some(NoSolution::NothingAcceptable) => answer.any = Some(false),
                _ => {}
            }
            answer.solutions.push(solution.unwrap_or_else(|| nothing(*notion, NoSolution::Stopped)));
        }
    }

    /// `None` where it was stopped.
    fn looked_for(&self, notion: Notion) -> Option<Solution> {
        let ones = named::as_they_are(self.yard.sides());
        let mut per = ones.clone();
        let mut measure = self.measure();
        let goal = match notion.key {
            "nash" => Goal::Product,
            "utilitarian" => sum(vec![1.0; self.yard.sides()]),
            "egalitarian" => Goal::Least(0.0),
            "kalai_smorodinsky" => {
                for (side, per) in per.iter_mut().enumerate() {
                    let Some(ideal) = self.ideal(side) else {
                        return Some(nothing(notion, NoSolution::TooMuchWork));
                    };
                    let best = exactly(ideal) - exactly(self.yard.disagreement(side));
                    let near = num_traits::ToPrimitive::to_f64(&best).unwrap_or(0.0);
                    if near > 0.0 {
                        measure.times[side] /= near;
                        measure.less[side] /= near;
                    } else {
                        // It gains nothing whatever is chosen, and does not count.
                        measure.times[side] = 0.0;
                        measure.less[side] = -2.0;
                    }
                    *per = best;
                }
                Goal::Least(0.0)
            }
            _ => return Some(nothing(notion, NoSolution::NeedsFrontier)),
        };
        let found = self.best(measure, goal, &self.floors)?;
        if found.packages.is_empty() {
            let because = if found.proven { NoSolution::NothingAcceptable } else { NoSolution::TooMuchWork };
            return Some(Solution { proven: found.proven, ..nothing(notion, because) });
        }
        let points: Vec<Vec<i128>> = found.packages.iter().map(|(p, _, _)| p.clone()).collect();
        let field = Field { points: &points, yard: &self.yard };
        let places = match notion.key {
            "nash" => field.nash(),
            "utilitarian" => field.utilitarian(),
            _ => field.leximin(&per),
        };
        let mut deals: Vec<Deal> = places
            .into_iter()
            .map(|n| {
                let (points, ways, package) = &found.packages[n];
                // Ways that a bound has dropped on the road were worse: all that bring just this are counted.
                self.deal(points, found.proven.then_some(*ways).filter(|w| *w < u128::MAX), package)
            })
            .collect();
        deals.sort_by(|a, b| a.package.cmp(&b.package));
        let at_most = (!found.proven).then_some(if notion.key == "nash" { found.bound.exp() } else { found.bound });
        Some(Solution { notion, deals, proven: found.proven, because: None, depth: None, at_most })
    }

    /// Where nothing is acceptable: the packages that miss walk-aways by least.
    pub(super) fn nearest(&self) -> Option<Nearest> {
        let none = vec![None; self.floors.len()];
        let counts: Vec<bool> = self.space.sides.iter().map(|s| s.floor.is_some()).collect();
        let (found, proven): (Vec<(Vec<i128>, Package)>, bool) = match &self.engine {
            Engine::Laid(diagram) if diagram.is_empty() => return None,
            Engine::Laid(_) if self.caps().iter().all(Option::is_none) => {
                let mut measure = self.measure();
                for side in (0..counts.len()).filter(|s| !counts[*s]) {
                    // Who has no walk-away cannot miss it.
                    measure.times[side] = 0.0;
                    measure.less[side] = -200.0;
                }
                let best = self.best(measure, Goal::Least(0.0), &none)?;
                (best.packages.into_iter().map(|(v, _, p)| (v, p)).collect(), best.proven)
            }
            _ => {
                let built = self.engine.frontier(self.building(&none, Crowded::Stop), &self.caps()).ok()?;
                (built.points.into_iter().zip(built.packages).collect(), built.complete)
            }
        };
        let points: Vec<Vec<i128>> = found.iter().map(|(v, _)| v.clone()).collect();
        let field = Field { points: &points, yard: &self.yard };
        let per: Vec<BigRational> =
            counts.iter().map(|c| BigRational::from_integer(BigInt::from(u8::from(*c)))).collect();
        let mut deals: Vec<Deal> =
            field.leximin(&per).into_iter().map(|n| self.deal(&points[n], None, &found[n].1)).collect();
        deals.sort_by(|a, b| a.package.cmp(&b.package));
        Some(Nearest { deals, proven })
    }
}

fn exactly(e: Exact) -> BigRational {
    BigRational::new(BigInt::from(e.numerator()), BigInt::from(e.denominator()))
}

fn sum(weights: Vec<f64>) -> Goal {
    Goal::Sum { weights, below: 0.0, rounded: 0.0 }
}

fn nothing(notion: Notion, because: NoSolution) -> Solution {
    Solution {
        notion,
        deals: Vec::new(),
        proven: because == NoSolution::NothingAcceptable,
        because: Some(because),
        depth: None,
        at_most: None,
    }
}
