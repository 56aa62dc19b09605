//! What is known where there are too many states to be laid out.

use num_bigint::BigUint;

use crate::{
    show::{Block, Doc, Item, Line},
    stable::{
        Beyond, StableAnswer,
        show::{called, meaning, reasons::Teller},
    },
    words::grouped,
};

/// How many states there are, and how they were looked at.
pub(super) fn counted(answer: &StableAnswer<'_>, found: &Beyond<'_>) -> String {
    if let Some(symbolic) = &found.symbolic {
        let states = grouped(symbolic.count(&symbolic.states));
        return format!("{states} states, held as decision diagrams.");
    }
    let packages: BigUint = answer.graph.axes.iter().map(|a| BigUint::from(a.options.len())).product();
    format!("{} packages, of which a solver looked at the one asked about.", grouped(packages))
}

pub(super) fn beyond(answer: &StableAnswer<'_>, found: &Beyond<'_>, doc: &mut Doc) {
    if let Some((state, verdicts)) = &found.trial {
        doc.heading(2, "Would it hold?");
        let reasons = verdicts.iter().filter_map(|s| s.verdict.as_ref()).collect();
        Teller { answer, reasons, space: None }.state(state, doc);
    }
    let Some(symbolic) = &found.symbolic else { return };
    doc.heading(2, "Equilibria: where nobody would leave");
    let case = answer.graph.case;
    let mut head = vec!["Concept".to_owned(), "Equilibria".to_owned()];
    head.extend(answer.graph.parties.iter().map(|p| format!("{} stays", case.party_name(*p))));
    let rows = symbolic.found.iter().map(|f| {
        let mut row = vec![called(f.concept).to_owned()];
        match &f.stable {
            Ok(stable) => {
                row.push(grouped(symbolic.count(&stable.equilibria)));
                row.extend(stable.parties.iter().map(|p| grouped(symbolic.count(p))));
            }
            Err(_) => row.extend(vec!["not known".to_owned(); 1 + answer.graph.parties.len()]),
        }
        row
    });
    doc.blocks.push(Block::Table(head, rows.collect()));
    let items = answer.concepts.iter().map(|c| {
        let item = Item::new(Line::default().strong(called(*c)).plain(format!(": {}", meaning(*c))));
        let first = symbolic.stable(*c).and_then(|s| symbolic.first(&s.equilibria, 1).pop());
        match first {
            Some(p) => item.with(Block::Text(Line::default().plain("the first of them: ").name(case.package_line(&p)))),
            None => item,
        }
    });
    doc.list(items.collect());
    doc.heading(2, "What to ask next");
    let file = case.file();
    doc.list(vec![Item::new(
        Line::default()
            .plain("Would a package hold, and what deters whom? ")
            .name(format!("detente stable {file} --package ISSUE=OPTION,...")),
    )]);
}
