//! Makes a case that breaks a law as small as it can be, so that a reader sees why.

use crate::spec::{Content, Firmness, Insists, Party, Pattern, Spec, Step, Waits};

/// The smallest case found by leaving things out as long as it still `fails`.
pub(crate) fn shrink(mut spec: Spec, fails: impl Fn(&Spec) -> bool) -> Spec {
    while let Some(smaller) = simpler(&spec).into_iter().find(&fails) {
        spec = smaller;
    }
    spec
}

/// Every case with one thing left out; what spoke of that thing goes with it.
fn simpler(spec: &Spec) -> Vec<Spec> {
    let mut all = vec![];
    let mut add = |change: &dyn Fn(&mut Spec)| {
        let mut other = spec.clone();
        change(&mut other);
        all.push(other);
    };
    for d in 0..spec.demands.len() {
        add(&|s| drop(s.demands.remove(d)));
    }
    for c in 0..spec.constraints.len() {
        add(&|s| drop(s.constraints.remove(c)));
    }
    for step in 0..spec.steps.len() {
        add(&|s| without_step(s, step));
    }
    for issue in 0..spec.issues.len() {
        add(&|s| without_issue(s, issue));
        if spec.issues[issue].1 > 2 {
            add(&|s| without_last_option(s, issue));
        }
    }
    for party in 1..spec.parties.len() {
        add(&|s| without_party(s, party));
    }
    for p in 0..spec.parties.len() {
        if spec.parties[p].walk_away.is_some() {
            add(&|s| s.parties[p].walk_away = None);
        } else if spec.parties[p].wants.is_some() {
            add(&|s| says_nothing(&mut s.parties[p]));
        }
        for b in 0..spec.parties[p].bonuses.len() {
            add(&|s| {
                s.parties[p].bonuses.remove(b);
                if !says_something(&s.parties[p]) {
                    says_nothing(&mut s.parties[p]);
                }
            });
        }
        if spec.parties[p].order.is_some() {
            add(&|s| s.parties[p].order = None);
        }
        if spec.parties[p].spread != 0 {
            add(&|s| s.parties[p].spread = 0);
        }
    }
    for n in 0..spec.steps.len() {
        let Step { waits, carries_out, optional, .. } = &spec.steps[n];
        for fewer in fewer_waits(waits) {
            add(&|s| s.steps[n].waits = fewer.clone());
        }
        if carries_out.is_some() {
            add(&|s| s.steps[n].carries_out = None);
        }
        if *optional {
            add(&|s| s.steps[n].optional = false);
        }
    }
    for n in 0..spec.demands.len() {
        if let Insists::After(_, waits) = &spec.demands[n].insists {
            for fewer in fewer_waits(waits).into_iter().filter(|fewer| !fewer.is_empty()) {
                add(&|s| {
                    if let Insists::After(_, waits) = &mut s.demands[n].insists {
                        waits.clone_from(&fewer);
                    }
                });
            }
        }
        if spec.demands[n].firmness != Firmness::Unsaid {
            add(&|s| s.demands[n].firmness = Firmness::Unsaid);
        }
    }
    for n in 0..patterns(&mut spec.clone()).len() {
        for table in 0..patterns(&mut spec.clone())[n].len() {
            add(&|s| {
                let pattern: &mut Pattern = patterns(s).swap_remove(n);
                if pattern.len() > 1 {
                    pattern.remove(table);
                } else if pattern[0].len() > 1 {
                    pattern[0].remove(0);
                }
            });
        }
    }
    if spec.layout != 0 {
        add(&|s| s.layout = 0);
    }
    all.retain(|other| other.to_toml() != spec.to_toml() && !other.contradicts_itself());
    all
}

/// The same with one step left out of one list.
fn fewer_waits(waits: &Waits) -> Vec<Waits> {
    let mut all = vec![];
    let lengths: Vec<usize> = waits.clone().lists().map(|list| list.len()).collect();
    for (list, length) in lengths.into_iter().enumerate() {
        for m in 0..length {
            let mut fewer = waits.clone();
            fewer.lists().nth(list).expect("it has as many lists").remove(m);
            fewer.any.retain(|any| !any.is_empty());
            all.push(fewer);
        }
    }
    all
}

fn says_nothing(party: &mut Party) {
    *party = Party { name: party.name.clone(), principal: party.principal, ..Party::default() };
}

/// Whether a worth is left of what a party wants.
fn says_something(party: &Party) -> bool {
    let weighs = |(weight, _): &(_, _)| *weight != 0 || party.order.is_some();
    !party.bonuses.is_empty() || party.wants.iter().flatten().flatten().any(weighs)
}

