//! `detente review`

mod draw;
mod keys;
mod screen;
mod store;
#[cfg(test)]
mod tests;
mod told;

use std::{io::IsTerminal, path::PathBuf};

use clap::Args;
use detente::{
    question::Envelope,
    review::{Change, Fields, Filter, Review, Stand, Wanted},
    show,
};
use serde_json::{Value, json};

use self::store::Store;
use crate::{
    Outcome, Screen, input,
    output::{self, Refusal},
};

const QUESTION: &str = "review";

#[derive(Debug, Args)]
#[command(
    after_help = "Without a flag it reviews in the terminal, one proposal at a time; `?` there tells the keys.\n\
Numbers are those of the list: `3`, `3,5-7`, or ids. Of several proposals all are decided on, or none."
)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub(crate) struct Arguments {
    /// The case file; its draft is NAME.draft.json beside it
    file: PathBuf,
    /// List the proposals and where they stand
    #[arg(long)]
    list: bool,
    /// Only proposals of this document
    #[arg(long, value_name = "KEY")]
    document: Option<String>,
    /// Only open ones
    #[arg(long, conflicts_with_all = ["accepted", "rejected"])]
    open: bool,
    /// Only accepted ones
    #[arg(long, conflicts_with = "rejected")]
    accepted: bool,
    /// Only rejected ones
    #[arg(long)]
    rejected: bool,
    /// Show one proposal in its context
    #[arg(long, value_name = "N")]
    show: Option<String>,
    /// Show every decision
    #[arg(long)]
    log: bool,
    /// Make these proposals claims of the case
    #[arg(long, value_name = "N,N-N")]
    accept: Option<String>,
    /// Say that these are not to be claims; needs `--why`
    #[arg(long, value_name = "N,N-N", requires = "why")]
    reject: Option<String>,
    /// Why they are rejected
    #[arg(long, value_name = "REASON", requires = "reject")]
    why: Option<String>,
    /// Put parts of these otherwise, by the flags below; they stay open
    #[arg(long, value_name = "N,N-N")]
    edit: Option<String>,
    /// Take back the last decision on this proposal, or the last of all
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "last")]
    undo: Option<String>,
    /// Who decides; without it, `$USER`
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    parts: Parts,
    /// One JSON document for programs
    #[arg(long)]
    json: bool,
}

/// What is said of the parts of proposals, with `--edit` or `--accept`; an empty text takes back what was said.
#[derive(Debug, Args)]
struct Parts {
    /// Who speaks: a party, a delegate, a candidate by number, or a name; `3=NAME` for one of several
    #[arg(long, value_name = "[N=]NAME")]
    speaker: Vec<String>,
    /// Take the pronoun of these as it is: `he (not resolved)`
    #[arg(long, value_name = "N,N-N")]
    unresolved: Option<String>,
    /// Whose position it states: a party or delegate
    #[arg(long, value_name = "ACTOR")]
    holder: Option<String>,
    /// The issue that it is about; for a list, only proposals on this issue
    #[arg(long, value_name = "KEY")]
    issue: Option<String>,
    /// The option of that issue
    #[arg(long, value_name = "KEY")]
    option: Option<String>,
    /// Whether the holder is for or against it
    #[arg(long, value_name = "for|against")]
    polarity: Option<String>,
    /// direct, mixed, paraphrase, implied or narrated
    #[arg(long)]
    manner: Option<String>,
    /// says, claims, denies, demands, refuses, ...
    #[arg(long)]
    act: Option<String>,
    /// fact, intends, willing, must, may or conditional
    #[arg(long)]
    modality: Option<String>,
    /// One neutral sentence of your own for it
    #[arg(long, value_name = "SENTENCE")]
    says: Option<String>,
    /// low, medium or high
    #[arg(long)]
    trust: Option<String>,
    /// When it was said
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// A name for the moment at which it was said, shared by its witnesses
    #[arg(long, value_name = "NAME")]
    utterance: Option<String>,
    /// The name of the claim
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    /// Add the claim to the `because` of this element
    #[arg(long, value_name = "ELEMENT")]
    because: Vec<String>,
    /// Add it to the `disputed_by` of this element or claim
    #[arg(long, value_name = "ELEMENT")]
    disputes: Vec<String>,
    /// Say that it cannot be true beside this claim
    #[arg(long, value_name = "CLAIM")]
    contradicts: Vec<String>,
    /// Add what the document calls the speaker to the aliases of that party or delegate
    #[arg(long)]
    learn: bool,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let options = options(arguments);
    let refused = |refusal| input::refused(QUESTION, &options, None, refusal, arguments.json);
    // Faults of the case file are told with their places; what is wrong with documents is told where they are needed.
    let bytes = input::read_bytes(&arguments.file).map_err(refused)?;
    if detente::file::read_bytes(&arguments.file.display().to_string(), &bytes).case.is_none()
        && let Err(outcome) = input::load_sound(&arguments.file, arguments.json, QUESTION, &options, screen)?
    {
        return Ok(outcome);
    }
    let mut store = Store::open(&arguments.file, arguments.by.as_deref()).map_err(refused)?;
    let review = store.review().map_err(refused)?;
    if decides(arguments) {
        return decide(arguments, &options, &mut store, &review, screen).map_err(refused);
    }
    if arguments.log {
        if arguments.json {
            return json_answer(&options, &review, review.log_facts());
        }
        return print(&review.show_log(), screen);
    }
    if let Some(number) = &arguments.show {
        let numbers = review.numbered(number).map_err(refused)?;
        let [index] = numbers[..] else {
            return Err(refused(Refusal::new("one proposal is shown at a time").help("give one number")));
        };
        if arguments.json {
            let mut facts = review.facts(&Filter::default(), None);
            facts["proposals"] = json!([facts["proposals"][index]]);
            return json_answer(&options, &review, facts);
        }
        let folder = store.folder();
        let case = review.case();
        return print(&review.show_one(index, &|key| store::text_of(case, key, &folder)), screen);
    }
    let filter = filter(arguments, &review).map_err(refused)?;
    if arguments.json {
        return json_answer(&options, &review, review.facts(&filter, None));
    }
    if arguments.list || filter != Filter::default() {
        return print(&review.show(&filter), screen);
    }
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Refusal::new("a review by keyboard needs a terminal")
            .help("`--list` lists the proposals, `--show N` shows one")
            .help("`--accept 3,5-7`, `--reject 9 --why REASON`, `--edit 4 --issue KEY` and `--undo` decide"));
    }
    store.must_know_who()?;
    keys::run(store, review, screen)
}

