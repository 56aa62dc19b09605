//! From a case to the facts of the answer.

use super::{
    Allied, Beyond, Concept, Convention, Engine, Found, Listed, Mix, Stable, StableAnswer, States,
    classes::{self, Classes},
    coalition::{self, Coalitions},
    evolution::{self, Evolution},
    explicit::{self, Verdicts},
    graph::Graph,
    inverse, limited, picture, readings, reasons, robust,
    show::called,
    single,
    space::{MOST_CELLS, Space, bits},
    symbolic,
};
use crate::{
    case::{Case, ConstraintId, Element, Package, PartyId},
    question::{Budget, Limit, Refusal},
    rule::Origin,
    show::graph::{MOST_STATES, MoveChart},
    why::Cautions,
};

/// States up to which simultaneous moves are looked at without being asked for.
const MOST_SIMULTANEOUS: usize = 1 << 12;

/// Packages up to which ways from the status quo are looked for.
const MOST_WALKED: usize = 1 << 20;

/// Verdicts up to which each has its reason without being asked for.
const MOST_REASONS: usize = 2_000;

/// Verdicts whose reasons are told at most.
const MOST_REASONS_ASKED: usize = 100_000;

pub(super) fn ask<'a>(stable: &Stable, case: &'a Case, budget: &Budget) -> Result<StableAnswer<'a>, Refusal> {
    let varied = readings::varied(stable, case)?;
    let mut answer = as_stated(stable, case, budget)?;
    if let Some(varied) = varied {
        let found = readings::all(&answer, case, varied, budget);
        answer.limit = answer.limit.or(found.limit());
        answer.readings = Some(found);
        answer.stopped = budget.cancel.stopped();
        if answer.stopped {
            answer.limit = Some(Limit::Stopped);
        }
    }
    Ok(answer)
}

/// The answer to the file as it stands.
fn as_stated<'a>(stable: &Stable, case: &'a Case, budget: &Budget) -> Result<StableAnswer<'a>, Refusal> {
    let chosen = stable.package.as_deref().unwrap_or_default();
    let trial = Package::settling(case, chosen).ok();
    let settled = if trial.is_some() { &[][..] } else { chosen };
    let graph = Graph::new(case, settled)?;
    if let Some(mix) = &stable.mix {
        fits(case, &graph, mix)?;
    }
    if let Some(package) = &trial {
        possible(case, package, "this package")?;
    }
    let from = stable.from.as_ref().or(case.status_quo());
    if let Some(from) = &stable.from {
        possible(case, from, "where things are to start from")?;
    }
    let engine = stable.engine.unwrap_or(match graph.cells() {
        Some(cells) if cells <= MOST_CELLS => Engine::Explicit,
        _ if trial.is_some() => Engine::Single,
        _ => Engine::Symbolic,
    });
    if engine != Engine::Explicit {
        return beyond(stable, graph, engine, trial, budget);
    }
    let space = Space::new(graph.clone(), budget)?;
    let concepts = concepts(stable, space.len() <= MOST_SIMULTANEOUS);
    let verdicts = explicit::verdicts(&space, stable.convention, &concepts, budget)?;
    let trial = trial.and_then(|p| space.cell(&p));
    let status_quo = from.and_then(|p| space.cell(p));
    let told = told(stable, &space, &verdicts, trial, status_quo)?;
    let judged = |cell: &usize| -> Vec<(Concept, usize, usize)> {
        let each = concepts.iter().flat_map(|c| (0..space.graph.parties.len()).map(move |p| (*c, p)));
        each.map(|(c, p)| (c, p, *cell)).collect()
    };
    let reasons =
        told.iter().flat_map(judged).map(|(c, p, cell)| reasons::reason(&space, stable.convention, c, p, cell));
    let inverse = wanted(stable, &space, trial)?.map(|cells| {
        cells.into_iter().map(|c| inverse::inverse(&space, c, stable.convention, &concepts, budget)).collect()
    });
    let robust = stable.robust.then(|| robust::robust(&space, stable.convention, &concepts, budget));
    let horizon = stable.horizon.map(|h| limited::limited(&space, h, budget));
    let listed = Listed {
        classes: classes(&space, &verdicts, stable.convention, budget)?,
        coalitions: coalitions(stable, &space, budget)?,
        limited: horizon.transpose()?,
        evolution: evolution(&space, &verdicts, status_quo, budget)?,
        inverse: inverse.transpose()?,
        robust: robust.transpose()?,
        mixed: stable.mix.as_ref().map(|mix| mixed(&space, &verdicts, mix)),
        reasons: reasons.collect(),
        told,
        trial,
        status_quo,
        verdicts,
        space,
    };
    let stopped = budget.cancel.stopped();
    Ok(StableAnswer {
        asked: stable.clone(),
        cautions: cautions(case),
        graph,
        concepts,
        found: Found::Explicit(Box::new(listed)),
        readings: None,
        limit: stopped.then_some(Limit::Stopped),
        stopped,
    })
}

