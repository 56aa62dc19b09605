//! By whose definitions a solution is named: the literature's, or those of a program.

use num_rational::BigRational;
use num_traits::{Num, One, Signed, ToPrimitive};

use super::named::{Field, best_by};
use crate::number::Exact;

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

impl Notion {
    /// The literature's solutions, in the order in which they are told.
    pub const TEXTBOOK: &'static [Notion] = &TEXTBOOK;
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
pub(super) struct Known {
    pub(super) reserved: Exact,
    pub(super) least: Exact,
    pub(super) most: Exact,
}

impl Known {
    /// NegMAS: what no agreement is worth.
    fn no_agreement(&self) -> Exact {
        self.reserved.max(self.least)
    }

    /// NegMAS: what there is to gain.
    fn range(&self) -> BigRational {
        fraction(self.most) - fraction(self.no_agreement())
    }
}

fn fraction(n: Exact) -> BigRational {
    BigRational::new(n.numerator().into(), n.denominator().into())
}

/// Something known of a party.
type Of<T> = fn(&Known) -> T;

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
        // What worth is measured from, and what it is divided by.
        let (from, per): (Of<Exact>, Of<BigRational>) = match (self, key) {
            (Convention::NegMas, "nash" | "egalitarian") => (Known::no_agreement, |_| BigRational::one()),
            (Convention::NegMas, "kalai_smorodinsky") => (Known::no_agreement, Known::range),
            (Convention::NegMas, "modified_kalai_smorodinsky") => (|_| Exact::ZERO, |k| fraction(k.most)),
            (Convention::NegMas, "max_relative_welfare") => (|k| k.least, Known::range),
            (Convention::Genius, "nash") => (|k| k.reserved, |_| BigRational::one()),
            _ => (|_| Exact::ZERO, |_| BigRational::one()),
        };
        let per: Vec<BigRational> = known.iter().map(per).collect();
        let of_range = matches!(key, "nash" | "egalitarian" | "kalai_smorodinsky" | "max_relative_welfare");
        let nothing = self == Convention::NegMas && of_range && known.iter().any(|k| !k.range().is_positive());
        if nothing || per.iter().any(|p| !p.is_positive()) {
            // Where somebody has nothing to gain, all are as good.
            return (0..field.points.len()).collect();
        }
        // Differences are taken exactly before they are rounded: a gain of nought is nought.
        let yard = field.yard.measured_from(&known.iter().map(from).collect::<Vec<Exact>>());
        let field = Field { points: field.points, yard: &yard };
        let near_per: Vec<f64> = per.iter().map(|p| p.to_f64().unwrap_or(f64::MAX)).collect();
        best_by(
            field.points.len(),
            |n| self.value(key, &field.near(n).zip(&near_per).map(|(g, p)| g / p).collect::<Vec<f64>>()),
            |n| self.value(key, &field.gains(n).iter().zip(&per).map(|(g, p)| g / p).collect::<Vec<BigRational>>()),
        )
    }

    /// How good a package is by a program's notion, given what each party gets as the notion measures it.
    fn value<N: Number>(self, key: &str, gets: &[N]) -> N {
        let each = || gets.iter().cloned();
        let least = || each().reduce(|a, b| if b < a { b } else { a }).unwrap_or_else(N::zero);
        let most = || each().reduce(|a, b| if b > a { b } else { a }).unwrap_or_else(N::zero);
        match (self, key) {
            (_, "nash") => each().product(),
            (_, "egalitarian" | "modified_kalai") => least(),
            (Convention::Genius, "kalai_smorodinsky") => {
                let pairs = (0..gets.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
                -pairs.map(|(i, j)| (gets[i].clone() - gets[j].clone()).abs()).sum::<N>()
            }
            (_, "kalai_smorodinsky" | "modified_kalai_smorodinsky") => least() - most(),
            _ => each().sum(),
        }
    }
}
