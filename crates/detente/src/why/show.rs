//! The answer in words.

use std::collections::BTreeSet;

use super::{About, Conflict, Dispute, Knot, Only, Pivot, Readings, Test, Trial, Verdict, WaitsFor, WayOut, WhyAnswer};
use crate::{
    agreement::Agreement,
    case::{Basis, Case, PartyId, Preference},
    number::Exact,
    rule::Origin,
    show::{Block, Doc, Item, Line},
    words::{count, grouped, listed, ways_out},
};

impl WhyAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let w = Words { case };
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        w.assumptions(self, &mut doc);
        w.verdict(self, &mut doc);
        if let Some(trial) = &self.trial {
            w.trial(trial, &mut doc);
        }
        if let Some(witness) = &self.witness {
            doc.heading(2, "An agreement that all could sign");
            w.agreement_blocks(witness).into_iter().for_each(|b| doc.blocks.push(b));
        }
        if !self.impossible_because.is_empty() {
            doc.heading(2, "What cannot be together");
            doc.list(self.impossible_because.iter().map(|o| case.rule_item(*o, true)).collect());
        }
        w.conflicts(self, &mut doc);
        w.ways_out(self, &mut doc);
        w.pivots(self, &mut doc);
        w.obstacles(self, &mut doc);
        if let Some(readings) = &self.readings {
            w.readings(readings, &mut doc);
        }
        w.next(self, &mut doc);
        doc
    }
}

/// Conflicts that are told in words.
const MOST_TOLD: usize = 50;

struct Words<'a> {
    case: &'a Case,
}

