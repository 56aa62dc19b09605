//! Against every package and every corner of small cases.

use std::collections::HashSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::{
    super::{Deals, lot::Lot},
    ranges::big,
    *,
};
use crate::{case::Unsure, file, search::model::Setting};

impl Lot {
    fn range(&mut self, most: u64) -> String {
        let (a, b) = (self.below(most), self.below(most));
        if a == b || self.below(2) == 0 { a.to_string() } else { format!("[{}, {}]", a.min(b), a.max(b)) }
    }

    /// A party's tables.
    fn party(&mut self, sizes: &[u64], coarse: u64) -> String {
        let mut text = String::new();
        let issues = sizes.len();
        if self.below(3) == 0 {
            let mut order: Vec<usize> = (0..issues).collect();
            (0..issues).for_each(|n| order.swap(n, self.below(issues as u64) as usize));
            let mut words = format!("i{}", order[0]);
            for issue in &order[1..] {
                words += if self.below(3) == 0 { " = " } else { " > " };
                words += &format!("i{issue}");
            }
            text += &format!("weights = \"{words}\"\n");
        } else {
            let weights: Vec<String> = (0..issues).map(|i| format!("i{i} = {}", self.range(6))).collect();
            // One that surely counts, mostly.
            let sure = if self.below(4) > 0 { format!("sure = {}", 1 + self.below(3)) } else { "sure = [0, 2]".into() };
            text += &format!(
                "weights = {{ {}, {sure} }}\nwants.sure = {{ yes = 40, no = {} }}\n",
                weights.join(", "),
                self.below(9) * 10
            );
        }
        for (i, size) in sizes.iter().enumerate() {
            let values: Vec<String> = (0..*size)
                .map(|o| {
                    let value = self.range(101 / coarse);
                    format!(
                        "o{o} = {}",
                        value.replace('[', "[ ").split(' ').map(|w| scaled(w, coarse)).collect::<Vec<_>>().join(" ")
                    )
                })
                .collect();
            text += &format!("wants.i{i} = {{ {} }}\n", values.join(", "));
        }
        if self.below(3) == 0 {
            text += &format!("walk_away = {}\n", self.below(50));
        }
        if self.below(4) == 0 {
            text += &format!("bonuses = [{{ when = {{ i0 = \"o0\", i1 = \"o1\" }}, worth = {} }}]\n", self.below(40));
        }
        text
    }

    fn case(&mut self) -> Case {
        let sizes: Vec<u64> = (0..2 + self.below(2)).map(|_| 2 + self.below(2)).collect();
        let mut text = "title = \"By lot\"\n".to_owned();
        let coarse = [1, 25, 50][self.below(3) as usize];
        for party in 0..2 + self.below(2) {
            text += &format!("[parties.p{party}]\n{}", self.party(&sizes, coarse));
        }
        text += "[issues.sure]\noptions = { yes = \"yes\", no = \"no\" }\n";
        for (i, size) in sizes.iter().enumerate() {
            let options: Vec<String> = (0..*size).map(|o| format!("o{o} = \"{o}\"")).collect();
            text += &format!("[issues.i{i}]\noptions = {{ {} }}\n", options.join(", "));
        }
        if self.below(2) == 0 {
            text += "[constraints.law]\nnever = { i0 = \"o1\", i1 = \"o0\" }\n";
        }
        read(&text)
    }
}

fn scaled(word: &str, coarse: u64) -> String {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<u64>().map_or(word.to_owned(), |n| word.replace(&digits, &(n * coarse).to_string()))
}

fn read(text: &str) -> Case {
    let read = file::read("lot.case.toml", text);
    let told = read.diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>();
    read.case.unwrap_or_else(|| panic!("{told:?}\n{text}"))
}

