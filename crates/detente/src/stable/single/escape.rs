//! Whether a party could still escape from where an answer ends.

use super::sheet::{Frame, Sheet, Slot, Spent};
use crate::search::solver::Lit;

/// Looks for moves of a party to what is better for it than a state that it left.
pub(super) struct Escape<'s, 'a> {
    sheet: Sheet<'s, 'a>,
    from: Frame,
    to: Frame,
}

impl<'s, 'a> Escape<'s, 'a> {
    /// On a fresh sheet.
    pub(super) fn new(mut sheet: Sheet<'s, 'a>, party: usize, held: &[usize]) -> Self {
        let graph = sheet.graph;
        let fixed: Frame = held.iter().map(|o| Slot::Fixed(*o)).collect();
        let movers = graph.opponents(party).into_iter().chain([party]);
        let moved: Vec<usize> = movers.flat_map(|m| graph.movers[m].axes.iter().copied()).collect();
        let from = sheet.opened(&fixed, &moved);
        let to = sheet.opened(&from, &graph.movers[party].axes);
        let (step, better) = (sheet.step(party, &from, &to), sheet.better(party, &to, &fixed));
        sheet.clause(&[step]);
        sheet.clause(&[better]);
        Escape { sheet, from, to }
    }

    /// Where it can escape to from a state; `None` where it cannot.
    pub(super) fn from(&mut self, end: &[usize]) -> Result<Option<Vec<usize>>, Spent> {
        let assumed: Vec<Lit> = self.from.iter().zip(end).map(|(slot, o)| self.sheet.is(*slot, *o)).collect();
        Ok(self.sheet.solve(&assumed)?.then(|| self.sheet.values(&self.to)))
    }
}

/// The party can escape from a package by what it settled in `to`.
pub(super) fn flees(sheet: &mut Sheet<'_, '_>, party: usize, from: &Frame, to: &[usize], held: &[usize]) -> Lit {
    let held: Frame = held.iter().map(|o| Slot::Fixed(*o)).collect();
    let mut end = from.clone();
    for axis in &sheet.graph.movers[party].axes {
        end[*axis] = Slot::Fixed(to[*axis]);
    }
    let both = [sheet.step(party, from, &end), sheet.better(party, &end, &held)];
    sheet.all(both)
}
