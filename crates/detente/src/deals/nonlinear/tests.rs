//! Against every package of small spaces, and against frontiers that other programs found.

use super::{super::lot::Lot, *};

impl Lot {
    fn table(&mut self, sizes: &[usize]) -> Table {
        let parts = self.below(4);
        (0..parts)
            .map(|_| {
                let issue = self.below(sizes.len() as u64) as usize;
                (issue, (0..sizes[issue]).map(|_| self.below(3) > 0).collect())
            })
            .collect()
    }

    fn tables(&mut self, sizes: &[usize]) -> Vec<Table> {
        let several = self.below(4) == 0;
        let count = if several { self.below(4) } else { 1 };
        (0..count).map(|_| self.table(sizes)).collect()
    }

    fn landscape(&mut self, parties: usize, scale: i128) -> Landscape {
        let issues = 1 + self.below(5) as usize;
        let sizes: Vec<usize> = (0..issues).map(|_| 1 + self.below(4) as usize).collect();
        let (linear, negative) = (self.below(2) == 0, self.below(2) == 0);
        let points = |lot: &mut Lot, most: u64| {
            let points = i128::from(lot.below(most)) * scale;
            if negative && lot.below(2) == 0 { -points } else { points }
        };
        let of_options = |lot: &mut Lot| {
            let option = |lot: &mut Lot| if linear { points(lot, 6) } else { 0 };
            sizes.iter().map(|n| (0..*n).map(|_| option(lot)).collect()).collect()
        };
        let points_of_options = (0..parties).map(|_| of_options(self)).collect();
        let bonuses = (0..parties).map(|_| {
            let count = self.below(9);
            let bonus = |lot: &mut Lot| {
                let points = points(lot, 12);
                Bonus { tables: lot.tables(&sizes), unless: lot.below(4) == 0, points }
            };
            (0..count).map(|_| bonus(self)).collect()
        });
        let bonuses = bonuses.collect();
        let count = self.below(4);
        let rules = (0..count).map(|_| match self.below(3) {
            0 => Rule::Require(self.tables(&sizes)),
            1 => Rule::Never(self.tables(&sizes)),
            _ => Rule::IfThen(self.tables(&sizes), self.tables(&sizes)),
        });
        let rules = rules.collect();
        let floors = (0..parties).map(|_| (self.below(3) == 0).then(|| (i128::from(self.below(20)) - 5) * scale));
        let floors = floors.collect();
        Landscape { sizes, points: points_of_options, bonuses, rules, floors }
    }
}

fn all_packages(sizes: &[usize]) -> Vec<Vec<usize>> {
    sizes.iter().fold(vec![Vec::new()], |packages, size| {
        let with = |p: &Vec<usize>, o: usize| p.iter().copied().chain([o]).collect();
        packages.iter().flat_map(|p| (0..*size).map(move |o| with(p, o))).collect()
    })
}

/// The definition, literally.
fn by_definition(landscape: &Landscape) -> Vec<Vec<i128>> {
    let packages = all_packages(&landscape.sizes).into_iter().filter(|p| landscape.possible(p));
    let mut worths: Vec<Vec<i128>> = packages.map(|p| landscape.worth(&p)).collect();
    worths.sort_unstable_by(|a, b| b.cmp(a));
    worths.dedup();
    let dominated = |v: &Vec<i128>| worths.iter().any(|w| w != v && w.iter().zip(v).all(|(a, b)| a >= b));
    worths.iter().filter(|v| !dominated(v)).cloned().collect()
}

fn agrees(landscape: &Landscape, frontier: &Frontier) {
    let vectors: Vec<Vec<i128>> = frontier.points.iter().map(|(v, _)| v.clone()).collect();
    assert!(frontier.complete);
    assert_eq!(vectors, by_definition(landscape), "{landscape:?}");
    for (worth, package) in &frontier.points {
        assert_eq!(*worth, landscape.worth(package));
        assert!(landscape.possible(package));
    }
    bounds_hold(landscape, frontier);
}

fn bounds_hold(landscape: &Landscape, frontier: &Frontier) {
    for package in all_packages(&landscape.sizes).iter().filter(|p| landscape.possible(p)) {
        for (weights, most) in &frontier.bounds {
            let sum: i128 = weights.iter().zip(landscape.worth(package)).map(|(w, x)| w * x).sum();
            assert!(sum <= *most, "{weights:?} {most} {landscape:?}");
        }
    }
}

