//! By whose definitions a solution is named: the literature's, or those of a program.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::named::{self, Field, best_by};

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

/// What is known of a party when a program's definitions are used; all in worth.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) reserved: BigRational,
    pub(super) least: BigRational,
    pub(super) most: BigRational,
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
    pub(super) fn pick(self, key: &str, field: &Field<'_>, known: &[Known]) -> Vec<usize> {
        let all = field.points.len();
        // Worth, which the yard of a program's convention measures from nought.
        let worths = |n: usize| field.gains(n);
        let exactly = |key: &dyn Fn(usize) -> BigRational| best_by(all, |n| near(&key(n)), key);
        let product = |of: Vec<BigRational>| of.into_iter().product::<BigRational>();
        let less = |n: usize, of: &dyn Fn(&Known) -> BigRational| -> Vec<BigRational> {
            worths(n).into_iter().zip(known).map(|(w, k)| w - of(k)).collect()
        };
        let spread = |shares: Vec<BigRational>| {
            let (low, high) = (shares.iter().min().cloned(), shares.iter().max().cloned());
            low.unwrap_or_else(BigRational::zero) - high.unwrap_or_else(BigRational::zero)
        };
        let no_agreement = |k: &Known| if k.reserved >= k.least { k.reserved.clone() } else { k.least.clone() };
        match (self, key) {
            (Convention::NegMas, "nash" | "kalai_smorodinsky" | "egalitarian")
                if known.iter().any(|k| k.most <= no_agreement(k)) =>
            {
                (0..all).collect()
            }
            (Convention::NegMas, "nash") => exactly(&|n| product(less(n, &no_agreement))),
            (Convention::NegMas, "egalitarian") => {
                exactly(&|n| less(n, &no_agreement).into_iter().min().unwrap_or_else(BigRational::zero))
            }
            (Convention::NegMas, "kalai_smorodinsky") => exactly(&|n| {
                let shares = less(n, &no_agreement).into_iter().zip(known);
                spread(shares.map(|(g, k)| g / (&k.most - no_agreement(k))).collect())
            }),
            (Convention::NegMas, "modified_kalai") => {
                exactly(&|n| worths(n).into_iter().min().unwrap_or_else(BigRational::zero))
            }
            (Convention::NegMas, "modified_kalai_smorodinsky") => {
                if known.iter().any(|k| !k.most.is_positive()) {
                    return (0..all).collect();
                }
                exactly(&|n| spread(worths(n).into_iter().zip(known).map(|(w, k)| w / &k.most).collect()))
            }
            (Convention::NegMas, "max_relative_welfare") => {
                if known.iter().any(|k| k.most <= no_agreement(k)) {
                    return (0..all).collect();
                }
                exactly(&|n| {
                    let shares = worths(n).into_iter().zip(known);
                    named::sum(shares.map(|(w, k)| (w - &k.least) / (&k.most - no_agreement(k))))
                })
            }
            (Convention::Genius, "nash") => exactly(&|n| product(less(n, &|k: &Known| k.reserved.clone()))),
            (Convention::Genius, "kalai_smorodinsky") => exactly(&|n| {
                let worths = worths(n);
                let pairs = (0..worths.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
                -named::sum(pairs.map(|(i, j)| (&worths[i] - &worths[j]).abs()))
            }),
            (Convention::NegoLog, "nash") => exactly(&|n| product(worths(n))),
            _ => exactly(&|n| named::sum(worths(n).into_iter())),
        }
    }
}

fn near(value: &BigRational) -> f64 {
    num_traits::ToPrimitive::to_f64(value).unwrap_or(0.0)
}
