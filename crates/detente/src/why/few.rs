//! Where there are few packages, each is tried by itself.

use num_bigint::BigUint;

use super::{Only, WhyAnswer};
use crate::{
    agreement::Agreement,
    case::{OptionId, Package},
    search::model::Model,
};

/// Packages that are tried one by one.
const MOST_TRIED: u32 = 10_000;

/// Agreements that are listed.
const MOST_LISTED: u32 = 10;

/// Lists the packages that all could sign; where order alone is looked at, finds whether every package has an order.
pub(super) fn list(model: &Model<'_>, answer: &mut WhyAnswer) {
    if answer.packages > BigUint::from(MOST_TRIED) {
        return;
    }
    let all = |_: usize| true;
    if answer.asked.only == Some(Only::Order) {
        let allowed = |p: &Package| (0..model.rules.len()).all(|n| model.allows(n, p));
        answer.order_of_all = Some(packages(model).filter(allowed).all(|p| model.possible(&p, &all)));
    } else if answer.acceptable_packages.as_ref().is_some_and(|n| *n <= BigUint::from(MOST_LISTED)) {
        answer.acceptable = packages(model)
            .filter(|p| model.agrees(p, &all))
            .map(|p| {
                let order = model.phases(&p, &all);
                Agreement::new(model.case, p, order)
            })
            .collect();
    }
}

/// Every package, in the order of the file.
fn packages<'m>(model: &'m Model<'_>) -> impl Iterator<Item = Package> + use<'m> {
    let sizes: Vec<usize> = model.case.issues().iter().map(|i| i.options.len()).collect();
    let total: usize = sizes.iter().product();
    (0..total).map(move |n| {
        let mut rest = n;
        let mut options: Vec<OptionId> = sizes
            .iter()
            .rev()
            .map(|size| {
                let option = OptionId::at(rest % size);
                rest /= size;
                option
            })
            .collect();
        options.reverse();
        Package(options)
    })
}
