//! Numbers drawn within their ranges, the same for one seed in whatever order parties, issues and options stand.

use crate::{
    case::{Case, Party, Unsure, Wants, points},
    number::Exact,
};

/// Into so many parts the range of a weight is cut; few, so that exact numbers stay short, and a prime, so that what is
/// drawn is no round number, at which packages tie that tie nowhere else.
const WEIGHT_PARTS: u64 = 9_973;

/// The same of a value.
const VALUE_PARTS: u64 = 997;

/// The same of all weights of an order together.
const ORDER_PARTS: u64 = 999_983;

/// The numbers of a party in the sample of this number; `None` where they have too many digits to be held.
///
/// A number with a range is drawn evenly within it, and is never one of its ends, at which what holds may hold nowhere else. Of an order alone, weights are the parts of a stick that is broken at
/// places drawn evenly, sorted: evenly among all weights that keep the order. Issues that tie share the mean of theirs.
pub(super) fn draw(case: &Case, party: &Party, wants: &Wants, seed: u64, sample: u32) -> Option<Wants> {
    let Some(unsure) = wants.unsure() else { return Some(wants.clone()) };
    let lot = |names: &[&str], parts: u64| {
        let names = [&[party.key.as_str()], names].concat();
        number(seed, &names, sample) % parts
    };
    let mut issues = wants.issues.clone();
    for (i, on) in issues.iter_mut().enumerate() {
        let Some(on) = on else { continue };
        let issue = &case.issues()[i];
        if let Some(range) = unsure.weights[i] {
            on.weight = within(range, 1 + lot(&[&issue.key], WEIGHT_PARTS - 1), WEIGHT_PARTS)?;
        }
        for (o, range) in unsure.values[i].iter().enumerate().filter(|(_, (low, high))| low < high) {
            let part = 1 + lot(&[&issue.key, &issue.options[o].key], VALUE_PARTS - 1);
            on.values[o] = within(*range, part, VALUE_PARTS)?;
        }
    }
    for (issue, weight) in of_order(unsure, |n| lot(&["", &n.to_string()], ORDER_PARTS + 1)) {
        if let Some(on) = &mut issues[issue] {
            on.weight = weight;
        }
    }
    let mut bonuses = wants.bonuses.clone();
    let options: Vec<usize> = case.issues().iter().map(|i| i.options.len()).collect();
    let (points, scale) = points(&issues, &options, &mut bonuses, wants.measure())?;
    Some(Wants { issues, points, bonuses, scale, measure: wants.measure.clone(), unsure: None })
}

/// Weights that keep an order, which sum up to 1.
fn of_order(unsure: &Unsure, lot: impl Fn(usize) -> u64) -> Vec<(usize, Exact)> {
    let count = unsure.order.iter().map(Vec::len).sum::<usize>();
    let mut breaks: Vec<u64> = (1..count).map(lot).chain([0, ORDER_PARTS]).collect();
    breaks.sort_unstable();
    let mut parts: Vec<u64> = breaks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    parts.sort_unstable_by(|a, b| b.cmp(a));
    let mut left = parts.as_slice();
    let mut weights = Vec::with_capacity(count);
    for tier in &unsure.order {
        let (these, rest) = left.split_at(tier.len());
        let sum: u64 = these.iter().sum();
        let mean = Exact::ratio(i128::from(sum), tier.len() as i128 * i128::from(ORDER_PARTS));
        weights.extend(tier.iter().map(|issue| (issue.index(), mean)));
        left = rest;
    }
    weights
}

/// So many parts of so many above the low end of a range.
fn within((low, high): (Exact, Exact), part: u64, parts: u64) -> Option<Exact> {
    high.minus(low).times(Exact::ratio(part.into(), parts.into()))?.plus(low)
}

/// A number that looks random, always the same for one seed, name and sample: names by FNV-1a (Fowler, Noll & Vo 1991),
/// mixed as in splitmix64 (Steele, Lea & Flood, OOPSLA 2014).
fn number(seed: u64, names: &[&str], sample: u32) -> u64 {
    let mut name: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in names.iter().flat_map(|n| n.bytes().chain([0xff])) {
        name = (name ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let stream = mixed(name ^ mixed(seed));
    mixed(stream.wrapping_add(u64::from(sample).wrapping_mul(0x9e37_79b9_7f4a_7c15))) >> 11
}

fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
