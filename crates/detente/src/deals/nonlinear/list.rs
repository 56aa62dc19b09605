//! Every package of a small space.

use super::{compress::Problem, front::Front, local::Walk, search::Work};

/// Goes through all packages.
pub(super) fn all(problem: &Problem, front: &mut Front, work: &mut Work) {
    if problem.options.iter().any(Vec::is_empty) {
        return;
    }
    let mut walk = Walk::new(problem, vec![0; problem.options.len()]);
    loop {
        if walk.possible() && front.wants(walk.counted()) {
            front.insert(walk.counted(), || problem.package(walk.choice()));
        }
        if work.stopped() {
            return;
        }
        let Some(issue) = (0..problem.options.len()).rev().find(|i| walk.choice()[*i] + 1 < problem.options[*i].len())
        else {
            return;
        };
        let next = walk.choice()[issue] + 1;
        for later in issue + 1..problem.options.len() {
            walk.choose(later, 0);
        }
        walk.choose(issue, next);
    }
}