/// Answers where there are too many states to lay out.
fn beyond<'a>(
    stable: &Stable,
    graph: Graph<'a>,
    engine: Engine,
    trial: Option<Package>,
    budget: &Budget,
) -> Result<StableAnswer<'a>, Refusal> {
    let wants = [
        (stable.states != States::default(), "--state"),
        (stable.mix.is_some(), "--mix"),
        (stable.coalitions != Allied::Joint, "--coalitions"),
        (stable.horizon.is_some(), "--horizon"),
        (stable.inverse, "--inverse"),
        (stable.robust, "--robust"),
    ];
    if let Some((_, option)) = wants.iter().find(|(wanted, _)| *wanted) {
        return Err(Refusal::new(format!(
            "`{option}` needs all states laid out, which is done for at most {MOST_CELLS} packages"
        ))
        .help("settle some issues with `--package issue=option,...`"));
    }
    if engine == Engine::Single && trial.is_none() {
        return Err(Refusal::new("a solver looks at one state, and it is not said which")
            .help("give a whole package: `--package issue=option,...`"));
    }
    let concepts = concepts(stable, engine == Engine::Single);
    let judge = |state: Package| {
        let verdicts = single::reasons(&graph, &state, stable.convention, &concepts, budget)?;
        Ok::<_, Refusal>((state, verdicts))
    };
    let trial = trial.map(judge).transpose()?;
    let symbolic = (engine == Engine::Symbolic)
        .then(|| symbolic::verdicts(&graph, stable.convention, &concepts, budget))
        .transpose()?;
    let unfinished: Vec<&'static str> =
        symbolic.iter().flat_map(|s| &s.found).filter(|f| f.stable.is_err()).map(|f| called(f.concept)).collect();
    let open = trial.iter().flat_map(|(_, all)| all).filter(|s| s.verdict.is_none()).count();
    let stopped = budget.cancel.stopped();
    let limit = match (stopped, unfinished.is_empty(), open) {
        (true, _, _) => Some(Limit::Stopped),
        (_, false, _) => Some(Limit::Concepts(unfinished)),
        (_, _, 0) => None,
        (_, _, n) => Some(Limit::Verdicts(n)),
    };
    Ok(StableAnswer {
        asked: stable.clone(),
        cautions: cautions(graph.case),
        concepts,
        found: Found::Beyond(Box::new(Beyond { symbolic, trial })),
        readings: None,
        limit,
        stopped,
        graph,
    })
}

impl StableAnswer<'_> {
    /// The states and moves, to be drawn.
    ///
    /// # Errors
    /// Refuses where there are too many states for a picture, and where it was stopped.
    pub fn chart(&self, budget: &Budget) -> Result<MoveChart, Refusal> {
        let Found::Explicit(found) = &self.found else {
            return Err(Refusal::new("there are too many states for a picture")
                .help("settle some issues with `--package issue=option,...`"));
        };
        let holds = |cell| held(&found.verdicts, cell);
        let ways = found.evolution.as_ref().map_or(&[][..], |e| &e.ways);
        let chart = picture::chart(&found.space, found.status_quo, &self.concepts, holds, ways, budget)?;
        chart.ok_or_else(|| {
            Refusal::new(format!(
                "{} states are too many for a picture; at most {MOST_STATES} are drawn",
                found.space.len()
            ))
            .help("settle some issues with `--package issue=option,...`, or read the tables of the answer")
        })
    }

    /// The engine that was used.
    pub fn engine(&self) -> Engine {
        match &self.found {
            Found::Explicit(_) => Engine::Explicit,
            Found::Beyond(beyond) if beyond.symbolic.is_some() => Engine::Symbolic,
            Found::Beyond(_) => Engine::Single,
        }
    }
}

