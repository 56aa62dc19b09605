//! A landscape made smaller: options that nothing tells apart become one, patterns on one issue become points of options.

use std::{collections::BTreeMap, ops::Range};

use super::{Landscape, Rule, Table};

/// A landscape as the search needs it. Options are numbered anew, at most 64 of each issue.
#[derive(Debug, Clone, Default)]
pub(super) struct Problem {
    /// The option of the landscape that stands for each of ours: issue, option.
    pub(super) options: Vec<Vec<usize>>,
    /// Of so many parties, the first, undominated vectors are looked for; the others have floors only.
    pub(super) counted: usize,
    /// Party, issue, option.
    pub(super) points: Vec<Vec<Vec<i128>>>,
    /// What every package is worth, before its options and terms.
    pub(super) base: Vec<i128>,
    /// What is added where a pattern is matched.
    pub(super) terms: Vec<Term>,
    /// What a package must be like.
    pub(super) laws: Vec<Law>,
    /// The tables of terms, then those of laws.
    pub(super) tables: Vec<Alternative>,
    /// The parts of all tables.
    pub(super) links: Vec<Link>,
    /// The links of each issue.
    pub(super) at: Vec<Vec<usize>>,
    /// What a package must be worth; where nothing is asked for, no package is worth less.
    pub(super) floors: Vec<i128>,
    /// No package is worth more to each party, nor less than its negative.
    pub(super) reach: Vec<i128>,
}

/// What a party gets where one of several tables is met.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) party: usize,
    /// Not 0.
    pub(super) points: i128,
    pub(super) tables: Range<usize>,
}

/// What a package must be like: where `when` is met (always, if it is `None`), `then` must be met; `None`: cannot be.
#[derive(Debug, Clone)]
pub(super) struct Law {
    pub(super) when: Option<Range<usize>>,
    pub(super) then: Option<Range<usize>>,
}

/// A table: met if all its links are.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) links: Range<usize>,
    pub(super) owner: Owner,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Term(usize),
    /// A law, and whether it is well that the table is met.
    Law(usize, bool),
}

/// One issue of a table, and a bit for each option that is meant.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) issue: usize,
    pub(super) meant: u64,
    pub(super) table: usize,
}

/// Options of an issue in one problem.
const WIDEST: usize = 64;

impl Problem {
    /// How many packages there are, if that is a number.
    pub(super) fn packages(&self) -> Option<u128> {
        self.options.iter().try_fold(1u128, |n, options| n.checked_mul(options.len() as u128))
    }

    pub(super) fn parties(&self) -> usize {
        self.base.len()
    }

    /// The package of the landscape that is meant.
    pub(super) fn package(&self, choice: &[usize]) -> Vec<usize> {
        self.options.iter().zip(choice).map(|(options, o)| options[*o]).collect()
    }

    /// Whether it is well that a table is met.
    pub(super) fn welcome(&self, table: usize) -> bool {
        match self.tables[table].owner {
            Owner::Term(t) => self.terms[t].points > 0,
            Owner::Law(_, welcome) => welcome,
        }
    }

    /// Whether all laws are kept, given which tables are met.
    pub(super) fn lawful(&self, met: &dyn Fn(usize) -> bool) -> bool {
        self.laws.iter().all(|law| {
            law.when.as_ref().is_some_and(|when| !when.clone().any(met))
                || law.then.as_ref().is_some_and(|then| then.clone().any(met))
        })
    }
}

/// The `when` and `then` of a law.
type Pair = (Option<Vec<Table>>, Option<Vec<Table>>);

/// Patterns with what is known of them at once: tables that cannot be met, and parts that say nothing, are left out.
struct Patterns<'a> {
    landscape: &'a Landscape,
    points: Vec<Vec<Vec<i128>>>,
    base: Vec<i128>,
    terms: Vec<(usize, i128, Vec<Table>)>,
    laws: Vec<Pair>,
}

/// The problems that a landscape consists of: one, or several where an issue has more options than fit into one.
pub(super) fn problems(landscape: &Landscape) -> impl Iterator<Item = Problem> {
    let patterns = Patterns::of(landscape);
    let kinds: Vec<Vec<usize>> = (0..landscape.sizes.len()).map(|i| patterns.kinds(i)).collect();
    let mut next = Some(vec![0usize; kinds.len()]);
    std::iter::from_fn(move || {
        let at = next.take()?;
        let chosen: Vec<Vec<usize>> =
            kinds.iter().zip(&at).map(|(k, c)| k.iter().skip(c * WIDEST).take(WIDEST).copied().collect()).collect();
        let mut then = at;
        for (c, kinds) in then.iter_mut().zip(&kinds).rev() {
            if (*c + 1) * WIDEST < kinds.len() {
                *c += 1;
                next = Some(then);
                break;
            }
            *c = 0;
        }
        Some(patterns.problem(chosen))
    })
}

impl<'a> Patterns<'a> {
    fn of(landscape: &'a Landscape) -> Self {
        let mut new = Patterns {
            landscape,
            points: landscape.points.clone(),
            base: vec![0; landscape.parties()],
            terms: Vec::new(),
            laws: Vec::new(),
        };
        for (party, bonuses) in landscape.bonuses.iter().enumerate() {
            for bonus in bonuses.iter().filter(|b| b.points != 0) {
                if bonus.unless {
                    new.base[party] += bonus.points;
                }
                let points = if bonus.unless { -bonus.points } else { bonus.points };
                new.term(party, points, new.clean(&bonus.tables));
            }
        }
        for rule in &landscape.rules {
            let law = match rule {
                Rule::Require(tables) => (None, Some(new.clean(tables))),
                Rule::Never(tables) => (Some(new.clean(tables)), None),
                Rule::IfThen(tables, then) => (Some(new.clean(tables)), Some(new.clean(then))),
            };
            new.laws.push(law);
        }
        new
    }

