//! Makes a case that breaks a law smaller, while it still does.

use crate::spec::Spec;

pub(crate) fn shrink(mut spec: Spec, breaks: impl Fn(&Spec) -> bool) -> Spec {
    while let Some(smaller) = smaller(&spec).into_iter().find(|s| !s.sides().is_empty() && breaks(s)) {
        spec = smaller;
    }
    spec
}

/// Cases with a little less in them.
fn smaller(spec: &Spec) -> Vec<Spec> {
    let mut all = vec![];
    let mut push = |change: &dyn Fn(&mut Spec)| {
        let mut new = spec.clone();
        change(&mut new);
        all.push(new);
    };
    (0..spec.constraints.len()).for_each(|n| push(&|s| drop(s.constraints.remove(n))));
    (0..spec.demands.len()).for_each(|n| push(&|s| drop(s.demands.remove(n))));
    for p in 0..spec.parties.len() {
        if spec.demands.iter().all(|(_, by, _)| *by != p) {
            push(&|s| {
                s.parties.remove(p);
                s.demands.iter_mut().filter(|(_, by, _)| *by > p).for_each(|(_, by, _)| *by -= 1);
            });
        }
        let party = &spec.parties[p];
        if party.walk_away.is_some() {
            push(&|s| s.parties[p].walk_away = None);
        }
        let Some(wants) = &party.wants else { continue };
        let weighs = wants.issues.iter().flatten().any(|(w, _)| *w != 0);
        if weighs {
            (0..wants.bonuses.len())
                .for_each(|b| push(&|s| drop(s.parties[p].wants.as_mut().expect("it has wants").bonuses.remove(b))));
        }
        for i in 0..wants.issues.len() {
            if wants.issues.iter().enumerate().any(|(n, w)| n != i && w.as_ref().is_some_and(|w| w.0 != 0))
                && wants.issues[i].is_some()
            {
                push(&|s| s.parties[p].wants.as_mut().expect("it has wants").issues[i] = None);
            }
        }
        if wants.measure.is_some() {
            push(&|s| s.parties[p].wants.as_mut().expect("it has wants").measure = None);
        }
    }
    all
}
