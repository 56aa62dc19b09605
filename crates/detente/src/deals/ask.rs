//! From a case to the facts of the answer.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{
    Deal, Deals, DealsAnswer, Frontier, Nearest, NoSolution, Side, Solution, Trial, adjusted_winner,
    bounded::Asked,
    convention::{Convention, Known, Notion},
    counting,
    engine::Engine,
    fallback,
    hull::{Goal, Measure},
    labels::{Crowded, NotMerged},
    named::{self, Field},
    run::{self, Building, Built, MOST_SIDES},
    space::Space,
    unsure,
    yard::Yard,
};
use crate::{
    case::{Case, OptionId, Package, StepId},
    number::Exact,
    question::{Budget, Limit, Refusal},
    rule::Origin,
    search::model::{Model, Setting},
    why::{Cautions, Why},
};

pub(super) fn ask(deals: &Deals, case: &Case, budget: &Budget) -> Result<DealsAnswer, Refusal> {
    let dropped = dropped(deals, case, budget)?;
    let whole = deals.package.as_ref().filter(|p| p.len() == case.issues().len());
    let settled = if whole.is_some() { Vec::new() } else { deals.package.clone().unwrap_or_default() };
    let setting = Setting { void: dropped.iter().copied().collect(), settled, ..Setting::default() };
    let space = Space::new(case, &setting);
    fits(deals, &space)?;
    let mut asker = Asker::new(deals, &space, budget)?;
    let mut answer = asker.answer(dropped);
    if let Some(chosen) = whole {
        let mut package = Package(vec![OptionId(0); case.issues().len()]);
        chosen.iter().for_each(|(i, o)| package.0[i.index()] = *o);
        answer.trial = Some(asker.trial(package));
    }
    let trial = answer.trial.as_ref().map(|t| &t.deal.package);
    answer.unsure = unsure::standings(deals, case, &space, trial, budget);
    answer.stopped = budget.cancel.stopped();
    if answer.stopped {
        answer.limit = Some(Limit::Stopped);
    }
    answer.orders = space.has_order().then(|| orders(&space.model, &answer));
    Ok(answer)
}

/// All that is taken for given up.
fn dropped(deals: &Deals, case: &Case, budget: &Budget) -> Result<Vec<Origin>, Refusal> {
    let mut dropped = deals.if_dropped.clone();
    if let Some(n) = deals.way_out {
        let why = Why { max: Some(n), ..Why::default() };
        let found = why.ask(case, budget)?.ways_out;
        let way = n.checked_sub(1).and_then(|n| found.get(n));
        let Some(way) = way else {
            return Err(Refusal::new(format!("there is no way out number {n}")).help(match found.len() {
                0 => "`why` finds none: either nothing blocks, or nothing may be given up".to_owned(),
                few => format!("`why` lists {few}; they are counted from 1"),
            }));
        };
        dropped.extend(&way.give_up);
    }
    dropped.sort_unstable();
    dropped.dedup();
    Ok(dropped)
}

fn fits(deals: &Deals, space: &Space<'_>) -> Result<(), Refusal> {
    let sides = space.sides.len();
    if sides == 0 {
        return Err(Refusal::new("no principal has `wants`, so nobody can say what a package is worth to anyone")
            .help("say what each option is worth to each principal; `why` needs no worth"));
    }
    if sides > MOST_SIDES {
        return Err(Refusal::new(format!(
            "there are {sides} principals with `wants`; the worth of {MOST_SIDES} at most can be weighed at once"
        ))
        .help("join those that want the same, or make some of them observers"));
    }
    if deals.convention == Convention::NegoLog && sides != 2 {
        return Err(Refusal::new(format!("NegoLog knows negotiations of two parties; here are {sides}"))
            .help("choose another convention"));
    }
    Ok(())
}

