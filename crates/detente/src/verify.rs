//! *Is this answer right?* Holds an answer of `why`, `deals`, `stable` or `roadmap` against its case by slow code that
//! can be seen to be right.
//!
//! Nothing here uses a solver, a diagram or an array of the engines: packages are tried one after another, and rules and
//! definitions are taken literally. What is checked and how is on the page `docs/methods/verify.md`.

mod deals;
mod grounds;
mod judge;
mod order;
mod readings;
mod roadmap;
mod says;
mod sets;
mod show;
mod stable;
mod told;
mod why;
mod worth;

use serde_json::{Value, json};

pub use says::Says;

use crate::{case::Case, question::Refusal};

/// How thoroughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verify {
    /// Packages that are tried at most. What would take more is not checked, and is said not to be.
    pub most: usize,
}

impl Default for Verify {
    fn default() -> Self {
        Verify { most: 200_000 }
    }
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The question that was answered.
    pub question: &'static str,
    /// What was checked, in the order of the answer.
    pub checks: Vec<Check>,
}

/// One thing that an answer says, and whether it is so.
#[derive(Debug, Clone)]
pub struct Check {
    /// Where it stands in the answer: `conflicts[2].members`.
    pub at: String,
    /// What is said there.
    pub says: Says,
    /// Of how many things it is said.
    pub of: usize,
    /// Whether it is so.
    pub outcome: Outcome,
}

/// Whether something is so.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is.
    Holds,
    /// It is not, and this shows it.
    Fails(Against),
    /// It was not found out.
    NotChecked(Reason),
}

/// What shows that something is not so; values are as in the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Against {
    /// It is something else.
    Differs(Box<Difference>),
    /// This is left out.
    Missing(Value),
    /// This is told, and is not so.
    Wrong(Value),
    /// This cannot be read: it names something that is not in the case, or is not of the right form.
    Form(Value),
}

/// What is told, and what it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where, below the place of the check; empty: just there.
    pub at: String,
    /// What the answer tells.
    pub told: Value,
    /// What it should be.
    pub should: Value,
}

/// Why something was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There are more packages than are tried.
    TooManyPackages,
    /// It would take too many trials of another kind.
    TooMuchWork,
    /// It was drawn by lot.
    Lot,
    /// The answer itself says that it is not proven, or not complete.
    Cut,
    /// Nothing that the answer tells shows it, and there are too many packages to try.
    NoCertificate,
    /// It goes by the definition of another program.
    Convention,
    /// It rests on something that fails.
    RestsOnFailed,
    /// There is no slow code for it.
    NoCheck,
}

impl Verify {
    /// Checks an answer, with its envelope, against its case. The file must be the very one that the answer is about.
    ///
    /// # Errors
    /// Refuses what is no answer: another document, an answer of another version, one that says why there is none, one to a
    /// question that is not checked, one about another file.
    pub fn check(&self, case: &Case, envelope: &Value) -> Result<Verified, Refusal> {
        let question = question(envelope)?;
        let told = envelope["case"]["sha256"].as_str().unwrap_or("nothing");
        if told != case.sha256() {
            return Err(Refusal::new(format!("`{}` is not the file that this answer is about", case.file()))
                .help(format!("the answer is about a file with SHA-256 {told}; this one has {}", case.sha256()))
                .help("give the file as it was with `--case`, or ask the question again"));
        }
        let mut checks = Checks { list: Vec::new() };
        let answer = &envelope["answer"];
        let cut = envelope["completeness"] == "cut";
        checks.check("case.title", Says::Title, told::same(&envelope["case"]["title"], &json!(case.title())));
        let limit = envelope["limit"].is_string();
        checks.check(
            "completeness",
            Says::Completeness,
            told::same(&json!(if limit { "cut" } else { "exact" }), &envelope["completeness"]),
        );
        let asked = Asked { case, options: &envelope["options"], answer, cut, most: self.most };
        match question {
            "why" => why::check(&asked, &mut checks),
            "deals" => deals::check(&asked, &mut checks),
            "roadmap" => roadmap::check(&asked, &mut checks),
            _ => stable::check(&asked, &mut checks),
        }
        Ok(Verified { question, checks: checks.list })
    }
}