#[test]
fn the_search_finds_what_the_definition_says() {
    let mut lot = Lot(1);
    for n in 0..4_000 {
        let landscape = lot.landscape(1 + n % 4, 1);
        agrees(&landscape, &frontier_listing(&landscape, 0, u64::MAX, &Cancel::default()));
    }
}

#[test]
fn listing_finds_what_the_definition_says() {
    let mut lot = Lot(2);
    for n in 0..1_000 {
        let landscape = lot.landscape(1 + n % 4, 1);
        agrees(&landscape, &frontier_listing(&landscape, u128::MAX, u64::MAX, &Cancel::default()));
    }
}

#[test]
fn large_numbers_are_exact() {
    let mut lot = Lot(3);
    for n in 0..1_000 {
        // Neighbouring worths differ by less than a bound can tell.
        let mut landscape = lot.landscape(1 + n % 3, (1 << 108) + 1);
        for points in landscape.points.iter_mut().flatten().flatten() {
            *points += i128::from(lot.below(2));
        }
        agrees(&landscape, &frontier_listing(&landscape, 0, u64::MAX, &Cancel::default()));
    }
}

#[test]
fn issues_may_have_many_options() {
    let mut lot = Lot(4);
    for _ in 0..20 {
        let mut landscape = lot.landscape(2, 1);
        landscape.sizes.push(150);
        for points in &mut landscape.points {
            points.push((0..150).map(|_| i128::from(lot.below(1_000))).collect());
        }
        agrees(&landscape, &frontier_listing(&landscape, 0, u64::MAX, &Cancel::default()));
    }
}

#[test]
fn the_order_of_the_parties_changes_nothing() {
    let mut lot = Lot(5);
    for n in 0..500 {
        let parties = 2 + n % 3;
        let landscape = lot.landscape(parties, 1);
        let order: Vec<usize> = (0..parties).rev().collect();
        let turned = frontier_listing(&landscape.with_parties(&order), 0, u64::MAX, &Cancel::default());
        let mut back: Vec<(Vec<i128>, Vec<usize>)> = turned.points.clone();
        back.iter_mut().for_each(|(v, _)| v.reverse());
        back.sort_by(|a, b| b.cmp(a));
        assert_eq!(back, frontier_listing(&landscape, 0, u64::MAX, &Cancel::default()).points);
    }
}

#[test]
fn a_search_that_is_cut_says_so_and_what_it_knows_is_true() {
    let mut lot = Lot(6);
    for n in 0..500 {
        let landscape = lot.landscape(2, 1);
        let cut = frontier_listing(&landscape, 0, n % 8, &Cancel::default());
        if cut.complete {
            agrees(&landscape, &cut);
            continue;
        }
        for (worth, package) in &cut.points {
            assert_eq!(*worth, landscape.worth(package));
            assert!(landscape.possible(package));
        }
        bounds_hold(&landscape, &cut);
    }
    let stopped = Cancel::default();
    stopped.stop();
    let landscape = Landscape {
        sizes: vec![3; 200],
        points: vec![vec![vec![0, 1, 2]; 200], vec![vec![2, 1, 0]; 200]],
        bonuses: vec![Vec::new(); 2],
        rules: Vec::new(),
        floors: vec![None; 2],
    };
    assert!(!frontier(&landscape, u64::MAX, &stopped).complete);
}

#[test]
fn the_best_is_what_the_definition_says() {
    let mut lot = Lot(7);
    for n in 0..2_000 {
        let parties = 1 + n % 3;
        let landscape = lot.landscape(parties, 1);
        let weights: Vec<i128> = (0..parties).map(|_| i128::from(lot.below(9)) - 3).collect();
        let sum = |p: &[usize]| weights.iter().zip(landscape.worth(p)).map(|(w, x)| w * x).sum::<i128>();
        let most = all_packages(&landscape.sizes).iter().filter(|p| landscape.possible(p)).map(|p| sum(p)).max();
        for effort in [u64::MAX, lot.below(5)] {
            let best = best(&landscape, &weights, effort, &Cancel::default());
            if let Some((value, package)) = &best.found {
                assert!(landscape.possible(package));
                assert_eq!(*value, sum(package));
            }
            assert!(best.most.is_none_or(|bound| most.is_none_or(|most| bound >= most)));
            assert!(!best.complete || best.found.as_ref().map(|(v, _)| *v) == most, "{weights:?} {landscape:?}");
            assert!(best.complete || effort < u64::MAX);
        }
    }
}

