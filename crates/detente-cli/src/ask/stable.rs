//! `detente stable`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use detente::{
    case::{Case, PartyId},
    question::{Budget, Envelope},
    show,
    stable::{Allied, Concept, Convention, Engine, Mix, Stable, States, limited},
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen,
    ask::reading::Reading,
    input,
    output::{self, Refusal},
    stop::stopper,
    wait, write,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// Would this package hold? `issue=option,...`; if it leaves issues open: only states that have these options
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
    /// Why are these states stable, or not? Their numbers, or `all`
    #[arg(long, value_name = "N,...", default_value = "")]
    state: String,
    /// Where things start from, instead of the case's `status_quo`
    #[arg(long, value_name = "PACKAGE")]
    from: Option<String>,
    /// By whose rule opponents answer together: any number of moves in turn, or one move each
    #[arg(long, value_name = "WHOSE", default_value = "literature")]
    convention: Whose,
    /// Only these concepts: nash, gmr, smr, seq, ssymseq, sim
    #[arg(long, value_name = "CONCEPT,...", value_delimiter = ',')]
    concepts: Vec<String>,
    /// Concepts of each party, of which one must hold: `seq+sim`, or `velmar=nash,tarsa=seq+sim`
    #[arg(long, value_name = "CONCEPTS")]
    mix: Option<String>,
    /// Hold states against coalitions too: `all`, or `a+b,b+c` by the keys of parties; without it, those that decide an issue
    /// together
    #[arg(long, value_name = "COALITIONS")]
    coalitions: Option<String>,
    /// Where would two parties stay that look so many moves ahead (limited move stability)?
    #[arg(long, value_name = "MOVES", value_parser = clap::value_parser!(u32).range(1..=i64::from(limited::MOST_MOVES)))]
    horizon: Option<u32>,
    /// What would parties have to prefer for the package, or these states, to hold?
    #[arg(long)]
    inverse: bool,
    /// How often does each equilibrium survive a small change of preferences or moves?
    #[arg(long)]
    robust: bool,
    /// How the states are looked at, instead of as it fits
    #[arg(long, value_name = "ENGINE")]
    engine: Option<By>,
    /// Most questions to the solver for each verdict, or some thousand steps of decision diagrams for each concept
    #[arg(long, value_name = "N", default_value_t = Budget::default().effort)]
    effort: u64,
    /// List states in JSON however many there are
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    reading: Reading,
    /// Draw the states and moves into this file, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    Literature,
    GmcrPlus,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Explicit,
    Symbolic,
    Single,
}