/// The order of steps of each package that is told.
fn orders(model: &Model<'_>, answer: &DealsAnswer) -> Vec<(Package, Option<Vec<Vec<StepId>>>)> {
    let mut told: Vec<&Package> = answer.solutions.iter().flat_map(|s| &s.deals).map(|d| &d.package).collect();
    told.extend(answer.trial.iter().map(|t| &t.deal.package));
    told.sort_unstable();
    told.dedup();
    let order = |p: &Package| model.possible(p, &|_| true).then(|| model.phases(p, &|_| true));
    told.into_iter().map(|p| (p.clone(), order(p))).collect()
}

/// What is held while a question is answered.
struct Asker<'q, 'a> {
    deals: &'q Deals,
    space: &'q Space<'a>,
    budget: &'q Budget,
    engine: Engine,
    /// For each party, the worst and the best that any package brings it, walk-aways aside.
    ranges: Vec<Option<(Exact, Exact)>>,
    floors: Vec<Option<i128>>,
    yard: Yard,
}

impl<'q, 'a> Asker<'q, 'a> {
    fn new(deals: &'q Deals, space: &'q Space<'a>, budget: &'q Budget) -> Result<Self, Refusal> {
        let engine = Engine::new(space, budget)?;
        let range = |side: usize| {
            let (least, most) = engine.range(side, budget)?;
            let cap = space.sides[side].wants.cap().unwrap_or(i128::MAX);
            let (least, most) = (least.min(cap), most.min(cap));
            let scale = space.sides[side].wants.scale();
            Some((Exact::ratio(least, scale), Exact::ratio(most, scale)))
        };
        let ranges = (0..space.sides.len()).map(range).collect();
        let floors = space.sides.iter().map(|s| s.floor.filter(|_| deals.convention.rational_only())).collect();
        let mut asker = Asker { deals, space, budget, engine, ranges, floors, yard: Yard::new(Vec::new()) };
        let sides = (0..space.sides.len()).map(|s| (space.sides[s].wants.scale(), asker.disagreement(s))).collect();
        asker.yard = Yard::new(sides);
        Ok(asker)
    }

    /// What no agreement is worth to a party: its walk-away. Without one: nothing, or the worst that there is, if that
    /// is worse. A program's definitions measure from nought.
    fn disagreement(&self, side: usize) -> Exact {
        let this = &self.space.sides[side];
        match (self.deals.convention, this.walk_away) {
            (Convention::Textbook, Some(worth)) => worth,
            (Convention::Textbook, None) => self.ranges[side].map_or(Exact::ZERO, |(worst, _)| worst.min(Exact::ZERO)),
            _ => Exact::ZERO,
        }
    }

