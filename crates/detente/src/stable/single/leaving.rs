//! Whether a party would leave a state: an improvement that nothing deters, or what deters each of them.
//!
//! Improvements and answers are sought in turn (counterexample-guided refinement: Clarke, Grumberg, Jha, Lu & Veith, JACM 50,
//! 2003; for formulas with two kinds of quantifiers Janota & Marques-Silva, SAT 2011): an answer that deters one improvement
//! excludes all that it deters, so that few are looked at where there are very many.

use super::{
    answer::{self, Ask, Way},
    escape::Escape,
    sheet::{Frame, Sheet, Slot, Spent},
};
use crate::{search::solver::Lit, stable::Concept};

/// What deters an improvement.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// Moves, one after the other.
    Way(Way),
    /// What others leave at the same time, each as seen from the state itself, and where that ends.
    Together(Way, Vec<usize>),
}

/// Improvements, each with what deters it; or one that nothing deters.
pub(super) type Told = Vec<(Vec<usize>, Option<Answer>)>;

/// A party at a state, under a concept.
pub(super) struct Leaving<'q, 's, 'a> {
    pub(super) sheets: &'q dyn Fn() -> Sheet<'s, 'a>,
    pub(super) ask: Ask,
    pub(super) concept: Concept,
    pub(super) held: &'q [usize],
}

impl<'s, 'a> Leaving<'_, 's, 'a> {
    /// The improvement that nothing deters, or some that are deterred, as far as they had to be looked at.
    pub(super) fn decide(&self) -> Result<Result<Told, Vec<usize>>, Spent> {
        let party = self.ask.party;
        let (mut sheet, to) = self.improvements();
        let mut answers = self.answers();
        let mut told = Told::new();
        while sheet.solve(&[])? {
            let improvement = sheet.values(&to);
            if self.concept == Concept::Nash {
                return Ok(Err(improvement));
            }
            let Some(answer) = answers.to(&improvement)? else { return Ok(Err(improvement)) };
            let fails = match &answer {
                Answer::Way(way) => self.fails(&mut sheet, &to, way),
                Answer::Together(_, end) => {
                    let mut together = fixed(end);
                    sheet.graph.movers[party].axes.iter().for_each(|a| together[*a] = to[*a]);
                    let held = fixed(self.held);
                    let (state, better) = (sheet.state(&together), sheet.better(party, &together, &held));
                    sheet.any([!state, better])
                }
            };
            sheet.clause(&[fails]);
            told.push((improvement, Some(answer)));
        }
        Ok(Ok(told))
    }

    /// At most so many improvements; whether these are all.
    pub(super) fn list(&self, most: usize) -> Result<(Vec<Vec<usize>>, bool), Spent> {
        let (mut sheet, to) = self.improvements();
        let mut found = Vec::new();
        while sheet.solve(&[])? {
            if found.len() == most {
                return Ok((found, false));
            }
            let improvement = sheet.values(&to);
            let own = &sheet.graph.movers[self.ask.party].axes;
            let other: Vec<Lit> = own.iter().map(|a| !sheet.is(to[*a], improvement[*a])).collect();
            sheet.clause(&other);
            found.push(improvement);
        }
        Ok((found, true))
    }

    /// Looks for answers.
    pub(super) fn answers(&self) -> Answers<'_, 's, 'a> {
        let escape = self.ask.inescapable.then(|| Escape::new((self.sheets)(), self.ask.party, self.held));
        let together =
            (self.concept == Concept::Sim).then(|| Together::new((self.sheets)(), self.ask.party, self.held));
        Answers { sheets: self.sheets, ask: self.ask, held: self.held, escape, together }
    }

    /// A sheet on which a package is any improvement of the party.
    fn improvements(&self) -> (Sheet<'s, 'a>, Frame) {
        let mut sheet = (self.sheets)();
        let held = fixed(self.held);
        let own = &sheet.graph.movers[self.ask.party].axes;
        let to = sheet.opened(&held, own);
        let (step, better) = (sheet.step(self.ask.party, &held, &to), sheet.better(self.ask.party, &to, &held));
        sheet.clause(&[step]);
        sheet.clause(&[better]);
        (sheet, to)
    }

    /// A way does not deter an improvement.
    fn fails(&self, sheet: &mut Sheet<'s, 'a>, to: &Frame, way: &Way) -> Lit {
        let (party, held) = (self.ask.party, fixed(self.held));
        let mut at = to.clone();
        let mut works = Vec::new();
        for (mover, options) in way {
            let mut next = at.clone();
            sheet.graph.movers[*mover].axes.iter().for_each(|a| next[*a] = Slot::Fixed(options[*a]));
            works.push(sheet.step(*mover, &at, &next));
            if self.ask.credible {
                works.push(sheet.improves(*mover, &at, &next));
            }
            at = next;
        }
        let better = sheet.better(party, &at, &held);
        works.push(!better);
        let mut fails: Vec<Lit> = works.into_iter().map(|l| !l).collect();
        if self.ask.inescapable {
            // It could escape, by whatever is found.
            let own = &sheet.graph.movers[party].axes;
            let end = sheet.opened(&at, own);
            let flees = [sheet.step(party, &at, &end), sheet.better(party, &end, &held)];
            fails.push(sheet.all(flees));
        }
        sheet.any(fails)
    }
}