/// The question that a document answers.
///
/// # Errors
/// Refuses what is no answer that can be checked.
pub fn question(envelope: &Value) -> Result<&'static str, Refusal> {
    let Some(named) = envelope["question"].as_str().filter(|_| envelope["detente"].is_string()) else {
        return Err(Refusal::new("this is no answer of `detente`")
            .help("give a document that `detente why`, `deals`, `stable` or `roadmap` has printed with `--json`"));
    };
    let version = envelope["detente"].as_str().unwrap_or_default();
    if version != env!("CARGO_PKG_VERSION") {
        let here = env!("CARGO_PKG_VERSION");
        return Err(Refusal::new(format!("this answer is of version {version}; this is version {here}"))
            .help("ask the question again, or check it with the version that gave it"));
    }
    let Some(question) = ["why", "deals", "stable", "roadmap"].into_iter().find(|q| *q == named) else {
        return Err(Refusal::new(format!("answers to `{named}` are not checked"))
            .help("those to `why`, `deals`, `stable` and `roadmap` are"));
    };
    if !envelope["answer"].is_object() {
        let refusal = envelope["refusal"]["message"].as_str().or(envelope["limit"].as_str());
        let because = refusal.map_or(String::new(), |r| format!(": {r}"));
        return Err(Refusal::new(format!("this document holds no answer, but says why there is none{because}"))
            .help("there is nothing to check"));
    }
    Ok(question)
}

impl Verified {
    /// How many checks hold, fail, and were left out.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&Outcome) -> bool| self.checks.iter().filter(|c| is(&c.outcome)).count();
        (
            count(|o| matches!(o, Outcome::Holds)),
            count(|o| matches!(o, Outcome::Fails(_))),
            count(|o| matches!(o, Outcome::NotChecked(_))),
        )
    }

    /// Whether all that could be checked is so.
    pub fn holds(&self) -> bool {
        self.counts().1 == 0
    }

    /// For programs.
    pub fn facts(&self) -> Value {
        let one = |c: &Check| {
            let (outcome, against, because) = match &c.outcome {
                Outcome::Holds => ("holds", Value::Null, None),
                Outcome::Fails(against) => ("fails", against.facts(), None),
                Outcome::NotChecked(reason) => ("not_checked", Value::Null, Some(*reason)),
            };
            json!({
                "at": c.at, "says": c.says.key(), "of": c.of, "outcome": outcome, "against": against, "because": because,
            })
        };
        let (hold, fail, left_out) = self.counts();
        json!({
            "question": self.question,
            "holds": self.holds(),
            "counts": { "hold": hold, "fail": fail, "not_checked": left_out },
            "checks": self.checks.iter().map(one).collect::<Vec<_>>(),
        })
    }
}

impl Against {
    fn facts(&self) -> Value {
        match self {
            Against::Differs(d) => json!({ "is": "differs", "at": d.at, "told": d.told, "should": d.should }),
            Against::Missing(what) => json!({ "is": "missing", "what": what }),
            Against::Wrong(what) => json!({ "is": "wrong", "what": what }),
            Against::Form(what) => json!({ "is": "unreadable", "what": what }),
        }
    }
}

/// What was asked and answered.
struct Asked<'a> {
    case: &'a Case,
    options: &'a Value,
    answer: &'a Value,
    /// Whether the answer says that it was cut short.
    cut: bool,
    most: usize,
}

/// Checks as they are made.
struct Checks {
    list: Vec<Check>,
}

impl Checks {
    /// One thing. Whether it holds.
    fn check(&mut self, at: impl Into<String>, says: Says, found: Result<(), Against>) -> bool {
        let outcome = found.map_or_else(Outcome::Fails, |()| Outcome::Holds);
        let holds = outcome == Outcome::Holds;
        self.list.push(Check { at: at.into(), says, of: 1, outcome });
        holds
    }

    /// The same of each of several things; what is `None` was not found out, for a reason. Whether all of them hold.
    fn each(
        &mut self,
        at: &str,
        says: Says,
        reason: Reason,
        found: impl IntoIterator<Item = Option<Result<(), Against>>>,
    ) -> bool {
        let (mut of, mut left_out, mut fails) = (0, 0, None);
        for (n, one) in found.into_iter().enumerate() {
            match one {
                Some(Ok(())) => of += 1,
                Some(Err(against)) => {
                    of += 1;
                    fails = fails.or(Some((n, against)));
                }
                None => left_out += 1,
            }
        }
        let fine = fails.is_none() && left_out == 0;
        if let Some((n, against)) = fails {
            self.list.push(Check { at: format!("{at}[{n}]"), says, of, outcome: Outcome::Fails(against) });
        } else if of > 0 {
            self.list.push(Check { at: at.to_owned(), says, of, outcome: Outcome::Holds });
        }
        if left_out > 0 {
            self.list.push(Check { at: at.to_owned(), says, of: left_out, outcome: Outcome::NotChecked(reason) });
        }
        fine
    }

    /// Something that is not checked.
    fn skip(&mut self, at: impl Into<String>, says: Says, reason: Reason) {
        self.list.push(Check { at: at.into(), says, of: 1, outcome: Outcome::NotChecked(reason) });
    }
}
