//! The answer in words.

mod unsure;

use num_traits::ToPrimitive;

use super::{Convention, Deal, DealsAnswer, NoSolution, NotDivided, Solution, readings};
use crate::{
    case::{Case, Package},
    number::Exact,
    show::{Block, Doc, Item, Line},
    why::show::Words,
    words::{count, grouped, listed},
};

/// Rows of the frontier that are told.
const MOST_ROWS: usize = 12;

/// Packages that tie and are told.
const MOST_TIES: usize = 4;

impl DealsAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let w = Teller { case, words: Words::new(case), answer: self };
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        w.words.founded(&self.cautions, &mut doc);
        w.counts(&mut doc);
        w.parties(&mut doc);
        w.nearest(&mut doc);
        w.trial(&mut doc);
        w.solutions(&mut doc);
        w.division(&mut doc);
        w.frontier(&mut doc);
        w.unsure(&mut doc);
        if let Some(found) = &self.readings {
            readings::show(found, case, &mut doc);
        }
        w.next(&mut doc);
        doc
    }
}

struct Teller<'a> {
    case: &'a Case,
    words: Words<'a>,
    answer: &'a DealsAnswer,
}

impl Teller<'_> {
    fn counts(&self, doc: &mut Doc) {
        let answer = self.answer;
        if let Some(limit) = &answer.limit {
            doc.text(Line::default().strong("Cut short").plain(format!(": {limit}.")));
        }
        if !answer.dropped.is_empty() {
            let names = answer.dropped.iter().map(|o| self.words.label(*o)).collect();
            doc.text(Line::default().strong("As if given up").plain(format!(": {}.", listed(names, "and"))));
        }
        if let (Some(settled), None) = (&answer.asked.package, &answer.trial) {
            let names = settled.iter().map(|(i, o)| {
                let issue = self.case.issue(*i);
                format!("{}: \u{201c}{}\u{201d}", issue.name, issue.options[o.index()].name)
            });
            doc.text(
                Line::default().strong("As if settled").plain(format!(": {}.", names.collect::<Vec<_>>().join("; "))),
            );
        }
        let all = grouped(&answer.packages);
        let feasible = match &answer.feasible {
            Some(n) if *n == answer.packages => String::new(),
            Some(n) => format!("{} of them can be at all", grouped(n)),
            None => "how many of them can be at all was not counted".to_owned(),
        };
        let line = match (&answer.acceptable, answer.any) {
            (_, Some(false)) => Line::default().strong("Nothing is acceptable to all").plain(format!(
                ": none of the {all} packages meets every constraint, demand and walk-away. `detente why {}` says what \
                 blocks, and what would unblock it.",
                self.case.file()
            )),
            (Some(n), _) => Line::default()
                .strong(format!("{} of {all} packages", grouped(n)))
                .plain(if n.bits() == 1 { " is acceptable to all." } else { " are acceptable to all." }),
            (None, Some(true)) => Line::default()
                .strong("Some packages are acceptable to all")
                .plain(format!("; how many of the {all} was not counted.")),
            (None, None) => {
                Line::default().plain(format!("Whether any of the {all} packages is acceptable to all is not known."))
            }
        };
        doc.text(if feasible.is_empty() { line } else { line.plain(format!(" ({feasible}.)")) });
        if !answer.unweighed.is_empty() {
            let names = answer.unweighed.iter().map(|p| self.case.party_name(*p).to_owned()).collect();
            doc.text(format!(
                "What packages are worth to {} is not known: their demands hold, but nothing below weighs their interests.",
                listed(names, "and")
            ));
        }
        if answer.asked.convention != Convention::Textbook {
            let program = match answer.asked.convention {
                Convention::NegMas => "NegMAS 0.16",
                Convention::Genius => "GENIUS 10.4",
                Convention::NegoLog | Convention::Textbook => "NegoLog",
            };
            doc.text(format!("Solutions are named and defined as in {program}; the literature\u{2019}s may differ."));
        }
    }

    fn parties(&self, doc: &mut Doc) {
        if self.answer.sides.is_empty() {
            return;
        }
        let head = ["Party", "No agreement", "Best acceptable", "Range of what can be"].map(str::to_owned).to_vec();
        let rows = self.answer.sides.iter().map(|s| {
            let none = "-".to_owned();
            vec![
                self.case.party_name(s.party).to_owned(),
                if s.given { s.disagreement.to_string() } else { format!("{} (none given)", s.disagreement) },
                s.ideal.map_or(none.clone(), |i| i.to_string()),
                s.range.map_or(none, |(a, b)| format!("{a} to {b}")),
            ]
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
    }

    fn worths(&self, deal: &Deal) -> String {
        let one = |(side, worth): (&super::Side, &Exact)| format!("{} {worth}", self.case.party_name(side.party));
        self.answer.sides.iter().zip(&deal.worth).map(one).collect::<Vec<_>>().join(", ")
    }

    fn nearest(&self, doc: &mut Doc) {
        let Some(nearest) = &self.answer.nearest else { return };
        let Some(first) = nearest.deals.first() else { return };
        doc.heading(2, "What comes nearest");
        doc.text(format!("{}.", self.words.package_words(&first.package)));
        let short = self.answer.sides.iter().zip(&first.worth).filter_map(|(s, w)| {
            let floor = s.walk_away?;
            (*w < floor).then(|| {
                let (worth, bar) = w.beside(floor);
                format!("{} would get {worth} and walks away below {bar}", self.case.party_name(s.party))
            })
        });
        let short: Vec<String> = short.collect();
        if !short.is_empty() {
            doc.text(format!("{}.", listed(short, "and")));
        }
        let more = nearest.deals.len() - 1;
        let sure = if nearest.proven { "" } else { " It may not be the nearest: the search was cut short." };
        let ties = if more == 0 { String::new() } else { format!(" {} as near.", count_others(more)) };
        doc.text(format!(
            "The largest shortfall of a party is as small as can be here, then the next largest.{ties}{sure}"
        ));
    }

    fn trial(&self, doc: &mut Doc) {
        let Some(trial) = &self.answer.trial else { return };
        doc.heading(2, "The package asked about");
        doc.text(format!("{}.", self.words.package_words(&trial.deal.package)));
        doc.text(format!("Worth: {}.", self.worths(&trial.deal)));
        if trial.breaks.is_empty() {
            doc.text("It meets every constraint, demand and walk-away.");
        } else {
            doc.text("It is not acceptable to all:");
            doc.list(trial.breaks.iter().map(|o| self.words.rule(*o)).collect());
        }
        match &trial.better {
            Some(better) => doc.text(format!(
                "Another acceptable package leaves nobody worse off and somebody better: {} (worth {}).",
                self.words.package_words(&better.package),
                self.worths(better)
            )),
            None if trial.known => doc.text(if trial.breaks.is_empty() {
                "It is efficient: no other acceptable package leaves nobody worse off and somebody better."
            } else {
                "No acceptable package leaves nobody worse off than it."
            }),
            None => doc.text("Whether another package leaves nobody worse off and somebody better is not known."),
        }
        self.order(&trial.deal.package, doc);
    }

    fn order(&self, package: &Package, doc: &mut Doc) {
        let found = self.answer.orders.iter().flatten().find(|(p, _)| p == package);
        if let Some((_, None)) = found {
            doc.text(format!(
                "The steps of {} cannot be put in any order while all insist: `detente why {} --only order`.",
                self.case.package_line(package),
                self.case.file()
            ));
        }
    }

    fn solutions(&self, doc: &mut Doc) {
        let answer = self.answer;
        if answer.any == Some(false) && answer.solutions.iter().all(|s| s.deals.is_empty()) {
            return;
        }
        doc.heading(2, "Named solutions");
        let mut head = vec!["Solution".to_owned()];
        head.extend(answer.sides.iter().map(|s| self.case.party_name(s.party).to_owned()));
        head.push("Ties".to_owned());
        let rows = answer.solutions.iter().filter(|s| !s.deals.is_empty()).map(|s| {
            let first = &s.deals[0];
            let mut row = vec![s.notion.name.to_owned()];
            row.extend(first.worth.iter().map(Exact::to_string));
            row.push(if s.deals.len() > 1 { (s.deals.len() - 1).to_string() } else { "none".to_owned() });
            row
        });
        let rows: Vec<Vec<String>> = rows.collect();
        if !rows.is_empty() {
            doc.blocks.push(Block::Table(head, rows));
        }
        let mut told: Vec<(&Package, &str)> = Vec::new();
        let mut items = Vec::new();
        for solution in &answer.solutions {
            let before =
                solution.deals.first().and_then(|d| told.iter().find(|(p, _)| **p == d.package)).map(|(_, n)| *n);
            items.push(self.solution(solution, before));
            if let Some(first) = solution.deals.first() {
                told.push((&first.package, solution.notion.name));
            }
        }
        doc.list(items);
        for (package, _) in dedup(&told) {
            self.order(package, doc);
        }
    }

    fn solution(&self, solution: &Solution, before: Option<&str>) -> Item {
        let notion = &solution.notion;
        let mut item = Item::new(
            Line::default()
                .strong(notion.name)
                .plain(format!(": {}.", notion.definition))
                .quiet(notion.called.map_or_else(|| format!(" {}.", notion.paper), |c| format!(" There called {c}."))),
        );
        let Some(first) = solution.deals.first() else {
            let because = match solution.because {
                Some(NoSolution::NothingAcceptable) | None => "None: nothing is acceptable to all.",
                Some(NoSolution::NeedsFrontier) => "Not looked for: it is read off the whole frontier.",
                Some(NoSolution::TooManyToCount) => {
                    "Not known: there are too many packages to count who likes how many better."
                }
                Some(NoSolution::TooMuchWork) => "Not known: the search was cut short.",
                Some(NoSolution::Stopped) => "Not known: it was stopped.",
            };
            return item.with(Block::Text(because.into()));
        };
        let what = match before {
            Some(name) => format!("The same package as {name}."),
            None => format!("{}.", self.words.package_words(&first.package)),
        };
        item = item.with(Block::Text(what.into()));
        let gains = self.answer.sides.iter().zip(&first.worth).map(|(s, w)| {
            let gain = w.minus(s.disagreement);
            let below = match s.ideal.map(|i| i.minus(*w)) {
                Some(b) if b == Exact::ZERO => ", its best".to_owned(),
                Some(b) => format!(", {b} below its best"),
                None => String::new(),
            };
            format!("{} {w} (gains {gain}{below})", self.case.party_name(s.party))
        });
        if before.is_none() {
            item = item.with(Block::Text(format!("{}.", gains.collect::<Vec<_>>().join("; ")).into()));
        }
        if let Some(depth) = solution.depth {
            item = item.with(Block::Text(
                if depth == 1 {
                    "Each party names one package.".to_owned()
                } else {
                    format!("Each party names {} packages.", grouped(depth))
                }
                .into(),
            ));
        }
        let others = first.others.filter(|n| *n > 0);
        if let Some(n) = others {
            let n = n.to_usize().unwrap_or(usize::MAX);
            item = item.with(Block::Text(format!("{} the same to everybody.", worth_others(n)).into()));
        }
        if solution.deals.len() > 1 {
            let ties = solution
                .deals
                .iter()
                .skip(1)
                .take(MOST_TIES)
                .map(|d| Item::new(format!("{} (worth {})", self.words.package_words(&d.package), self.worths(d))));
            item = item.with(Block::Text(format!("{} with it:", tie_words(solution.deals.len() - 1)).into()));
            item = item.with(Block::List(ties.collect()));
        }
        if !solution.proven {
            let line = match solution.at_most {
                Some(most) => {
                    format!("The best found, not proven best; by this definition nothing comes to more than {most:.4}.")
                }
                None => "The best found; that nothing is better is not proven.".to_owned(),
            };
            item = item.with(Block::Text(line.into()));
        }
        item
    }

    fn division(&self, doc: &mut Doc) {
        let answer = self.answer;
        let division = match &answer.division {
            Ok(division) => division,
            Err(NotDivided::NotTwo | NotDivided::NoItem(_) | NotDivided::Joined | NotDivided::TooLong) => return,
        };
        let [a, b] = answer.sides.as_slice() else { return };
        let (a, b) = (self.case.party_name(a.party), self.case.party_name(b.party));
        doc.heading(2, "Adjusted Winner");
        doc.text(
            Line::default()
                .plain(
                    "Each item to whoever puts more points on it; then the leader hands over what it wants least more than \
                     the other does, until both have the same points; one item at most is split.",
                )
                .quiet(" Brams & Taylor, Fair Division (1996)."),
        );
        let exactly = if division.points.denominator() == 1 {
            ".".to_owned()
        } else {
            format!(" (exactly {}).", division.points.fraction())
        };
        doc.text(Line::default().strong(format!("Each gets {} of its 100 points", division.points)).plain(exactly));
        let head = vec!["Item".to_owned(), a.to_owned(), b.to_owned(), "Goes to".to_owned()];
        let rows = division.items.iter().map(|i| {
            let to = if i.share == Exact::whole(1) {
                a.to_owned()
            } else if i.share == Exact::ZERO {
                b.to_owned()
            } else {
                format!("{a} {}, {b} the rest", i.share.fraction())
            };
            vec![self.case.issue(i.issue).name.clone(), i.points[0].to_string(), i.points[1].to_string(), to]
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
    }

    fn frontier(&self, doc: &mut Doc) {
        let answer = self.answer;
        let Some(frontier) = answer.frontier.as_ref().filter(|f| !f.deals.is_empty()) else { return };
        doc.heading(2, "The frontier");
        let n = frontier.deals.len();
        if frontier.complete {
            let verb = if n == 1 { "is" } else { "are" };
            doc.text(format!(
                "{} {verb} efficient: nothing is better for one party without being worse for another.",
                count(n, "combination") + " of worth"
            ));
        } else if let Some(within) = &frontier.within {
            let each = answer.sides.iter().zip(within).map(|(s, w)| {
                let (told, _) = w.beside(Exact::ZERO);
                format!("{told} for {}", self.case.party_name(s.party))
            });
            doc.text(format!(
                "{n} packages stand for all efficient ones: whatever acceptable package leaves each party that much above its \
                 walk-away, some package here is at most so much worse: {}.",
                each.collect::<Vec<_>>().join(", ")
            ));
        }
        if !frontier.complete && frontier.within.is_none() {
            doc.text(format!("{n} packages were found that no other found is better than; some may be missing."));
            let bound = |(weights, most): &(Vec<Exact>, Exact)| {
                let sum = answer.sides.iter().zip(weights).map(|(s, w)| {
                    let percent = w.times(Exact::whole(100)).unwrap_or(*w);
                    format!("{percent}% of {}", self.case.party_name(s.party))
                });
                Item::new(format!("{} is at most {most}.", listed(sum.collect(), "and")))
            };
            doc.list(frontier.bounds.iter().map(bound).collect());
        }
        let mut head: Vec<String> = answer.sides.iter().map(|s| self.case.party_name(s.party).to_owned()).collect();
        head.push("Package".to_owned());
        let rows = frontier.deals.iter().take(MOST_ROWS).map(|d| {
            let mut row: Vec<String> = d.worth.iter().map(Exact::to_string).collect();
            row.push(self.short(&d.package));
            row
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
        if n > MOST_ROWS {
            doc.text(format!(
                "These are the {MOST_ROWS} with the highest sum of worth; `--json` and `--csv` list all {n}."
            ));
        }
    }

    /// A package on one line, as it can be typed; cut where it is long.
    fn short(&self, package: &Package) -> String {
        let line = self.case.package_line(package);
        if line.chars().count() <= 90 { line } else { line.chars().take(87).collect::<String>() + "..." }
    }

    fn next(&self, doc: &mut Doc) {
        let file = self.case.file();
        if !self.answer.cautions.disputed.is_empty() && self.answer.readings.is_none() {
            doc.text(Line::default().quiet(crate::readings::show::hint("deals", file)));
        }
        let first = self.answer.solutions.iter().find_map(|s| s.deals.first());
        if let (Some(first), None) = (first, &self.answer.asked.package) {
            let line = self.case.package_line(&first.package);
            if line.len() < 200 {
                doc.text(
                    Line::default().quiet(format!("How a package stands: `detente deals {file} --package {line}`.")),
                );
            }
        }
    }
}

fn dedup<'a>(told: &[(&'a Package, &'a str)]) -> Vec<(&'a Package, &'a str)> {
    let mut seen: Vec<(&Package, &str)> = Vec::new();
    for (p, n) in told {
        if seen.iter().all(|(q, _)| q != p) {
            seen.push((p, n));
        }
    }
    seen
}

fn count_others(n: usize) -> String {
    if n == 1 { "One other is just".to_owned() } else { format!("{n} others are just") }
}

fn worth_others(n: usize) -> String {
    if n == 1 { "One other package is worth".to_owned() } else { format!("{} other packages are worth", grouped(n)) }
}

fn tie_words(n: usize) -> String {
    if n == 1 { "One other ties".to_owned() } else { format!("{n} others tie") }
}
