//! By whose definitions a solution is named: the literature's, or those of a program.

use num_rational::BigRational;
use num_traits::{Num, Signed, ToPrimitive};

use super::named::{Field, best_within};

/// Whose definitions are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Convention {
    /// Of the literature; no agreement is worth the walk-away.
    Textbook,
    /// Of NegMAS 0.16.
    NegMas,
    /// Of GENIUS 10.4.
    Genius,
    /// Of NegoLog, which knows two parties.
    NegoLog,
}

/// A named solution: what it is called here, what it is called there, what it is, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notion {
    /// Its key in the machine contract.
    pub key: &'static str,
    /// What readers call it.
    pub name: &'static str,
    /// What the program calls it whose convention is used; `None` in the literature's.
    pub called: Option<&'static str>,
    /// The definition in one line.
    pub definition: &'static str,
    /// Where it is defined.
    pub paper: &'static str,
}

const fn literature(key: &'static str, name: &'static str, definition: &'static str, paper: &'static str) -> Notion {
    Notion { key, name, called: None, definition, paper }
}

const fn program(key: &'static str, name: &'static str, called: &'static str, definition: &'static str) -> Notion {
    Notion { key, name, called: Some(called), definition, paper: "the program's source" }
}

/// The literature's solutions, in the order in which they are told.
pub(super) const TEXTBOOK: [Notion; 5] = [
    literature(
        "nash",
        "Nash",
        "the highest product of gains over no agreement",
        "Nash, The bargaining problem, Econometrica 18 (1950)",
    ),
    literature(
        "kalai_smorodinsky",
        "Kalai-Smorodinsky",
        "the smallest share of its best gain that any party gets as high as can be, then the next smallest, and so on",
        "Kalai & Smorodinsky, Econometrica 43 (1975); lexicographic: Imai, Econometrica 51 (1983)",
    ),
    literature(
        "egalitarian",
        "Egalitarian",
        "the smallest gain as high as can be, then the next smallest, and so on (leximin)",
        "Kalai, Econometrica 45 (1977); Sen, Collective Choice and Social Welfare (1970)",
    ),
    literature(
        "utilitarian",
        "Utilitarian",
        "the highest sum of worth",
        "Harsanyi, Journal of Political Economy 63 (1955)",
    ),
    literature(
        "fallback",
        "Fallback",
        "each party names packages from its best on, all equally many; the first that all have named",
        "Brams & Kilgour, Group Decision and Negotiation 10 (2001)",
    ),
];

/// NegMAS: no agreement is worth the reservation value, or the worst outcome where that is more.
const NEGMAS: [Notion; 7] = [
    program(
        "nash",
        "Nash",
        "Nash",
        "the highest product of gains over the reservation value, or over the worst outcome where that is more",
    ),
    program(
        "kalai_smorodinsky",
        "Kalai-Smorodinsky",
        "Kalai-Smorodinsky",
        "the smallest difference between the highest and the lowest share of its range that a party gets",
    ),
    program("egalitarian", "Egalitarian", "Kalai", "the highest smallest gain, without going on to the next"),
    program("utilitarian", "Utilitarian", "max welfare", "the highest sum of utilities"),
    program(
        "modified_kalai_smorodinsky",
        "Modified Kalai-Smorodinsky",
        "modified KS",
        "the smallest difference between the highest and the lowest share of its maximum that a party gets",
    ),
    program("modified_kalai", "Modified Kalai", "modified Kalai", "the highest smallest utility"),
    program(
        "max_relative_welfare",
        "Relative welfare",
        "max relative welfare",
        "the highest sum of (utility less worst) over (best less the higher of worst and reservation value)",
    ),
];

const GENIUS: [Notion; 3] = [
    program("nash", "Nash", "Nash", "the highest product of utility less reservation value, on the whole frontier"),
    program(
        "kalai_smorodinsky",
        "Kalai-Smorodinsky",
        "Kalai-Smorodinsky",
        "the smallest sum of differences between utilities, on the whole frontier",
    ),
    program("utilitarian", "Utilitarian", "social welfare", "the highest sum of utilities"),
];

const NEGOLOG: [Notion; 2] = [
    program("nash", "Nash", "Nash", "the highest product of utilities"),
    program("utilitarian", "Utilitarian", "Kalai", "the highest sum of utilities"),
];

/// Numbers by which definitions are computed: doubles to propose, fractions to decide.
pub(super) trait Number: Num + Signed + Clone + PartialOrd + std::iter::Sum + std::iter::Product {}

impl<N: Num + Signed + Clone + PartialOrd + std::iter::Sum + std::iter::Product> Number for N {}

/// What is known of a party when a program's definitions are used; all in worth.
#[derive(Debug, Clone)]
pub(super) struct Known<N> {
    pub(super) reserved: N,
    pub(super) least: N,
    pub(super) most: N,
}

impl<N: Number> Known<N> {
    /// NegMAS: what no agreement is worth.
    fn no_agreement(&self) -> N {
        if self.reserved >= self.least { self.reserved.clone() } else { self.least.clone() }
    }
}

