//! No step could start earlier: day after day, whatever set of steps could be done at one moment.

use serde_json::json;

use super::{
    super::{
        Against,
        sets::Set,
        told::{Read, differs},
    },
    Look,
    plan::{How, Plan},
};

/// Steps of a class up to which all sets of them are tried.
const MOST_CLASS: usize = 10;

/// Whether some steps that are told could start earlier, all else being as it is told, or meet what they wait for by something
/// that comes sooner. What is not told starts as early as it can. `None` where there are too many sets to try.
///
/// No schedule is earlier then: take one, and of its steps that start before the day told the first; what it waits for is as
/// told or later, so that it could start earlier, which was tried. (But of steps that some demand would make one act, were
/// it in force, one may be put off so that another need not wait: that is not looked for.)
pub(super) fn check(look: &Look<'_, '_>, plan: &Plan) -> Option<Read<()>> {
    let web = &look.web;
    let can = web.done(&plan.weak);
    if web.classes.iter().any(|c| c.and(&can).len() > MOST_CLASS) {
        return None;
    }
    let acts: Vec<Set> = web.classes.iter().flat_map(|c| subsets(&c.and(&can))).collect();
    let mut days: Vec<Option<u64>> = vec![None; plan.start.len()];
    plan.steps.iter().for_each(|s| days[*s] = Some(plan.start[*s]));
    // What is not told is done one act after another, the earliest first.
    loop {
        let open = acts.iter().filter(|act| act.iter().all(|s| days[s].is_none()));
        let next = open.filter_map(|act| Some((day(look, plan, act, &days)?, act.len(), act))).min();
        let Some((day, _, act)) = next else { break };
        act.iter().for_each(|s| days[s] = Some(day));
    }
    for act in &acts {
        let told = act.and(&plan.all);
        let first = act.iter().filter_map(|s| days[s]).min();
        let (Some(step), Some(first)) = (told.iter().next(), first) else { continue };
        if let Some(day) = day(look, plan, act, &days).filter(|day| *day < first) {
            let told = json!({ "step": web.key(step), "start": plan.start[step] });
            return Some(differs("", &told, &json!({ "step": web.key(step), "start": day })));
        }
    }
    for met in plan.met.iter().flatten().filter(|m| m.how != How::Moment) {
        let over = |t: &usize| Some(days[*t]? + web.days(*t) + web.lag(met.wait, *t));
        if let Some(sooner) = web.waits[met.wait].any.iter().find(|t| over(t).is_some_and(|d| d < met.since)) {
            return Some(Err(Against::Missing(json!({ "precondition": web.entry(met.wait), "by": web.key(*sooner) }))));
        }
    }
    Some(Ok(()))
}

/// The first day on which some steps could be done at one moment; `None`: on none.
fn day(look: &Look<'_, '_>, plan: &Plan, act: &Set, days: &[Option<u64>]) -> Option<u64> {
    let web = &look.web;
    if web.acts.iter().any(|(_, all)| all.meets(act) && !all.within(act)) {
        return None;
    }
    let mut first = 0;
    for s in act.iter() {
        first = first.max(look.calendar.not_before(s));
        for n in web.waits_of(s).filter(|n| web.first(*n, &plan.weak)) {
            let any = &web.waits[n].any;
            if any.iter().any(|t| *t != s && act.contains(*t)) {
                continue;
            }
            first = first.max(any.iter().filter_map(|t| Some(days[*t]? + web.days(*t) + web.lag(n, *t))).min()?);
        }
    }
    Some(first)
}

/// All sets of some steps but the empty one.
fn subsets(steps: &Set) -> Vec<Set> {
    let list = steps.list();
    (1..1_usize << list.len())
        .map(|mask| Set::of(list.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, s)| *s)))
        .collect()
}