/// The concepts under which a cell is an equilibrium.
fn held(verdicts: &Verdicts, cell: usize) -> Vec<Concept> {
    verdicts.by.iter().map(|(c, _)| *c).filter(|c| verdicts.equilibrium(*c, cell)).collect()
}

/// States that nobody tells apart, where there are few enough to look.
fn classes(
    space: &Space<'_>,
    verdicts: &Verdicts,
    convention: Convention,
    budget: &Budget,
) -> Result<Option<Classes>, Refusal> {
    if space.len() > MOST_SIMULTANEOUS || convention == Convention::GmcrPlus {
        return Ok(None);
    }
    // What each would do at the same time is not decided by classes, so that verdicts are looked at themselves.
    let mark = |cell: usize| {
        let parties = 0..space.graph.parties.len();
        parties.fold(0, |mark, p| mark << 1 | u64::from(verdicts.stable(Concept::Sim, p, cell)))
    };
    classes::classes(space, mark, budget).map(Some)
}

/// What coalitions could do: those that are named, or those that decide something together where there are few states.
fn coalitions(stable: &Stable, space: &Space<'_>, budget: &Budget) -> Result<Option<Coalitions>, Refusal> {
    let graph = &space.graph;
    let given = match &stable.coalitions {
        Allied::Joint if space.len() > MOST_SIMULTANEOUS => Vec::new(),
        Allied::Joint => coalition::joint(graph),
        Allied::All => coalition::all(graph)?,
        Allied::These(some) => {
            let position = |p: &PartyId| {
                graph.parties.iter().position(|q| q == p).ok_or_else(|| stranger(graph.case, *p, "--coalitions"))
            };
            some.iter().map(|c| c.iter().map(position).collect()).collect::<Result<_, _>>()?
        }
    };
    if given.is_empty() {
        return Ok(None);
    }
    coalition::coalitions(space, &given, stable.convention, budget).map(Some)
}

/// How things could move on from the status quo to wherever they would rest.
fn evolution(
    space: &Space<'_>,
    verdicts: &Verdicts,
    status_quo: Option<usize>,
    budget: &Budget,
) -> Result<Option<Evolution>, Refusal> {
    let Some(from) = status_quo.filter(|_| space.cells() <= MOST_WALKED) else { return Ok(None) };
    let mut any = vec![0; space.blocks().len()];
    for set in verdicts.by.iter().filter_map(|(c, _)| verdicts.equilibria(*c)) {
        any.iter_mut().zip(set).for_each(|(a, s)| *a |= s);
    }
    let ends: Vec<usize> = bits(&any).collect();
    evolution::evolution(space, from, &ends, |cell| held(verdicts, cell), budget).map(Some)
}

/// What an answer rests on is what parties prefer, and what cannot be.
fn cautions(case: &Case) -> Cautions {
    let mut cautions = Cautions::about_content(case);
    cautions
        .keep(|e| matches!(e, Element::Party(_) | Element::Wants(..) | Element::Bonus(..) | Element::Constraint(_)));
    cautions
}

/// That no constraint rules a package out.
fn possible(case: &Case, package: &Package, what: &str) -> Result<(), Refusal> {
    let broken = case.constraints().iter().position(|c| !Case::allows(&c.content, package));
    broken.map_or(Ok(()), |n| {
        let constraint = &case.constraints()[n];
        let words = case.rule_words(Origin::Constraint(ConstraintId::at(n)));
        let line = case.line(constraint.place);
        Err(Refusal::new(format!("{what} cannot be: {words} (constraint `{}`, line {line})", constraint.key))
            .help("ask about a package that constraints allow"))
    })
}

