//! Hand-made cases whose answers can be seen without a machine: they hold the definitions themselves to account.

use crate::{
    judge::{Background, Judge, Judged},
    spec::{Content, Demand, Firmness, Hundredths, Insists, Party, Pattern, Spec, Step, Waits},
};

/// Every case of this file, for the laws.
pub(crate) fn all() -> Vec<Spec> {
    vec![
        ring_of_two(),
        escape(),
        mutual_waits(true),
        mutual_waits(false),
        torn_act(),
        walk_aways_only(None),
        walk_aways_only(Some(3_330)),
        absolute_contradiction(),
        two_knots(),
        red_line_and_ring(),
        impossible(true),
        impossible(false),
        half_a_point(5_000),
        half_a_point(5_001),
        self_contradiction(),
        mediators_walk_away(),
        optional_first(),
        optional_partner(),
        on_credit(false),
        on_credit(true),
        credit_behind(),
        lists(&[&[1, 3], &[2, 3]]),
        lists(&[&[1, 3], &[1, 2]]),
    ]
}

fn spec(parties: usize, issues: &[usize], steps: usize) -> Spec {
    let name = |letter: char| move |n: usize| format!("{letter}{n}");
    let party = |name| Party { name, principal: true, ..Party::default() };
    let step = |name| Step { name, by: vec![0], ..Step::default() };
    Spec {
        parties: (0..parties).map(name('p')).map(party).collect(),
        issues: issues.iter().enumerate().map(|(n, options)| (name('i')(n), *options)).collect(),
        steps: (0..steps).map(name('s')).map(step).collect(),
        ..Spec::default()
    }
}

impl Spec {
    fn insists(mut self, party: usize, insists: Insists, firmness: Firmness) -> Spec {
        let name = format!("d{}", self.demands.len());
        self.demands.push(Demand { name, party, insists, firmness });
        self
    }

    fn waits(self, step: usize, all: &[usize]) -> Spec {
        self.insists(0, Insists::After(step, Waits::all(all)), Firmness::Unsaid)
    }

    /// Wants on one issue of weight 1, and a walk-away.
    fn wants(mut self, party: usize, values: &[Hundredths], least: Hundredths, firmness: Firmness) -> Spec {
        self.parties[party].wants = Some(vec![Some((100, values.to_vec()))]);
        self.parties[party].walk_away = Some((least, firmness));
        self
    }
}

fn is(option: usize) -> Pattern {
    vec![vec![(0, vec![option])]]
}

fn require(option: usize) -> Insists {
    Insists::Content(Content::Require(is(option)))
}

/// Each of two steps waits for the other.
fn ring_of_two() -> Spec {
    spec(2, &[2], 2).waits(0, &[1]).waits(1, &[0])
}

#[test]
fn a_ring_of_two_is_one_conflict_with_two_ways_out() {
    let judged = Judged::new(&ring_of_two());
    assert_eq!(judged.verdict(), "blocked");
    assert_eq!(judged.conflicts, [0b11]);
    assert_eq!(judged.ways_out, [0b01, 0b10]);
    assert_eq!(judged.acceptable_packages, 2);
}

/// The ring, but the second step would do with a third one before it.
fn escape() -> Spec {
    let either = Insists::After(1, Waits::any(&[0, 2]));
    spec(1, &[2], 3).waits(0, &[1]).insists(0, either, Firmness::Unsaid)
}

#[test]
fn an_alternative_escapes_the_ring() {
    assert_eq!(Judged::new(&escape()).verdict(), "open");
}

/// Two steps that wait for each other in the background, and a demand (held or not) that makes them one act.
fn mutual_waits(joined: bool) -> Spec {
    let mut spec = spec(1, &[2], 2);
    spec.steps[0].waits = Waits::all(&[1]);
    spec.steps[1].waits = Waits::all(&[0]);
    if joined { spec.insists(0, Insists::Together(vec![0, 1]), Firmness::Low) } else { spec.waits(0, &[1]) }
}

#[test]
fn one_act_resolves_mutual_waits_even_where_the_demand_is_given_up() {
    let judged = Judged::new(&mutual_waits(true));
    assert_eq!((judged.verdict(), judged.possible), ("open", vec![true, true]));
    assert_eq!(Judged::new(&mutual_waits(false)).verdict(), "impossible");
}

/// One act of two steps of which one can be performed only in a package that a demand refuses.
fn torn_act() -> Spec {
    let mut spec = spec(2, &[2], 2).insists(0, require(0), Firmness::High);
    spec.steps[1].carries_out = Some(is(1));
    spec.insists(1, Insists::Together(vec![0, 1]), Firmness::Low)
}

