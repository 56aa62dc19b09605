//! What `track` tells of random rounds is what the definitions say.

use std::collections::BTreeSet;

use detente::{
    case::{Case, IssueId, OptionId, PartyId},
    number::Exact,
    question::Budget,
    show,
    track::{Heading, Held, News, Topic, Track, TrackAnswer},
};

use crate::{
    naive::{self, Options},
    spec::Spec,
};

const CASES: u64 = 600;

fn set(options: &[OptionId]) -> Options {
    options.iter().map(|o| o.index()).collect()
}

fn asked(case: &Case) -> TrackAnswer {
    Track::default().ask(case, &Budget::default()).unwrap()
}

struct Trial {
    spec: Spec,
    order: Vec<usize>,
    case: Case,
    answer: TrackAnswer,
}

impl Trial {
    fn each(law: impl Fn(&Trial)) {
        for seed in 0..CASES {
            let spec = Spec::random(seed);
            let case = spec.case();
            let answer = asked(&case);
            law(&Trial { order: naive::order(&spec), spec, case, answer });
        }
    }

    fn topic(&self, issue: usize) -> Option<&Topic> {
        self.answer.topics.iter().find(|t| t.issue.index() == issue)
    }

    fn held(&self, topic: &Topic, round: usize, party: usize) -> Option<Held> {
        let place = self.answer.parties.iter().position(|p| p.index() == party)?;
        topic.held[round][place].clone()
    }

    fn naive(&self, round: usize, party: usize, issue: usize) -> Option<Options> {
        naive::held(&self.spec, &self.order, round, party, issue).map(|(options, _)| options)
    }

    /// Principals with a position, by number.
    fn standing(&self, round: usize, issue: usize) -> Vec<(usize, Options)> {
        let principals = (0..self.spec.parties.len()).filter(|p| self.spec.parties[*p].principal);
        principals.filter_map(|p| Some((p, self.naive(round, p, issue)?))).collect()
    }

    fn rounds(&self) -> usize {
        self.spec.meetings.len()
    }
}

#[test]
fn positions_are_the_last_ones_stated() {
    Trial::each(|t| {
        assert_eq!(t.answer.rounds, t.order);
        assert_eq!(t.answer.reordered, !t.order.is_sorted());
        for issue in 0..t.spec.issues.len() {
            let stated = t.spec.meetings.iter().any(|m| m.positions.iter().any(|(_, i, _)| *i == issue));
            assert_eq!(t.topic(issue).is_some(), stated);
            assert_eq!(t.answer.silent.iter().any(|i| i.index() == issue), !stated);
            let Some(topic) = t.topic(issue) else { continue };
            for round in 0..t.rounds() {
                for party in 0..t.spec.parties.len() {
                    let told = t.held(topic, round, party).map(|h| (set(&h.options), h.since));
                    assert_eq!(told, naive::held(&t.spec, &t.order, round, party, issue));
                }
            }
        }
    });
}

