//! Schedules of thousands of random graphs against all assignments of days to steps.

use super::{Made, *};

/// Numbers that look random, each below what is asked.
pub(super) fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    }
}

struct Sample {
    graph: Graph,
    credit: Vec<bool>,
    dates: Dates,
}

fn sample(seed: u64, steps: usize, classes: bool) -> Sample {
    let mut next = numbers(seed);
    let mut made = Made::steps(&(0..steps).map(|_| next(3) as u32).collect::<Vec<_>>());
    for _ in 0..next(2 * steps) {
        let step = next(steps);
        let mut any: Vec<usize> = (0..=next(2)).map(|_| next(steps)).filter(|t| *t != step).collect();
        any.dedup();
        if !any.is_empty() {
            made.wait(step, &any, next(5) == 0, (next(4) == 0).then_some(1));
        }
    }
    for n in 0..steps {
        if next(6) == 0 {
            made.graph.nodes[n].verified = Some(crate::case::Verification { by: PartyId::at(0), days: 1 });
        }
        made.graph.nodes[n].owned = next(12) > 0;
    }
    for _ in 0..if classes { next(3) } else { 0 } {
        let (a, b) = (next(steps), next(steps));
        if a != b {
            made = made.together(&[a, b], next(2) == 0);
        }
    }
    let begin = (0..steps).map(|_| if next(5) == 0 { 1 + next(2) as u64 } else { 0 }).collect();
    let end = (0..steps).map(|_| (next(6) == 0).then(|| next(8) as i64 - 1)).collect();
    let deadline = (next(3) == 0).then(|| next(9) as i64);
    let mut goals: Vec<usize> = (0..steps).filter(|_| next(2) == 0).collect();
    if goals.is_empty() {
        goals.push(next(steps));
    }
    let graph = made.for_goals(&goals);
    let credit = graph.clauses.iter().map(|_| next(6) == 0).collect();
    Sample { graph, credit, dates: Dates::days(deadline, begin, end) }
}

/// Whether steps can start on these days: read off the definition, day by day and act by act.
fn holds(sample: &Sample, start: &[Option<u64>]) -> bool {
    let Sample { graph, credit, dates } = sample;
    let mut placed = vec![false; start.len()];
    let mut days: Vec<u64> = start.iter().flatten().copied().collect();
    days.sort_unstable();
    days.dedup();
    for day in days {
        loop {
            let mut changed = false;
            for class in &graph.classes {
                let mut act: Vec<usize> =
                    class.iter().copied().filter(|s| start[*s] == Some(day) && !placed[*s]).collect();
                loop {
                    let meets = |n: usize, t: usize| {
                        let over = start[t].map(|d| d + u64::from(graph.nodes[t].days) + u64::from(graph.lag(n, t)));
                        act.contains(&t) || placed[t] && over.is_some_and(|over| over <= day)
                    };
                    let fits = |s: &&usize| {
                        let mut waits = graph.clauses.iter().enumerate().filter(|(_, c)| c.step == **s);
                        let mut sets = graph.together.iter().filter(|(_, set)| set.contains(s));
                        graph.possible(**s)
                            && dates.not_before(**s) <= day
                            && waits.all(|(n, c)| c.on_credit || credit[n] || c.any.iter().any(|t| meets(n, *t)))
                            && sets.all(|(_, set)| set.iter().all(|t| act.contains(t)))
                    };
                    let fewer: Vec<usize> = act.iter().filter(fits).copied().collect();
                    if fewer.len() == act.len() {
                        break;
                    }
                    act = fewer;
                }
                changed |= !act.is_empty();
                act.iter().for_each(|s| placed[*s] = true);
            }
            if !changed {
                break;
            }
        }
    }
    placed.iter().zip(start).all(|(placed, start)| *placed || start.is_none())
}

/// All lists with one of so many numbers at each place.
fn all(sizes: &[u64]) -> impl Iterator<Item = Vec<u64>> + '_ {
    let count: u64 = sizes.iter().product();
    (0..count).map(|mut n| {
        let mut one = |size: &u64| {
            let digit = n % size;
            n /= size;
            digit
        };
        sizes.iter().map(&mut one).collect()
    })
}

/// Whether days keep to the choices of a schedule: what meets what, and how.
fn keeps(sample: &Sample, all: &Schedule, day: impl Fn(usize) -> u64) -> bool {
    let graph = &sample.graph;
    let met = |s: usize, m: &Met| match m.how {
        How::Before => day(m.by) + u64::from(graph.nodes[m.by].days) + u64::from(graph.lag(m.clause, m.by)) <= day(s),
        How::Moment => day(m.by) == day(s),
        How::Credit => true,
    };
    all.steps.iter().all(|t| t.met.iter().all(|m| met(t.step, m)) && sample.dates.not_before(t.step) <= day(t.step))
        && graph
            .together
            .iter()
            .filter(|(_, set)| all.of(set[0]).is_some())
            .all(|(_, set)| set.iter().all(|s| day(*s) == day(set[0])))
}