#[test]
fn an_act_needs_all_of_its_steps() {
    let judged = Judged::new(&torn_act());
    assert_eq!(judged.conflicts, [0b11]);
    assert_eq!(judged.ways_out, [0b10, 0b01], "the cheaper comes first");
}

/// Both want the same half; the second may bend.
fn walk_aways_only(firmness: Option<Hundredths>) -> Spec {
    let bends = firmness.map_or(Firmness::Unsaid, Firmness::Cost);
    spec(2, &[3], 0).wants(0, &[10_000, 5_000, 0], 6_000, Firmness::Unsaid).wants(1, &[0, 4_000, 10_000], 7_000, bends)
}

#[test]
fn walk_aways_alone_can_block() {
    let judged = Judged::new(&walk_aways_only(None));
    assert_eq!((judged.verdict(), judged.acceptable_packages), ("blocked", 0));
    assert_eq!((judged.conflicts, judged.ways_out), (vec![0b11], vec![]));
    let judged = Judged::new(&walk_aways_only(Some(3_330)));
    assert_eq!(judged.ways_out, [0b10]);
    assert_eq!(judged.cost(0b10), Some(3_330));
}

/// Two absolute demands for two options, and a third that could give way to no avail.
fn absolute_contradiction() -> Spec {
    let demand = |spec: Spec, option| spec.insists(option, require(option), Firmness::Absolute);
    let spec = demand(demand(spec(2, &[3], 0), 0), 1);
    spec.insists(1, require(2), Firmness::Low)
}

#[test]
fn absolute_demands_leave_no_way_out() {
    let judged = Judged::new(&absolute_contradiction());
    assert_eq!(judged.conflicts, [0b011, 0b101, 0b110]);
    assert!(judged.ways_out.is_empty());
    assert_eq!(judged.knots, [(0b111, vec![])]);
}

/// A clash about an issue and, apart from it, a ring of steps; some firmnesses tie.
fn two_knots() -> Spec {
    let spec = spec(2, &[2], 2).insists(0, require(0), Firmness::Low).waits(0, &[1]);
    spec.insists(1, require(1), Firmness::Unsaid).waits(1, &[0])
}

#[test]
fn knots_multiply_ways_out() {
    let judged = Judged::new(&two_knots());
    assert_eq!(judged.conflicts, [0b0101, 0b1010]);
    assert_eq!(judged.knots, [(0b0101, vec![0b0001, 0b0100]), (0b1010, vec![0b0010, 0b1000])]);
    assert_eq!(judged.ways_out, [0b0011, 0b1001, 0b0110, 0b1100]);
}

/// A red line, a walk-away and an order demand that cannot hold together, though any two can: the party's walk-away
/// leaves the last two options, the red line excludes the last, and the middle one needs a step that comes too early.
fn red_line_and_ring() -> Spec {
    let mut spec = spec(2, &[3], 2).wants(0, &[0, 5_000, 10_000], 5_000, Firmness::Low);
    spec.steps[0].carries_out = Some(is(1));
    spec.steps[1].waits = Waits::all(&[0]);
    spec.steps[1].carries_out = Some(is(1));
    spec.insists(1, Insists::Content(Content::Never(is(2))), Firmness::Unsaid).waits(0, &[1])
}

#[test]
fn a_conflict_can_mix_content_worth_and_order() {
    let spec = red_line_and_ring();
    let judged = Judged::new(&spec);
    assert_eq!(judged.conflicts, [0b111]);
    assert_eq!(judged.ways_out, [0b100, 0b001, 0b010]);
    assert_eq!(judged.acceptable_packages, 1, "the order is not looked at");
    let mut judge = Judge::new(&spec);
    assert!(!judge.possible(0b111, Background { constraints: 0, steps: 0b10 }));
    assert!(judge.possible(0b111, Background { constraints: 0, steps: 0b01 }));
}

/// Constraints that exclude each other, or a step that can never come.
fn impossible(content: bool) -> Spec {
    let mut spec = spec(1, &[2], 2).insists(0, require(0), Firmness::Low);
    if content {
        spec.constraints = vec![("c0".to_owned(), Content::Never(is(0))), ("c1".to_owned(), Content::Never(is(1)))];
    } else {
        spec.steps[0].waits = Waits::any(&[1]);
        spec.steps[1].waits = Waits::all(&[0]);
    }
    spec
}

#[test]
fn the_background_alone_can_be_impossible() {
    assert_eq!(Judged::new(&impossible(true)).verdict(), "impossible");
    let judged = Judged::new(&impossible(false));
    assert_eq!((judged.verdict(), judged.acceptable_packages), ("impossible", 1));
    assert!(judged.conflicts.is_empty());
}

/// A package worth exactly 50 to a party that walks away below `least`.
fn half_a_point(least: Hundredths) -> Spec {
    spec(1, &[2], 0).wants(0, &[5_000, 0], least, Firmness::Medium)
}

