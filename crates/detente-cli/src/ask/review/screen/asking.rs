//! Being asked: something typed, or one of several choices by its number.

use detente::{
    case::Case,
    read::Voice,
    review::{Fields, Filter, Stand},
};

use super::{Effect, Key, Mode, Reviewing, form};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ask::review) struct Ask {
    pub(in crate::ask::review) what: What,
    pub(in crate::ask::review) prompt: String,
    /// What can be chosen by number: its words, and what it stands for.
    pub(in crate::ask::review) choices: Vec<(String, String)>,
    /// What was typed so far.
    pub(in crate::ask::review) text: String,
    /// The field of the form to go back to.
    back: Option<usize>,
}

/// What an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ask::review) enum What {
    /// A field of the proposal.
    Field(&'static str),
    /// Why it is rejected.
    Why,
    /// Words to look for.
    Search,
    /// Which proposals are shown.
    Filter,
}

/// What stands for a pronoun that stays one.
const UNRESOLVED: &str = "\u{0}unresolved";

impl Reviewing {
    /// Begins to ask.
    pub(super) fn ask(&mut self, what: What, from_form: bool) {
        let back = match self.mode {
            Mode::Form(field) if from_form => Some(field),
            _ => None,
        };
        let (prompt, choices) = match what {
            What::Why => ("Why is it rejected?".to_owned(), Vec::new()),
            What::Search => ("Find which words?".to_owned(), Vec::new()),
            What::Filter => ("Show which?".to_owned(), self.filters()),
            What::Field(name) => {
                let Some(choices) = self.choices(name) else {
                    "choose the issue first: i".clone_into(&mut self.message);
                    return;
                };
                (form::prompt(name).to_owned(), choices)
            }
        };
        self.mode = Mode::Ask(Ask { what, prompt, choices, text: String::new(), back });
    }

    /// What a field can be; `None` where something else must be chosen before.
    fn choices(&self, name: &str) -> Option<Vec<(String, String)>> {
        let index = self.current()?;
        let (case, proposal) = (self.review.case(), self.review.proposal(index));
        let words = |words: &[&str]| words.iter().map(|w| ((*w).to_owned(), (*w).to_owned())).collect();
        let mut all: Vec<(String, String)> = match name {
            "speaker" => match &proposal.speaker {
                Voice::Pronoun { phrase, candidates } => {
                    let one = |c: &detente::read::Candidate| {
                        (format!("{} ({})", c.name, c.because), c.actor.clone().unwrap_or_else(|| c.name.clone()))
                    };
                    let mut all: Vec<_> = candidates.iter().map(one).collect();
                    all.push((format!("\u{201c}{}\u{201d}, not resolved", phrase.text), UNRESOLVED.to_owned()));
                    all
                }
                _ => Vec::new(),
            },
            "issue" => {
                let guessed = proposal.issues.iter().filter_map(|g| case.issues().iter().find(|i| i.key == g.issue));
                let mut all: Vec<(String, String)> =
                    guessed.map(|i| (format!("{} (its words fit)", i.name), i.key.clone())).collect();
                for issue in case.issues() {
                    if !all.iter().any(|(_, key)| *key == issue.key) {
                        all.push((issue.name.clone(), issue.key.clone()));
                    }
                }
                all
            }
            "option" => {
                let issue = self.review.fields(index).issue.as_ref()?;
                let issue = case.issues().iter().find(|i| i.key == *issue || i.name == *issue)?;
                issue.options.iter().map(|o| (o.name.clone(), o.key.clone())).collect()
            }
            "holder" => actors(case),
            "polarity" => words(&["for", "against"]),
            "trust" => words(&["low", "medium", "high"]),
            "manner" => words(&["direct", "mixed", "paraphrase", "implied", "narrated"]),
            "act" => words(detente::file::shape::ACTS),
            "modality" => words(detente::file::shape::MODALITIES),
            _ => Vec::new(),
        };
        if name == "speaker" {
            for (words, key) in actors(case) {
                if !all.iter().any(|(_, k)| *k == key) {
                    all.push((words, key));
                }
            }
        }
        Some(all)
    }

    fn filters(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = [
            ("all", "all"),
            ("open ones", "open"),
            ("with questions", "marked"),
            ("not the narrator\u{2019}s own", "spoken"),
        ]
        .map(|(words, key)| (words.to_owned(), key.to_owned()))
        .to_vec();
        let issues = self.review.case().issues().iter();
        all.extend(issues.map(|i| (format!("about {}", i.name), format!("issue:{}", i.key))));
        all
    }