fn samples() -> impl Iterator<Item = Sample> {
    (0..4000).map(|seed| sample(seed, 3, seed % 3 > 0)).chain((0..400).map(|seed| sample(seed, 4, seed % 3 > 0)))
}

/// Steps of a class that could be done at one moment before their days, all others being as they are.
fn could_be_earlier(sample: &Sample, placed: &earliest::Placed) -> Option<Vec<usize>> {
    let Sample { graph, credit, dates } = sample;
    for class in &graph.classes {
        for chosen in 1..1_u32 << class.len() {
            let act: Vec<usize> = (0..class.len()).filter(|n| chosen >> n & 1 == 1).map(|n| class[n]).collect();
            let Some(first) = act.iter().map(|s| placed.start[*s]).min().flatten() else { continue };
            for day in 0..first {
                let over = |n: usize, t: usize| {
                    placed.finish(graph, t).is_some_and(|f| f + u64::from(graph.lag(n, t)) <= day) || act.contains(&t)
                };
                let fits = |s: &usize| {
                    let mut waits = graph.clauses.iter().enumerate().filter(|(_, c)| c.step == *s);
                    let mut sets = graph.together.iter().filter(|(_, set)| set.contains(s));
                    dates.not_before(*s) <= day
                        && waits.all(|(n, c)| c.on_credit || credit[n] || c.any.iter().any(|t| over(n, *t)))
                        && sets.all(|(_, set)| set.iter().all(|t| act.contains(t)))
                };
                if act.iter().all(fits) {
                    return Some(act);
                }
            }
        }
    }
    None
}

#[test]
fn no_schedule_is_earlier() {
    let (mut reached, mut compared) = (0, 0);
    for (n, sample) in samples().enumerate() {
        let Sample { graph, credit, dates } = &sample;
        let found = schedule(graph, credit, dates);
        assert_eq!(found.is_some(), graph.reaches(credit), "{n}");
        reached += usize::from(found.is_some());
        let can = graph.close(credit);
        let placed = earliest::earliest(graph, credit, dates, &can);
        assert!(placed.start.iter().zip(&can).all(|(start, can)| start.is_some() == *can), "{n}");
        assert!(holds(&sample, &placed.start), "{n}");
        let last = placed.start.iter().flatten().max().copied().unwrap_or(0);
        assert_eq!(could_be_earlier(&sample, &placed), None, "{n}");
        // Where steps are one act only by demand, no schedule at all has any step earlier. One in which a step is earlier
        // is one without all that comes later, too.
        let joined = graph.together.iter().map(|(_, set)| set.clone()).collect::<Vec<_>>();
        let mut in_force = graph.clone();
        in_force.classify(&joined);
        if in_force.classes != graph.classes {
            continue;
        }
        compared += 1;
        let sizes: Vec<u64> = can.iter().map(|can| if *can { last + 2 } else { 1 }).collect();
        for days in all(&sizes) {
            let start: Vec<Option<u64>> = days.iter().map(|d| d.checked_sub(1)).collect();
            let earlier = |(a, b): (&Option<u64>, &Option<u64>)| a.is_some_and(|a| b.is_some_and(|b| a < b));
            if start.iter().zip(&placed.start).any(earlier) {
                assert!(!holds(&sample, &start), "{n} {start:?} is earlier than {:?}", placed.start);
            }
        }
    }
    assert!(reached > 1500 && compared > 1500, "{reached} {compared}");
}

#[test]
fn nothing_is_violated_and_latest_days_are_the_latest() {
    for (n, sample) in samples().enumerate() {
        let Some(found) = schedule(&sample.graph, &sample.credit, &sample.dates) else { continue };
        let days = |late: bool| {
            let day = |t: &Timed| if late { t.latest } else { t.start };
            (0..sample.graph.nodes.len()).map(|s| found.of(s).map(day)).collect::<Vec<_>>()
        };
        assert!(holds(&sample, &days(false)) && holds(&sample, &days(true)), "{n}");
        assert!(sample.graph.goals.iter().all(|g| found.of(*g).is_some()), "{n}");
        for t in &found.steps {
            let served = |c: &usize| t.met.iter().any(|m| m.clause == *c && found.of(m.by).is_some());
            assert!(sample.graph.nodes[t.step].waits.iter().all(served), "{n}");
        }
        // Of all days that keep to the choices made and end in time, those told are the last.
        let length = |s: usize| u64::from(sample.graph.nodes[s].days.max(1));
        let ends = |t: &Timed, day: u64| {
            let own = sample.dates.not_after(t.step).unwrap_or(i64::MAX).max(t.last() as i64);
            day + length(t.step) <= found.until + 1 && (day + length(t.step)) as i64 <= own.saturating_add(1)
        };
        let sizes: Vec<u64> = found.steps.iter().map(|t| found.until + 1 - t.start).collect();
        let mut most = vec![0; found.steps.len()];
        for plus in all(&sizes) {
            let at = |s: usize| found.steps.iter().position(|t| t.step == s).unwrap();
            let day = |s: usize| found.steps[at(s)].start + plus[at(s)];
            if found.steps.iter().all(|t| ends(t, day(t.step))) && keeps(&sample, &found, day) {
                found.steps.iter().enumerate().for_each(|(k, t)| most[k] = day(t.step).max(most[k]));
            }
        }
        assert_eq!(most, found.steps.iter().map(|t| t.latest).collect::<Vec<_>>(), "{n} {found:?}");
    }
}