    fn answer(&mut self, dropped: Vec<Origin>) -> DealsAnswer {
        let (case, budget) = (self.space.case, self.budget);
        let held = self.space.plan(true).rules.len();
        let feasible = if self.space.plan(false).rules.len() == held { self.engine.packages() } else { None };
        let feasible = feasible.or_else(|| self.space.allowed(false, &budget.cancel));
        let floors: Vec<Option<i128>> = self.space.sides.iter().map(|s| s.floor).collect();
        let mut answer = DealsAnswer {
            asked: self.deals.clone(),
            dropped,
            cautions: Cautions::about_content(case),
            sides: Vec::new(),
            unweighed: self.space.unweighed.clone(),
            packages: case.packages(),
            feasible,
            acceptable: match &self.engine {
                Engine::Laid(diagram) => counting::acceptable(diagram, &floors, &budget.cancel),
                Engine::Searched(_) if self.space.all_accept() => self.space.allowed(true, &budget.cancel),
                Engine::Searched(_) => None,
            },
            any: None,
            frontier: None,
            solutions: Vec::new(),
            nearest: None,
            division: adjusted_winner::divide(self.space),
            trial: None,
            unsure: None,
            orders: None,
            limit: None,
            stopped: false,
        };
        // A search knows no other way to the named solutions.
        let searched = matches!(self.engine, Engine::Searched(_)) || self.caps().iter().any(Option::is_some);
        let built = (self.deals.frontier || searched).then(|| self.build());
        let whole = match built {
            Some(Ok(built)) => {
                let exact = built.complete && built.lost.iter().all(|l| *l == 0);
                if built.crowded {
                    answer.limit = Some(if built.complete { Limit::Frontier(self.deals.most) } else { Limit::Search });
                }
                answer.frontier = Some(self.frontier(&built, exact));
                exact.then_some(built)
            }
            Some(Err(_)) | None => None,
        };
        match &whole {
            Some(built) => self.read_off(built, &mut answer),
            None => self.without_frontier(&mut answer),
        }
        if answer.any.is_none() {
            answer.any = answer.acceptable.as_ref().map(|n| n.bits() > 0);
        }
        if answer.acceptable.is_none() && answer.any == Some(false) {
            answer.acceptable = Some(0_u32.into());
        }
        if answer.any == Some(false) && self.deals.convention == Convention::Textbook {
            answer.nearest = self.nearest();
        }
        for side in 0..self.space.sides.len() {
            let this = &self.space.sides[side];
            let best = answer.solutions.iter().flat_map(|s| &s.deals).map(|d| d.worth[side]).max();
            let ideal = match &whole {
                Some(built) => built.points.iter().map(|p| self.yard.worth(side, p[side])).max(),
                None => self.ideal(side).filter(|i| best.is_none_or(|b| b <= *i)),
            };
            answer.sides.push(Side {
                party: this.party,
                walk_away: this.walk_away,
                disagreement: self.yard.disagreement(side),
                given: this.walk_away.is_some(),
                ideal: ideal.filter(|_| answer.any != Some(false)),
                range: self.ranges[side],
            });
        }
        if answer.limit.is_none() {
            if answer.solutions.iter().any(|s| !s.proven && s.because != Some(NoSolution::NothingAcceptable)) {
                answer.limit = Some(Limit::Solutions);
            } else if answer.acceptable.is_none() {
                answer.limit = Some(Limit::Count);
            }
        }
        answer
    }

    fn build(&self) -> Result<Built, NotMerged> {
        let epsilon: Option<Vec<i128>> = self.deals.epsilon.map(|e| {
            let points = |s: &super::space::Side<'_>| e.numerator().saturating_mul(s.wants.scale()) / e.denominator();
            self.space.sides.iter().map(points).collect()
        });
        let building = self.building(&self.floors, Crowded::Coarsen);
        self.engine.frontier(Building { epsilon: epsilon.as_deref(), ..building }, &self.caps())
    }

    /// Points beyond which nothing counts for a party.
    fn caps(&self) -> Vec<Option<i128>> {
        self.space.sides.iter().map(|s| s.wants.cap()).collect()
    }

    fn building<'b>(&'b self, floors: &'b [Option<i128>], crowded: Crowded) -> Building<'b> {
        Building {
            floors,
            most: self.deals.most,
            crowded,
            epsilon: None,
            cancel: &self.budget.cancel,
            progress: &self.budget.progress,
        }
    }

    fn deal(&self, points: &[i128], ways: Option<u128>, package: &Package) -> Deal {
        let worth = points.iter().enumerate().map(|(side, p)| self.yard.worth(side, *p)).collect();
        Deal { package: package.clone(), worth, others: ways.map(|w| w.saturating_sub(1)) }
    }

