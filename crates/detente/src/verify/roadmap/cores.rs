//! Steps that wait for each other: from each of them one comes, from what waits to what it waits for, to every other and back.

use serde_json::{Value, json};

use super::{
    super::{
        Against,
        sets::Set,
        told::{self, Read, parts, same},
    },
    web::Web,
};
use crate::rule::Origin;

/// Steps that wait for each other.
pub(super) struct Core {
    pub(super) steps: Set,
    /// The preconditions by which one waits for another.
    waits: Vec<usize>,
    /// Whether all could be done if all came on credit that can.
    opens: bool,
    /// Whether goals need one of them.
    pub(super) needed: bool,
    links: Vec<Link>,
}

/// One step waits for another, by a rule.
struct Link {
    step: usize,
    waits_for: usize,
    because: Origin,
    together: bool,
    /// Whether the two cannot be done at one moment.
    apart: bool,
}

/// The cores among steps that could be performed but are never done, in the order of the file.
pub(super) fn cores(web: &Web<'_>, weak: &Set, done: &Set, needed: &Set) -> Vec<Core> {
    let stuck = web.can.less(done);
    let links = links(web, weak, done, &stuck);
    let count = web.case.steps().len();
    // From where one comes to where, by one link or more.
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    links.iter().for_each(|l| next[l.step].push(l.waits_for));
    let walk = |from: usize| {
        let (mut all, mut open) = (Set::default(), next[from].clone());
        while let Some(t) = open.pop() {
            if !all.contains(t) {
                all.insert(t);
                open.extend(&next[t]);
            }
        }
        all
    };
    let comes: Vec<Set> = (0..count).map(walk).collect();
    let best = web.done(&web.weakenable().or(weak));
    let mut found: Vec<Core> = Vec::new();
    for s in stuck.iter().filter(|s| comes[*s].contains(*s)) {
        let steps = Set::of(comes[s].iter().filter(|t| comes[*t].contains(s)));
        let one_moment = web.classes.iter().any(|c| steps.within(c));
        if one_moment || found.iter().any(|c| c.steps == steps) {
            continue;
        }
        let inside = |l: &&Link| steps.contains(l.step) && steps.contains(l.waits_for);
        let inner: Vec<Link> = links.iter().filter(inside).map(Link::again).collect();
        let by = |n: &usize| {
            let wait = &web.waits[*n];
            steps.contains(wait.step)
                && web.first(*n, weak)
                && !web.met(*n, done)
                && wait.any.iter().any(|t| steps.contains(*t))
        };
        found.push(Core {
            waits: (0..web.waits.len()).filter(by).collect(),
            opens: steps.within(&best),
            needed: steps.meets(needed),
            links: inner,
            steps,
        });
    }
    found
}

fn links(web: &Web<'_>, weak: &Set, done: &Set, stuck: &Set) -> Vec<Link> {
    let apart = |a: usize, b: usize| !web.classes.iter().any(|c| c.contains(a) && c.contains(b));
    let mut links = Vec::new();
    for (n, wait) in web.waits.iter().enumerate() {
        if !stuck.contains(wait.step) || !web.first(n, weak) || web.met(n, done) {
            continue;
        }
        for t in wait.any.iter().copied().filter(|t| stuck.contains(*t)) {
            let (step, because) = (wait.step, wait.because);
            links.push(Link { step, waits_for: t, because, together: false, apart: apart(step, t) });
        }
    }
    for (because, act) in &web.acts {
        for s in act.and(stuck).iter() {
            for t in act.and(stuck).without(s).iter() {
                links.push(Link { step: s, waits_for: t, because: *because, together: true, apart: apart(s, t) });
            }
        }
    }
    links
}

/// The fewest links that lead from one of some steps back to it, one of them between steps that cannot be done at one moment.
fn shortest(through: &Set, links: &[Link]) -> Option<usize> {
    let from = |start: usize| {
        let (mut near, mut far) = (Set::of([start]), Set::default());
        for length in 1..=2 * links.len() {
            let (mut near_next, mut far_next) = (Set::default(), Set::default());
            for l in links {
                if near.contains(l.step) {
                    if l.apart { far_next.insert(l.waits_for) } else { near_next.insert(l.waits_for) }
                }
                if far.contains(l.step) {
                    far_next.insert(l.waits_for);
                }
            }
            if far_next.contains(start) {
                return Some(length);
            }
            (near, far) = (near_next, far_next);
        }
        None
    };
    through.iter().filter_map(from).min()
}

impl Link {
    fn again(&self) -> Link {
        Link { ..*self }
    }
}

impl Core {
    /// Whether it is told so, by a ring through some step where one is named.
    pub(super) fn check_in(&self, told: &Value, web: &Web<'_>, through: Option<usize>) -> Read<()> {
        parts(told, &["steps", "waits", "ring", "opens", "needed"])?;
        same(&told["steps"], &web.keys(self.steps.iter()))?;
        same(&told["waits"], &self.waits.iter().map(|n| web.entry(*n)).collect())?;
        same(&told["opens"], &json!(self.opens))?;
        same(&told["needed"], &json!(self.needed))?;
        self.ring(&told["ring"], web, through)
    }

    /// Each link is a rule, the next goes on where it ends, the last comes back, and there is no shorter ring.
    fn ring(&self, told: &Value, web: &Web<'_>, through: Option<usize>) -> Read<()> {
        let told = told::list(told)?;
        let mut found: Vec<&Link> = Vec::new();
        for one in told {
            parts(one, &["step", "waits_for", "because", "together"])?;
            let (step, waits_for) = (web.step(&one["step"])?, web.step(&one["waits_for"])?);
            let because = told::origin(web.case, &one["because"])?;
            let is = |l: &&Link| {
                (l.step, l.waits_for, l.because) == (step, waits_for, because) && one["together"] == l.together
            };
            match self.links.iter().find(is) {
                Some(link) => found.push(link),
                None => return Err(Against::Wrong(one.clone())),
            }
        }
        let goes_on = (0..found.len()).all(|n| found[n].waits_for == found[(n + 1) % found.len()].step);
        let length = Some(found.len());
        // A ring through that step may come to some other twice; then any will do.
        let passes = |s: usize| found.iter().any(|l| l.step == s) && length == shortest(&Set::of([s]), &self.links);
        let short = through.is_some_and(passes) || length == shortest(&self.steps, &self.links);
        if goes_on && short && found.iter().any(|l| l.apart) { Ok(()) } else { Err(Against::Wrong(json!(told))) }
    }
}