/// The number of days that all takes with the choices of a schedule, where one step starts no earlier than told.
fn with(sample: &Sample, all: &Schedule, step: usize, from: u64) -> u64 {
    let mut day: Vec<u64> = (0..sample.graph.nodes.len()).map(|s| all.of(s).map_or(0, |t| t.start)).collect();
    day[step] = day[step].max(from);
    while !keeps(sample, all, |s| day[s]) {
        for t in &all.steps {
            for m in &t.met {
                let by = day[m.by];
                match m.how {
                    How::Before => {
                        let lag = u64::from(sample.graph.lag(m.clause, m.by));
                        day[t.step] = day[t.step].max(by + u64::from(sample.graph.nodes[m.by].days) + lag);
                    }
                    How::Moment => {
                        day[t.step] = day[t.step].max(by);
                        day[m.by] = day[t.step];
                    }
                    How::Credit => {}
                }
            }
        }
        for (_, set) in sample.graph.together.iter().filter(|(_, set)| all.of(set[0]).is_some()) {
            let latest = set.iter().map(|s| day[*s]).max().unwrap();
            set.iter().for_each(|s| day[*s] = latest);
        }
    }
    all.steps.iter().map(|t| day[t.step] + u64::from(sample.graph.nodes[t.step].days.max(1))).max().unwrap_or(0)
}

#[test]
fn a_critical_step_delays_all_and_no_other_does() {
    for (n, sample) in samples().enumerate() {
        let Some(found) = schedule(&sample.graph, &sample.credit, &sample.dates) else { continue };
        for t in &found.steps {
            let delayed = with(&sample, &found, t.step, t.start + 1) > found.days;
            assert_eq!(delayed, t.critical, "{n} {} {found:?}", t.step);
        }
        let paths = found.late.iter().map(|l| &l.path).chain([&found.path]);
        for path in paths {
            let mut before: Option<&Timed> = None;
            for link in path {
                let t = found.of(link.step).unwrap();
                match link.held {
                    Held::Start => assert!(before.is_none() && t.start == 0),
                    Held::NotBefore => assert!(before.is_none() && t.start == sample.dates.not_before(t.step)),
                    Held::Moment(with) => assert!(before.unwrap().step == with && before.unwrap().start == t.start),
                    Held::Clause { clause, by, checked } => {
                        let by_then = before.unwrap();
                        assert!(by_then.step == by && by_then.finish + u64::from(checked) == t.start, "{n}");
                        assert!(t.met.iter().any(|m| m.clause == clause && m.by == by));
                    }
                }
                before = Some(t);
            }
        }
        assert!(found.path.iter().all(|l| found.of(l.step).unwrap().critical), "{n} {found:?}");
        assert!(found.steps.is_empty() || found.of(found.path.last().unwrap().step).unwrap().last() + 1 == found.days);
    }
}

/// Where there is no choice and nothing is done at one moment, a step that is not critical can take a day less, or more,
/// and the whole takes no less, and no day less than before.
#[test]
fn shortening_what_is_not_critical_is_no_use() {
    let mut tried = 0;
    for seed in 0..6000 {
        let mut sample = sample(seed, 5, false);
        sample.dates = Dates::default();
        for n in 0..sample.graph.clauses.len() {
            let gone = sample.graph.clauses[n].any.split_off(1);
            for t in gone {
                sample.graph.nodes[t].serves.retain(|c| *c != n || sample.graph.clauses[n].any[0] == t);
            }
        }
        let Some(found) = schedule(&sample.graph, &sample.credit, &sample.dates) else { continue };
        for t in &found.steps {
            let days = sample.graph.nodes[t.step].days;
            let mut again = |days: u32| {
                sample.graph.nodes[t.step].days = days;
                schedule(&sample.graph, &sample.credit, &sample.dates).unwrap().days
            };
            if !t.critical && days > 0 {
                assert_eq!(again(days - 1), found.days, "{seed}");
                tried += 1;
            }
            if days > 0 {
                assert_eq!(again(days + 1), found.days + u64::from(t.critical), "{seed}");
            }
            again(days);
        }
    }
    assert!(tried > 500, "{tried}");
}