impl Known<BigRational> {
    fn near(&self) -> Known<f64> {
        let near = |n: &BigRational| n.to_f64().unwrap_or(0.0);
        Known { reserved: near(&self.reserved), least: near(&self.least), most: near(&self.most) }
    }
}

impl Convention {
    /// The solutions that it has.
    pub(super) fn notions(self) -> &'static [Notion] {
        match self {
            Convention::Textbook => &TEXTBOOK,
            Convention::NegMas => &NEGMAS,
            Convention::Genius => &GENIUS,
            Convention::NegoLog => &NEGOLOG,
        }
    }

    /// Whether the frontier leaves out what a party would walk away from.
    pub(super) fn rational_only(self) -> bool {
        matches!(self, Convention::Textbook | Convention::NegMas)
    }

    /// The places of the packages that a program's notion picks.
    pub(super) fn pick(self, key: &str, field: &Field<'_>, known: &[Known<BigRational>]) -> Vec<usize> {
        let flat = match (self, key) {
            (Convention::NegMas, "nash" | "kalai_smorodinsky" | "egalitarian" | "max_relative_welfare") => {
                known.iter().any(|k| k.most <= k.no_agreement())
            }
            (Convention::NegMas, "modified_kalai_smorodinsky") => known.iter().any(|k| !k.most.is_positive()),
            _ => false,
        };
        if flat {
            // Where somebody has nothing to gain, all are as good.
            return (0..field.points.len()).collect();
        }
        let near: Vec<Known<f64>> = known.iter().map(Known::near).collect();
        best_within(
            field.points.len(),
            self.room(key, field, &near),
            |n| self.value(key, &field.near(n).collect::<Vec<f64>>(), &near),
            // Its yard measures from nought, so that gains are worth.
            |n| self.value(key, &field.gains(n), known),
        )
    }

    /// How far doubles may be off by a notion: what is subtracted may leave little of much.
    fn room(self, key: &str, field: &Field<'_>, known: &[Known<f64>]) -> f64 {
        let size = |side: usize, k: &Known<f64>| {
            let most =
                (0..field.points.len()).filter_map(|n| field.near(n).nth(side)).fold(0.0_f64, |a, w| a.max(w.abs()));
            1.0 + most + k.reserved.abs() + k.least.abs() + k.most.abs()
        };
        let sizes: Vec<f64> = known.iter().enumerate().map(|(side, k)| size(side, k)).collect();
        let share = |of: &dyn Fn(&Known<f64>) -> f64| sizes.iter().zip(known).map(|(s, k)| s / of(k)).sum::<f64>();
        1e-12
            * match (self, key) {
                (_, "nash") => sizes.iter().product::<f64>(),
                (Convention::NegMas, "modified_kalai_smorodinsky") => share(&|k| k.most),
                (Convention::NegMas, "kalai_smorodinsky" | "max_relative_welfare") => {
                    share(&|k| k.most - k.no_agreement())
                }
                _ => sizes.iter().sum::<f64>() * sizes.len() as f64,
            }
    }

    /// How good a package is by a program's notion.
    fn value<N: Number>(self, key: &str, worth: &[N], known: &[Known<N>]) -> N {
        let each = || worth.iter().cloned().zip(known);
        let least = |of: Vec<N>| of.into_iter().reduce(|a, b| if b < a { b } else { a }).unwrap_or_else(N::zero);
        let most = |of: Vec<N>| of.into_iter().reduce(|a, b| if b > a { b } else { a }).unwrap_or_else(N::zero);
        let spread = |of: Vec<N>| least(of.clone()) - most(of);
        let gains = || each().map(|(w, k)| w - k.no_agreement()).collect::<Vec<N>>();
        match (self, key) {
            (Convention::NegMas, "nash") => gains().into_iter().product(),
            (Convention::NegMas, "egalitarian") => least(gains()),
            (Convention::NegMas, "kalai_smorodinsky") => {
                spread(gains().into_iter().zip(known).map(|(g, k)| g / (k.most.clone() - k.no_agreement())).collect())
            }
            (Convention::NegMas, "modified_kalai") => least(worth.to_vec()),
            (Convention::NegMas, "modified_kalai_smorodinsky") => {
                spread(each().map(|(w, k)| w / k.most.clone()).collect())
            }
            (Convention::NegMas, "max_relative_welfare") => {
                each().map(|(w, k)| (w - k.least.clone()) / (k.most.clone() - k.no_agreement())).sum()
            }
            (Convention::Genius, "nash") => each().map(|(w, k)| w - k.reserved.clone()).product(),
            (Convention::Genius, "kalai_smorodinsky") => {
                let pairs = (0..worth.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
                -pairs.map(|(i, j)| (worth[i].clone() - worth[j].clone()).abs()).sum::<N>()
            }
            (Convention::NegoLog, "nash") => worth.iter().cloned().product(),
            _ => worth.iter().cloned().sum(),
        }
    }
}