fn fixed(values: &[usize]) -> Frame {
    values.iter().map(|o| Slot::Fixed(*o)).collect()
}

/// Looks for what deters an improvement.
pub(super) struct Answers<'q, 's, 'a> {
    sheets: &'q dyn Fn() -> Sheet<'s, 'a>,
    ask: Ask,
    held: &'q [usize],
    escape: Option<Escape<'s, 'a>>,
    together: Option<Together<'s, 'a>>,
}

impl Answers<'_, '_, '_> {
    /// What deters an improvement; `None` where nothing does.
    pub(super) fn to(&mut self, improvement: &[usize]) -> Result<Option<Answer>, Spent> {
        if let Some(together) = &mut self.together {
            return together.spoils(improvement);
        }
        let mut sheet = (self.sheets)();
        let way = answer::answer(&mut sheet, self.escape.as_mut(), self.ask, self.held, improvement)?;
        Ok(way.map(Answer::Way))
    }
}

/// Improvements of others at the same time.
struct Together<'s, 'a> {
    sheet: Sheet<'s, 'a>,
    held: Vec<usize>,
    party: usize,
    opponents: Vec<usize>,
    /// Where all of it ends.
    end: Frame,
}

impl<'s, 'a> Together<'s, 'a> {
    fn new(mut sheet: Sheet<'s, 'a>, party: usize, held: &[usize]) -> Self {
        let graph = sheet.graph;
        let fixed: Frame = held.iter().map(|o| Slot::Fixed(*o)).collect();
        let opponents = graph.opponents(party);
        let moved = opponents.iter().chain([&party]).flat_map(|m| graph.movers[*m].axes.iter().copied());
        let end = sheet.opened(&fixed, &moved.collect::<Vec<usize>>());
        for mover in &opponents {
            let mut alone = fixed.clone();
            graph.movers[*mover].axes.iter().for_each(|a| alone[*a] = end[*a]);
            let stays: Vec<Lit> = graph.movers[*mover].axes.iter().map(|a| sheet.is(end[*a], held[*a])).collect();
            let stays = sheet.all(stays);
            let (step, better) = (sheet.step(*mover, &fixed, &alone), sheet.improves(*mover, &fixed, &alone));
            let moves = sheet.all([step, better]);
            sheet.clause(&[stays, moves]);
        }
        let (state, better) = (sheet.state(&end), sheet.better(party, &end, &fixed));
        sheet.clause(&[state]);
        sheet.clause(&[!better]);
        Together { sheet, held: held.to_vec(), party, opponents, end }
    }

    fn spoils(&mut self, improvement: &[usize]) -> Result<Option<Answer>, Spent> {
        let graph = self.sheet.graph;
        let own = &graph.movers[self.party].axes;
        let assumed: Vec<Lit> = own.iter().map(|a| self.sheet.is(self.end[*a], improvement[*a])).collect();
        if !self.sheet.solve(&assumed)? {
            return Ok(None);
        }
        let end = self.sheet.values(&self.end);
        let mut moves = Way::new();
        for mover in &self.opponents {
            let mut alone = self.held.clone();
            graph.movers[*mover].axes.iter().for_each(|a| alone[*a] = end[*a]);
            if alone != self.held {
                moves.push((*mover, alone));
            }
        }
        Ok(Some(Answer::Together(moves, end)))
    }
}