#[test]
fn distances_are_those_of_the_furthest_two() {
    Trial::each(|t| {
        for round in 0..t.rounds() {
            let (mut sum, mut compared, mut meeting) = (Vec::new(), 0, 0);
            for (issue, options) in t.spec.issues.iter().enumerate() {
                let Some(topic) = t.topic(issue) else { continue };
                let standing = t.standing(round, issue);
                let gap = &topic.gaps[round];
                if standing.len() < 2 {
                    assert!(gap.distance.is_none() && gap.meet().is_none() && gap.pairs.is_empty());
                    continue;
                }
                let mut widest = 0;
                let mut pairs = 0;
                for (p, one) in &standing {
                    for (q, other) in standing.iter().filter(|(q, _)| q > p) {
                        let told = gap.pairs.iter().find(|x| (x.between.0.index(), x.between.1.index()) == (*p, *q));
                        assert_eq!(told.unwrap().options, naive::between(one, other));
                        widest = widest.max(naive::between(one, other));
                        pairs += 1;
                    }
                }
                assert_eq!(gap.pairs.len(), pairs);
                let common: Options =
                    (0..*options).filter(|o| standing.iter().all(|(_, some)| some.contains(o))).collect();
                assert_eq!(set(&gap.common), common);
                assert_eq!(gap.meet(), Some(!common.is_empty()));
                let most = (*options as i128 - 1).max(1);
                assert_eq!(gap.distance, Some(Exact::ratio(widest as i128, most)));
                sum.push((widest as i128, most));
                compared += 1;
                meeting += usize::from(!common.is_empty());
            }
            let apart = &t.answer.apart[round];
            assert_eq!((apart.issues, apart.meeting), (compared, meeting));
            let common: i128 = sum.iter().map(|(_, d)| d).product();
            let mean = sum.iter().map(|(n, d)| n * common / d).sum();
            assert_eq!(apart.mean, (compared > 0).then(|| Exact::ratio(mean, common * compared as i128)));
        }
    });
}

#[test]
fn what_is_left_to_give_is_to_the_hardest_to_join() {
    Trial::each(|t| {
        for round in 0..t.rounds() {
            let mut expected = Vec::new();
            for party in (0..t.spec.parties.len()).filter(|p| t.spec.parties[*p].principal) {
                if t.spec.parties[party].wants.is_none() {
                    continue;
                }
                let mut give = None;
                for issue in 0..t.spec.issues.len() {
                    let standing = t.standing(round, issue);
                    let Some((_, own)) = standing.iter().find(|(p, _)| *p == party) else { continue };
                    let least = naive::least(&t.spec, party, issue, own).unwrap();
                    let others = standing.iter().filter(|(p, _)| *p != party);
                    let short = others.map(|(_, o)| (least - naive::best(&t.spec, party, issue, o).unwrap()).max(0));
                    if let Some(most) = short.max() {
                        give = Some(give.unwrap_or(0) + most);
                    }
                }
                let worth = give.map(|g| Exact::ratio(g, naive::total(&t.spec, party)));
                expected.extend(worth.map(|w| (party, w)));
            }
            let told: Vec<(usize, Exact)> =
                t.answer.apart[round].to_give.iter().map(|(p, w)| (p.index(), *w)).collect();
            assert_eq!(told, expected);
        }
    });
}

#[test]
fn moves_are_changes_of_what_was_stated() {
    Trial::each(|t| {
        let mut expected = 0;
        for round in 1..t.rounds() {
            for party in 0..t.spec.parties.len() {
                for issue in 0..t.spec.issues.len() {
                    let (Some(from), Some(to)) = (t.naive(round - 1, party, issue), t.naive(round, party, issue))
                    else {
                        continue;
                    };
                    if from == to {
                        continue;
                    }
                    expected += 1;
                    let same = |m: &&detente::track::Move| {
                        (m.round, m.party.index(), m.issue.index()) == (round, party, issue)
                    };
                    let told = t.answer.moves.iter().find(same).unwrap();
                    assert_eq!((set(&told.from), set(&told.to)), (from.clone(), to.clone()));
                    assert_eq!(told.options, naive::hausdorff(&from, &to));
                    let part = |o: &Options| {
                        let points = naive::least(&t.spec, party, issue, o)?;
                        Some(Exact::ratio(points, naive::total(&t.spec, party)))
                    };
                    assert_eq!(told.worth, part(&from).zip(part(&to)));
                    let others: Vec<(usize, usize, usize)> = t
                        .standing(round - 1, issue)
                        .iter()
                        .filter(|(p, _)| *p != party)
                        .map(|(p, o)| (*p, naive::between(&from, o), naive::between(&to, o)))
                        .collect();
                    let told_others: Vec<_> = told.others.iter().map(|(p, b, a)| (p.index(), *b, *a)).collect();
                    assert_eq!(told_others, others);
                    let nearer = others.iter().any(|(_, b, a)| a < b);
                    let further = others.iter().any(|(_, b, a)| a > b);
                    let heading = match (others.is_empty(), nearer, further) {
                        (true, ..) => Heading::Unknown,
                        (_, true, true) => Heading::Both,
                        (_, true, false) => Heading::Towards,
                        (_, false, true) => Heading::Away,
                        (_, false, false) => Heading::Neither,
                    };
                    assert_eq!(told.heading(), heading);
                }
            }
        }
        assert_eq!(t.answer.moves.len(), expected);
        assert!(t.answer.moves.is_sorted_by_key(|m| (m.round, m.party, m.issue)));
    });
}

