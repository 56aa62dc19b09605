//! Makes a conflict that breaks a law smaller, while it still does.

use crate::spec::{Content, Likes, Moves, Pattern, Spec};

pub(crate) fn shrink(mut spec: Spec, breaks: impl Fn(&Spec) -> bool) -> Spec {
    while let Some(smaller) = smaller(&spec).into_iter().find(|s| breaks(s)) {
        spec = smaller;
    }
    spec
}

/// Conflicts with a little less in them.
fn smaller(spec: &Spec) -> Vec<Spec> {
    let mut all = vec![];
    let mut push = |change: &dyn Fn(&mut Spec)| {
        let mut new = spec.clone();
        change(&mut new);
        all.push(new);
    };
    if spec.parties.len() > 1 {
        (0..spec.parties.len()).for_each(|p| push(&|s| without_party(s, p)));
    }
    if spec.issues.len() > 1 {
        (0..spec.issues.len()).for_each(|i| push(&|s| without_issue(s, i)));
    }
    (0..spec.constraints.len()).for_each(|n| push(&|s| drop(s.constraints.remove(n))));
    (0..spec.settled.len()).for_each(|n| push(&|s| s.settled.truncate(n)));
    for p in 0..spec.parties.len() {
        let party = &spec.parties[p];
        if party.overlooks.is_some() {
            push(&|s| s.parties[p].overlooks = None);
        }
        if !party.role.is_empty() {
            push(&|s| s.parties[p].role = "");
        }
        match &party.likes {
            Likes::Unknown => {}
            Likes::Prefers(statements) => (0..statements.len()).for_each(|n| {
                push(&|s| {
                    let Likes::Prefers(statements) = &mut s.parties[p].likes else { return };
                    statements.remove(n);
                });
            }),
            Likes::Ranking(ranks) => {
                push(&|s| s.parties[p].likes = Likes::Prefers(Vec::new()));
                (1..ranks.len()).for_each(|n| {
                    push(&|s| {
                        let Likes::Ranking(ranks) = &mut s.parties[p].likes else { return };
                        let tied = ranks.remove(n);
                        ranks[n - 1].extend(tied);
                    });
                });
            }
            Likes::Worth(_, bonuses) => {
                push(&|s| s.parties[p].likes = Likes::Prefers(Vec::new()));
                (0..bonuses.len()).for_each(|n| {
                    push(&|s| {
                        let Likes::Worth(_, bonuses) = &mut s.parties[p].likes else { return };
                        bonuses.remove(n);
                    });
                });
            }
        }
    }
    for i in 0..spec.issues.len() {
        if !matches!(spec.issues[i].moves, Moves::Free) {
            push(&|s| s.issues[i].moves = Moves::Free);
        }
        if spec.issues[i].decided_by.len() > 1 {
            push(&|s| s.issues[i].decided_by.truncate(1));
        }
    }
    all
}

fn without_party(spec: &mut Spec, party: usize) {
    spec.parties.remove(party);
    for issue in &mut spec.issues {
        issue.decided_by.retain(|p| *p != party);
        issue.decided_by.iter_mut().filter(|p| **p > party).for_each(|p| *p -= 1);
    }
}

fn without_issue(spec: &mut Spec, issue: usize) {
    spec.issues.remove(issue);
    spec.settled.retain(|(i, _)| *i != issue);
    spec.settled.iter_mut().filter(|(i, _)| *i > issue).for_each(|(i, _)| *i -= 1);
    if let Some(package) = &mut spec.status_quo {
        package.remove(issue);
    }
    let without = |pattern: &mut Pattern| {
        for table in pattern.iter_mut() {
            table.retain(|(i, _)| *i != issue);
            table.iter_mut().filter(|(i, _)| *i > issue).for_each(|(i, _)| *i -= 1);
        }
        pattern.retain(|table| !table.is_empty());
        pattern.is_empty()
    };
    spec.constraints.retain_mut(|content| match content {
        Content::Require(p) | Content::Never(p) => !without(p),
        Content::IfThen(p, q) => {
            let gone = without(p);
            !(without(q) || gone)
        }
    });
    for party in &mut spec.parties {
        if party.overlooks.as_mut().is_some_and(without) {
            party.overlooks = None;
        }
        match &mut party.likes {
            Likes::Unknown => {}
            Likes::Prefers(statements) => statements.retain_mut(|s| !without(s)),
            Likes::Ranking(ranks) => {
                let mut seen: Vec<Vec<usize>> = Vec::new();
                for tied in &mut *ranks {
                    for package in tied.iter_mut() {
                        package.remove(issue);
                    }
                    tied.retain(|p| {
                        let new = !seen.contains(p);
                        seen.push(p.clone());
                        new
                    });
                }
                ranks.retain(|tied| !tied.is_empty());
            }
            Likes::Worth(issues, bonuses) => {
                issues.remove(issue);
                bonuses.retain_mut(|(pattern, _, _)| !without(pattern));
            }
        }
    }
}
