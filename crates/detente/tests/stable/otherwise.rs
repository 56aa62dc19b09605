//! The laws of what would be if things were otherwise: what would have to be preferred, and how much small changes matter.

use std::collections::BTreeMap;

use detente::{
    question::Budget,
    stable::{
        Concept, Convention,
        inverse::{Change, Clause, Needs, inverse},
        robust::{Allowed, Kind, Variant, robust},
    },
};
use num_bigint::BigUint;

use crate::{
    dice::Dice,
    judge::{Judge, Options},
    laws::CONVENTIONS,
    model::{Law, Places, UNREAD, both, read, settled},
    spec::{Likes, Moves, Spec},
};

/// What would have to be preferred is what makes the definition hold.
pub(crate) fn wanted(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    let states = judge.states.len();
    let mut dice = Dice::new(spec.packages() as u64);
    for convention in CONVENTIONS {
        let place = dice.roll(states);
        let found = inverse(&space, places.cells[place], convention, &Concept::ALL, &Budget::default())
            .map_err(|r| format!("refused: {}", r.message))?;
        for (wanted, concept) in found.wanted.iter().zip(Concept::ALL) {
            if wanted.concept != concept || wanted.parties.len() != judge.parties.len() {
                return Err("what is told is about something else".to_owned());
            }
            let mut product = Some((BigUint::from(1_u32), BigUint::from(1_u32)));
            for needs in &wanted.parties {
                let asked = Asked { judge: &judge, places: &places, convention, concept, place };
                asked.needs(needs, &mut dice).map_err(|fault| {
                    format!("{} ({}), state {}, {needs:?}: {fault}", concept.key(), convention.key(), place + 1)
                })?;
                product = product.zip(needs.share.as_ref()).map(|((a, b), s)| (a * &s.some, b * &s.of));
            }
            let together = wanted.profiles.as_ref().zip(product);
            if together.is_some_and(|(told, (some, of))| &told.some * of != some * &told.of) {
                return Err("the share of all together is not the product".to_owned());
            }
            changed_together(&judge, &places, convention, wanted, place)?;
        }
    }
    Ok(())
}

/// What is asked about one state.
struct Asked<'a> {
    judge: &'a Judge<'a>,
    places: &'a Places,
    convention: Convention,
    concept: Concept,
    place: usize,
}

impl Asked<'_> {
    fn needs(&self, needs: &Needs, dice: &mut Dice) -> Law {
        let states = self.judge.states.len();
        let conditions = needs.conditions.as_ref().ok_or("there are no conditions")?;
        let stays = self.judge.told(self.convention).stable(self.concept, needs.party, self.place);
        if needs.stays != Some(stays) {
            return Err(format!("it stays: {stays}"));
        }
        for _ in 0..4 {
            let levels = dice.within(2, states.max(2));
            let likes: Vec<usize> = (0..states).map(|_| dice.roll(levels)).collect();
            self.holds(conditions, needs.party, &likes)?;
        }
        if states <= 4 {
            let (mut some, mut of) = (0_u32, 0_u32);
            for likes in orders(states) {
                of += 1;
                some += u32::from(self.holds(conditions, needs.party, &likes)?);
            }
            let share = needs.share.as_ref().ok_or("there is no share")?;
            if &share.some * of != &share.of * some || share.rankings(states, 1) != BigUint::from(some) {
                return Err(format!("{some} of {of} rankings"));
            }
        }
        self.cheapest(needs, needs.change.as_ref().ok_or("there is no change")?)
    }

    /// Whether a party that likes states so would stay, by the definition, which the conditions must say as well.
    fn holds(&self, conditions: &[Clause], party: usize, likes: &[usize]) -> Result<bool, String> {
        let other = self.judge.with_likes(party, likes);
        let stays = other.told(self.convention).stable(self.concept, party, self.place);
        let no_better = |cell: &usize| self.places.place(*cell).is_some_and(|s| likes[s] <= likes[self.place]);
        let met = conditions.iter().all(|c| c.any.iter().any(|set| set.iter().all(no_better)));
        if met == stays { Ok(stays) } else { Err(format!("where it likes {likes:?}, the conditions say {met}")) }
    }

    /// The change is one that does it, and none is cheaper.
    fn cheapest(&self, needs: &Needs, change: &Change) -> Law {
        let (judge, party, place) = (self.judge, needs.party, self.place);
        let put_down: Option<Vec<usize>> =
            change.lowered.iter().chain(&change.along).map(|c| self.places.place(*c)).collect();
        let put_down = put_down.ok_or("what is put down is no state")?;
        let better: Vec<usize> = (0..judge.states.len()).filter(|s| judge.better(party, *s, place)).collect();
        if put_down.iter().any(|s| !better.contains(s)) {
            return Err("what is put down was no better".to_owned());
        }
        let pairs = |down: &[usize]| {
            let passed =
                |d: &&usize| better.iter().filter(|b| !down.contains(b) && judge.better(party, **d, **b)).count();
            down.len() + down.iter().map(|d| passed(&d)).sum::<usize>()
        };
        if pairs(&put_down) != change.pairs {
            return Err(format!("{} pairs are turned round", pairs(&put_down)));
        }
        let does = |down: &[usize]| {
            let likes: Vec<usize> =
                (0..judge.states.len()).map(|s| usize::from(better.contains(&s) && !down.contains(&s))).collect();
            judge.with_likes(party, &likes).told(self.convention).stable(self.concept, party, place)
        };
        if !does(&put_down) {
            return Err("the change does not do it".to_owned());
        }
        if better.len() > 7 {
            return Ok(());
        }
        for set in 0..1_usize << better.len() {
            let down: Vec<usize> = (0..better.len()).filter(|n| set >> n & 1 == 1).map(|n| better[n]).collect();
            if pairs(&down) < change.pairs && does(&down) {
                return Err(format!("to put down {down:?} is cheaper"));
            }
        }
        Ok(())
    }
}

