//! Checks an answer to `deals`.

mod division;
mod frontier;
mod named;
mod readings;
mod solutions;
mod space;
mod unsure;

use num_bigint::BigUint;
use num_traits::Zero;
use serde_json::{Value, json};

use super::{
    Against, Asked, Checks, Reason, Says, grounds,
    judge::{Rules, Setting, way_out},
    told::{self, Read, parts, same},
    why::phases,
    worth::Q,
};
use crate::{
    case::{Case, Insists, Package},
    rule::Origin,
};
use space::{All, Kind, Space, covers, undominated};

/// Comparisons of packages at most.
const MOST_COMPARED: usize = 2_000_000_000;

/// Checks everything.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) {
    let (case, answer, options) = (asked.case, asked.answer, asked.options);
    let keys = [
        "packages",
        "any_acceptable",
        "cautions",
        "dropped",
        "parties",
        "not_weighed",
        "ideal",
        "disagreement",
        "solutions",
        "nearest",
        "adjusted_winner",
        "package",
        "unsure",
        "orders",
        "frontier_complete",
        "frontier_within",
        "frontier_bounds",
        "frontier",
    ];
    let asked_readings = options["reading"] == "all";
    let keys: Vec<&str> = keys.into_iter().chain(asked_readings.then_some("readings")).collect();
    if !checks.check("", Says::Parts, parts(answer, &keys)) {
        return;
    }
    checks.check("cautions", Says::Cautions, same(&answer["cautions"], &grounds::cautions(case, true, false)));
    let dropped = match told::origins(case, &answer["dropped"]) {
        Ok(dropped) => dropped,
        Err(against) => {
            checks.check("dropped", Says::Dropped, Err(against));
            return;
        }
    };
    given_up(asked, &dropped, checks);
    let Some((chosen, whole)) = told::chosen(case, options, checks) else { return };
    let settled = if whole { Vec::new() } else { chosen };
    let space = Space::new(case, dropped, settled, options["scale"] == "unit");
    let all = space.all(asked.most);
    let look = Look::new(asked, space, all);
    look.counts(checks);
    look.points(checks);
    frontier::check(&look, checks);
    solutions::check(&look, checks);
    solutions::nearest(&look, checks);
    checks.check("adjusted_winner", Says::Division, division::check(&look.space, &answer["adjusted_winner"]));
    look.trial(whole, checks);
    look.orders(checks);
    unsure::check(&look, checks);
    if asked_readings {
        readings::check(&look, checks);
    }
}

/// Whether just what was asked for is taken for given up.
fn given_up(asked: &Asked<'_>, dropped: &[Origin], checks: &mut Checks) {
    let case = asked.case;
    let mut meant = match told::origins(case, &asked.options["if_dropped"]) {
        Ok(meant) => meant,
        Err(against) => {
            checks.check("options.if_dropped", Says::Form, Err(against));
            return;
        }
    };
    if let Some(n) = asked.options["way_out"].as_u64() {
        match way_out(case, n, asked.most) {
            Ok(way) if way.is_empty() => {
                checks.check("options.way_out", Says::Dropped, Err(Against::Wrong(json!({ "way_out": n }))));
                return;
            }
            Ok(way) => meant.extend(way),
            Err(reason) => return checks.skip("dropped", Says::Dropped, reason),
        }
    }
    meant.sort_unstable();
    meant.dedup();
    checks.check("dropped", Says::Dropped, same(&told::ids(case, dropped), &told::ids(case, &meant)));
}

/// A package that is told, with its worth.
struct Deal {
    package: Package,
    points: Vec<i128>,
}

/// The answer and what it is held against.
struct Look<'l, 'a> {
    asked: &'l Asked<'l>,
    space: Space<'a>,
    /// All packages, where they can be tried.
    all: Option<All>,
    /// What is efficient of them, under the convention.
    efficient: Option<Vec<Kind>>,
}

impl<'l, 'a> Look<'l, 'a> {
    fn new(asked: &'l Asked<'l>, space: Space<'a>, all: Option<All>) -> Self {
        let mut look = Look { asked, space, all, efficient: None };
        look.efficient = look.among().and_then(|kinds| undominated(kinds, MOST_COMPARED));
        look
    }

