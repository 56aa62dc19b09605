//! Latest days, what is critical, what holds the end, and what is late.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Says,
        told::{self, Read, parts, same},
    },
    Look,
    plan::{How, Plan},
    web::Web,
};

/// Checks all that is told of days but when steps start.
pub(super) fn check(look: &Look<'_, '_>, plan: &Plan, told: &Value, at: &str, checks: &mut Checks) {
    let (web, calendar) = (&look.web, &look.calendar);
    let place = |key: &str| format!("{at}.{key}");
    let days = plan.steps.iter().map(|s| plan.last(web, *s) + 1).max().unwrap_or(0);
    let until = calendar.until().and_then(|d| u64::try_from(d).ok()).map_or(0, |d| d + 1).max(days);
    let ends: Vec<(usize, u64)> = plan.steps.iter().map(|s| (*s, plan.last(web, *s))).collect();
    let last = days.checked_sub(1);
    checks.check(place("days"), Says::End, same(&told["days"], &json!(days)));
    checks.check(place("until"), Says::End, same(&told["until"], &json!(until.saturating_sub(1))));
    checks.check(place("end"), Says::Dates, same(&told["end"], &json!(last.and_then(|d| calendar.date(d)))));
    let begin_by = calendar.begin_by(&ends, last);
    checks.check(place("begin_by"), Says::Dates, same(&told["begin_by"], &json!(begin_by)));
    let latest = latest(look, plan, until);
    let steps = || -> Read<()> {
        for (s, one) in plan.steps.iter().zip(told::list(&told["steps"])?) {
            same(&one["finish"], &json!(plan.finish(web, *s)))?;
            same(&one["latest"], &json!(latest[*s]))?;
            same(&one["float"], &json!(latest[*s] - plan.start[*s]))?;
            let float = latest[*s] - plan.start[*s];
            let dates = calendar.start.map(|_| {
                json!({
                    "start": calendar.date(plan.start[*s]),
                    "last": calendar.date(plan.last(web, *s)),
                    "latest_start": calendar.date(latest[*s]),
                    "latest_last": calendar.date(plan.last(web, *s) + float),
                })
            });
            same(&one["dates"], &json!(dates))?;
        }
        Ok(())
    };
    checks.check(place("steps"), Says::Latest, steps());
    let critical = || -> Read<()> {
        for (s, one) in plan.steps.iter().zip(told::list(&told["steps"])?) {
            same(&one["critical"], &json!(put_off(web, plan, *s) > days))?;
        }
        Ok(())
    };
    checks.check(place("steps"), Says::Critical, critical());
    let ends_last = |s: usize| last == Some(plan.last(web, s));
    let found = path(look, plan, &told["critical_path"]).and_then(|end| match end {
        Some(s) if ends_last(s) => Ok(()),
        None if days == 0 => Ok(()),
        _ => Err(Against::Wrong(told["critical_path"].clone())),
    });
    checks.check(place("critical_path"), Says::CriticalPath, found);
    checks.check(place("late"), Says::Late, late(look, plan, &told["late"], last));
}

/// The last day on which each step can start, so that what it meets can start on its own last day, and all is over before
/// the day `until`: from the last days that dates allow, earlier and earlier until nothing is too late.
fn latest(look: &Look<'_, '_>, plan: &Plan, until: u64) -> Vec<u64> {
    let web = &look.web;
    let mut latest = plan.start.clone();
    for s in &plan.steps {
        let on = web.days(*s).max(1);
        // What is late already has no day to lose.
        let own = look.calendar.not_after(*s).map(|d| u64::try_from(d + 1).unwrap_or(0).max(plan.start[*s] + on));
        latest[*s] = own.map_or(until, |own| own.min(until)) - on;
    }
    loop {
        let before = latest.clone();
        for (s, mets) in plan.steps.iter().zip(&plan.met) {
            for m in mets.iter().filter(|m| m.how == How::Before) {
                let most = latest[*s].saturating_sub(web.days(m.by) + web.lag(m.wait, m.by));
                latest[m.by] = latest[m.by].min(most);
            }
        }
        for act in &plan.acts {
            let first = act.iter().map(|s| latest[*s]).min().unwrap_or(0);
            act.iter().for_each(|s| latest[*s] = first);
        }
        if latest == before {
            // A step told to start later than it may has no day to lose either; that it is wrong was said before.
            return latest.iter().zip(&plan.start).map(|(l, s)| *l.max(s)).collect();
        }
    }
}

