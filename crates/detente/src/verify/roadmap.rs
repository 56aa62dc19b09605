//! Checks an answer to `roadmap`.

mod blocked;
mod bridges;
mod calendar;
mod choice;
mod cores;
mod days;
mod earliest;
mod if_disputed;
mod instruments;
mod one_act;
mod plan;
mod readings;
mod safest;
mod sides;
mod split;
mod stakes;
mod web;

use serde_json::{Value, json};

use self::{calendar::Calendar, stakes::Stakes, web::Web};
use super::{
    Against, Asked, Checks, Reason, Says, grounds,
    sets::Set,
    told::{self, Read, parts, same},
};
use crate::case::{Case, Date, Element, Insists, StepId};

/// Alternatives that an order rests on which are told at most.
const MOST_ESCAPES: usize = 20;

/// Preconditions with alternatives up to which an answer looks away from all that could matter.
const MOST_TRIALS: usize = 200;

/// Preconditions that are looked at, step by step, for one thing that is told.
const MOST_WORK: usize = 50_000_000;

/// Checks everything.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) {
    let keys = [
        "verdict",
        "package",
        "how",
        "given_up",
        "breaks",
        "cautions",
        "goals",
        "beside",
        "start",
        "deadline",
        "reachable",
        "blocked",
        "missing",
        "cores",
        "escapes",
        "openings",
        "readings",
        "order",
        "bridges",
        "stopped",
    ];
    let asked_readings = asked.options["reading"] == "all";
    let keys: Vec<&str> = keys.into_iter().chain(asked_readings.then_some("if_disputed")).collect();
    if !checks.check("", Says::Parts, parts(asked.answer, &keys)) {
        return;
    }
    checks.check("cautions", Says::Cautions, same(&asked.answer["cautions"], &cautions(asked.case)));
    let Some((package, given_up)) = choice::check(asked, checks) else { return };
    let goals = match goals(asked, &package) {
        Ok((goals, beside)) => {
            let key = |s: &StepId| json!(asked.case.step(*s).key);
            let meant = beside.iter().map(key).collect();
            checks.check("beside", Says::Beside, same(&asked.answer["beside"], &meant));
            goals
        }
        Err(against) => {
            checks.check("options.goals", Says::Form, Err(against));
            return;
        }
    };
    let web = Web::new(asked.case, &package, &given_up, &[], &goals);
    let dates = [date(&asked.options["start"]), date(&asked.options["deadline"])];
    let [Ok(start), Ok(deadline)] = dates else {
        let wrong = dates.into_iter().find_map(Result::err);
        checks.check("options.start", Says::Form, wrong.map_or(Ok(()), Err));
        return;
    };
    let calendar = Calendar::new(asked.case, start, deadline);
    let done = web.done(&Set::default());
    let look = Look { asked, web, calendar, stakes: Stakes::of(asked.case), done };
    look.whole(checks);
    look.held_up(checks);
    readings::check(&look, &package, &given_up, &goals, checks);
    if asked.answer["order"].is_object() {
        plan::check(&look, &asked.answer["order"], "order", &Set::default(), checks);
    }
    bridges::check(&look, checks);
    if asked_readings {
        if_disputed::check(asked, checks);
    }
    checks.check("completeness", Says::Completeness, look.completeness());
}

/// The answer and what it is held against.
struct Look<'l, 'a> {
    asked: &'l Asked<'l>,
    web: Web<'a>,
    calendar: Calendar,
    stakes: Stakes,
    /// The steps that can be done as things stand.
    done: Set,
}

impl Look<'_, '_> {
    fn answer(&self) -> &Value {
        self.asked.answer
    }

    fn reached(&self) -> bool {
        self.web.goals.iter().all(|g| self.done.contains(*g))
    }

    /// Goals, dates, steps that can be done, the verdict.
    fn whole(&self, checks: &mut Checks) {
        let told = self.answer();
        let goals = self.web.keys(self.web.goals.iter().copied());
        checks.check("goals", Says::Goals, same(&told["goals"], &goals));
        checks.check("start", Says::Dates, same(&told["start"], &json!(self.calendar.date(0))));
        let deadline = self.calendar.deadline.map(|d| d.to_string());
        checks.check("deadline", Says::Dates, same(&told["deadline"], &json!(deadline)));
        checks.check("reachable", Says::Reachable, same(&told["reachable"], &self.web.keys(self.done.iter())));
        let some = told["bridges"]["found"].as_array().is_some_and(|f| !f.is_empty());
        let verdict = match (self.reached(), some) {
            (true, _) => "open",
            (false, true) => "bridged",
            (false, false) => "blocked",
        };
        checks.check("verdict", Says::Verdict, same(&told["verdict"], &json!(verdict)));
        let present = |key: &str, there: bool| {
            if told[key].is_object() == there && (there || told[key].is_null()) {
                Ok(())
            } else {
                Err(Against::Wrong(json!({ key: told[key] })))
            }
        };
        checks.check("order", Says::OrderOrBridges, present("order", self.reached()));
        checks.check("bridges", Says::OrderOrBridges, present("bridges", !self.reached()));
    }

    /// What holds it up, and what it rests on.
    fn held_up(&self, checks: &mut Checks) {
        let told = self.answer();
        let (web, none) = (&self.web, Set::default());
        let mut blocked = blocked::Blocked::new(web, &none);
        if self.reached() {
            // Steps that wait for each other beside what goals need are not told.
            blocked.cores.clear();
        }
        blocked.check("", told, web, checks);
        let found = if self.reached() { same(&told["openings"], &json!([])) } else { self.openings(&blocked) };
        checks.check("openings", Says::Openings, found);
        let trials: usize = web.waits.iter().filter(|w| w.any.len() > 1).map(|w| w.any.len()).sum();
        if trials * web.size() > MOST_WORK {
            checks.skip("escapes", Says::Escapes, Reason::TooMuchWork);
        } else {
            checks.check("escapes", Says::Escapes, self.escapes());
        }
    }

