//! An order of steps with its days, held against what each step waits for.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        sets::Set,
        told::{self, Read, parts, same},
    },
    Look, days, earliest, stakes,
    web::Web,
};

/// Days beyond which none is read.
const LAST_DAY: u64 = 1 << 40;

/// An order that is told.
pub(super) struct Plan {
    /// The steps, as they are told.
    pub(super) steps: Vec<usize>,
    pub(super) all: Set,
    /// Of each step of the case, the day on which it starts; 0 where it is not done.
    pub(super) start: Vec<u64>,
    /// Of each step of the case, its act.
    pub(super) act_of: Vec<usize>,
    pub(super) acts: Vec<Vec<usize>>,
    /// What is told to meet what each step waits for, as the steps are told.
    pub(super) met: Vec<Vec<Met>>,
    /// Preconditions that are weakened.
    pub(super) weak: Set,
}

/// What meets a precondition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    /// The precondition.
    pub(super) wait: usize,
    pub(super) by: usize,
    pub(super) how: How,
    /// From which day on.
    pub(super) since: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Before,
    Moment,
    Credit,
}

/// Checks an order; what was read of it, where it could be.
pub(super) fn check(look: &Look<'_, '_>, told: &Value, at: &str, weak: &Set, checks: &mut Checks) -> Option<Plan> {
    let web = &look.web;
    let place = |key: &str| format!("{at}.{key}");
    let plan = match Plan::read(web, told, weak) {
        Ok(plan) => plan,
        Err(against) => {
            checks.check(place("steps"), Says::Form, Err(against));
            return None;
        }
    };
    let holds = checks.check(place("acts"), Says::Order, plan.order(web))
        && checks.check(place("steps"), Says::Days, plan.days(look))
        && checks.check(place("steps"), Says::Meets, plan.meets(web));
    if !holds {
        checks.skip(place("steps"), Says::Earliest, Reason::RestsOnFailed);
        return None;
    }
    checks.check(place("steps"), Says::NeededSteps, plan.needed(web));
    match earliest::check(look, &plan) {
        Some(found) => {
            checks.check(place("steps"), Says::Earliest, found);
        }
        None => checks.skip(place("steps"), Says::Earliest, Reason::TooMuchWork),
    }
    checks.check(place("phases"), Says::Phases, plan.phases(web, told));
    days::check(look, &plan, told, at, checks);
    checks.check(place("credits"), Says::Credits, same(&told["credits"], &plan.credits(web)));
    checks.check(place("checks"), Says::Checks, same(&told["checks"], &plan.checks(look)));
    let lasting = plan.steps.iter().copied().filter(|s| web.case.steps()[*s].reversible == Some(false));
    checks.check(place("irreversible"), Says::Irreversible, same(&told["irreversible"], &web.keys(lasting)));
    stakes::check(look, &plan, &told["stakes"], &place("stakes"), checks);
    Some(plan)
}

impl Plan {
    fn read(web: &Web<'_>, told: &Value, weak: &Set) -> Read<Plan> {
        let keys = [
            "days",
            "until",
            "end",
            "begin_by",
            "steps",
            "acts",
            "phases",
            "critical_path",
            "late",
            "credits",
            "checks",
            "irreversible",
            "stakes",
        ];
        parts(told, &keys)?;
        let count = web.case.steps().len();
        let mut plan = Plan {
            steps: Vec::new(),
            all: Set::default(),
            start: vec![0; count],
            act_of: vec![0; count],
            acts: told::list(&told["acts"])?.iter().map(|act| web.steps(act)).collect::<Read<_>>()?,
            met: Vec::new(),
            weak: weak.clone(),
        };
        for one in told::list(&told["steps"])? {
            let keys = ["step", "by", "act", "phase", "start", "finish", "latest", "float", "critical", "dates", "met"];
            parts(one, &keys)?;
            let step = web.step(&one["step"])?;
            if plan.all.contains(step) {
                return Err(Against::Wrong(one["step"].clone()));
            }
            let day = |told: &Value| told.as_u64().filter(|d| *d <= LAST_DAY).map_or_else(|| told::unread(told), Ok);
            plan.steps.push(step);
            plan.all.insert(step);
            plan.start[step] = day(&one["start"])?;
            plan.act_of[step] = plan
                .acts
                .iter()
                .position(|act| act.contains(&step))
                .map_or_else(|| Err(Against::Missing(web.key(step))), Ok)?;
            let by = web.case.steps()[step].by.iter().map(|p| json!(web.case.party(*p).key)).collect();
            same(&one["by"], &by)?;
            same(&one["act"], &json!(plan.act_of[step]))?;
            let mets = told::list(&one["met"])?;
            let waits: Vec<usize> = web.waits_of(step).collect();
            let meant: Value = waits.iter().map(|n| web.entry(*n)).collect();
            same(&mets.iter().map(|m| m["precondition"].clone()).collect(), &meant)?;
            let met = mets.iter().zip(waits).map(|(told, wait)| {
                parts(told, &["precondition", "by", "how", "since"])?;
                let how = match told["how"].as_str() {
                    Some("before") => How::Before,
                    Some("moment") => How::Moment,
                    Some("credit") => How::Credit,
                    _ => return told::unread(&told["how"]),
                };
                Ok(Met { wait, by: web.step(&told["by"])?, how, since: day(&told["since"])? })
            });
            plan.met.push(met.collect::<Read<_>>()?);
        }
        // Each step that is told stands in one act, and in no other.
        let in_acts: Vec<usize> = plan.acts.iter().flatten().copied().collect();
        if in_acts.len() != plan.steps.len() || !in_acts.iter().all(|s| plan.all.contains(*s)) {
            return Err(Against::Wrong(told["acts"].clone()));
        }
        let in_file_order = plan.acts.iter().all(|act| !act.is_empty() && act.is_sorted());
        if in_file_order { Ok(plan) } else { Err(Against::Wrong(told["acts"].clone())) }
    }

