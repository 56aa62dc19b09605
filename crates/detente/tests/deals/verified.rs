//! Every answer to a small case verifies, and nothing of it is left unchecked.

use detente::{
    deals::{Convention, Deals, Scale},
    number::Exact,
    question::{Budget, Envelope},
    verify::{Outcome, Reason, Verify},
};

use crate::{
    ask::{Read, read},
    spec::{Spec, option},
};

pub(crate) fn verified(spec: &Spec) -> Read<()> {
    let case = read(&spec.to_toml())?;
    let measures = spec.parties.iter().filter_map(|p| p.wants.as_ref()?.measure.as_ref());
    let capped = measures.into_iter().any(|m| m.capped);
    let settle = |which: usize| {
        let one =
            |(n, (issue, options)): (usize, &(String, usize))| format!("{issue}={}", option((which + n) % options));
        let all: Vec<String> = spec.issues.iter().enumerate().map(one).collect();
        detente::agreement::parse_package(&case, &all.join(",")).ok()
    };
    let plain = Deals { samples: 20, ..Deals::default() };
    let asked = [
        plain.clone(),
        Deals { package: settle(0), ..plain.clone() },
        Deals { package: settle(1), frontier: false, ..plain.clone() },
        Deals { package: settle(0).map(|p| p.into_iter().take(1).collect()), ..plain.clone() },
        Deals { way_out: Some(1), ..plain.clone() },
        Deals { epsilon: Some(Exact::whole(5)), ..plain.clone() },
        Deals { most: 2, ..plain.clone() },
        Deals { convention: Convention::NegMas, ..plain.clone() },
        Deals { convention: Convention::Genius, ..plain.clone() },
        Deals { convention: Convention::NegoLog, ..plain },
    ];
    for (n, deals) in asked.into_iter().enumerate() {
        let scale = if n % 2 == 0 { Scale::Worth } else { Scale::Unit };
        // What is refused has no answer.
        let Ok(answer) = deals.ask(&case, &Budget::default()) else { continue };
        let options = deals.options(&case, scale);
        let envelope = Envelope::new("deals", options, &case, answer.limit.clone(), answer.facts(&case, scale), &[]);
        let envelope = serde_json::to_value(&envelope).map_err(|e| e.to_string())?;
        let verified = Verify::default().check(&case, &envelope).map_err(|r| r.message)?;
        let fine = |o: &Outcome| match o {
            Outcome::Holds => true,
            Outcome::Fails(_) => false,
            Outcome::NotChecked(reason) => {
                answer.limit.is_some() || matches!(reason, Reason::Lot | Reason::Cut | Reason::NoCheck)
            }
        };
        // Ranges do not know yet that worth may be cut off.
        let known = |at: &str| capped && at.starts_with("unsure");
        if let Some(bad) = verified.checks.iter().find(|c| !fine(&c.outcome) && !known(&c.at)) {
            return Err(format!("{deals:?}: {bad:?}\n{}", envelope["answer"]));
        }
    }
    Ok(())
}
