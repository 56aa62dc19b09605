//! What is never done, and what is to blame.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Says,
        sets::Set,
        told::{self, Read, same},
    },
    cores::{Core, cores},
    web::Web,
};

/// What is held up where some preconditions are weakened.
pub(super) struct Blocked {
    /// Steps that goals need through whichever alternative, and that could be performed but are never done.
    needed: Set,
    /// What goals need but nobody performs, or the package does not contain.
    pub(super) missing: Vec<Missing>,
    pub(super) cores: Vec<Core>,
}

/// A step that is waited for in vain.
pub(super) struct Missing {
    pub(super) step: usize,
    pub(super) because: &'static str,
    /// Preconditions of needed steps that it could meet.
    pub(super) waits: Vec<usize>,
    /// Who needs it.
    by: Set,
}

impl Blocked {
    pub(super) fn new(web: &Web<'_>, weak: &Set) -> Blocked {
        let done = web.done(weak);
        let stuck = web.can.less(&done);
        // What goals need: whatever could meet what a needed step waits for in vain, and all that is one act with it.
        let mut needed = Set::of(web.goals.iter().copied()).less(&done);
        let unmet = |s: usize| web.waits_of(s).filter(|n| !web.met(*n, &done));
        loop {
            let mut more = needed.clone();
            for s in needed.and(&web.can).iter() {
                unmet(s).flat_map(|n| web.waits[n].any.iter()).for_each(|t| more.insert(*t));
                for (_, act) in web.acts.iter().filter(|(_, act)| act.contains(s)) {
                    more = more.or(&act.less(&done));
                }
            }
            if more == needed {
                break;
            }
            needed = more;
        }
        let waiting = needed.and(&web.can);
        let missing = needed.less(&web.can);
        let missing = missing.iter().map(|step| {
            let waits = waiting.iter().flat_map(unmet).filter(|n| web.waits[*n].any.contains(&step));
            let mut waits: Vec<usize> = waits.collect();
            waits.sort_unstable();
            let mut by = Set::of(waits.iter().map(|n| web.waits[*n].step));
            for (_, act) in web.acts.iter().filter(|(_, act)| act.contains(step) && act.meets(&waiting)) {
                by = by.or(act);
            }
            let because = if web.contained.contains(step) { "nobody" } else { "package" };
            Missing { step, because, waits, by: by.without(step) }
        });
        let missing = missing.collect();
        let cores = cores(web, weak, &done, &needed);
        Blocked { needed: needed.and(&stuck), missing, cores }
    }

    /// Whether it is told so.
    pub(super) fn check(&self, at: &str, told: &Value, web: &Web<'_>, checks: &mut Checks) {
        let place = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
        checks.check(place("blocked"), Says::Blocked, same(&told["blocked"], &web.keys(self.needed.iter())));
        let missing = self
            .missing
            .iter()
            .map(|m| json!({ "step": web.key(m.step), "because": m.because, "needed_by": web.keys(m.by.iter()) }));
        checks.check(place("missing"), Says::MissingSteps, same(&told["missing"], &missing.collect()));
        checks.check(place("cores"), Says::Cores, self.cores_told(&told["cores"], web));
    }

    fn cores_told(&self, told: &Value, web: &Web<'_>) -> Read<()> {
        let told = told::list(told)?;
        for (one, core) in told.iter().zip(&self.cores) {
            core.check_in(one, web, None)?;
        }
        match (told.get(self.cores.len()), self.cores.get(told.len())) {
            (Some(more), _) => Err(Against::Wrong(more.clone())),
            (_, Some(core)) => Err(Against::Missing(web.keys(core.steps.iter()))),
            _ => Ok(()),
        }
    }
}