    fn answer(&self) -> &'l Value {
        self.asked.answer
    }

    fn case(&self) -> &'l Case {
        self.asked.case
    }

    fn convention(&self) -> &'l str {
        self.asked.options["convention"].as_str().unwrap_or_default()
    }

    fn textbook(&self) -> bool {
        self.convention() == "textbook"
    }

    /// The packages of which the frontier is made.
    fn among(&self) -> Option<&[Kind]> {
        let all = self.all.as_ref()?;
        let rational = matches!(self.convention(), "textbook" | "negmas");
        Some(if rational { &all.acceptable } else { &all.allowed })
    }

    /// Why nothing could be compared with all packages.
    fn why_not(&self) -> Reason {
        match (&self.all, &self.efficient) {
            (None, _) => Reason::TooManyPackages,
            (_, None) => Reason::TooMuchWork,
            // Packages of the same worth are not counted where worth is cut off.
            _ => Reason::NoCheck,
        }
    }

    /// Whether a package belongs to those of which the frontier is made.
    fn belongs(&self, package: &Package, points: &[i128]) -> bool {
        let rational = matches!(self.convention(), "textbook" | "negmas");
        self.space.allows(package) && (!rational || self.space.accepts(points))
    }

    /// A package with its worth.
    fn deal(&self, told: &Value) -> Read<Deal> {
        let package = told::package(self.case(), &told["package"])?;
        let points = self.space.points(&package);
        same(&told["worth"], &self.space.by_party(self.space.worths(&points).into_iter().map(Some)))?;
        Ok(Deal { package, points })
    }

    /// Whether so many others are worth the same. They are not counted where worth is cut off.
    fn others(&self, told: &Value, points: &[i128], required: bool) -> Option<Read<()>> {
        if told.is_null() {
            // Where they were not counted, nothing is said.
            return Some(if required { told::unread(told) } else { Ok(()) });
        }
        let kinds = self.among().filter(|_| !self.space.capped())?;
        let same_worth = kinds.iter().find(|k| k.points == points).map_or(0, |k| k.packages);
        Some(same(told, &json!(same_worth.saturating_sub(1))))
    }

    fn counts(&self, checks: &mut Checks) {
        let told = &self.answer()["packages"];
        let counted = |told: &Value, meant: &BigUint| {
            told::count(told).and_then(|n| if n == *meant { Ok(()) } else { same(told, &json!(meant.to_string())) })
        };
        checks.check("packages", Says::Parts, parts(told, &["total", "feasible", "acceptable"]));
        checks.check("packages.total", Says::AllPackages, counted(&told["total"], &self.case().packages()));
        let any = &self.answer()["any_acceptable"];
        let counts = ["feasible", "acceptable"].map(|k| (format!("packages.{k}"), &told[k]));
        let says = [Says::FeasiblePackages, Says::AcceptablePackages];
        let Some(all) = &self.all else {
            for ((at, _), says) in counts.into_iter().zip(says) {
                checks.skip(at, says, Reason::TooManyPackages);
            }
            let shown = self.answer()["frontier"].as_array().is_some_and(|f| !f.is_empty());
            if shown && self.textbook() {
                checks.check("any_acceptable", Says::AnyAcceptable, same(any, &json!(true)));
            } else {
                checks.skip("any_acceptable", Says::AnyAcceptable, Reason::NoCertificate);
            }
            return;
        };
        let acceptable = all.acceptable.iter().map(|k| k.packages).sum::<u64>();
        for (((at, told), says), n) in counts.into_iter().zip(says).zip([all.feasible, acceptable]) {
            if told.is_null() && self.asked.cut {
                checks.skip(at, says, Reason::Cut);
            } else {
                checks.check(at, says, counted(told, &n.into()));
            }
        }
        if any.is_null() && self.asked.cut {
            checks.skip("any_acceptable", Says::AnyAcceptable, Reason::Cut);
        } else {
            checks.check("any_acceptable", Says::AnyAcceptable, same(any, &json!(acceptable > 0)));
        }
    }

    /// Walk-aways, ranges, ideal and disagreement.
    fn points(&self, checks: &mut Checks) {
        let (answer, space, case) = (self.answer(), &self.space, self.case());
        let unweighed: Value = space.unweighed.iter().map(|p| Value::from(case.party(*p).key.as_str())).collect();
        checks.check("not_weighed", Says::Sides, same(&answer["not_weighed"], &unweighed));
        let column = |of: &str| {
            let one = |(k, v): (&String, &Value)| (k.clone(), v[of].clone());
            Value::Object(answer["parties"].as_object().map(|p| p.iter().map(one).collect()).unwrap_or_default())
        };
        let shaped =
            answer["parties"].as_object().map(|p| p.values().map(|v| parts(v, &["walk_away", "worst", "best"])));
        let shaped = shaped.into_iter().flatten().collect::<Read<Vec<()>>>().map(|_| ());
        checks.check("parties", Says::Parts, shaped);
        let walk_aways = space.by_party(space.sides.iter().map(|s| s.walk_away.clone()));
        checks.check("parties.walk_away", Says::Sides, same(&column("walk_away"), &walk_aways));
        let zero = if self.textbook() {
            space.disagreement(self.all.as_ref())
        } else {
            Some(vec![Q::zero(); space.sides.len()])
        };
        match zero {
            Some(zero) => {
                let meant = space.by_party(zero.into_iter().map(Some));
                checks.check("disagreement", Says::Disagreement, same(&answer["disagreement"], &meant));
            }
            None => checks.skip("disagreement", Says::Disagreement, Reason::TooManyPackages),
        }
        let Some(all) = &self.all else {
            for at in ["parties.worst", "parties.best"] {
                checks.skip(at, Says::Sides, Reason::TooManyPackages);
            }
            return checks.skip("ideal", Says::Ideal, Reason::TooManyPackages);
        };
        let extreme = |kinds: &[Kind], most: bool| -> Value {
            let of = |s: usize| {
                let worths = kinds.iter().map(|k| space.sides[s].worth.worth_of(k.points[s]));
                if most { worths.max() } else { worths.min() }
            };
            space.by_party((0..space.sides.len()).map(of))
        };
        checks.check("parties.worst", Says::Sides, same(&column("worst"), &extreme(&all.allowed, false)));
        checks.check("parties.best", Says::Sides, same(&column("best"), &extreme(&all.allowed, true)));
        let told = &answer["ideal"];
        let unknown = told.as_object().is_some_and(|t| t.values().any(Value::is_null)) && !all.acceptable.is_empty();
        if unknown && self.asked.cut {
            checks.skip("ideal", Says::Ideal, Reason::Cut);
        } else {
            let among = if all.acceptable.is_empty() { &[][..] } else { self.among().unwrap_or_default() };
            checks.check("ideal", Says::Ideal, same(told, &extreme(among, true)));
        }
    }

    /// How the package stands that was asked about.
    fn trial(&self, whole: bool, checks: &mut Checks) {
        let (told, at) = (&self.answer()["package"], "package");
        if !whole {
            checks.check(at, Says::Trial, same(told, &Value::Null));
            return;
        }
        let found = (|| {
            parts(told, &["worth", "gain", "package", "breaks", "efficient", "better"])?;
            same(&told["package"], &self.asked.options["package"])?;
            let deal = self.deal(told)?;
            let gains = self.gains(&deal.points)?;
            same(&told["gain"], &gains)?;
            let mut breaks: Vec<Origin> = self.space.broken_demands(&deal.package).collect();
            breaks.extend(self.space.walks(&deal.points).map(|s| Origin::WalkAway(s.party)));
            let constraints = self.case().constraints().iter().enumerate();
            let broken = constraints.filter(|(_, c)| !Case::allows(&c.content, &deal.package));
            breaks.extend(broken.map(|(n, _)| Origin::Constraint(crate::case::ConstraintId::at(n))));
            same(&told["breaks"], &told::ids(self.case(), &breaks))?;
            if told["better"].is_null() != (told["efficient"] != false) {
                return told::unread(&told["efficient"]);
            }
            if !told["better"].is_null() {
                let better = self.deal(&told["better"])?;
                let fine = covers(&better.points, &deal.points) && better.points != deal.points;
                if !fine || !self.space.allows(&better.package) || !self.space.accepts(&better.points) {
                    return Err(Against::Wrong(told["better"]["package"].clone()));
                }
                self.others(&told["better"]["others"], &better.points, false).unwrap_or(Ok(()))?;
            }
            Ok(deal)
        })();
        let Ok(deal) = found.as_ref() else {
            checks.check(at, Says::Trial, found.map(|_| ()));
            return;
        };
        checks.check(at, Says::Trial, Ok(()));
        let says = Says::FrontierUndominated;
        match (&self.all, &told["efficient"]) {
            (_, Value::Bool(false)) => {}
            (_, Value::Null) => checks.skip("package.efficient", says, Reason::Cut),
            (None, _) => checks.skip("package.efficient", says, Reason::TooManyPackages),
            (Some(all), _) => {
                let better = all.acceptable.iter().find(|k| covers(&k.points, &deal.points) && k.points != deal.points);
                let shows = better.map(|k| self.space.by_party(self.space.worths(&k.points).into_iter().map(Some)));
                checks.check("package.efficient", says, shows.map_or(Ok(()), |s| Err(Against::Missing(s))));
            }
        }
    }

    /// What each party gains by so many points, as it is written.
    fn gains(&self, points: &[i128]) -> Read<Value> {
        let zero = told_by_party(&self.space, &self.answer()["disagreement"])?;
        let gains = self.space.worths(points).into_iter().zip(zero).map(|(w, z)| z.map(|z| w - z));
        Ok(self.space.by_party(gains))
    }

    /// The orders of steps.
    fn orders(&self, checks: &mut Checks) {
        let (case, told) = (self.case(), &self.answer()["orders"]);
        let demands = case.demands().iter().any(|d| matches!(d.insists, Insists::Order(_)));
        let waits = case.steps().iter().any(|s| !s.waits.is_empty());
        if !(demands && !case.steps().is_empty() || waits) {
            checks.check("orders", Says::Orders, same(told, &Value::Null));
            return;
        }
        let found = (|| {
            let mut meant: Vec<Package> = Vec::new();
            for s in told::table(&self.answer()["solutions"])?.values().filter(|s| !s["package"].is_null()) {
                meant.push(told::package(case, &s["package"])?);
                for tie in told::list(&s["ties"])? {
                    meant.push(told::package(case, &tie["package"])?);
                }
            }
            if !self.answer()["package"].is_null() {
                meant.push(told::package(case, &self.answer()["package"]["package"])?);
            }
            meant.sort_unstable();
            meant.dedup();
            let packages: Value = told::list(told)?.iter().map(|o| o["package"].clone()).collect();
            same(&packages, &meant.iter().map(|p| told::package_entries(case, p)).collect())?;
            let rules = Rules::new(case, &Setting { void: self.space.dropped.clone(), ..Setting::default() });
            let in_force = rules.in_force(&rules.all(), &rules.background());
            for (told, package) in told::list(told)?.iter().zip(&meant) {
                parts(told, &["package", "order"])?;
                let performable = rules.steps.performable(package);
                if told["order"].is_null() {
                    if rules.steps.possible(&performable, &in_force) {
                        return Err(Against::Wrong(told.clone()));
                    }
                    continue;
                }
                let order = phases(case, &told["order"])?;
                let carried = rules.steps.carries(&order, &performable, &in_force);
                carried.map_err(|s| Against::Wrong(json!({ "package": told["package"], "step": case.step(s).key })))?;
            }
            Ok(())
        })();
        checks.check("orders", Says::Orders, found);
    }
}

/// Numbers of the sides, as worth.
fn told_by_party(space: &Space<'_>, told: &Value) -> Read<Vec<Option<Q>>> {
    let table = told::table(told)?;
    let one = |s: &space::Side<'_>| {
        let key = space.case.party(s.party).key.as_str();
        let told = table.get(key).ok_or_else(|| Against::Missing(json!(key)))?;
        if told.is_null() {
            return Ok(None);
        }
        let n = told::number(told)?;
        Ok(Some(if space.unit { n * Q::from_integer(100.into()) } else { n }))
    };
    space.sides.iter().map(one).collect()
}