/// That everyone who is said to go by some concepts is in the model, and that everybody goes by something.
fn fits(case: &Case, graph: &Graph<'_>, mix: &Mix) -> Result<(), Refusal> {
    if let Some((party, _)) = mix.by.iter().find(|(p, _)| !graph.parties.contains(p)) {
        return Err(stranger(case, *party, "--mix"));
    }
    match graph.parties.iter().find(|p| mix.of(**p).is_empty()) {
        Some(party) => Err(Refusal::new(format!("it is not said what {} goes by", case.party(*party).name))
            .help(format!("add `{}=nash` to `--mix`, or another concept", case.party(*party).key))),
        None => Ok(()),
    }
}

fn stranger(case: &Case, party: PartyId, option: &str) -> Refusal {
    Refusal::new(format!(
        "{} decides nothing here and is not known to prefer anything, so that nothing is stable for it or not",
        case.party(party).name
    ))
    .help(format!("leave it out of `{option}`"))
}

fn concepts(stable: &Stable, few: bool) -> Vec<Concept> {
    let mut wanted: Vec<Concept> = match &stable.concepts {
        Some(some) => some.clone(),
        None => Concept::ALL.into_iter().filter(|c| few || *c != Concept::Sim).collect(),
    };
    if let Some(mix) = &stable.mix {
        wanted.extend(mix.all.iter().chain(mix.by.iter().flat_map(|(_, c)| c)));
    }
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

/// The states that are stable for each party under one of the concepts that it goes by.
fn mixed(space: &Space<'_>, verdicts: &Verdicts, mix: &Mix) -> Vec<u64> {
    let mut all = space.blocks().to_vec();
    for (n, party) in space.graph.parties.iter().enumerate() {
        let mut any = vec![0; all.len()];
        for set in mix.of(*party).iter().filter_map(|c| verdicts.of(*c)) {
            any.iter_mut().zip(&set[n]).for_each(|(a, s)| *a |= s);
        }
        all.iter_mut().zip(any).for_each(|(all, any)| *all &= any);
    }
    all
}

/// The states of which it is told what it would take for them to hold, where that is asked.
fn wanted(stable: &Stable, space: &Space<'_>, trial: Option<usize>) -> Result<Option<Vec<usize>>, Refusal> {
    if !stable.inverse {
        return Ok(None);
    }
    let named = match &stable.states {
        States::Some(numbers) => numbers.iter().filter_map(|n| space.cell_numbered(*n)).collect(),
        States::All => Vec::new(),
    };
    let cells: Vec<usize> = trial.into_iter().chain(named.into_iter().filter(|c| Some(*c) != trial)).collect();
    if cells.is_empty() {
        return Err(Refusal::new("it is not said which state is wanted to hold")
            .help("name it by `--state NUMBER`, or by a whole package: `--package ISSUE=OPTION,...`"));
    }
    Ok(Some(cells))
}

/// The states of which it is told why they are stable, or not.
fn told(
    stable: &Stable,
    space: &Space<'_>,
    verdicts: &Verdicts,
    trial: Option<usize>,
    status_quo: Option<usize>,
) -> Result<Vec<usize>, Refusal> {
    let each = space.graph.parties.len() * verdicts.by.len();
    let all = space.len().saturating_mul(each);
    let mut told: Vec<usize> = match &stable.states {
        States::All if all > MOST_REASONS_ASKED => {
            return Err(Refusal::new(format!(
                "{} states have {all} verdicts, more than the {MOST_REASONS_ASKED} that can be explained at once",
                space.len()
            ))
            .help("name the states that you want explained: `--state 3,17`"));
        }
        States::All => space.states().collect(),
        States::Some(numbers) => {
            let cell = |n: &usize| {
                space.cell_numbered(*n).ok_or_else(|| {
                    Refusal::new(format!("there is no state {n}"))
                        .help(format!("states are numbered from 1 to {}", space.len()))
                })
            };
            numbers.iter().map(cell).collect::<Result<_, _>>()?
        }
    };
    told.extend(trial.into_iter().chain(status_quo));
    if all <= MOST_REASONS {
        told.extend(space.states());
    } else if told.is_empty() {
        // Of those that hold by the strictest concept under which anything does.
        let first = verdicts.by.iter().filter_map(|(c, _)| verdicts.equilibria(*c)).find(|e| bits(e).next().is_some());
        told.extend(first.iter().flat_map(|e| bits(e)).take(3));
    }
    told.sort_unstable();
    told.dedup();
    Ok(told)
}
