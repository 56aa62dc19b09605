//! All packages that rules allow, laid out once, so that one worth after another can be put in.

use super::super::space::Space;
use crate::{
    question::Cancel,
    search::diagram::{Diagram, Paid, Plan},
};

/// Most edges of the diagram.
const MOST_EDGES: usize = 1_000_000;

/// Points of each party: for each issue, for each option.
pub(super) type Points<'p> = &'p [Vec<i128>];

/// A diagram whose worth can be changed.
pub(super) struct Paths {
    diagram: Diagram,
    /// For each layer, for each gain: the issue, the option, and which bonuses are paid there.
    brings: Vec<Vec<(usize, usize, Vec<usize>)>>,
    /// The party of each bonus, and its place among that party's.
    owners: Vec<(usize, usize)>,
    /// How much work it is to go through once.
    pub(super) edges: u64,
}

impl Paths {
    /// Lays all packages out that constraints and demands allow; `None` where there is no room, or it was stopped.
    pub(super) fn new(space: &Space<'_>, cancel: &Cancel) -> Option<Paths> {
        let plan = space.plan(true);
        let nothing = vec![Vec::new(); plan.options.len()];
        let mut owners = Vec::with_capacity(plan.bonuses.len());
        for bonus in &plan.bonuses {
            let before = owners.iter().filter(|(party, _)| *party == bonus.party).count();
            owners.push((bonus.party, before));
        }
        // Each bonus is a party of its own, so that it can be seen where it is paid.
        let apart = plan.bonuses.iter().enumerate().map(|(party, bonus)| Paid { party, points: 1, ..*bonus });
        let bare = Plan {
            points: vec![nothing.as_slice(); plan.bonuses.len()],
            bonuses: apart.collect(),
            options: plan.options.clone(),
            rules: plan.rules.clone(),
        };
        let diagram = Diagram::new(&bare, MOST_EDGES, cancel).ok()?;
        let layer = |at: usize| {
            let issue = diagram.order[at];
            let mut options = vec![0; diagram.gains[at].len()];
            diagram.layers[at].iter().flatten().for_each(|e| options[e.gain as usize] = e.option as usize);
            let paid = |gains: &Vec<i128>| (0..gains.len()).filter(|n| gains[*n] != 0).collect();
            diagram.gains[at].iter().zip(options).map(|(g, option)| (issue, option, paid(g))).collect()
        };
        let brings = (0..diagram.order.len()).map(layer).collect();
        let edges = diagram.layers.iter().flatten().map(|edges| edges.len() as u64).sum();
        Some(Paths { diagram, brings, owners, edges })
    }

    /// The number of issues.
    pub(super) fn layers(&self) -> u64 {
        self.diagram.order.len() as u64
    }

    /// The diagram with these points of options, and of bonuses, of each party.
    pub(super) fn worth(&mut self, points: &[Points<'_>], bonuses: &[Vec<i128>]) -> &Diagram {
        for (gains, brings) in self.diagram.gains.iter_mut().zip(&self.brings) {
            for (gain, (issue, option, paid)) in gains.iter_mut().zip(brings) {
                gain.clear();
                gain.extend(points.iter().map(|p| p[*issue].get(*option).copied().unwrap_or(0)));
                for (party, place) in paid.iter().map(|n| self.owners[*n]) {
                    gain[party] += bonuses[party][place];
                }
            }
        }
        &self.diagram
    }
}
