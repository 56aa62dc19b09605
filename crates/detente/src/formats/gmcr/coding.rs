//! Issues of a case as options that are taken or not.

use super::{ANSWERS, FORMAT, Literals};
use crate::{
    case::{Case, Issue, IssueId, OptionId},
    diagnostic::{Diagnostic, Place},
    formats::carried::not_carried,
    stable::graph::Graph,
};

/// Most options of an issue: any two of them have to be ruled out.
const MOST_OPTIONS: usize = 30;

/// An option as it is written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) direction: &'static str,
    /// The issue that it stands for all alone, if it does.
    pub(super) issue: Option<IssueId>,
}

/// How each issue is written.
#[derive(Debug)]
enum Coded {
    /// Not at all: it has one option.
    Settled,
    /// By one option: taken is the second.
    Two(usize),
    /// By an option for each of its own, of which exactly one is taken.
    Each(Vec<usize>),
}

/// A case in options.
#[derive(Debug)]
pub(super) struct Coding {
    /// In the order of their decision makers.
    pub(super) options: Vec<Written>,
    /// For each party of the graph, the first of its options, and the first that is not.
    pub(super) hands: Vec<(usize, usize)>,
    /// The issues in the order of their options.
    pub(super) order: Vec<IssueId>,
    issues: Vec<Coded>,
}

impl Coding {
    /// Writes each issue as options; `None` where there is one that cannot be, which is told.
    pub(super) fn new(case: &Case, graph: &Graph<'_>, found: &mut Vec<Diagnostic>) -> Option<Coding> {
        let before = found.len();
        let (alone, joint) = graph.movers.split_at(graph.parties.len());
        for axis in joint.iter().flat_map(|m| &m.axes) {
            let issue = case.issue(graph.axes[*axis].issue);
            found.push(
                refused(issue.place, &format!("several parties decide issue `{}`", issue.key))
                    .note("an option has one decision maker there")
                    .help("let one of them decide it, `decided_by = [...]`, or take the issue out"),
            );
        }
        let settled = case.issues().iter().map(|_| Coded::Settled).collect();
        let mut coding = Coding { options: Vec::new(), hands: Vec::new(), order: Vec::new(), issues: settled };
        for mover in alone {
            let from = coding.options.len();
            for axis in &mover.axes {
                let id = graph.axes[*axis].issue;
                match directions(case.issue(id)) {
                    Ok(directions) => coding.add(case, id, &directions),
                    Err(why) => found.push(*why),
                }
            }
            coding.hands.push((from, coding.options.len()));
        }
        if coding.options.is_empty() && found.len() == before {
            found.push(
                refused(Place::default(), "nobody has anything to decide in it")
                    .help("give an issue of a party a second option"),
            );
        }
        (found.len() == before).then_some(coding)
    }