fn all_packages(case: &Case, space: &Space<'_>) -> Vec<Package> {
    let mut all = vec![Vec::new()];
    for issue in case.issues() {
        let with = |p: &Vec<usize>| (0..issue.options.len()).map(|o| [p.as_slice(), &[o]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    all.iter().map(|p| Package::of(p)).filter(|p| space.allows(p)).collect()
}

/// What a party may have: corners of its weights, and values at their ends for the options of two packages.
fn corners(wants: &Wants) -> Vec<Vec<BigRational>> {
    let nominal: Vec<BigRational> =
        wants.issues.iter().map(|on| on.as_ref().map_or_else(BigRational::zero, |on| big(on.weight))).collect();
    let Some(Unsure { weights, order, .. }) = wants.unsure() else { return vec![nominal] };
    if !order.is_empty() {
        let corner = |few: usize| {
            let mut corner = vec![BigRational::zero(); nominal.len()];
            order[..=few].iter().flatten().for_each(|i| corner[i.index()] = BigRational::from_integer(1.into()));
            corner
        };
        return (0..order.len()).map(corner).collect();
    }
    let mut all = vec![Vec::new()];
    for (range, nominal) in weights.iter().zip(&nominal) {
        let ends = range.map_or_else(|| vec![nominal.clone()], |(low, high)| vec![big(low), big(high)]);
        all = all.iter().flat_map(|c| ends.iter().map(|e| [c.as_slice(), std::slice::from_ref(e)].concat())).collect();
    }
    all.retain(|c: &Vec<BigRational>| c.iter().any(Signed::is_positive));
    all
}

/// The least and the most by which a package is worth more than another, or than nothing, by trying every corner.
fn apart(wants: &Wants, this: &Package, than: Option<&Package>) -> (BigRational, BigRational) {
    let value = |i: usize, o: usize, high: bool| match (&wants.issues[i], wants.unsure()) {
        (None, _) => BigRational::zero(),
        (Some(_), Some(unsure)) => big(if high { unsure.values[i][o].1 } else { unsure.values[i][o].0 }),
        (Some(on), None) => big(on.values[o]),
    };
    let paid =
        |p: &Package| wants.bonuses().iter().filter(|b| b.paid(p)).fold(BigRational::zero(), |s, b| s + big(b.worth));
    let mut ends: Vec<BigRational> = Vec::new();
    for corner in corners(wants) {
        let all: BigRational = corner.iter().fold(BigRational::zero(), |s, w| s + w);
        for high in [false, true] {
            let mut sum = BigRational::zero();
            for (i, weight) in corner.iter().enumerate() {
                let (a, b) = (this.options()[i].index(), than.map(|p| p.options()[i].index()));
                if Some(a) != b {
                    let less = b.map_or_else(BigRational::zero, |b| value(i, b, !high));
                    sum += weight * (value(i, a, high) - less);
                }
            }
            ends.push(sum / &all + paid(this) - than.map_or_else(BigRational::zero, |p| paid(p)));
        }
    }
    (ends.iter().min().cloned().expect("there are corners"), ends.iter().max().cloned().expect("there are corners"))
}

fn dominates(wants: &[&Wants], over: Over, this: &Package, than: &Package) -> bool {
    let ends: Vec<_> = wants.iter().map(|w| apart(w, this, Some(than))).collect();
    let each = ends.iter().all(|(least, most)| match over {
        Over::All => !most.is_negative(),
        Over::AlmostAll => most.is_positive() || most.is_zero() && least.is_zero(),
    });
    each && ends.iter().any(|(_, most)| most.is_positive())
}

#[test]
fn verdicts_are_those_of_every_corner_and_every_package() {
    let mut extents = [0; 3];
    for seed in 0..400 {
        let case = Lot(seed).case();
        let space = Space::new(&case, &Setting::default());
        let packages = all_packages(&case, &space);
        let wants: Vec<&Wants> = space.sides.iter().map(|s| s.wants).collect();
        let deals = Deals { samples: 30, seed, ..Deals::default() };
        let Some(found) = standings(&deals, &case, &space, None, &Budget::default()) else { continue };
        for standing in &found.packages {
            let this = &standing.package;
            let told = |n: usize| {
                let (least, most) = apart(wants[n], this, None);
                standing.worth[n].is_some_and(|(a, b)| big(a) == least && big(b) == most)
            };
            assert!((0..wants.len()).all(told), "seed {seed}: {standing:?}");
            let floor = |s: &super::super::space::Side<'_>| {
                s.walk_away.is_none_or(|floor| apart(s.wants, this, None).0 >= big(floor))
            };
            let acceptable = space.sides.iter().all(floor);
            assert_eq!(standing.acceptable, acceptable, "seed {seed}: {standing:?}");
            let beaten = |over| packages.iter().any(|b| dominates(&wants, over, b, this));
            let expected = match (acceptable, beaten(Over::All), beaten(Over::AlmostAll)) {
                (true, false, _) => Extent::All,
                (true, true, false) => Extent::AlmostAll,
                _ => Extent::Some,
            };
            extents[expected as usize] += 1;
            match standing.extent {
                Some(extent) => assert_eq!(extent, expected, "seed {seed}: {standing:?}\n{}", case.text()),
                // Only where bonuses or ties may make up for each other.
                None => assert_ne!(expected, Extent::All, "seed {seed}: {standing:?}"),
            }
            if matches!(expected, Extent::All | Extent::AlmostAll) {
                assert_eq!(standing.efficient, found.drawn, "seed {seed}: {standing:?}\n{}", case.text());
            }
            if let Some(better) = &standing.beaten {
                assert!(dominates(&wants, Over::All, better, this), "seed {seed}: {standing:?}");
            }
        }
    }
    assert!(extents.iter().all(|n| *n > 50), "{extents:?}");
}

#[test]
fn samples_are_those_of_every_package() {
    for seed in 0..60 {
        let case = Lot(1_000 + seed).case();
        let space = Space::new(&case, &Setting::default());
        let packages = all_packages(&case, &space);
        let deals = Deals { samples: 10, seed, ..Deals::default() };
        let Some(found) = standings(&deals, &case, &space, None, &Budget::default()) else { continue };
        assert_eq!(found.drawn, 10);
        let mut counts: Vec<u32> = vec![0; found.packages.len()];
        for sample in 0..10 {
            let drawn = |s: &super::super::space::Side<'_>| {
                draw::draw(&case, case.party(s.party), s.wants, seed, sample).expect("short numbers")
            };
            let wants: Vec<Wants> = space.sides.iter().map(drawn).collect();
            let worth = |p: &Package| wants.iter().map(|w| w.worth(p)).collect::<Vec<_>>();
            let accepted = |w: &[Exact]| space.sides.iter().zip(w).all(|(s, w)| s.walk_away.is_none_or(|f| *w >= f));
            let all: HashSet<Vec<Exact>> = packages.iter().map(worth).filter(|w| accepted(w)).collect();
            let better = |a: &Vec<Exact>, b: &Vec<Exact>| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
            for (count, standing) in counts.iter_mut().zip(&found.packages) {
                let mine = worth(&standing.package);
                let efficient = all.contains(&mine) && !all.iter().any(|other| better(other, &mine));
                *count += u32::from(efficient);
                for (w, range) in mine.iter().zip(&standing.worth) {
                    assert!(range.is_some_and(|(least, most)| least <= *w && *w <= most));
                }
            }
        }
        for (count, standing) in counts.iter().zip(&found.packages) {
            // Of packages that tie in a sample, one is told.
            assert!(standing.efficient <= *count, "seed {seed}: {standing:?} {count}");
        }
    }
}

const PAIR: &str = r#"
[parties.north]
weights = "fish > coal > road"
walk_away = 20
[parties.north.wants]
fish = { much = 100, some = [40, 70], none = 0 }
coal = { much = 100, none = 0 }
road = { yes = 100, no = 0 }
"#;

const OTHER: &str = r"
[parties.south]
weights = { fish = [10, 30], coal = [0, 40], road = 10 }
[parties.south.wants]
fish = { much = 0, some = 60, none = 100 }
coal = { much = 0, none = 100 }
road = { yes = 0, no = 100 }
";

const ISSUES: &str = r#"
[issues.fish]
options = { much = "much", some = "some", none = "none" }
[issues.coal]
options = { much = "much", none = "none" }
[issues.road]
options = { yes = "yes", no = "no" }
"#;

/// The shares of each package, by a case file.
fn shares(text: &str, seed: u64) -> Vec<(String, u32, u32)> {
    let case = read(text);
    let answer = Deals { seed, ..Deals::default() }.ask(&case, &Budget::default()).expect("it can be asked");
    let unsure = answer.unsure.expect("there are ranges");
    assert_eq!(unsure.drawn, 1_000);
    let line = |s: &Standing| {
        let mut words: Vec<String> = case.package_line(&s.package).split(',').map(str::to_owned).collect();
        words.sort();
        (words.join(","), s.efficient, s.nash)
    };
    let mut shares: Vec<_> = unsure.packages.iter().map(line).collect();
    shares.sort();
    shares
}

#[test]
fn shares_depend_on_the_seed_and_not_on_the_order_of_the_file() {
    let one = format!("title = \"a\"\n{PAIR}{OTHER}{ISSUES}");
    let first = shares(&one, 1);
    assert_eq!(first, shares(&one, 1));
    assert_ne!(first, shares(&one, 2));
    assert_eq!(first, shares(&format!("title = \"a\"\n{OTHER}{PAIR}{ISSUES}"), 1));
    let (fish, rest) = ISSUES.split_at(ISSUES.find("[issues.coal]").expect("it is there"));
    assert_eq!(first, shares(&format!("title = \"a\"\n{PAIR}{OTHER}{rest}{fish}"), 1));
}

#[test]
fn drawn_weights_keep_the_order_and_their_mean_is_the_centroid() {
    let case = read(&format!("title = \"a\"\n{PAIR}{OTHER}{ISSUES}"));
    let party = &case.parties()[0];
    let Preference::Worth(wants) = &party.preference else { panic!("it has wants") };
    let mut sums = [BigRational::zero(), BigRational::zero(), BigRational::zero()];
    for sample in 0..2_000 {
        let drawn = draw::draw(&case, party, wants, 7, sample).expect("short numbers");
        let weights: Vec<Exact> = drawn.issues.iter().map(|on| on.as_ref().expect("all are wanted").weight).collect();
        assert!(weights[0] >= weights[1] && weights[1] >= weights[2]);
        sums.iter_mut().zip(&weights).for_each(|(sum, w)| *sum += big(*w));
    }
    let hundredths: Vec<i64> = sums
        .iter()
        .map(|s| (s * BigRational::from_integer(BigInt::from(100)) / BigRational::from_integer(2_000.into())).round())
        .map(|n| n.to_integer().try_into().expect("it is small"))
        .collect();
    // 11/18, 5/18, 2/18
    for (mean, centroid) in hundredths.iter().zip([61, 28, 11]) {
        assert!((mean - centroid).abs() <= 1, "{hundredths:?}");
    }
}

#[test]
fn a_package_that_is_never_efficient_is_proven_so() {
    let mut text = format!("title = \"a\"\n{PAIR}{OTHER}{ISSUES}");
    text = text.replace("road = { yes = 0, no = 100 }", "road = { yes = 10, no = 0 }");
    let case = read(&text);
    let road = case.issues().iter().position(|i| i.key == "road").expect("it is there");
    let package: Vec<_> =
        (0..3).map(|i| (crate::case::IssueId::at(i), crate::case::OptionId::at(usize::from(i == road)))).collect();
    let deals = Deals { package: Some(package), ..Deals::default() };
    let unsure = deals.ask(&case, &Budget::default()).expect("it can be asked").unsure.expect("there are ranges");
    let trial = unsure.trial.expect("it is possible");
    assert_eq!((trial.extent, trial.efficient), (Some(Extent::Never), 0));
}