    fn term(&mut self, party: usize, points: i128, tables: Vec<Table>) {
        if tables.iter().any(Vec::is_empty) {
            self.base[party] += points;
            return;
        }
        let Some(first) = tables.first() else { return };
        let issue = first[0].0;
        if tables.iter().all(|t| t.len() == 1 && t[0].0 == issue) {
            for (option, worth) in self.points[party][issue].iter_mut().enumerate() {
                if tables.iter().any(|t| t[0].1[option]) {
                    *worth += points;
                }
            }
            return;
        }
        if let Some((_, same, _)) = self.terms.iter_mut().find(|(p, _, t)| *p == party && *t == tables) {
            *same += points;
        } else {
            self.terms.push((party, points, tables));
        }
    }

    fn clean(&self, tables: &[Table]) -> Vec<Table> {
        let mut clean: Vec<Table> = tables.iter().filter_map(|t| self.clean_table(t)).collect();
        clean.sort_unstable();
        clean.dedup();
        clean
    }

    fn clean_table(&self, table: &Table) -> Option<Table> {
        let mut parts: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for (issue, meant) in table {
            let size = self.landscape.sizes[*issue];
            let part = parts.entry(*issue).or_insert_with(|| vec![true; size]);
            part.iter_mut().zip(meant).for_each(|(a, b)| *a &= b);
        }
        let possible = parts.values().all(|meant| meant.contains(&true));
        possible.then(|| parts.into_iter().filter(|(_, meant)| meant.contains(&false)).collect())
    }

    /// One option of an issue for each kind of them.
    fn kinds(&self, issue: usize) -> Vec<usize> {
        let all_tables = self
            .terms
            .iter()
            .filter(|(_, points, _)| *points != 0)
            .flat_map(|(_, _, tables)| tables)
            .chain(self.laws.iter().flat_map(|(when, then)| when.iter().chain(then).flatten()));
        let here: Vec<&Vec<bool>> =
            all_tables.flat_map(|t| t.iter().filter(|(i, _)| *i == issue).map(|(_, meant)| meant)).collect();
        let mut kinds: BTreeMap<(Vec<i128>, Vec<bool>), usize> = BTreeMap::new();
        for option in 0..self.landscape.sizes[issue] {
            let points = self.points.iter().map(|points| points[issue][option]).collect();
            let meant = here.iter().map(|meant| meant[option]).collect();
            kinds.entry((points, meant)).or_insert(option);
        }
        let mut kinds: Vec<usize> = kinds.into_values().collect();
        kinds.sort_unstable();
        kinds
    }

    /// The problem over some of the options.
    fn problem(&self, options: Vec<Vec<usize>>) -> Problem {
        let kept = |points: &Vec<Vec<i128>>| -> Vec<Vec<i128>> {
            options.iter().zip(points).map(|(kept, points)| kept.iter().map(|o| points[*o]).collect()).collect()
        };
        let mut new = Problem {
            points: self.points.iter().map(kept).collect(),
            counted: self.base.len(),
            base: self.base.clone(),
            at: vec![Vec::new(); options.len()],
            options,
            ..Problem::default()
        };
        for (party, points, tables) in self.terms.iter().filter(|(_, points, _)| *points != 0) {
            let tables = new.add(tables, Owner::Term(new.terms.len()));
            new.terms.push(Term { party: *party, points: *points, tables });
        }
        for (when, then) in &self.laws {
            let number = new.laws.len();
            let when = when.as_ref().map(|t| new.add(t, Owner::Law(number, false)));
            let then = then.as_ref().map(|t| new.add(t, Owner::Law(number, true)));
            new.laws.push(Law { when, then });
        }
        new.reach = (0..new.parties()).map(|p| new.reach(p)).collect();
        let floors = self.landscape.floors.iter().zip(&new.reach);
        new.floors = floors.map(|(floor, reach)| floor.map_or(-reach, |f| f.clamp(-reach, reach + 1))).collect();
        new
    }
}

impl Problem {
    fn add(&mut self, tables: &[Table], owner: Owner) -> Range<usize> {
        let first = self.tables.len();
        for table in tables {
            let from = self.links.len();
            for (issue, meant) in table {
                let bits = self.options[*issue].iter().enumerate().filter(|(_, o)| meant[**o]);
                let meant = bits.fold(0, |all, (bit, _)| all | 1u64 << bit);
                self.at[*issue].push(self.links.len());
                self.links.push(Link { issue: *issue, meant, table: self.tables.len() });
            }
            self.tables.push(Alternative { links: from..self.links.len(), owner });
        }
        first..self.tables.len()
    }

    fn reach(&self, party: usize) -> i128 {
        let options = self.points[party].iter().map(|o| o.iter().map(|x| x.abs()).max().unwrap_or(0)).sum::<i128>();
        let terms = self.terms.iter().filter(|t| t.party == party).map(|t| t.points.abs()).sum::<i128>();
        self.base[party].abs() + options + terms
    }
}