    fn frontier(&self, built: &Built, exact: bool) -> Frontier {
        let sum = |points: &Vec<i128>| {
            let mut gains: Vec<f64> = points.iter().enumerate().map(|(s, p)| self.yard.near(s, *p)).collect();
            // In an order that the order of parties does not change.
            gains.sort_by(f64::total_cmp);
            gains.iter().sum::<f64>()
        };
        let mut order: Vec<(f64, usize)> = built.points.iter().map(sum).zip(0..).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| built.packages[a.1].cmp(&built.packages[b.1])));
        let deal = |n: usize| {
            let ways = if exact { built.ways[n] } else { None };
            self.deal(&built.points[n], ways, &built.packages[n])
        };
        let within = built.lost.iter().enumerate().map(|(side, l)| self.yard.worth(side, *l)).collect();
        Frontier {
            deals: order.into_iter().map(|(_, n)| deal(n)).collect(),
            complete: exact,
            within: (built.complete && !exact).then_some(within),
            bounds: self.bounds(built),
        }
    }

    /// What is proven of all packages where a search was cut short: weighted sums of worth.
    fn bounds(&self, built: &Built) -> Vec<(Vec<Exact>, Exact)> {
        let on_worth = |(weights, most): &(Vec<i128>, i128)| {
            let scaled = weights.iter().zip(&self.space.sides);
            let weights: Option<Vec<i128>> = scaled.map(|(w, s)| w.checked_mul(s.wants.scale())).collect();
            let sum = weights.as_ref()?.iter().try_fold(0_i128, |a, b| a.checked_add(*b)).filter(|s| *s > 0)?;
            Some((weights?.into_iter().map(|w| Exact::ratio(w, sum)).collect(), Exact::ratio(*most, sum)))
        };
        built.bounds.iter().filter_map(on_worth).collect()
    }

    /// The named solutions, read off the frontier.
    fn read_off(&self, built: &Built, answer: &mut DealsAnswer) {
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
                    match reached {
                        Some((places, found)) => {
                            depth = Some(found);
                            places
                        }
                        None => {
                            answer.solutions.push(nothing(*notion, NoSolution::TooManyToCount));
                            continue;
                        }
                    }
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
    fn known(&self) -> Vec<Known<BigRational>> {
        let known = |side: usize| {
            let (least, most) = self.ranges[side].unwrap_or((Exact::ZERO, Exact::ZERO));
            let reserved = self.space.sides[side].walk_away.unwrap_or(least);
            Known { reserved: exactly(reserved), least: exactly(least), most: exactly(most) }
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
    fn ideal(&self, side: usize) -> Option<Exact> {
        let mut weights = vec![0.0; self.yard.sides()];
        weights[side] = 1.0;
        let found = self.best(self.measure(), sum(weights), &self.floors).filter(|f| f.proven)?;
        found.packages.iter().map(|(points, _, _)| self.yard.worth(side, points[side])).max()
    }

    /// The named solutions, each looked for by itself.
    fn without_frontier(&self, answer: &mut DealsAnswer) {
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
                for side in 0..self.yard.sides() {
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
                    per[side] = best;
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
    fn nearest(&self) -> Option<Nearest> {
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

    /// How a package stands.
    fn trial(&self, package: Package) -> Trial {
        let points: Vec<i128> = self.space.sides.iter().map(|s| s.wants.sum(&package)).collect();
        let model = &self.space.model;
        let breaks: Vec<Origin> =
            (0..model.rules.len()).filter(|n| !model.allows(*n, &package)).map(|n| model.rules[n].origin).collect();
        let floors: Vec<Option<i128>> =
            points.iter().zip(&self.space.sides).map(|(p, s)| Some(s.floor.map_or(*p, |f| f.max(*p)))).collect();
        let built =
            self.engine.frontier(self.building(&floors, Crowded::Stop), &self.caps()).ok().filter(|b| b.complete);
        let better = built.as_ref().and_then(|built| {
            let field = Field { points: &built.points, yard: &self.yard };
            let best = field.utilitarian().into_iter().min_by_key(|n| built.packages[*n].clone())?;
            (built.points[best] != points)
                .then(|| self.deal(&built.points[best], built.ways[best], &built.packages[best]))
        });
        let deal = self.deal(&points, None, &package);
        Trial { deal, breaks, better, known: built.is_some() }
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