fn decides(a: &Arguments) -> bool {
    a.accept.is_some() || a.reject.is_some() || a.edit.is_some() || a.undo.is_some()
}

/// All that the flags decide, written at once or not at all.
fn decide(
    arguments: &Arguments,
    options: &Value,
    store: &mut Store,
    review: &Review,
    screen: Screen,
) -> Result<Outcome, Refusal> {
    store.must_know_who()?;
    let folder = store.folder();
    let (change, _) = store.decide(|review, stamp| {
        let texts = |key: &str| store::text_of(review.case(), key, &folder);
        let mut current = review.clone();
        let mut whole: Option<Change> = None;
        let mut add = |current: &mut Review, change: Change| -> Result<(), Refusal> {
            *current = current.after(&change)?;
            whole = Some(match whole.take() {
                Some(before) => before.then(change),
                None => change,
            });
            Ok(())
        };
        let list = |text: &Option<String>| text.as_deref().map_or(Ok(Vec::new()), |t| review.numbered(t));
        let (accept, edit, reject) = (list(&arguments.accept)?, list(&arguments.edit)?, list(&arguments.reject)?);
        if let Some(text) = &arguments.undo {
            let index = match text.as_str() {
                "last" => None,
                text => match review.numbered(text)?[..] {
                    [one] => Some(one),
                    _ => return Err(Refusal::new("one decision is undone at a time").help("give one number")),
                },
            };
            let change = current.undo(index, stamp)?;
            add(&mut current, change)?;
        }
        let named: Vec<usize> = edit.iter().chain(&accept).copied().collect();
        let parts = parts(&arguments.parts, review, &named)?;
        if !edit.is_empty() {
            let wanted: Vec<Wanted> = edit.iter().map(|n| Wanted { index: *n, fields: parts(*n, false) }).collect();
            let change = current.edit(&wanted, stamp, &texts)?;
            add(&mut current, change)?;
        }
        if !accept.is_empty() {
            let with: Vec<Wanted> =
                accept.iter().map(|n| Wanted { index: *n, fields: accepted_with(*n, &edit, &parts) }).collect();
            let change = current.accept(&with, stamp, &texts)?;
            add(&mut current, change)?;
        }
        if !reject.is_empty() {
            let change = current.reject(&reject, arguments.why.as_deref().unwrap_or_default(), stamp)?;
            add(&mut current, change)?;
        }
        whole.ok_or_else(|| Refusal::new("nothing is decided by these flags"))
    })?;
    let after = store.review()?;
    if arguments.json {
        let filter = filter(arguments, review)?;
        return json_answer(options, &after, after.facts(&filter, Some(&change)));
    }
    print(&told::change(&after, &change), screen)
}

/// What the flags say of a proposal that is accepted: where others are edited, only what names it by its number.
fn accepted_with(index: usize, edit: &[usize], parts: &impl Fn(usize, bool) -> Fields) -> Fields {
    // What was edited just now is said already.
    if edit.contains(&index) { Fields::default() } else { parts(index, !edit.is_empty()) }
}

