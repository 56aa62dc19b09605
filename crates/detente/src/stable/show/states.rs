//! The states, and which of them are equilibria.

use crate::{
    case::Package,
    show::{Block, Doc, Item, Line},
    stable::{
        Listed, StableAnswer,
        show::{called, meaning, so_many},
        space::bits,
    },
    words::{grouped, listed},
};

/// States that are shown in a table.
const MOST_ROWS: usize = 24;

/// Issues that have a column of their own.
const MOST_COLUMNS: usize = 6;

/// How many states there are.
pub(super) fn counted(answer: &StableAnswer<'_>, found: &Listed<'_>) -> String {
    let (states, cells) = (found.space.len(), found.space.cells());
    let settled = answer.asked.package.as_ref().filter(|_| found.trial.is_none());
    let settled = settled.map_or(String::new(), |chosen| {
        let case = answer.graph.case;
        let one = |(i, o): &(crate::case::IssueId, crate::case::OptionId)| {
            let issue = case.issue(*i);
            format!("{}: \u{201c}{}\u{201d}", issue.name, issue.options[o.index()].name)
        };
        format!("With {}, there are ", listed(chosen.iter().map(one).collect(), "and"))
    });
    let out = match cells - states {
        0 => ".".to_owned(),
        1 => "; constraints rule another package out.".to_owned(),
        n => format!("; constraints rule {} more packages out.", grouped(n)),
    };
    format!("{settled}{}{out}", so_many(states))
}

/// Which states nobody would leave, by each concept.
pub(super) fn equilibria(answer: &StableAnswer<'_>, found: &Listed<'_>, doc: &mut Doc) {
    let space = &found.space;
    doc.heading(2, "Equilibria: where nobody would leave");
    let sets: Vec<_> = answer.concepts.iter().filter_map(|c| Some((*c, found.verdicts.equilibria(*c)?))).collect();
    let mut all = vec![0; space.blocks().len()];
    for (_, set) in &sets {
        all.iter_mut().zip(set).for_each(|(a, s)| *a |= s);
    }
    if let Some(mixed) = &found.mixed {
        all.iter_mut().zip(mixed).for_each(|(a, s)| *a |= s);
    }
    let shown: Vec<usize> = bits(&all).take(MOST_ROWS).collect();
    if shown.is_empty() {
        doc.text("There is none by any of the concepts: from every state somebody would move on.");
    } else {
        let columns = short(answer, &shown.iter().map(|c| space.package(*c)).collect::<Vec<_>>());
        let mut head = vec!["State".to_owned()];
        head.extend(columns.head.clone());
        head.extend(sets.iter().map(|(c, _)| called(*c).to_owned()));
        if found.mixed.is_some() {
            head.push("As asked".to_owned());
        }
        let mark =
            |set: &[u64], cell: usize| if set[cell / 64] >> (cell % 64) & 1 == 1 { "yes" } else { "-" }.to_owned();
        let rows = shown.iter().map(|cell| {
            let mut row = vec![space.number(*cell).to_string()];
            row.extend(columns.row(answer, &space.package(*cell)));
            row.extend(sets.iter().map(|(_, set)| mark(set, *cell)));
            row.extend(found.mixed.iter().map(|set| mark(set, *cell)));
            row
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
        if let Some(same) = columns.same {
            doc.text(format!("In all of these: {same}."));
        }
        let more = bits(&all).count() - shown.len();
        if more > 0 {
            doc.text(format!("{} more; `--json` lists them.", so_many(more)));
        }
    }
    let items = answer.concepts.iter().map(|c| {
        let n = found.verdicts.equilibria(*c).map_or(0, |e| bits(&e).count());
        Item::new(Line::default().strong(called(*c)).plain(format!(" ({}): {}", grouped(n), meaning(*c))))
    });
    doc.list(items.collect());
    if let (Some(mixed), Some(mix)) = (&found.mixed, &answer.asked.mix) {
        let one = |p: &crate::case::PartyId| {
            let concepts = mix.of(*p).iter().map(|c| called(*c).to_owned()).collect();
            format!("{} by {}", answer.graph.case.party_name(*p), listed(concepts, "or"))
        };
        let who = listed(answer.graph.parties.iter().map(one).collect(), "and");
        doc.text(format!("As asked (stable for {who}): {}.", so_many(bits(mixed).count())));
    }
}

/// Columns that tell packages apart.
struct Columns {
    issues: Vec<crate::case::IssueId>,
    head: Vec<String>,
    /// What all of them have in common.
    same: Option<String>,
}

/// The issues on which some packages differ, each in a column; or the package in one column where there are too many.
fn short(answer: &StableAnswer<'_>, packages: &[Package]) -> Columns {
    let case = answer.graph.case;
    let differs = |i: &crate::case::IssueId| packages.iter().any(|p| p.on(*i) != packages[0].on(*i));
    let few = case.issues().len() <= MOST_COLUMNS;
    let issues: Vec<_> = case.issue_ids().filter(|i| few || differs(i)).collect();
    if issues.len() > MOST_COLUMNS {
        return Columns { issues: Vec::new(), head: vec!["Package".to_owned()], same: None };
    }
    let rest = case.issue_ids().filter(|i| !issues.contains(i)).map(|i| {
        let issue = case.issue(i);
        format!("{}: \u{201c}{}\u{201d}", issue.name, issue.options[packages[0].on(i).index()].name)
    });
    let rest: Vec<String> = rest.collect();
    let head = issues.iter().map(|i| case.issue(*i).name.clone()).collect();
    Columns { issues, head, same: (!rest.is_empty()).then(|| rest.join("; ")) }
}

impl Columns {
    fn row(&self, answer: &StableAnswer<'_>, package: &Package) -> Vec<String> {
        let case = answer.graph.case;
        if self.issues.is_empty() && self.same.is_none() {
            return vec![case.package_line(package)];
        }
        self.issues.iter().map(|i| case.issue(*i).options[package.on(*i).index()].name.clone()).collect()
    }
}