/// How many days all takes if a step starts a day later, and whatever waits for it as late as it must.
fn put_off(web: &Web<'_>, plan: &Plan, step: usize) -> u64 {
    let mut start = plan.start.clone();
    start[step] += 1;
    loop {
        let before = start.clone();
        for (s, mets) in plan.steps.iter().zip(&plan.met) {
            for m in mets.iter().filter(|m| m.how == How::Before) {
                start[*s] = start[*s].max(start[m.by] + web.days(m.by) + web.lag(m.wait, m.by));
            }
        }
        for act in &plan.acts {
            let last = act.iter().map(|s| start[*s]).max().unwrap_or(0);
            act.iter().for_each(|s| start[*s] = last);
        }
        if start == before {
            return plan.steps.iter().map(|s| start[*s] + web.days(*s).max(1)).max().unwrap_or(0);
        }
    }
}

/// Whether each step of a chain is held by what is told, from the first day on; its last step.
fn path(look: &Look<'_, '_>, plan: &Plan, told: &Value) -> Read<Option<usize>> {
    let web = &look.web;
    let mut before: Option<usize> = None;
    for one in told::list(told)? {
        parts(one, &["step", "held", "by", "verification_days"])?;
        let step = web.step(&one["step"])?;
        let Some(at) = plan.steps.iter().position(|s| *s == step) else {
            return Err(Against::Wrong(one.clone()));
        };
        let start = plan.start[step];
        let holds = |by: usize| plan.met[at].iter().find(|m| m.how == How::Before && m.by == by && m.since == start);
        let (right, days) = match (one["held"].as_str(), before) {
            (Some("start"), None) => (start == 0, Some(0)),
            (Some("not_before"), None) => (start > 0 && look.calendar.not_before(step) == start, Some(0)),
            (Some("moment"), Some(by)) => (by != step && plan.act_of[by] == plan.act_of[step], Some(0)),
            (Some("precondition"), Some(by)) => (holds(by).is_some(), holds(by).map(|m| web.lag(m.wait, by))),
            _ => (false, None),
        };
        if !right {
            return Err(Against::Wrong(one.clone()));
        }
        // Of several preconditions that the same step meets on the same day, any will do.
        let any = || plan.met[at].iter().any(|m| m.since == start && one["verification_days"] == web.lag(m.wait, m.by));
        if one["held"] != "precondition" || !any() {
            same(&one["verification_days"], &json!(days))?;
        }
        same(&one["by"], &json!(before.map(|b| web.key(b))))?;
        before = Some(step);
    }
    Ok(before)
}

/// What cannot be done in time: the whole first, then steps.
fn late(look: &Look<'_, '_>, plan: &Plan, told: &Value, last: Option<u64>) -> Read<()> {
    let web = &look.web;
    let over = |last: u64, limit: Option<i64>| limit.map_or(0, |limit| (last as i64 - limit).max(0));
    let mut meant: Vec<(Option<usize>, i64)> =
        last.map(|l| (None, over(l, look.calendar.until()))).into_iter().collect();
    meant.extend(plan.steps.iter().map(|s| (Some(*s), over(plan.last(web, *s), look.calendar.not_after(*s)))));
    meant.retain(|(_, days)| *days > 0);
    let told = told::list(told)?;
    for (one, (step, days)) in told.iter().zip(&meant) {
        parts(one, &["step", "days", "path"])?;
        same(&one["step"], &json!(step.map(|s| web.key(s))))?;
        same(&one["days"], &json!(days))?;
        let end = path(look, plan, &one["path"])?;
        let ends = |end: usize| match step {
            Some(step) => end == *step,
            None => last == Some(plan.last(web, end)),
        };
        if !end.is_some_and(ends) {
            return Err(Against::Wrong(one["path"].clone()));
        }
    }
    match (told.get(meant.len()), meant.get(told.len())) {
        (Some(more), _) => Err(Against::Wrong(more.clone())),
        (_, Some((step, days))) => Err(Against::Missing(json!({ "step": step.map(|s| web.key(s)), "days": days }))),
        _ => Ok(()),
    }
}