/// Every pattern of the case.
fn patterns(spec: &mut Spec) -> Vec<&mut Pattern> {
    let contents =
        spec.constraints.iter_mut().map(|(_, c)| c).chain(spec.demands.iter_mut().filter_map(
            |d| match &mut d.insists {
                Insists::Content(c) => Some(c),
                Insists::After(..) | Insists::Together(_) => None,
            },
        ));
    let of_content = contents.flat_map(|c| match c {
        Content::Require(p) | Content::Never(p) => vec![p],
        Content::IfThen(p, q) => vec![p, q],
    });
    let bonuses = spec.parties.iter_mut().flat_map(|p| &mut p.bonuses).map(|b| &mut b.when);
    of_content.chain(spec.steps.iter_mut().filter_map(|s| s.carries_out.as_mut())).chain(bonuses).collect()
}

fn without_step(spec: &mut Spec, gone: usize) {
    let leave_out = |list: &mut Vec<usize>| {
        list.retain(|s| *s != gone);
        list.iter_mut().filter(|s| **s > gone).for_each(|s| *s -= 1);
    };
    spec.steps.remove(gone);
    for step in &mut spec.steps {
        step.waits.lists().for_each(leave_out);
        step.waits.any.retain(|any| !any.is_empty());
    }
    spec.demands.retain_mut(|d| match &mut d.insists {
        Insists::Content(_) => true,
        Insists::Together(steps) => {
            leave_out(steps);
            steps.len() >= 2
        }
        Insists::After(step, waits) => {
            let its_own = *step == gone;
            *step -= usize::from(*step > gone);
            waits.lists().for_each(leave_out);
            waits.any.retain(|any| !any.is_empty());
            !its_own && !waits.is_empty()
        }
    });
}

fn without_issue(spec: &mut Spec, gone: usize) {
    spec.issues.remove(gone);
    for party in &mut spec.parties {
        if let Some(wants) = &mut party.wants {
            wants.remove(gone);
            if let Some(measure) = &mut party.measure {
                measure.best.remove(gone);
            }
            for tier in party.order.iter_mut().flatten() {
                tier.retain(|i| *i != gone);
                tier.iter_mut().filter(|i| **i > gone).for_each(|i| *i -= 1);
            }
            party.order.iter_mut().for_each(|tiers| tiers.retain(|tier| !tier.is_empty()));
            party.order = party.order.take().filter(|tiers| !tiers.is_empty());
        }
    }
    for pattern in patterns(spec) {
        for table in pattern.iter_mut() {
            table.retain(|(i, _)| *i != gone);
            table.iter_mut().filter(|(i, _)| *i > gone).for_each(|(i, _)| *i -= 1);
        }
    }
    without_empty_patterns(spec);
}

fn without_last_option(spec: &mut Spec, issue: usize) {
    let last = spec.issues[issue].1 - 1;
    spec.issues[issue].1 = last;
    for (_, values) in spec.parties.iter_mut().filter_map(|p| p.wants.as_mut()?[issue].as_mut()) {
        values.truncate(last);
    }
    for pattern in patterns(spec) {
        for table in pattern.iter_mut() {
            table.iter_mut().filter(|(i, _)| *i == issue).for_each(|(_, options)| options.retain(|o| *o != last));
            table.retain(|(_, options)| !options.is_empty());
        }
    }
    without_empty_patterns(spec);
}

/// A pattern that asks for nothing cannot be written.
fn without_empty_patterns(spec: &mut Spec) {
    for pattern in patterns(spec) {
        pattern.retain(|table| !table.is_empty());
    }
    let empty = |c: &Content| match c {
        Content::Require(p) | Content::Never(p) => p.is_empty(),
        Content::IfThen(p, q) => p.is_empty() || q.is_empty(),
    };
    spec.constraints.retain(|(_, c)| !empty(c));
    spec.demands.retain(|d| !matches!(&d.insists, Insists::Content(c) if empty(c)));
    for step in &mut spec.steps {
        step.carries_out = step.carries_out.take().filter(|p| !p.is_empty());
    }
    for party in &mut spec.parties {
        party.bonuses.retain(|b| !b.when.is_empty());
        if !says_something(party) {
            says_nothing(party);
        }
    }
}

fn without_party(spec: &mut Spec, gone: usize) {
    spec.parties.remove(gone);
    let move_up = |p: &mut usize| *p = if *p == gone { 0 } else { *p - usize::from(*p > gone) };
    spec.demands.iter_mut().for_each(|d| move_up(&mut d.party));
    spec.steps.iter_mut().flat_map(|s| &mut s.by).for_each(move_up);
}