impl Words<'_> {
    /// Assumptions stand first: an answer is no better than they are.
    fn assumptions(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let case = self.case;
        let mut assumed: Vec<String> = Vec::new();
        let rules = case.rules();
        let plain = |o: &Origin| case.grounds_of(*o).basis == Some(Basis::Assumed);
        let demands: Vec<String> = rules
            .iter()
            .map(|r| r.origin)
            .filter(|o| matches!(o, Origin::Demand(_)) && plain(o) && answer.asked.looks_at(case, *o))
            .map(|o| format!("`{}`", case.key_of(o)))
            .collect();
        let of_demands = demands.len();
        match of_demands {
            0 => {}
            1 => assumed.push(format!("demand {}", demands[0])),
            2..=4 => assumed.push(format!("demands {}", listed(demands, "and"))),
            n => assumed.push(count(n, "demand")),
        }
        let worth: Vec<String> = case
            .party_ids()
            .filter(|p| {
                matches!(&case.party(*p).preference, Preference::Worth(w)
                    if w.issues.iter().flatten().any(|i| i.grounds.basis == Some(Basis::Assumed)))
            })
            .map(|p| case.party_name(p).to_owned())
            .collect();
        if !worth.is_empty() && answer.asked.only != Some(Only::Order) {
            assumed.push(format!("what options are worth to {}", listed(worth, "and")));
        }
        let steps = case.steps().iter().filter(|s| s.grounds.basis == Some(Basis::Assumed)).count();
        if steps > 0 && answer.asked.only != Some(Only::Content) {
            assumed.push(count(steps, "step"));
        }
        if !assumed.is_empty() {
            doc.text(
                Line::default()
                    .strong("Assumed")
                    .plain(" by the analyst, not found in a document: ")
                    .plain(listed(assumed, "and") + "."),
            );
        }
        if answer.limit.is_some() || answer.stopped {
            let limit = answer.limit.clone().unwrap_or_default();
            doc.text(Line::default().strong("Cut short").plain(format!(": {limit}.")));
        }
    }

    fn verdict(&self, answer: &WhyAnswer, doc: &mut Doc) {
        match answer.asked.only {
            Some(Only::Content) => doc.text(
                Line::default()
                    .strong("Content only")
                    .plain(": what parties demand of the order of steps is left out."),
            ),
            Some(Only::Order) => doc.text(
                Line::default().strong("Order only").plain(": demands about content and walk-aways are left out."),
            ),
            None => {}
        }
        let packages = grouped(&answer.packages);
        match answer.verdict {
            Verdict::Open => {
                let acceptable = answer.acceptable_packages.as_ref().map_or_else(
                    || format!("more of the {packages} packages than could be counted are acceptable to all"),
                    |n| {
                        let verb = if n.to_string() == "1" { "is" } else { "are" };
                        format!("{} of {packages} packages {verb} acceptable to all", grouped(n))
                    },
                );
                doc.text(Line::default().strong("OPEN").plain(format!(". An agreement is possible: {acceptable}.")));
            }
            Verdict::Impossible => doc.text(Line::default().strong("IMPOSSIBLE").plain(
                ". No agreement could be made even if every party gave up all that it demands: what is described as fact \
                 cannot be together.",
            )),
            Verdict::Blocked if answer.conflicts.is_empty() => {
                doc.text(Line::default().strong("BLOCKED").plain(". Not all that the parties insist on can be had."));
            }
            Verdict::Blocked => {
                let knots = answer.knots.len();
                let apart = if knots > 1 {
                    format!(", in {knots} knots that have nothing to do with each other")
                } else {
                    String::new()
                };
                let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
                let conflicts = format!("{least}{}", count(answer.conflicts.len(), "conflict"));
                doc.text(Line::default().strong("BLOCKED").plain(format!(
                    ". As long as everybody insists, no agreement is possible: there {} {conflicts}{apart}.",
                    if answer.conflicts.len() == 1 { "is" } else { "are" }
                )));
                self.first_hint(answer, doc);
            }
        }
    }

    /// The two lines that somebody in a hurry needs.
    fn first_hint(&self, answer: &WhyAnswer, doc: &mut Doc) {
        match answer.ways_out.first() {
            None if answer.stopped || answer.knots.iter().any(|k| !k.complete) => {
                doc.text("No way out was found in time; there may be one.");
            }
            None => {
                let hopeless: Vec<&Conflict> = answer
                    .conflicts
                    .iter()
                    .filter(|c| c.members.iter().all(|m| self.case.firmness_of(*m).cost().is_none()))
                    .collect();
                let line = Line::default().strong("There is no way out");
                doc.text(match hopeless.first() {
                    Some(first) => line.plain(format!(
                        ": {} stand against each other, and all of them are absolute.",
                        self.members(&first.members)
                    )),
                    None => line.plain(" among what may be given up."),
                });
            }
            Some(first) => {
                let total = answer.ways_out_total.to_string();
                let of = if total == "1" || !answer.knots.iter().all(|k| k.complete) {
                    String::new()
                } else {
                    format!(" of {}", ways_out(&grouped(&total)))
                };
                let all = answer.knots.iter().all(|k| k.complete);
                let which = match (all, total == "1") {
                    (true, true) => "The only way out",
                    (true, false) => "The cheapest",
                    (false, _) => "The cheapest found so far",
                };
                let alone = first.give_up.len() == 1;
                doc.text(
                    Line::default()
                        .strong(format!("{which}{of}"))
                        .plain(format!(" costs {}: {}", first.cost, self.given_up(&first.give_up)))
                        .plain(if alone { ". That alone would do." } else { "." }),
                );
            }
        }
    }

    fn members(&self, members: &[Origin]) -> String {
        listed(members.iter().map(|m| self.member(*m)).collect(), "and")
    }

    fn member(&self, member: Origin) -> String {
        match member {
            Origin::WalkAway(p) => format!("the walk-away of {}", self.case.party_name(p)),
            other => {
                let named = matches!(other, Origin::Demand(d) if self.case.demand(d).name.is_some());
                let party = self.case.party_of(other).map_or("", |p| self.case.party_name(p));
                if named {
                    format!("{} of {party}", self.case.short_words(other))
                } else {
                    format!("`{}` of {party}", self.case.key_of(other))
                }
            }
        }
    }

    /// Who gives up what: `Ukraine gives up “a” and “b”; Russia accepts less than its walk-away of 45`.
    fn given_up(&self, members: &[Origin]) -> String {
        let mut parties: Vec<PartyId> = members.iter().filter_map(|m| self.case.party_of(*m)).collect();
        parties.sort_unstable();
        parties.dedup();
        let parts = parties.into_iter().map(|p| {
            let of_party = || members.iter().filter(|m| self.case.party_of(**m) == Some(p));
            let mut acts = Vec::new();
            let demands: Vec<String> = of_party()
                .filter(|m| matches!(m, Origin::Demand(_)))
                .map(|m| match m {
                    Origin::Demand(d) if self.case.demand(*d).name.is_some() => {
                        format!("{} (`{}`)", self.case.short_words(*m), self.case.key_of(*m))
                    }
                    other => format!("`{}`", self.case.key_of(*other)),
                })
                .collect();
            if !demands.is_empty() {
                acts.push(format!("gives up {}", listed(demands, "and")));
            }
            if of_party().any(|m| matches!(m, Origin::WalkAway(_))) {
                let worth = self.case.party(p).walk_away.as_ref().map_or(Exact::ZERO, |w| w.worth);
                acts.push(format!("accepts less than its walk-away of {worth}"));
            }
            format!("{} {}", self.case.party_name(p), listed(acts, "and"))
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    fn conflicts(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.conflicts.is_empty() {
            return;
        }
        doc.heading(2, "What blocks it");
        let several = answer.knots.len() > 1;
        let items = answer.conflicts.iter().take(MOST_TOLD).map(|c| self.conflict(c, several)).collect();
        doc.numbered(items);
        if answer.conflicts.len() > MOST_TOLD {
            doc.text(format!(
                "{} more conflicts are left out here; `--json` lists them all.",
                grouped(answer.conflicts.len() - MOST_TOLD)
            ));
        }
    }

    fn conflict(&self, conflict: &Conflict, several: bool) -> Item {
        let case = self.case;
        let who: BTreeSet<PartyId> = conflict.members.iter().filter_map(|m| case.party_of(*m)).collect();
        let names = listed(who.iter().map(|p| case.party_name(*p).to_owned()).collect(), "and");
        let only_walk_aways = conflict.members.iter().all(|m| matches!(m, Origin::WalkAway(_)));
        let about = match conflict.about {
            About::Order if conflict.members.len() == 1 => "A demand of order that nothing can meet",
            About::Order => "They wait for each other",
            About::Content if only_walk_aways => "Nothing is worth enough to all of them",
            About::Content if conflict.members.len() == 1 => "A demand that nothing can meet",
            About::Content => "They want what cannot be had together",
            About::Mixed => "Content and order together leave no room",
        };
        let mut line = Line::default().strong(about).plain(format!(": {names}."));
        if several {
            line = line.quiet(format!(" (knot {})", conflict.knot + 1));
        }
        let mut item = Item::new(line);
        if !conflict.ring.is_empty() {
            item = item.with(Block::Text(self.ring(&conflict.ring)));
        }
        item = item.with(Block::List(conflict.members.iter().map(|m| case.rule_item(*m, true)).collect()));
        if !conflict.rests_on.is_empty() {
            item = item.with(Block::Text("This rests on what cannot be given up:".into()));
            item = item.with(Block::List(conflict.rests_on.iter().map(|o| case.rule_item(*o, true)).collect()));
        }
        let ways: Vec<Item> = conflict
            .members
            .iter()
            .zip(&conflict.gives_way)
            .filter_map(|(m, agreement)| Some((m, agreement.as_ref()?)))
            .map(|(m, agreement)| {
                let would = match case.firmness_of(*m).cost() {
                    Some(_) => "",
                    None => " (which is absolute)",
                };
                let line = Line::default().plain("without ").plain(self.lowered(*m)).plain(would).plain(": ");
                Item::new(if case.issues().is_empty() {
                    line.plain(self.order_words(agreement))
                } else {
                    line.name(case.package_line(&agreement.package))
                })
            })
            .collect();
        if !ways.is_empty() {
            item = item.with(Block::Text("One alone giving way would open it:".into())).with(Block::List(ways));
        }
        item
    }

    fn lowered(&self, member: Origin) -> String {
        match member {
            Origin::WalkAway(p) => format!("the walk-away of {}", self.case.party_name(p)),
            other => format!("`{}`", self.case.key_of(other)),
        }
    }

    /// *“A” (Ukraine) waits for “B” (Russia), which waits for “A” (Ukraine).*
    fn ring(&self, links: &[WaitsFor]) -> Line {
        let step = |s: &crate::case::StepId| format!("{} ({})", self.case.step_name(*s), self.case.performers(*s));
        let steps = |list: &[crate::case::StepId], last: &str| listed(list.iter().map(step).collect(), last);
        let mut line = Line::default();
        for (n, link) in links.iter().enumerate() {
            let follows = n > 0 && links[n - 1].waits_for.contains(&link.step) && links[n - 1].waits_for.len() == 1;
            let subject = if n == 0 {
                step(&link.step)
            } else if follows {
                ", which".to_owned()
            } else {
                format!("; {}", step(&link.step))
            };
            let verb = if link.together { "is to be one act with" } else { "waits for" };
            let object = match link.waits_for.as_slice() {
                [one] => step(one),
                many if link.together => steps(many, "and"),
                many => format!("one of {}", steps(many, "or")),
            };
            line = line.plain(format!("{subject} {verb} {object}"));
        }
        let closed = match (links.first(), links.last()) {
            (Some(first), Some(last)) => links.len() > 1 && last.waits_for.contains(&first.step),
            _ => false,
        };
        line.plain(if closed { ": a ring." } else { "." })
    }

    fn ways_out(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.ways_out.is_empty() {
            return;
        }
        doc.heading(2, "Ways out, cheapest first");
        doc.numbered(answer.ways_out.iter().map(|w| self.way_out(w)).collect());
        let shown = answer.ways_out.len();
        let total = answer.ways_out_total.to_string();
        if total != shown.to_string() {
            let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
            doc.text(format!(
                "These are the {shown} cheapest of {least}{}; `--max N` or `--max all` lists more.",
                ways_out(&grouped(&total))
            ));
            if answer.knots.len() > 1 {
                let counts: Vec<String> = answer.knots.iter().map(|k: &Knot| grouped(&k.ways_out_total)).collect();
                doc.text(format!(
                    "One way out of each knot is needed: {} of them, knot by knot.",
                    listed(counts, "and")
                ));
            }
        }
    }

    fn way_out(&self, way: &WayOut) -> Item {
        let mut item = Item::new(
            Line::default().strong(format!("Cost {}", way.cost)).plain(format!(": {}.", self.given_up(&way.give_up))),
        );
        if let Some(agreement) = &way.agreement {
            if !self.case.issues().is_empty() {
                let then = Line::default().plain("Then possible: ").name(self.case.package_line(&agreement.package));
                item = item.with(Block::Text(then));
            }
            for block in self.worth_and_order(agreement) {
                item = item.with(block);
            }
        }
        item
    }

    fn agreement_blocks(&self, agreement: &Agreement) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.case.issues().is_empty() {
            let head = vec!["Issue".to_owned(), "Option".to_owned()];
            blocks.push(Block::Table(head, self.case.package_rows(&agreement.package)));
        }
        blocks.extend(self.worth_and_order(agreement));
        blocks
    }

    fn worth_and_order(&self, agreement: &Agreement) -> Vec<Block> {
        let case = self.case;
        let mut blocks = Vec::new();
        if !agreement.worth.is_empty() {
            let worths = agreement.worth.iter().map(|(p, worth)| {
                let bar = match case.walk_away(*p) {
                    Some((w, _)) => format!(" (walks away below {})", w.worth),
                    None => String::new(),
                };
                format!("{} {worth}{bar}", case.party_name(*p))
            });
            blocks.push(Block::Text(format!("Worth, of 100: {}.", listed(worths.collect(), "and")).into()));
        }
        if !agreement.order.is_empty() {
            blocks.push(Block::Text(format!("In this order: {}.", self.order_words(agreement)).into()));
        }
        blocks
    }

    /// `1. “A” and “B”; 2. “C”`
    fn order_words(&self, agreement: &Agreement) -> String {
        let phases = agreement.order.iter().enumerate();
        let told = phases.map(|(n, steps)| format!("{}. {}", n + 1, self.case.step_names(steps, "and")));
        told.collect::<Vec<_>>().join("; ")
    }

    fn pivots(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.verdict != Verdict::Blocked || answer.parties.is_empty() || answer.conflicts.is_empty() {
            return;
        }
        doc.heading(2, "Who could unblock it");
        let total = answer.conflicts.len();
        let rows = answer
            .parties
            .iter()
            .map(|p: &Pivot| {
                let cost = |c: &Option<(Vec<Origin>, Exact)>| {
                    c.as_ref().map_or_else(|| "no".to_owned(), |(_, cost)| format!("yes, at {cost}"))
                };
                vec![
                    self.case.party_name(p.party).to_owned(),
                    format!("{} of {total}", p.conflicts),
                    cost(&p.alone),
                    cost(&p.gives_nothing),
                ]
            })
            .collect();
        let head = ["Party", "Stands in conflicts", "Could unblock alone", "Could be unblocked without it"];
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows));
        let everywhere: Vec<String> = answer
            .members
            .iter()
            .filter(|m| m.conflicts == total && total > 1)
            .map(|m| self.lowered(m.member))
            .collect();
        if !everywhere.is_empty() {
            let verb = if everywhere.len() == 1 { "stands" } else { "stand" };
            doc.text(format!("{} {verb} in every conflict.", listed(everywhere, "and")));
        }
    }

    fn obstacles(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let case = self.case;
        if answer.obstacles.is_empty() {
            return;
        }
        doc.heading(2, "Who is called the obstacle");
        for o in &answer.obstacles {
            let claim = case.claim(o.claim);
            let party = case.party_name(o.party);
            let person = o.delegate.map(|d| format!("{} ({party})", case.delegate(d).name));
            let who = person.unwrap_or_else(|| party.to_owned());
            doc.text(
                Line::default()
                    .plain("Claim ")
                    .name(&claim.key)
                    .plain(format!(" calls {who} the obstacle:"))
                    .quiet(format!(" line {}.", case.line(claim.place))),
            );
            doc.blocks.push(Block::List(
                case.quote_blocks(&[o.claim], "")
                    .into_iter()
                    .filter_map(|b| match b {
                        Block::Text(line) => Some(Item::new(line)),
                        _ => None,
                    })
                    .collect(),
            ));
            doc.text(Line::default().strong("Held against this case: ").plain(self.finding(party, &o.test)));
        }
    }

    fn finding(&self, party: &str, test: &Test) -> String {
        let alone = |alone: &Option<(Vec<Origin>, Exact)>| match alone {
            Some((give_up, cost)) => {
                format!("{party} alone could unblock too, at a cost of {cost}: {}.", self.given_up(give_up))
            }
            None => format!("{party} alone could not unblock, whatever it gave up."),
        };
        match test {
            Test::NothingBlocked => "nothing is blocked, so that nobody is an obstacle.".to_owned(),
            Test::NotInvolved => {
                format!("it is not borne out. Nothing that {party} insists on stands in any conflict.")
            }
            Test::Needed { alone: a } => format!(
                "every way out asks {party} to give something up; none asks nothing of it. {} This does not say whose \
                 demands are right.",
                alone(a)
            ),
            Test::NotNeeded { without: (give_up, cost), alone: a } => format!(
                "it is not borne out. There is a way out in which {party} gives up nothing, at a cost of {cost}: {}. {} \
                 This does not say whose demands are right.",
                self.given_up(give_up),
                alone(a)
            ),
            Test::NoWayOut => format!(
                "there is no way out at all, so that {party} is no more the obstacle than who stands against it."
            ),
            Test::Unknown => "the search ended before this could be said.".to_owned(),
        }
    }

    fn trial(&self, trial: &Trial, doc: &mut Doc) {
        let case = self.case;
        doc.heading(2, "Why not this package?");
        doc.blocks.push(Block::Table(
            vec!["Issue".to_owned(), "Option".to_owned()],
            case.package_rows(&trial.agreement.package)
                .into_iter()
                .zip(case.issue_ids())
                .map(|(mut row, issue)| {
                    if trial.filled_in.contains(&issue) {
                        row[1].push_str(" (left open; settled here so that least stands against it)");
                    }
                    row
                })
                .collect(),
        ));
        let worths: Vec<String> =
            trial.agreement.worth.iter().map(|(p, w)| format!("{} {w}", case.party_name(*p))).collect();
        if !worths.is_empty() {
            doc.text(format!("Worth, of 100: {}.", listed(worths, "and")));
        }
        if trial.violates.is_empty()
            && trial.shortfalls.is_empty()
            && trial.order_conflicts.is_empty()
            && !trial.order_impossible
        {
            doc.text(Line::default().strong("Nothing stands against it").plain(": all could sign it."));
            doc.blocks.extend(
                self.worth_and_order(&trial.agreement).into_iter().skip(usize::from(!trial.agreement.worth.is_empty())),
            );
            return;
        }
        let mut items: Vec<Item> = trial.violates.iter().map(|o| case.rule_item(*o, true)).collect();
        for (party, missing) in &trial.shortfalls {
            let tenth = if *missing < Exact::ratio(1, 20) { "less than 0.1".to_owned() } else { missing.to_string() };
            let line = Line::default().strong(format!("{} is {tenth} short of its walk-away", case.party_name(*party)));
            items.push(Item::new(line.quiet(format!(
                " \u{2014} line {}, {}",
                case.line(case.place_of(Origin::WalkAway(*party))),
                case.firmness_words(Origin::WalkAway(*party))
            ))));
        }
        for (members, ring) in &trial.order_conflicts {
            let mut item =
                Item::new(Line::default().strong("In this package, steps wait for each other. ").0.into_iter().fold(
                    Line::default(),
                    |mut l, p| {
                        l.0.push(p);
                        l
                    },
                ));
            if !ring.is_empty() {
                item = item.with(Block::Text(self.ring(ring)));
            }
            item = item.with(Block::List(members.iter().map(|m| case.rule_item(*m, true)).collect()));
            items.push(item);
        }
        doc.text("Against it stands:");
        doc.list(items);
        if trial.order_impossible {
            doc.text("Steps that it needs could never be done, whatever anybody gave up.");
        }
        if let Some((give_up, cost)) = &trial.give_up {
            doc.text(format!("It could be had at a cost of {cost}: {}.", self.given_up(give_up)));
        } else {
            doc.text("It cannot be had as long as what is absolute stays so.");
        }
    }

    fn readings(&self, readings: &Readings, doc: &mut Doc) {
        let case = self.case;
        doc.heading(2, "If what is disputed is read otherwise");
        if readings.disputes.is_empty() {
            doc.text("Nothing that this answer rests on is disputed.");
            return;
        }
        let name = |d: usize| match &readings.disputes[d] {
            Dispute::Element(o) => format!("`{}`", case.key_of(*o)),
            Dispute::Claim(c) => format!("claim `{}`", case.claim(*c).key),
        };
        let names = |list: &[usize]| listed(list.iter().map(|d| name(*d)).collect(), "and");
        let rows = readings
            .readings
            .iter()
            .map(|r| {
                let reading = if r.against.is_empty() {
                    "all as the file has it".to_owned()
                } else {
                    format!("without {}", names(&r.against))
                };
                let verdict = match r.verdict {
                    Some(Verdict::Open) => "open",
                    Some(Verdict::Blocked) => "blocked",
                    Some(Verdict::Impossible) => "impossible",
                    None => "not known",
                };
                let cheapest = r.cheapest.as_ref().map_or_else(|| "none".to_owned(), |(_, c)| c.to_string());
                vec![
                    reading,
                    verdict.to_owned(),
                    r.conflicts.len().to_string(),
                    if r.verdict == Some(Verdict::Blocked) { cheapest } else { String::new() },
                ]
            })
            .collect();
        let head = ["Reading", "Verdict", "Conflicts", "Cheapest way out"];
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows));
        doc.text(if readings.verdict_depends_on.is_empty() && readings.answer_depends_on.is_empty() {
            Line::default().strong("The answer does not depend on what is disputed.")
        } else if readings.verdict_depends_on.is_empty() {
            Line::default()
                .strong("The verdict does not depend on what is disputed")
                .plain(format!(", but what blocks does: on {}.", names(&readings.answer_depends_on)))
        } else {
            Line::default()
                .strong("The verdict depends on what is disputed")
                .plain(format!(": on {}.", names(&readings.verdict_depends_on)))
        });
    }

    fn next(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let file = self.case.file();
        let disputed = self.case.rules().iter().any(|r| !self.case.grounds_of(r.origin).disputed_by.is_empty())
            || self.case.claims().iter().any(|c| !c.disputed_by.is_empty());
        let mut next = Vec::new();
        if disputed && answer.readings.is_none() {
            next.push(format!("Some of this is disputed: `detente why {file} --reading all` reads it both ways."));
        }
        if let (Some(first), None) = (answer.conflicts.first().and_then(|c| c.members.first()), &answer.trial) {
            let section = match first {
                Origin::WalkAway(_) => "parties",
                _ => "demands",
            };
            next.push(format!(
                "The quotes behind an element: `detente cite {file} {section}.{}`.",
                self.case.key_of(*first)
            ));
        }
        for line in next {
            doc.text(Line::default().quiet(line));
        }
    }
}