/// And from round to round the least falls by what the moves of that round give, and by nothing else.
#[test]
fn curves_add_up() {
    Trial::each(|t| {
        let weighed: BTreeSet<usize> =
            t.answer.parties.iter().map(|p| p.index()).filter(|p| t.spec.parties[*p].wants.is_some()).collect();
        assert_eq!(t.answer.curves.iter().map(|c| c.party.index()).collect::<BTreeSet<_>>(), weighed);
        for curve in &t.answer.curves {
            let party = curve.party.index();
            let total = naive::total(&t.spec, party);
            let last = t.rounds() - 1;
            let said: Vec<usize> = (0..t.spec.issues.len()).filter(|i| t.naive(last, party, *i).is_some()).collect();
            for round in 0..t.rounds() {
                let (mut best, mut least, mut not_yet) = (0, 0, Vec::new());
                for issue in &said {
                    let first = || (0..t.rounds()).find_map(|r| t.naive(r, party, *issue)).unwrap();
                    let held = t.naive(round, party, *issue).unwrap_or_else(|| {
                        not_yet.push(*issue);
                        first()
                    });
                    best += naive::best(&t.spec, party, *issue, &held).unwrap();
                    least += naive::least(&t.spec, party, *issue, &held).unwrap();
                }
                let point = &curve.points[round];
                assert_eq!((point.best, point.least), (Exact::ratio(best, total), Exact::ratio(least, total)));
                assert_eq!(point.not_yet.iter().map(|i| i.index()).collect::<Vec<_>>(), not_yet);
                if round > 0 {
                    let moved = t.answer.moves.iter().filter(|m| m.round == round && m.party == curve.party);
                    let gives: Vec<Exact> = moved.filter_map(detente::track::Move::gives).collect();
                    let sum: i128 = gives.iter().map(|g| g.numerator() * total / g.denominator()).sum();
                    let (before, now) = (curve.points[round - 1].least, point.least);
                    let points = |e: Exact| e.numerator() * total / e.denominator();
                    assert_eq!(points(before) - points(now), sum);
                }
            }
            let counts = |i: &usize| {
                (0..t.spec.issues[*i]).any(|o| naive::worth(&t.spec, party, *i, o) != Some(0)) && !said.contains(i)
            };
            let left_out: Vec<usize> = (0..t.spec.issues.len()).filter(counts).collect();
            assert_eq!(curve.left_out.iter().map(|i| i.index()).collect::<Vec<_>>(), left_out);
        }
    });
}

#[test]
fn what_stands_still_is_what_nobody_touched() {
    Trial::each(|t| {
        for (issue, topic) in (0..t.spec.issues.len()).filter_map(|i| Some((i, t.topic(i)?))) {
            let moved = |round: usize| {
                (0..t.spec.parties.len()).filter(|p| t.spec.parties[*p].principal).any(|p| {
                    let before = if round == 0 { None } else { t.naive(round - 1, p, issue) };
                    before != t.naive(round, p, issue)
                })
            };
            let last = (0..t.rounds()).rev().find(|r| moved(*r)).unwrap_or(0);
            assert_eq!(topic.quiet, t.rounds() - 1 - last);
            let apart = topic.gaps.last().unwrap().meet() == Some(false);
            for quiet in 1..4 {
                assert_eq!(topic.stalled(quiet), apart && topic.quiet >= quiet);
            }
        }
    });
}