/// Whether the state holds after all cheapest changes at once, and after what is told to be needed further.
fn changed_together(
    judge: &Judge<'_>,
    places: &Places,
    convention: Convention,
    wanted: &detente::stable::inverse::Wanted,
    place: usize,
) -> Law {
    let Some(together) = &wanted.together else { return Err("nothing is told of all together".to_owned()) };
    let states = judge.states.len();
    let mut down: Vec<Vec<usize>> = vec![Vec::new(); judge.parties.len()];
    for needs in &wanted.parties {
        let change = needs.change.as_ref().ok_or("there is no change")?;
        down[needs.party].extend(change.lowered.iter().chain(&change.along));
    }
    let changed = |down: &[Vec<usize>]| {
        let mut other = judge.clone();
        for (party, down) in down.iter().enumerate() {
            let level = |s: usize| if down.contains(&places.cells[s]) { place } else { s };
            let likes: Vec<usize> =
                (0..states).map(|s| (0..states).filter(|t| judge.better(party, level(s), *t)).count()).collect();
            other = other.with_likes(party, &likes);
        }
        other
    };
    let leaving = |model: &Judge<'_>| -> Vec<usize> {
        let told = model.told(convention);
        (0..judge.parties.len()).filter(|p| !told.stable(wanted.concept, *p, place)).collect()
    };
    let leave = leaving(&changed(&down));
    if leave != together.leave {
        return Err(format!("{leave:?} leave after all changes, {:?} are told", together.leave));
    }
    for (party, further) in &together.further {
        down[*party].extend(further);
    }
    let leave = leaving(&changed(&down));
    if leave.is_empty() { Ok(()) } else { Err(format!("{leave:?} leave after all that")) }
}

/// All ways to give different numbers to so many states.
fn orders(states: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..states {
        let longer = |o: Vec<usize>| {
            (0..states).filter(|n| !o.contains(n)).map(|n| [o.as_slice(), &[n]].concat()).collect::<Vec<_>>()
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all
}

/// Equilibria survive as many variants as they do when each is written down and judged.
pub(crate) fn survives(spec: &Spec) -> Law {
    if !spec.settled.is_empty() {
        return Ok(());
    }
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &[])? else { return Ok(()) };
    let places = Places::of(&space);
    for convention in CONVENTIONS {
        let found = robust(&space, convention, &Concept::ALL, &Budget::default()).map_err(|r| r.message)?;
        let mut standing: Vec<(Concept, usize)> = Vec::new();
        let told = judge.told(convention);
        for concept in Concept::ALL {
            standing.extend(judge.equilibria(&told, concept).into_iter().map(|s| (concept, s)));
        }
        let same = found.standings.iter().map(|s| Some((s.concept, places.place(s.cell)?))).collect::<Option<Vec<_>>>();
        if same.as_ref() != Some(&standing) {
            return Err(format!("the equilibria are {standing:?}"));
        }
        for (n, kind) in Kind::ALL.into_iter().enumerate() {
            let variants = variants(spec, &judge, kind)?;
            if (found.tried[n].kind, found.tried[n].variants, found.tried[n].done) != (kind, variants.len(), true) {
                return Err(format!("{:?} instead of {} variants", found.tried[n], variants.len()));
            }
            let mut holds: Vec<Vec<bool>> = vec![Vec::new(); standing.len()];
            for (_, variant) in &variants {
                let told = variant.told(convention)?;
                standing.iter().zip(&mut holds).for_each(|(s, holds)| holds.push(told[&s.0].contains(&s.1)));
            }
            for (told, holds) in found.standings.iter().zip(&holds) {
                let survival = &told.survivals[n];
                let survived = holds.iter().filter(|h| **h).count();
                if (survival.kind, survival.survived, survival.tried) != (kind, survived, holds.len()) {
                    return Err(format!("{} at {}: {survival:?} instead of {survived}", told.concept.key(), told.cell));
                }
                let breaks: Vec<&Name> =
                    variants.iter().zip(holds).filter(|(_, h)| !**h).map(|((name, _), _)| name).take(3).collect();
                let names: Vec<Name> = survival.breaks.iter().map(|v| name(v, &places)).collect();
                if names.iter().collect::<Vec<_>>() != breaks {
                    return Err(format!(
                        "{} at {}: broken by {names:?}, not {breaks:?}",
                        told.concept.key(),
                        told.cell
                    ));
                }
            }
        }
    }
    Ok(())
}

/// What a variant is: a word, and numbers that say which.
type Name = (&'static str, Vec<usize>);

fn name(variant: &Variant, places: &Places) -> Name {
    match variant {
        Variant::Swap { party, better, worse } => {
            let cells = better.iter().chain([&usize::MAX]).chain(worse);
            ("swap", [*party].into_iter().chain(cells.map(|c| places.place(*c).unwrap_or(usize::MAX))).collect())
        }
        Variant::Statement { party, statement } => ("dropped", vec![*party, *statement]),
        Variant::Weight { party, issue } => ("dropped", vec![*party, issue.index()]),
        Variant::Moves { axis, allowed } => (allowed.key(), vec![*axis]),
    }
}

/// A model that is a little otherwise.
enum Otherwise<'j> {
    Judged(Judge<'j>),
    Written(Spec),
}

impl Otherwise<'_> {
    /// Its equilibria.
    fn told(&self, convention: Convention) -> Result<BTreeMap<Concept, std::collections::BTreeSet<usize>>, String> {
        let all = |judge: &Judge<'_>| {
            let told = judge.told(convention);
            Concept::ALL.into_iter().map(|c| (c, judge.equilibria(&told, c))).collect()
        };
        match self {
            Otherwise::Judged(judge) => Ok(all(judge)),
            Otherwise::Written(spec) => Ok(all(&Judge::new(&read(spec)?, &[]))),
        }
    }
}

