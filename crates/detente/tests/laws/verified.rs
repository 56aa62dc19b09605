//! Every answer to a small case verifies, and nothing of it is left unchecked.

use detente::{
    agreement::parse_package,
    question::{Budget, Envelope},
    verify::{Outcome, Says, Verify},
    why::{Only, Why},
};

use crate::{answer::Read, spec::Spec, write::option};

pub(crate) fn verified(spec: &Spec) -> Read<()> {
    let read = detente::file::read("random.case.toml", &spec.to_toml());
    let case = read.case.ok_or("the file was not read")?;
    let package = |which: usize| {
        let settle =
            |(n, (issue, options)): (usize, &(String, usize))| format!("{issue}={}", option((which + n) % options));
        let all: Vec<String> = spec.issues.iter().enumerate().map(settle).collect();
        parse_package(&case, &all.join(",")).ok()
    };
    let all = Why { max: None, ..Why::default() };
    let asked = [
        all.clone(),
        Why { max: Some(1), ..Why::default() },
        Why { only: Some(Only::Content), ..all.clone() },
        Why { only: Some(Only::Order), ..all.clone() },
        Why { package: package(0), readings: true, ..all.clone() },
        Why { package: package(1), ..all.clone() },
        Why { package: package(0).map(|p| p.into_iter().take(1).collect()), ..all },
    ];
    let no_effort = Budget { effort: 0, ..Budget::default() };
    let asked = asked.into_iter().map(|w| (w, Budget::default())).chain([(Why::default(), no_effort)]);
    for (why, budget) in asked {
        let answer = why.ask(&case, &budget).map_err(|r| r.message)?;
        let facts = answer.facts(&case);
        let envelope = Envelope::new("why", why.options(&case), &case, answer.limit.clone(), facts, &[]);
        let envelope = serde_json::to_value(&envelope).map_err(|e| e.to_string())?;
        let verified = Verify::default().check(&case, &envelope).map_err(|r| r.message)?;
        let unchecked = |o: &Outcome| matches!(o, Outcome::NotChecked(_)) && answer.limit.is_none();
        let bad = verified.checks.iter().find(|c| matches!(c.outcome, Outcome::Fails(_)) || unchecked(&c.outcome));
        if let Some(bad) = bad.filter(|c| c.says != Says::Form || c.outcome != Outcome::Holds) {
            return Err(format!("{why:?}: {bad:?}\n{}", envelope["answer"]));
        }
    }
    Ok(())
}