    /// The day from which on a step is over.
    pub(super) fn finish(&self, web: &Web<'_>, step: usize) -> u64 {
        self.start[step] + web.days(step)
    }

    /// The last day of a step; a milestone has the one on which it falls.
    pub(super) fn last(&self, web: &Web<'_>, step: usize) -> u64 {
        (self.finish(web, step)).saturating_sub(1).max(self.start[step])
    }

    /// Act after act: nothing comes before what it waits for; in the end all credit is repaid, and all goals are done.
    fn order(&self, web: &Web<'_>) -> Read<()> {
        let mut done = Set::default();
        for act in &self.acts {
            let act = Set::of(act.iter().copied());
            let one_moment = act.len() == 1 || web.classes.iter().any(|c| act.within(c));
            let wrong = |s: &usize| !web.can.contains(*s) || !web.fits(*s, &act, &done, &self.weak) || !one_moment;
            if let Some(wrong) = act.iter().find(wrong) {
                return Err(Against::Wrong(web.key(wrong)));
            }
            done = done.or(&act);
        }
        let owing = |n: &usize| done.contains(web.waits[*n].step) && !web.met(*n, &done);
        if let Some(owed) = (0..web.waits.len()).find(owing) {
            return Err(Against::Wrong(web.entry(owed)));
        }
        match web.goals.iter().find(|g| !done.contains(**g)) {
            Some(goal) => Err(Against::Missing(web.key(*goal))),
            None => Ok(()),
        }
    }

    /// Acts are told in the order in which they are done: of those that wait for none still to come, the one that is over
    /// first. Their steps are at one moment, none before its date or before what it waits for is over and found done.
    fn days(&self, look: &Look<'_, '_>) -> Read<()> {
        let web = &look.web;
        let wrong = |s: usize| Err(Against::Wrong(json!({ "step": web.key(s), "start": self.start[s] })));
        for (n, act) in self.acts.iter().enumerate() {
            for s in act.iter().copied() {
                let over = |wait: usize, t: usize| {
                    self.all.contains(t)
                        && (self.act_of[t] == n && t != s
                            || self.act_of[t] < n && self.finish(web, t) + web.lag(wait, t) <= self.start[s])
                };
                let waits = |wait: &usize| {
                    web.first(*wait, &self.weak) && !web.waits[*wait].any.iter().any(|t| over(*wait, *t))
                };
                let early = self.start[s] < look.calendar.not_before(s);
                if early || self.start[s] != self.start[act[0]] || web.waits_of(s).any(|wait| waits(&wait)) {
                    return wrong(s);
                }
            }
            let over = |act: &[usize]| act.iter().map(|s| self.finish(web, *s)).max();
            let sooner =
                self.acts[n + 1..].iter().find(|later| over(later) < over(act) && self.waits_only_for(later, n));
            if let Some(sooner) = sooner {
                return wrong(sooner[0]);
            }
        }
        match self.steps.windows(2).find(|w| self.start[w[0]] > self.start[w[1]]) {
            Some(w) => wrong(w[1]),
            None => Ok(()),
        }
    }

    /// Whether all that meets what the steps of an act wait for is in the first acts, so many of them, or in the act itself.
    fn waits_only_for(&self, act: &[usize], first: usize) -> bool {
        let told = |s: &usize| self.steps.iter().position(|t| t == s);
        let mets = act.iter().filter_map(told).flat_map(|n| &self.met[n]).filter(|m| m.how != How::Credit);
        mets.into_iter().all(|m| act.contains(&m.by) || self.act_of[m.by] < first)
    }

    /// Each precondition is met by what is told to meet it, in the way and from the day on that is told.
    fn meets(&self, web: &Web<'_>) -> Read<()> {
        for (step, mets) in self.steps.iter().zip(&self.met) {
            for met in mets {
                let wrong = || Err(Against::Wrong(json!({ "step": web.key(*step), "by": web.key(met.by) })));
                if !web.waits[met.wait].any.contains(&met.by) || !self.all.contains(met.by) {
                    return wrong();
                }
                let over = self.finish(web, met.by) + web.lag(met.wait, met.by);
                let later = !web.first(met.wait, &self.weak);
                let (act, own) = (self.act_of[met.by], self.act_of[*step]);
                let (right, since) = match met.how {
                    How::Credit => (later, over),
                    How::Before => (!later && act < own && over <= self.start[*step], over),
                    How::Moment => (!later && act == own && met.by != *step, self.start[*step]),
                };
                if !right || met.since != since {
                    return wrong();
                }
            }
        }
        Ok(())
    }