/// What is known of the inputs of other programs; `None`, said so, where they are not there.
fn shared(path: &str) -> Option<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/");
    let bytes = std::fs::read(format!("{root}{path}")).ok();
    if bytes.is_none() {
        eprintln!("skipped: ../shared/{path} is not there");
    }
    bytes.map(|b| String::from_utf8_lossy(&b).into_owned())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The rectangles of a GENIUS profile: its greatest worth, sizes, bonuses.
fn rectangles(xml: &str) -> (f64, Vec<usize>, Vec<Bonus>) {
    let number = |tag: &str, name: &str| -> f64 { attribute(tag, name).unwrap().parse().unwrap() };
    let (mut greatest, mut sizes, mut bonuses) = (0.0, Vec::new(), Vec::<Bonus>::new());
    for tag in xml.split('<') {
        match tag.split_whitespace().next() {
            Some("utility") => greatest = number(tag, "maxutility"),
            Some("issue") => sizes.push(number(tag, "upperbound") as usize + 1),
            Some("hyperRectangle") => {
                let points = number(tag, "utility") as i128;
                bonuses.push(Bonus { tables: vec![Vec::new()], unless: false, points });
            }
            Some("INCLUDES") => {
                let issue = number(tag, "index") as usize - 1;
                let range = number(tag, "min") as usize..=number(tag, "max") as usize;
                let meant = (0..sizes[issue]).map(|o| range.contains(&o)).collect();
                bonuses.last_mut().unwrap().tables[0].push((issue, meant));
            }
            _ => {}
        }
    }
    (greatest, sizes, bonuses)
}

#[test]
fn hyperrectangles_have_the_frontiers_that_another_program_found() {
    for (name, size) in
        [("anac/y2014/10issues", 10), ("anac/y2014/30issues", 14), ("other/S-1NIKFRT-1", 4), ("other/S-1NIKFRT-2", 16)]
    {
        let profile = |n: u8| shared(&format!("data/genius/{name}/profile-{n}.xml"));
        let oracle = shared(&format!("oracle/deals/{}.json", name.replace('/', "__")));
        let (Some(first), Some(second), Some(oracle)) = (profile(1), profile(2), oracle) else { return };
        let (first, second) = (rectangles(&first), rectangles(&second));
        let landscape = Landscape {
            points: vec![first.1.iter().map(|n| vec![0; *n]).collect(); 2],
            sizes: first.1,
            bonuses: vec![first.2, second.2],
            rules: Vec::new(),
            floors: vec![None; 2],
        };
        let frontier = frontier(&landscape, 100_000, &Cancel::default());
        assert!(frontier.complete);
        // That program counts no more than the greatest worth of the profile.
        let told =
            |(v, _): &(Vec<i128>, Vec<usize>)| [v[0] as f64 / first.0, v[1] as f64 / second.0].map(|x| x.min(1.0));
        let told: Vec<[f64; 2]> = frontier.points.iter().map(told).collect();
        let dominated =
            |v: &[f64; 2]| told.iter().any(|w| w[0] >= v[0] && w[1] >= v[1] && (w[0] > v[0] || w[1] > v[1]));
        let told: Vec<[f64; 2]> = told.iter().filter(|v| !dominated(v)).copied().collect();
        let oracle: serde_json::Value = serde_json::from_str(&oracle).unwrap();
        let points = oracle["frontier"].as_array().unwrap().iter().map(|p| &p["u"]);
        let theirs: Vec<[f64; 2]> = points.map(|u| [u[0].as_f64().unwrap(), u[1].as_f64().unwrap()]).collect();
        assert_eq!((told.len(), theirs.len()), (size, size));
        for (ours, theirs) in told.iter().zip(&theirs) {
            assert!((ours[0] - theirs[0]).abs() < 1e-9 && (ours[1] - theirs[1]).abs() < 1e-9, "{ours:?} {theirs:?}");
        }
    }
}