    /// Alternatives without which what can be done could not, since steps would wait for each other: looked away from one by
    /// one. Where goals can be done, they are what counts; else whatever can.
    fn escapes(&self) -> Read<()> {
        let goals = if self.reached() { self.web.goals.clone() } else { self.done.list() };
        let (web, none) = (&Web { goals, ..self.web.clone() }, Set::default());
        let told = told::list(&self.answer()["escapes"])?;
        let mut n = 0;
        for (wait, its) in web.waits.iter().enumerate().filter(|(_, w)| w.any.len() > 1) {
            for alternative in its.any.iter().copied().filter(|t| *t != its.step) {
                let mut without = web.clone();
                without.waits[wait].any.retain(|t| *t != alternative);
                if without.reaches(&none) {
                    continue;
                }
                let blocked = blocked::Blocked::new(&without, &none);
                let core = blocked.cores.iter().find(|c| c.needed && c.steps.contains(its.step));
                let Some(core) = core else { continue };
                if n == MOST_ESCAPES {
                    break;
                }
                let meant = json!({ "precondition": web.entry(wait), "alternative": web.key(alternative) });
                let Some(one) = told.get(n) else {
                    return if self.many() && self.asked.cut { Ok(()) } else { Err(Against::Missing(meant)) };
                };
                parts(one, &["precondition", "alternative", "breaks"])?;
                same(&one["precondition"], &meant["precondition"])?;
                same(&one["alternative"], &meant["alternative"])?;
                core.check_in(&one["breaks"], web, Some(its.step))?;
                n += 1;
            }
        }
        told.get(n).map_or(Ok(()), |more| Err(Against::Wrong(more.clone())))
    }

    /// Whether there are so many preconditions with alternatives that not all need be looked away from.
    fn many(&self) -> bool {
        self.web.waits.iter().filter(|w| w.any.len() > 1).count() > MOST_TRIALS
    }

    /// Missing steps by which more could be done, if somebody performed them or the package contained them.
    fn openings(&self, blocked: &blocked::Blocked) -> Read<()> {
        let (web, none) = (&self.web, Set::default());
        let mut meant = Vec::new();
        for missing in &blocked.missing {
            let mut given = web.clone();
            given.can.insert(missing.step);
            let done = given.done(&none);
            let opened = |n: &&usize| {
                web.waits[**n].any.len() > 1 && done.contains(web.waits[**n].step) && done.contains(missing.step)
            };
            let opened: Vec<usize> = missing.waits.iter().filter(opened).copied().collect();
            if !opened.is_empty() {
                meant.push(json!({
                    "step": web.key(missing.step),
                    "because": missing.because,
                    "preconditions": opened.iter().map(|n| web.entry(*n)).collect::<Value>(),
                    "reaches": web.goals.iter().all(|g| done.contains(*g)),
                }));
            }
        }
        same(&self.answer()["openings"], &json!(meant))
    }

    /// Whether it says that it is cut short just where something is left open.
    fn completeness(&self) -> Read<()> {
        let told = self.answer();
        let safest = |plan: &Value| {
            let stakes = &plan["stakes"];
            stakes.is_object() && stakes["safest"]["proven"] != true
        };
        let bridges = told["bridges"]["found"].as_array().into_iter().flatten();
        let escapes = told["escapes"].as_array().is_some_and(|e| e.len() >= MOST_ESCAPES);
        let open = told["bridges"]["complete"] == false
            || told["readings"]["complete"] == false
            || safest(&told["order"])
            || bridges.into_iter().any(|b| safest(&b["order"]))
            || told["stopped"] == true;
        match self.asked.cut {
            // Whether there are more alternatives than so many is not told apart from there being just so many.
            true if open || escapes || self.many() => Ok(()),
            false if !open => Ok(()),
            cut => Err(Against::Wrong(json!(if cut { "cut" } else { "exact" }))),
        }
    }
}

/// A date as options write it, or none.
fn date(told: &Value) -> Read<Option<Date>> {
    if told.is_null() {
        return Ok(None);
    }
    told.as_str().and_then(Date::parse).map_or_else(|| told::unread(told), |d| Ok(Some(d)))
}

/// What the roadmap is for, and goals that the package does not contain. None: all that it needs.
fn goals(asked: &Asked<'_>, package: &crate::case::Package) -> Read<(Vec<StepId>, Vec<StepId>)> {
    let case = asked.case;
    let named = told::list(&asked.options["goals"])?;
    let named = named.iter().map(|s| told::step(case, s)).collect::<Read<Vec<StepId>>>()?;
    let named = if named.is_empty() { case.agenda().goals.clone() } else { named };
    let mut each: Vec<StepId> = Vec::new();
    for goal in named {
        if !each.contains(&goal) {
            each.push(goal);
        }
    }
    let contained = |s: &StepId| case.step(*s).carries_out.as_ref().is_none_or(|p| p.matches(package));
    Ok(each.into_iter().partition(contained))
}

/// What is to be kept in mind of order, of what stands by it, and of how it is read.
fn cautions(case: &Case) -> Value {
    grounds::cautions_of(case, &|e: &Element| match e {
        Element::Demand(d) => matches!(case.demand(*d).insists, Insists::Order(_)),
        Element::Step(_)
        | Element::Constraint(_)
        | Element::Delegate(_)
        | Element::Guarantee(_)
        | Element::Meaning(..) => true,
        Element::WalkAway(_) | Element::Wants(..) | Element::Bonus(..) | Element::Party(_) | Element::Round(_) => false,
    })
}