    /// Just what goals need is told, by what meets it; and steps are one act only where a demand in force says so, or one
    /// meets the other at the same moment.
    fn needed(&self, web: &Web<'_>) -> Read<()> {
        let grown = |from: Set, next: &dyn Fn(usize) -> Set| {
            let mut all = from;
            loop {
                let more = all.iter().fold(all.clone(), |more, s| more.or(&next(s)));
                if more == all {
                    return all;
                }
                all = more;
            }
        };
        let acts = |s: usize| {
            web.acts.iter().filter(|(_, act)| act.contains(s)).fold(Set::default(), |all, (_, act)| all.or(act))
        };
        let mets = |s: usize| {
            let at = self.steps.iter().position(|t| *t == s);
            at.into_iter().flat_map(|n| &self.met[n]).copied().collect::<Vec<Met>>()
        };
        let needed = grown(Set::of(web.goals.iter().copied()), &|s| acts(s).or(&Set::of(mets(s).iter().map(|m| m.by))));
        if let Some(idle) = self.all.less(&needed).iter().next() {
            return Err(Against::Wrong(web.key(idle)));
        }
        for act in &self.acts {
            let one = grown(Set::of([act[0]]), &|s| {
                let moment = |s: usize, t: usize| mets(s).iter().any(|m| m.how == How::Moment && m.by == t);
                acts(s).or(&Set::of(act.iter().copied().filter(|t| moment(s, *t) || moment(*t, s))))
            });
            if let Some(apart) = act.iter().find(|s| !one.contains(**s)) {
                return Err(Against::Wrong(json!({ "act": web.keys(act.iter().copied()), "step": web.key(*apart) })));
            }
        }
        Ok(())
    }

    /// Steps of phase 0 wait for none, others for one of the phase before; those of one act share the latest.
    fn phases(&self, web: &Web<'_>, told: &Value) -> Read<()> {
        let mut phase = vec![0_usize; self.start.len()];
        loop {
            let mut next = phase.clone();
            for (s, mets) in self.steps.iter().zip(&self.met) {
                for m in mets.iter().filter(|m| m.how == How::Before) {
                    next[*s] = next[*s].max(phase[m.by] + 1);
                }
            }
            for act in &self.acts {
                let latest = act.iter().map(|s| next[*s]).max().unwrap_or(0);
                act.iter().for_each(|s| next[*s] = latest);
            }
            if next == phase {
                break;
            }
            phase = next;
        }
        for (s, one) in self.steps.iter().zip(told::list(&told["steps"])?) {
            same(&one["phase"], &json!(phase[*s]))?;
        }
        let count = self.steps.iter().map(|s| phase[*s] + 1).max().unwrap_or(0);
        let of = |p: usize| web.keys(self.steps.iter().copied().filter(|s| phase[*s] == p));
        same(&told["phases"], &(0..count).map(of).collect())
    }

    /// What comes on credit, as answers write it.
    fn credits(&self, web: &Web<'_>) -> Value {
        let steps = self.steps.iter().zip(&self.met);
        let all = steps.flat_map(|(s, mets)| mets.iter().filter(|m| m.how == How::Credit).map(move |m| (*s, m)));
        let one = |(s, m): (usize, &Met)| {
            json!({
                "precondition": web.entry(m.wait),
                "weakened": self.weak.contains(m.wait),
                "given": self.start[s],
                "by": web.key(m.by),
                "repaid": m.since,
                "owed": self.act_of[m.by] > self.act_of[s],
            })
        };
        all.map(one).collect()
    }

    /// Who looks whether what is done, as answers write it: for the step itself, and for each precondition that it meets;
    /// whoever is told to look by the same day for another reason does so once.
    fn checks(&self, look: &Look<'_, '_>) -> Value {
        let web = &look.web;
        let mut all = Vec::new();
        for s in self.steps.iter().copied() {
            let own = web.case.steps()[s].verified.map(|v| (v, Value::Null));
            let mut met: Vec<usize> = self.met.iter().flatten().filter(|m| m.by == s).map(|m| m.wait).collect();
            met.sort_unstable();
            let of_waits = met.into_iter().filter_map(|n| Some((web.waits[n].verified?, web.entry(n))));
            let mut seen = Vec::new();
            for (v, reason) in own.into_iter().chain(of_waits) {
                if seen.contains(&v) {
                    continue;
                }
                seen.push(v);
                let start = self.finish(web, s);
                let told = json!({
                    "step": web.key(s),
                    "by": web.case.party(v.by).key,
                    "for": reason,
                    "start": start,
                    "finish": start + u64::from(v.days),
                });
                all.push((start, told));
            }
        }
        all.sort_by_key(|(start, _)| *start);
        all.into_iter().map(|(_, told)| told).collect()
    }
}