impl From<By> for Engine {
    fn from(by: By) -> Engine {
        match by {
            By::Explicit => Engine::Explicit,
            By::Symbolic => Engine::Symbolic,
            By::Single => Engine::Single,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "stable", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("stable", &asked, Some(&loaded), refusal, json);
    let stable = question(arguments, case).map_err(refused)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let effort = arguments.effort;
    let budget = Budget { cancel: stopper(arguments.time), effort, threads, ..Budget::default() };
    let shown = wait::show(&budget.progress, "stable");
    let answer = stable.ask(case, &budget);
    drop(shown);
    let answer = answer.map_err(refused)?;
    if let Some(path) = &arguments.svg {
        let chart = answer.chart(&budget).map_err(refused)?;
        if let Some(drawn) = show::graph::svg(&chart) {
            write::write_new(path, &drawn, true)?;
        }
    }
    if json {
        let envelope = Envelope::new(
            "stable",
            stable.options(case, effort),
            case,
            answer.limit.clone(),
            answer.facts(),
            &loaded.diagnostics,
        );
        output::print_json(&envelope)?;
    } else {
        output::tell(&answer.show(), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

fn question(arguments: &Arguments, case: &Case) -> Result<Stable, Refusal> {
    let concepts = arguments.concepts.iter().map(|c| concept(c)).collect::<Result<Vec<_>, _>>()?;
    let from = arguments.from.as_deref().map(|text| input::whole_package(case, text)).transpose()?;
    Ok(Stable {
        package: arguments.package.as_deref().map(|p| input::package(case, p)).transpose()?,
        states: states(&arguments.state)?,
        from,
        convention: match arguments.convention {
            Whose::Literature => Convention::Literature,
            Whose::GmcrPlus => Convention::GmcrPlus,
        },
        concepts: (!concepts.is_empty()).then_some(concepts),
        mix: arguments.mix.as_deref().map(|m| mix(case, m)).transpose()?,
        coalitions: arguments.coalitions.as_deref().map_or(Ok(Allied::Joint), |c| coalitions(case, c))?,
        horizon: arguments.horizon,
        inverse: arguments.inverse,
        robust: arguments.robust,
        engine: arguments.engine.map(Engine::from),
        list: arguments.list,
        readings: arguments.reading.all(),
        doubt: arguments.reading.doubt(case)?,
    })
}

fn states(text: &str) -> Result<States, Refusal> {
    if text.trim() == "all" {
        return Ok(States::All);
    }
    let number = |n: &str| {
        n.parse().map_err(|_| {
            Refusal::new(format!("`{n}` is not the number of a state"))
                .help("write numbers as `--state 3,17`, or `all`")
        })
    };
    text.split(',').map(str::trim).filter(|n| !n.is_empty()).map(number).collect::<Result<_, _>>().map(States::Some)
}

fn concept(text: &str) -> Result<Concept, Refusal> {
    let text = text.trim();
    // SSEQ is what people call it; in JSON it has a longer name, because others call strong SEQ so.
    let found = Concept::named(&text.to_lowercase()).or((text.eq_ignore_ascii_case("sseq")).then_some(Concept::SSeq));
    found.ok_or_else(|| {
        let known = Concept::ALL.map(Concept::key);
        input::unknown("concept", text, &known)
    })
}

/// `seq+sim`, or `party=concept+concept,...`
fn mix(case: &Case, text: &str) -> Result<Mix, Refusal> {
    let several = |text: &str| text.split('+').map(concept).collect::<Result<Vec<_>, _>>();
    let mut mix = Mix::default();
    for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        match part.split_once('=') {
            None if mix.all.is_empty() => mix.all = several(part)?,
            None => {
                return Err(Refusal::new(format!("`{part}` stands beside other concepts for all"))
                    .help("join concepts of which one must hold by a plus: `seq+sim`"));
            }
            Some((name, concepts)) => {
                let party = party(case, name.trim())?;
                if mix.by.iter().any(|(p, _)| *p == party) {
                    return Err(Refusal::new(format!("`{}` is named twice", name.trim()))
                        .help("join its concepts by a plus: `velmar=seq+sim`"));
                }
                mix.by.push((party, several(concepts)?));
            }
        }
    }
    Ok(mix)
}

/// `all`, or coalitions by the keys of their members: `a+b,b+c`.
fn coalitions(case: &Case, text: &str) -> Result<Allied, Refusal> {
    if text.trim() == "all" {
        return Ok(Allied::All);
    }
    let members = |c: &str| c.split('+').map(|key| party(case, key.trim())).collect::<Result<Vec<_>, _>>();
    let named = text.split(',').map(str::trim).filter(|c| !c.is_empty());
    named.map(members).collect::<Result<Vec<_>, _>>().map(Allied::These)
}

fn party(case: &Case, key: &str) -> Result<PartyId, Refusal> {
    case.find_party(key).ok_or_else(|| {
        let known: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
        input::unknown("party", key, &known)
    })
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let mut options = json!({
        "package": arguments.package,
        "states": arguments.state,
        "from": arguments.from,
        "convention": match arguments.convention {
            Whose::Literature => Convention::Literature.key(),
            Whose::GmcrPlus => Convention::GmcrPlus.key(),
        },
        "concepts": arguments.concepts,
        "mix": arguments.mix,
        "coalitions": arguments.coalitions,
        "horizon": arguments.horizon,
        "inverse": arguments.inverse,
        "robust": arguments.robust,
        "engine": arguments.engine.map(|by| Engine::from(by).key()),
        "effort": arguments.effort,
        "list": arguments.list,
    });
    arguments.reading.put(&mut options);
    options
}