    fn add(&mut self, case: &Case, id: IssueId, directions: &[&'static str]) {
        let issue = case.issue(id);
        let at = self.options.len();
        self.order.push(id);
        if let [one] = directions {
            let name =
                if answers(issue) { issue.name.clone() } else { format!("{}: {}", issue.name, issue.options[1].name) };
            self.options.push(Written { name, direction: one, issue: Some(id) });
            self.issues[id.index()] = Coded::Two(at);
            return;
        }
        for (option, direction) in issue.options.iter().zip(directions) {
            let name = format!("{}: {}", issue.name, option.name);
            self.options.push(Written { name, direction, issue: None });
        }
        self.issues[id.index()] = Coded::Each((at..self.options.len()).collect());
    }

    /// A table of a pattern as literals; `None` where nothing matches it.
    pub(super) fn literals<'t>(
        &self,
        terms: impl IntoIterator<Item = &'t (IssueId, Vec<OptionId>)>,
    ) -> Option<Literals> {
        let mut found = Literals::new();
        for (issue, allowed) in terms {
            match &self.issues[issue.index()] {
                Coded::Settled if allowed.is_empty() => return None,
                Coded::Settled => {}
                Coded::Two(option) => match [0, 1].map(|n| allowed.contains(&OptionId::at(n))) {
                    [false, false] => return None,
                    [true, true] => {}
                    [_, taken] => found.push((*option, taken)),
                },
                Coded::Each(options) => {
                    let own = |n: usize| allowed.contains(&OptionId::at(n));
                    let named: Vec<usize> = (0..options.len()).filter(|n| own(*n)).collect();
                    match named.as_slice() {
                        [] => return None,
                        [one] => found.push((options[*one], true)),
                        // Exactly one is taken, so that one of some is none of the others.
                        _ => found.extend((0..options.len()).filter(|n| !own(*n)).map(|n| (options[n], false))),
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    /// What cannot be because exactly one option of an issue is chosen.
    pub(super) fn one_of_each(&self) -> Vec<Literals> {
        let mut found = Vec::new();
        for coded in &self.issues {
            let Coded::Each(options) = coded else { continue };
            for (n, a) in options.iter().enumerate() {
                found.extend(options[n + 1..].iter().map(|b| vec![(*a, true), (*b, true)]));
            }
            found.push(options.iter().map(|o| (*o, false)).collect());
        }
        found
    }

    /// Says which issues look otherwise there.
    pub(super) fn told(&self, case: &Case, found: &mut Vec<Diagnostic>) {
        let mut say = |of: &dyn Fn(&Issue, &Coded) -> bool, what: &str, note: &str| {
            let such: Vec<&Issue> =
                case.issues().iter().zip(&self.issues).filter(|(i, c)| of(i, c)).map(|(i, _)| i).collect();
            let Some(first) = such.first() else { return };
            let who = match such.len() {
                1 => format!("issue `{}`", first.key),
                n => format!("{n} issues, `{}` among them", first.key),
            };
            found.push(
                not_carried(first.place, format!("{what}: {who}"))
                    .note(note)
                    .help("nothing need be done: the states and the moves are the same"),
            );
        };
        say(&|i, c| matches!(c, Coded::Two(_)) && !answers(i), "options lose their names", "`Y` is the second option");
        say(
            &|_, c| matches!(c, Coded::Each(_)),
            "issues of more than two options become several options",
            "each is taken or not, and infeasibles say that exactly one is",
        );
        say(&|i, _| i.options.len() == 1, "what is settled is left out", "the issue has one option");
        if self.order.windows(2).any(|pair| pair[0] > pair[1]) {
            found.push(
                not_carried(Place::default(), format!("states have other numbers in {FORMAT}"))
                    .note("it counts options in the order of decision makers, a case in the order of issues")
                    .help("put the issues of each party together, in the order of the parties, for the same numbers"),
            );
        }
    }
}

/// Whether an issue is a question of no or yes.
fn answers(issue: &Issue) -> bool {
    issue.options.iter().map(|o| o.key.as_str()).eq(ANSWERS)
}

/// What keeps a case from being written.
pub(super) fn refused(place: Place, why: &str) -> Diagnostic {
    not_carried(place, format!("{FORMAT} cannot carry this case: {why}"))
}

/// The direction of the one option that stands for an issue of two, or of each that stands for an option of its own.
fn directions(issue: &Issue) -> Result<Vec<&'static str>, Box<Diagnostic>> {
    let options = issue.options.len();
    let may = |a: usize, b: usize| issue.moves.allow(OptionId::at(a), OptionId::at(b));
    let word = |taken: bool, given_up: bool| match (taken, given_up) {
        (true, true) => Some("both"),
        (true, false) => Some("fwd"),
        (false, true) => Some("back"),
        (false, false) => None,
    };
    let other_moves = || {
        let why = format!("no direction of options there says the `moves` of issue `{}`", issue.key);
        Box::new(refused(issue.place, &why).help("let it move both ways, or take it out"))
    };
    if options > MOST_OPTIONS {
        let why = refused(issue.place, &format!("issue `{}` has {options} options", issue.key))
            .note(format!("an issue with up to {MOST_OPTIONS} is written"))
            .help("leave out options that nobody looks at");
        return Err(Box::new(why));
    }
    if options == 2 {
        return Ok(vec![word(may(0, 1), may(1, 0)).ok_or_else(other_moves)?]);
    }
    let others = |n: usize| (0..options).filter(move |m| *m != n);
    let left = |n: usize| others(n).any(|m| may(n, m));
    let entered = |n: usize| others(n).any(|m| may(m, n));
    // Options move by themselves there: what may be left and what may be entered has to say it all.
    if (0..options).any(|a| others(a).any(|b| may(a, b) != (left(a) && entered(b)))) {
        return Err(other_moves());
    }
    (0..options).map(|n| word(entered(n), left(n)).ok_or_else(other_moves)).collect()
}