#[test]
fn mandates_are_held_against_positions() {
    Trial::each(|t| {
        let mut expected: Vec<(usize, usize, News)> = Vec::new();
        for party in 0..t.spec.parties.len() {
            let mandate = |round: usize| {
                (0..=round).rev().find_map(|r| {
                    let of = t.spec.meetings[t.order[r]].mandates.iter().find(|(p, _)| *p == party)?;
                    Some((of.1.iter().copied().collect::<BTreeSet<usize>>(), r))
                })
            };
            for round in 0..t.rounds() {
                let Some((now, since)) = mandate(round) else { continue };
                if let Some((before, _)) = round.checked_sub(1).and_then(mandate).filter(|_| since == round) {
                    let id = |i: &usize| t.case.find_issue(&format!("i{i}")).unwrap();
                    expected.extend(now.difference(&before).map(|i| (round, party, News::MandateGained(id(i)))));
                    expected.extend(before.difference(&now).map(|i| (round, party, News::MandateLost(id(i)))));
                }
                for (_, i, _) in t.spec.meetings[t.order[round]].positions.iter().filter(|(p, ..)| *p == party) {
                    if !now.contains(i) {
                        let issue = t.case.find_issue(&format!("i{i}")).unwrap();
                        expected.push((round, party, News::OutsideMandate(issue, since)));
                    }
                }
            }
        }
        let mut told: Vec<(usize, usize, News)> =
            t.answer.changes.iter().map(|c| (c.round, c.party.index(), c.news.clone())).collect();
        let key = |x: &(usize, usize, News)| format!("{x:?}");
        told.sort_by_key(key);
        expected.sort_by_key(key);
        assert_eq!(told, expected);
    });
}

/// Asked of some issues and parties only, it answers as if the others were not there.
#[test]
fn a_part_is_answered_as_if_it_were_all() {
    for seed in 0..200 {
        let spec = Spec::random(seed);
        let case = spec.case();
        let issues: Vec<IssueId> = case.issue_ids().filter(|i| i.index() % 2 == 0).collect();
        let parties: Vec<PartyId> = case.party_ids().filter(|p| p.index() < 2).collect();
        let asked = Track { issues: Some(issues), parties: Some(parties), ..Track::default() };
        let told = asked.ask(&case, &Budget::default()).unwrap();
        let mut part = spec.clone();
        part.meetings.iter_mut().for_each(|m| m.positions.retain(|(p, i, _)| *p < 2 && i % 2 == 0));
        let rest = part.case();
        let alone = self::asked(&rest);
        assert_eq!(told.topics, alone.topics);
        assert_eq!((told.moves, told.apart, told.curves), (alone.moves, alone.apart, alone.curves));
    }
}

#[test]
fn answers_can_be_told_and_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::track::schema()).unwrap();
    for seed in 0..100 {
        let case = Spec::random(seed).case();
        let track = Track::default();
        let answer = asked(&case);
        let told = show::text::draw(&answer.show(&case), 80, false);
        assert!(told.contains("round") && !told.contains("  .") && !told.contains("NaN"), "{told}");
        assert_eq!(told, show::text::draw(&asked(&case).show(&case), 80, false));
        let drawn = show::chart::curve::svg(&answer.chart(&case));
        assert!(drawn.starts_with("<svg") && !drawn.contains("NaN"));
        let rows = answer.csv(&case).lines().count();
        let held: usize = answer.topics.iter().flat_map(|t| &t.held).map(|now| now.iter().flatten().count()).sum();
        assert_eq!(rows, held + 1);
        let facts = answer.facts(&case);
        let envelope = detente::question::Envelope::new("track", track.options(&case), &case, None, facts, &[]);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