    pub(super) fn key_ask(&mut self, mut ask: Ask, key: Key) -> Vec<Effect> {
        let back = ask.back.map_or(Mode::Look, Mode::Form);
        match key {
            Key::Escape => {
                "nothing was decided".clone_into(&mut self.message);
                self.mode = back;
                return Vec::new();
            }
            Key::Backspace => drop(ask.text.pop()),
            Key::Enter => {
                self.mode = back;
                let text = match ask.text.trim().parse::<usize>() {
                    Ok(n) if !ask.choices.is_empty() => {
                        let Some((_, value)) = ask.choices.get(n.wrapping_sub(1)) else {
                            self.message = format!("there is no choice {n}");
                            return Vec::new();
                        };
                        value.clone()
                    }
                    _ => ask.text.trim().to_owned(),
                };
                return self.answered(ask.what, text);
            }
            // With few choices their number alone is an answer.
            Key::Char(c) if ask.text.is_empty() && ask.choices.len() < 10 && chosen(&ask, c).is_some() => {
                self.mode = back;
                let value = chosen(&ask, c).map(|(_, value)| value.clone()).unwrap_or_default();
                return self.answered(ask.what, value);
            }
            Key::Char(c) if !c.is_control() && ask.text.chars().count() < 500 => ask.text.push(c),
            _ => {}
        }
        self.mode = Mode::Ask(ask);
        Vec::new()
    }

    fn answered(&mut self, what: What, text: String) -> Vec<Effect> {
        let Some(index) = self.current() else {
            if what == What::Filter {
                self.sift_by(&text);
            }
            return Vec::new();
        };
        match what {
            What::Search => {
                if !text.is_empty() {
                    self.search = text;
                }
                self.find();
                Vec::new()
            }
            What::Filter => {
                self.sift_by(&text);
                Vec::new()
            }
            What::Why if text.is_empty() => {
                "a rejection needs its reason; nothing was decided".clone_into(&mut self.message);
                Vec::new()
            }
            What::Why => vec![Effect::Reject(index, text)],
            What::Field("speaker") if text == UNRESOLVED => {
                vec![Effect::Edit(index, Box::new(Fields { unresolved: true, ..Fields::default() }))]
            }
            What::Field(name) => {
                let Some(fields) = form::field(name, text) else {
                    "nothing was decided".clone_into(&mut self.message);
                    return Vec::new();
                };
                vec![Effect::Edit(index, Box::new(fields))]
            }
        }
    }

    fn sift_by(&mut self, key: &str) {
        let all = Filter::default();
        let filter = match key {
            "all" | "" => all,
            "open" => Filter { state: Some(Stand::Open), ..all },
            "marked" => Filter { marked: true, ..all },
            "spoken" => Filter { hide_narrator: true, ..all },
            other => {
                let Some(issue) = other.strip_prefix("issue:") else {
                    self.message = format!("there is no filter \u{201c}{other}\u{201d}");
                    return;
                };
                Filter { issue: Some(issue.to_owned()), ..all }
            }
        };
        let now = self.current();
        self.filter = filter;
        self.sift(now);
        self.message = format!("{} shown", self.shown.len());
    }

    /// Goes to the next proposal whose words or speaker have what is looked for.
    fn find(&mut self) {
        let wanted = self.search.to_lowercase();
        let has = |n: usize| {
            let proposal = self.review.proposal(n);
            let speaker = proposal.speaker.phrase().map(|p| &p.text);
            proposal.quotes.iter().map(|q| &q.text).chain(speaker).any(|t| t.to_lowercase().contains(&wanted))
        };
        let count = self.shown.len();
        let found = (1..=count).map(|step| (self.at + step) % count).find(|at| has(self.shown[*at]));
        match found {
            Some(at) => {
                self.at = at;
                self.look();
            }
            None => self.message = format!("\u{201c}{}\u{201d} is in none of them", self.search),
        }
    }
}

fn chosen(ask: &Ask, c: char) -> Option<&(String, String)> {
    ask.choices.get((c.to_digit(10)? as usize).checked_sub(1)?)
}

fn actors(case: &Case) -> Vec<(String, String)> {
    let parties = case.parties().iter().map(|p| (p.name.clone(), p.key.clone()));
    let delegates = case.delegates().iter().map(|d| {
        let party = &case.party(d.party).name;
        (format!("{} ({party})", d.name), d.key.clone())
    });
    parties.chain(delegates).collect()
}
