//! From a case to the facts of the answer.

use super::{
    CarriedOut, Deal, Deals, DealsAnswer, Frontier, NoSolution, Side, Solution, Trial, adjusted_winner,
    convention::Convention,
    counting,
    engine::Engine,
    labels::{Crowded, NotMerged},
    named::Field,
    readings,
    run::{Building, Built, MOST_SIDES},
    space::Space,
    unsure,
    yard::Yard,
};
use crate::{
    case::{Case, Package},
    number::Exact,
    question::{Budget, Limit, Refusal},
    rule::Origin,
    search::model::{Model, Setting},
    why::{self, Cautions},
};

pub(super) fn ask(deals: &Deals, case: &Case, budget: &Budget) -> Result<DealsAnswer, Refusal> {
    let varied = readings::varied(deals, case)?;
    let dropped = dropped(deals, case, budget)?;
    let chosen = deals.package.as_deref().unwrap_or_default();
    let trial = Package::settling(case, chosen).ok();
    let settled = if trial.is_some() { Vec::new() } else { chosen.to_vec() };
    let setting = Setting { void: dropped.iter().copied().collect(), settled, ..Setting::default() };
    let space = Space::new(case, &setting);
    fits(deals, &space)?;
    let mut asker = Asker::new(deals, &space, budget)?;
    let mut answer = asker.answer(dropped);
    answer.trial = trial.map(|package| asker.trial(&package));
    let trial = answer.trial.as_ref().map(|t| &t.deal.package);
    answer.unsure = unsure::standings(deals, case, &space, trial, budget);
    if let Some(varied) = varied {
        let readings = readings::all(deals, case, varied, budget);
        answer.limit = answer.limit.or(readings.limit());
        answer.readings = Some(readings);
    }
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
        dropped.extend(&why::way_out(case, n, budget)?.give_up);
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
fn orders(model: &Model<'_>, answer: &DealsAnswer) -> Vec<CarriedOut> {
    let mut told: Vec<&Package> = answer.solutions.iter().flat_map(|s| &s.deals).map(|d| &d.package).collect();
    told.extend(answer.trial.iter().map(|t| &t.deal.package));
    told.sort_unstable();
    told.dedup();
    let order = |p: &Package| model.possible(p, &|_| true).then(|| model.phases(p, &|_| true));
    told.into_iter().map(|p| (p.clone(), order(p))).collect()
}

/// What is held while a question is answered.
pub(super) struct Asker<'q, 'a> {
    pub(super) deals: &'q Deals,
    pub(super) space: &'q Space<'a>,
    pub(super) budget: &'q Budget,
    pub(super) engine: Engine,
    /// For each party, the worst and the best that any package brings it, walk-aways aside.
    pub(super) ranges: Vec<Option<(Exact, Exact)>>,
    pub(super) floors: Vec<Option<i128>>,
    pub(super) yard: Yard,
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
            readings: None,
            division: adjusted_winner::divide(self.space),
            trial: None,
            unsure: None,
            orders: None,
            limit: None,
            stopped: false,
        };
        // A search knows no other way to the named solutions.
        let searched = matches!(self.engine, Engine::Searched(_)) || self.caps().iter().any(Option::is_some);
        // Where the frontier may take long, what can be known without it comes first.
        let first = !searched && self.deals.frontier && self.may_take_long();
        let mut ideals = vec![None; self.space.sides.len()];
        if first {
            self.without_frontier(&mut answer);
            ideals = (0..ideals.len()).map(|side| self.ideal(side)).collect();
        }
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
            Some(built) => {
                answer.solutions.clear();
                self.read_off(built, &mut answer);
            }
            None if first => {}
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
                None if first => ideals[side],
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
            // What was not asked for is not missing.
            let left_out = |s: &Solution| match s.because {
                Some(NoSolution::NothingAcceptable) => true,
                Some(NoSolution::NeedsFrontier) => !self.deals.frontier,
                _ => false,
            };
            if answer.solutions.iter().any(|s| !s.proven && !left_out(s)) {
                answer.limit = Some(Limit::Solutions);
            } else if answer.acceptable.is_none() {
                answer.limit = Some(Limit::Count);
            }
        }
        answer
    }

    /// Whether building the frontier may take more than a moment.
    fn may_take_long(&self) -> bool {
        self.space.sides.len() > 3
            && self.deals.convention == Convention::Textbook
            && self.engine.packages().is_some_and(|n| n.bits() > 20)
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
    pub(super) fn caps(&self) -> Vec<Option<i128>> {
        self.space.sides.iter().map(|s| s.wants.cap()).collect()
    }

    pub(super) fn building<'b>(&'b self, floors: &'b [Option<i128>], crowded: Crowded) -> Building<'b> {
        Building {
            floors,
            most: self.deals.most,
            crowded,
            epsilon: None,
            cancel: &self.budget.cancel,
            progress: &self.budget.progress,
        }
    }

    pub(super) fn deal(&self, points: &[i128], ways: Option<u128>, package: &Package) -> Deal {
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

    /// How a package stands.
    fn trial(&self, package: &Package) -> Trial {
        let points: Vec<i128> = self.space.sides.iter().map(|s| s.wants.sum(package)).collect();
        let model = &self.space.model;
        let breaks: Vec<Origin> =
            (0..model.rules.len()).filter(|n| !model.allows(*n, package)).map(|n| model.rules[n].origin).collect();
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
        let deal = self.deal(&points, None, package);
        Trial { deal, breaks, better, known: built.is_some() }
    }
}