#[test]
fn a_walk_away_met_exactly_is_met() {
    assert_eq!(Judged::new(&half_a_point(5_000)).verdict(), "open");
    let judged = Judged::new(&half_a_point(5_001));
    assert_eq!((judged.verdict(), judged.conflicts), ("blocked", vec![0b1]));
}

/// One demand that no package meets, because of a constraint.
fn self_contradiction() -> Spec {
    let mut spec = spec(2, &[2], 0).insists(1, require(0), Firmness::Low);
    spec.constraints = vec![("c0".to_owned(), Content::IfThen(is(0), is(1)))];
    spec
}

#[test]
fn one_demand_alone_can_be_a_conflict() {
    let spec = self_contradiction();
    assert_eq!(Judged::new(&spec).conflicts, [0b1]);
    assert!(Judge::new(&spec).possible(0b1, Background { constraints: 0, steps: 0 }));
}

/// A mediator's walk-away counts for nothing; its demands do.
fn mediators_walk_away() -> Spec {
    let mut spec = spec(2, &[2], 0).wants(1, &[0, 0], 9_000, Firmness::Unsaid);
    spec.parties[1].principal = false;
    spec.insists(1, require(0), Firmness::Low).insists(0, require(1), Firmness::Low)
}

#[test]
fn only_principals_walk_away_but_anyone_demands() {
    let judged = Judged::new(&mediators_walk_away());
    assert_eq!(judged.conflicts, [0b11]);
    assert_eq!(judged.of_party(1), 0b01);
}

/// Step 1 waits for an optional step or for step 2, which comes late: in any order told, one of them is before it.
fn optional_first() -> Spec {
    let mut spec = spec(1, &[2], 4).waits(2, &[0]);
    spec.steps[1].waits = Waits::any(&[2, 3]);
    spec.steps[3].optional = true;
    spec
}

/// Step 0 waits for step 1 or for the optional step 2, with which it may be one act though nobody insists on it.
fn optional_partner() -> Spec {
    let mut spec = spec(2, &[2], 3).insists(0, require(0), Firmness::High).insists(1, require(1), Firmness::High);
    spec.steps[0].waits = Waits::any(&[1, 2]);
    spec.steps[2].waits = Waits::all(&[0]);
    spec.steps[2].optional = true;
    spec.insists(0, Insists::Together(vec![0, 2]), Firmness::Low)
}

#[test]
fn optional_steps_may_serve_others() {
    assert_eq!(Judged::new(&optional_first()).verdict(), "open");
    assert_eq!(Judged::new(&optional_partner()).ways_out, [0b001, 0b010]);
}

/// The ring, but one of the two trusts the other; where `never`, also in what can never be done.
fn on_credit(never: bool) -> Spec {
    let mut spec = spec(2, &[2], 4).waits(1, &[0]);
    for (one, other) in [(2, 3), (3, 2)] {
        spec.steps[one].waits = Waits::all(&[other]);
        spec.steps[one].optional = true;
    }
    let sometime: &[usize] = if never { &[1, 2] } else { &[1] };
    spec.insists(0, Insists::After(0, Waits::on_credit(sometime)), Firmness::Low)
}

#[test]
fn credit_opens_a_ring_if_it_can_be_repaid() {
    assert_eq!(Judged::new(&on_credit(false)).verdict(), "open");
    let judged = Judged::new(&on_credit(true));
    assert_eq!((judged.verdict(), judged.conflicts), ("blocked", vec![0b10]));
}

/// Step 0 trusts in step 1, which comes after step 0 and after what can never be done: told is what can never be done.
fn credit_behind() -> Spec {
    let mut spec = spec(1, &[2], 4).insists(0, Insists::After(0, Waits::on_credit(&[1])), Firmness::Low);
    spec.steps[1].waits = Waits::all(&[0, 2]);
    for (one, other) in [(2, 3), (3, 2)] {
        spec.steps[one].waits = Waits::all(&[other]);
        spec.steps[one].optional = true;
    }
    spec.steps[1].optional = true;
    spec
}

/// Of each of two lists one must come first.
fn lists(of: &[&[usize]]) -> Spec {
    let waits = Waits { any: of.iter().map(|any| any.to_vec()).collect(), ..Waits::default() };
    spec(1, &[2], 4).waits(1, &[0]).waits(2, &[0]).insists(0, Insists::After(0, waits), Firmness::Low)
}

#[test]
fn one_of_each_list_must_come_first() {
    assert_eq!(Judged::new(&lists(&[&[1, 3], &[2, 3]])).verdict(), "open");
    assert_eq!(Judged::new(&lists(&[&[1, 3], &[1, 2]])).conflicts, [0b111]);
}