fn variants<'j>(spec: &Spec, judge: &Judge<'j>, kind: Kind) -> Result<Vec<(Name, Otherwise<'j>)>, String> {
    let states = judge.states.len();
    let mut all = Vec::new();
    match kind {
        Kind::Swaps => {
            for party in 0..judge.parties.len() {
                // The level of each state: how many states are worse.
                let level = |s: usize| (0..states).filter(|t| judge.better(party, s, *t)).count();
                let likes: Vec<usize> = (0..states).map(level).collect();
                let mut levels = likes.clone();
                levels.sort_unstable();
                levels.dedup();
                for pair in levels.windows(2).rev() {
                    let (low, high) = (pair[0], pair[1]);
                    let on = |level: usize| (0..states).filter(|s| likes[*s] == level).collect::<Vec<_>>();
                    let turned: Vec<usize> = likes
                        .iter()
                        .map(|n| {
                            if *n == low {
                                high
                            } else if *n == high {
                                low
                            } else {
                                *n
                            }
                        })
                        .collect();
                    let name = [vec![party], on(high), vec![usize::MAX], on(low)].concat();
                    all.push((("swap", name), Otherwise::Judged(judge.with_likes(party, &turned))));
                }
            }
        }
        Kind::Dropped => {
            for (n, party) in judge.parties.iter().enumerate() {
                match &spec.parties[party.index()].likes {
                    Likes::Prefers(statements) => all.extend((0..statements.len()).map(|statement| {
                        let mut other = spec.clone();
                        if let Likes::Prefers(statements) = &mut other.parties[party.index()].likes {
                            statements.remove(statement);
                        }
                        (("dropped", vec![n, statement]), Otherwise::Written(other))
                    })),
                    Likes::Worth(issues, _) => {
                        for (issue, wanted) in issues.iter().enumerate() {
                            let Some((weight, values)) = wanted else { continue };
                            if *weight == 0 || values.iter().all(|v| *v == values[0]) {
                                continue;
                            }
                            let mut other = spec.clone();
                            if let Likes::Worth(issues, _) = &mut other.parties[party.index()].likes {
                                // Its weight stays in the mean, and what it counts is the same for all options.
                                issues[issue] = Some((*weight, vec![0; values.len()]));
                            }
                            all.push((("dropped", vec![n, issue]), Otherwise::Written(other)));
                        }
                    }
                    Likes::Ranking(_) | Likes::Unknown => {}
                }
            }
        }
        Kind::Moves => {
            let case = read(spec)?;
            for (n, issue) in spec.issues.iter().enumerate().filter(|(_, i)| i.options > 1) {
                let id = case.find_issue(&issue.name).ok_or_else(|| format!("{UNREAD}: no issue"))?;
                let options: Options =
                    (0..issue.options).filter_map(|o| case.find_option(id, &crate::spec::option(o))).collect();
                let ways: [(Allowed, Moves); 3] =
                    [(Allowed::Free, Moves::Free), (Allowed::Forward, Moves::Forward), (Allowed::Back, Moves::Back)];
                for (allowed, moves) in ways {
                    let mut other = spec.clone();
                    other.issues[n].moves = moves;
                    let changed = read(&other)?;
                    let may = |case: &detente::case::Case| -> Vec<bool> {
                        let moves = &case.issue(id).moves;
                        options.iter().flat_map(|a| options.iter().map(|b| moves.allow(*a, *b))).collect()
                    };
                    if may(&changed) != may(&case) {
                        all.push(((allowed.key(), vec![n]), Otherwise::Written(other)));
                    }
                }
            }
        }
    }
    Ok(all)
}