/// What the flags say of the parts of each proposal; or only what names it by its number.
fn parts<'a>(
    parts: &'a Parts,
    review: &Review,
    named: &[usize],
) -> Result<impl Fn(usize, bool) -> Fields + use<'a>, Refusal> {
    let mut speakers: Vec<(Option<usize>, &str)> = Vec::new();
    let among = |index: usize, what: &str| {
        if named.contains(&index) {
            return Ok(());
        }
        Err(Refusal::new(format!("`{what}` speaks of [{}], which is neither accepted nor edited here", index + 1))
            .help("name it in `--accept` or `--edit` too"))
    };
    for given in &parts.speaker {
        // A name may have an equals sign; what is before it must be a number or an id.
        let numbered = given.split_once('=').and_then(|(n, name)| Some((review.numbered(n).ok()?, name)));
        match numbered {
            Some((numbers, name)) => {
                for n in numbers {
                    among(n, "--speaker")?;
                    speakers.push((Some(n), name));
                }
            }
            None => match given.split_once('=') {
                Some((n, _)) if n.trim().bytes().all(|b| b.is_ascii_digit()) => {
                    review.numbered(n)?;
                }
                _ => speakers.push((None, given)),
            },
        }
    }
    let unresolved = parts.unresolved.as_deref().map_or(Ok(Vec::new()), |t| review.numbered(t))?;
    unresolved.iter().try_for_each(|n| among(*n, "--unresolved"))?;
    let speakers: Vec<(Option<usize>, String)> = speakers.into_iter().map(|(n, s)| (n, s.to_owned())).collect();
    Ok(move |index: usize, numbered: bool| {
        let own = speakers.iter().rfind(|(n, _)| *n == Some(index));
        let any = speakers.iter().rfind(|(n, _)| n.is_none() && !numbered);
        let speaker = own.or(any).map(|(_, s)| s.clone());
        let unresolved = unresolved.contains(&index);
        if numbered {
            return Fields { speaker: speaker.filter(|_| !unresolved), unresolved, ..Fields::default() };
        }
        Fields {
            speaker: speaker.filter(|_| !unresolved),
            holder: parts.holder.clone(),
            issue: parts.issue.clone(),
            option: parts.option.clone(),
            polarity: parts.polarity.clone(),
            manner: parts.manner.clone(),
            act: parts.act.clone(),
            modality: parts.modality.clone(),
            says: parts.says.clone(),
            trust: parts.trust.clone(),
            date: parts.date.clone(),
            utterance: parts.utterance.clone(),
            key: parts.key.clone(),
            unresolved,
            learn: parts.learn,
            because: parts.because.clone(),
            disputes: parts.disputes.clone(),
            contradicts: parts.contradicts.clone(),
        }
    })
}

fn filter(a: &Arguments, review: &Review) -> Result<Filter, Refusal> {
    if let Some(key) = &a.document {
        let known: Vec<&str> = review.draft().documents.iter().map(|d| d.key.as_str()).collect();
        if !known.contains(&key.as_str()) {
            return Err(input::unknown("document in the draft", key, &known));
        }
    }
    let issue = a.parts.issue.clone().filter(|_| !decides(a));
    if let Some(key) = &issue {
        let known: Vec<&str> = review.case().issues().iter().map(|i| i.key.as_str()).collect();
        if !known.contains(&key.as_str()) {
            return Err(input::unknown("issue", key, &known));
        }
    }
    let state = match (a.open, a.accepted, a.rejected) {
        (true, ..) => Some(Stand::Open),
        (_, true, _) => Some(Stand::Accepted),
        (_, _, true) => Some(Stand::Rejected),
        _ => None,
    };
    Ok(Filter { document: a.document.clone(), issue, state, ..Filter::default() })
}

fn options(a: &Arguments) -> Value {
    let state = match (a.open, a.accepted, a.rejected) {
        (true, ..) => Some("open"),
        (_, true, _) => Some("accepted"),
        (_, _, true) => Some("rejected"),
        _ => None,
    };
    json!({
        "document": a.document, "issue": a.parts.issue, "state": state, "accept": a.accept, "reject": a.reject,
        "edit": a.edit, "undo": a.undo, "show": a.show, "log": a.log,
    })
}

fn json_answer(options: &Value, review: &Review, facts: Value) -> Result<Outcome, Refusal> {
    output::print_json(&Envelope::new(QUESTION, options, review.case(), None, facts, &[]))?;
    Ok(Outcome::Answered)
}

fn print(doc: &show::Doc, screen: Screen) -> Result<Outcome, Refusal> {
    output::print(&show::text::draw(doc, screen.width, screen.colour))?;
    Ok(Outcome::Answered)
}
