//! The laws of `diff`: a case does not differ from itself, two cases differ the same way seen from either side, and what
//! was changed is what is told.

use detente::{
    case::Case,
    diff::{Diff, DiffAnswer, Field, Kind, Question, Value},
    question::Budget,
    show,
};

use crate::{
    dice::Dice,
    spec::{Spec, read},
};

fn files() -> Diff {
    Diff { only: Some(Vec::new()) }
}

fn asked(diff: &Diff, before: &Case, after: &Case) -> DiffAnswer {
    diff.ask(before, after, &Budget::default())
}

/// Another version: some numbers, positions, demands and meetings changed, taken out or put in.
fn varied(spec: &Spec, dice: &mut Dice) -> Spec {
    let mut other = spec.clone();
    for _ in 0..dice.within(1, 3) {
        match dice.roll(5) {
            0 => other.parties[0].principal = !other.parties[0].principal || other.parties.len() < 3,
            1 => {
                if let Some(wants) = &mut other.parties[0].wants {
                    wants[0].1[0] = (wants[0].1[0] + 7) % 101;
                }
            }
            2 => {
                other.demands.pop();
            }
            3 => other.demands.push((0, 0, 0, dice.within(1, 100))),
            _ => {
                other.meetings.pop();
                if other.meetings.is_empty() {
                    other.meetings.clone_from(&spec.meetings);
                }
            }
        }
    }
    other
}

#[test]
fn a_case_does_not_differ_from_itself() {
    for seed in 0..150 {
        let spec = Spec::random(seed);
        let case = spec.case();
        let answer = asked(&Diff::default(), &case, &case);
        assert!(answer.same(), "{answer:#?}");
        assert!(answer.answers.iter().all(|a| a.refused[0] == a.refused[1] && a.cut[0] == a.cut[1]));
        assert!(show::text::draw(&answer.show(&case, &case), 80, false).contains("No difference"));
    }
}

/// Comments, and the order of tables, are nothing that any question looks at.
#[test]
fn order_and_comments_do_not_count() {
    for seed in 0..300 {
        let spec = Spec::random(seed);
        let mut dice = Dice::new(seed);
        let tables = dice.shuffle(spec.tables());
        let shuffled = read(&format!("# A comment.\ntitle = \"Random\"\n\n{}", tables.join("\n# Another.\n")));
        let answer = asked(&files(), &spec.case(), &shuffled);
        assert!(answer.elements.is_empty(), "{answer:#?}");
    }
}

fn mirrored(fields: &[Field]) -> Vec<String> {
    let mut all: Vec<String> = fields.iter().map(|f| format!("{} {:?} {:?}", f.label, f.after, f.before)).collect();
    all.sort();
    all
}

fn plain(fields: &[Field]) -> Vec<String> {
    let mut all: Vec<String> = fields.iter().map(|f| format!("{} {:?} {:?}", f.label, f.before, f.after)).collect();
    all.sort();
    all
}

/// What one side adds, the other removes; what goes up, goes down.
#[test]
fn two_sides_mirror_each_other() {
    let mut differ = 0;
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let spec = Spec::random(seed);
        // Now and then a quite different case.
        let other = if dice.chance(30) { Spec::random(seed + 1_000) } else { varied(&spec, &mut dice) };
        let (one, two) = (spec.case(), other.case());
        let diff = if seed % 3 == 0 { Diff::default() } else { files() };
        let (there, back) = (asked(&diff, &one, &two), asked(&diff, &two, &one));
        assert_eq!(there.same(), back.same());
        differ += usize::from(!there.same());
        let sorted = |mut some: Vec<(Kind, Vec<String>)>| {
            some.sort();
            some
        };
        assert_eq!(sorted(there.elements.added.clone()), sorted(back.elements.removed.clone()));
        assert_eq!(sorted(there.elements.removed.clone()), sorted(back.elements.added.clone()));
        let mut renamed: Vec<_> = there.elements.renamed.iter().map(|r| (r.kind, &r.before, &r.after)).collect();
        let mut renamed_back: Vec<_> = back.elements.renamed.iter().map(|r| (r.kind, &r.after, &r.before)).collect();
        renamed.sort();
        renamed_back.sort();
        assert_eq!(renamed, renamed_back);
        let mut changed: Vec<_> =
            there.elements.changed.iter().map(|c| (c.kind, c.before.clone(), plain(&c.fields))).collect();
        let mut changed_back: Vec<_> =
            back.elements.changed.iter().map(|c| (c.kind, c.after.clone(), mirrored(&c.fields))).collect();
        changed.sort();
        changed_back.sort();
        assert_eq!(changed, changed_back);
        for (a, b) in there.answers.iter().zip(&back.answers) {
            assert_eq!(plain(&a.changes), mirrored(&b.changes), "{:?}", a.question);
            assert_eq!(a.refused[0], b.refused[1]);
        }
    }
    assert!(differ > 200, "only {differ} pairs differ");
}

/// What was changed is told, and nothing else.
#[test]
fn one_change_is_one_change() {
    let mut tried = 0;
    for seed in 0..300 {
        let spec = Spec::random(seed);
        let mut other = spec.clone();
        let Some(demand) = other.demands.first_mut() else { continue };
        tried += 1;
        let before = demand.3;
        demand.3 = if before == 100 { 1 } else { before + 1 };
        let after = demand.3;
        let answer = asked(&files(), &spec.case(), &other.case());
        let elements = &answer.elements;
        assert!(elements.added.is_empty() && elements.removed.is_empty() && elements.renamed.is_empty());
        assert_eq!(elements.changed.len(), 1);
        let changed = &elements.changed[0];
        assert_eq!((changed.kind, changed.after.as_slice()), (Kind::Demand, &["d0".to_owned()][..]));
        let [field] = changed.fields.as_slice() else { panic!("{changed:#?}") };
        assert_eq!(field.label, "firmness");
        assert_eq!(field.before, Some(Value::Text(before.to_string())));
        assert_eq!(field.after, Some(Value::Text(after.to_string())));
    }
    assert!(tried > 100);
}

/// What reports call somebody, the words of an issue, and what a claim has somebody do by speaking.
#[test]
fn what_only_reading_looks_at_is_told() {
    let text = |aliases: &str, person: &str, keywords: &str, claim: &str| {
        let text = format!(
            "title = \"T\"\n[parties.a]\naliases = [{aliases}]\n[delegates.ann]\nparty = \"a\"\naliases = [{person}]\n\
             [issues.i]\noptions = [\"x\", \"y\"]\nkeywords = [{keywords}]\n[documents.d]\n\
             [claims.c]\ndocument = \"d\"\nquote = \"q\"\n{claim}\n"
        );
        detente::file::read("t.case.toml", &text).case.unwrap()
    };
    let told = |case: &Case| {
        let before = text("", "", "", "");
        let answer = asked(&files(), &before, case);
        let drawn = show::text::draw(&answer.show(&before, case), 100, false);
        assert!(!drawn.contains("No difference"), "{drawn}");
        drawn
    };
    assert!(told(&text("\"the Crown\"", "", "", "")).contains("aliases"));
    assert!(told(&text("", "\"Annie\"", "", "")).contains("Annie"));
    assert!(told(&text("", "", "\"toll\"", "")).contains("keywords"));
    assert!(told(&text("", "", "", "act = \"denies\"")).contains("denies"));
    assert!(told(&text("", "", "", "modality = \"must\"")).contains("modality"));
    assert!(told(&text("", "", "", "utterance = \"at the gate\"")).contains("at the gate"));
    // In another order they are the same.
    let (one, other) = (text("\"p\", \"q\"", "", "", ""), text("\"q\", \"p\"", "", "", ""));
    assert!(asked(&files(), &one, &other).same());
}

/// A renamed key is told as such, and what refers to it is not told as changed; no answer is, either.
#[test]
fn a_renamed_key_changes_nothing_else() {
    for seed in 0..120 {
        let spec = Spec::random(seed);
        let text = spec.text();
        for (from, to, kind) in
            [("p0", "first", Kind::Party), ("i0", "topic", Kind::Issue), ("r0", "opening", Kind::Round)]
        {
            let renamed = text.replace(from, to);
            let (before, after) = (read(&text), read(&renamed));
            let answer = asked(&Diff { only: Some(vec![Question::Why, Question::Track]) }, &before, &after);
            let told: Vec<_> = answer.elements.renamed.iter().map(|r| (r.kind, r.before[0].as_str())).collect();
            assert_eq!(told, [(kind, from)], "{text}");
            assert!(answer.elements.changed.is_empty(), "{:#?}", answer.elements.changed);
            assert!(answer.elements.added.is_empty() && answer.elements.removed.is_empty());
            assert!(answer.answers.iter().all(|a| a.changes.is_empty()), "{:#?}", answer.answers);
        }
    }
}

/// Where one version has no answer, that is said, and nothing is called new.
#[test]
fn an_answer_that_only_one_has_is_no_change() {
    let with = Spec::random(1);
    let mut without = with.clone();
    without.meetings.clear();
    let (before, after) = (with.case(), without.case());
    let answer = asked(&Diff { only: Some(vec![Question::Track]) }, &before, &after);
    let [track] = answer.answers.as_slice() else { panic!("{:#?}", answer.answers) };
    assert!(track.changes.is_empty() && track.refused[0].is_none() && track.refused[1].is_some() && !track.same());
    let told = show::text::draw(&answer.show(&before, &after), 400, false);
    assert!(told.contains("nothing to hold against each other"), "{told}");
}

#[test]
fn answers_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::diff::schema()).unwrap();
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let spec = Spec::random(seed);
        let (before, after) = (spec.case(), varied(&spec, &mut dice).case());
        let diff = Diff::default();
        let answer = asked(&diff, &before, &after);
        let options = diff.options(&[before.file(), after.file()], 1);
        let mut envelope = detente::question::Envelope::of_files("diff", options, None, None, Vec::new());
        envelope.answer = Some(answer.facts(&before, &after));
        let value = serde_json::to_value(envelope.cut_by(answer.limit())).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
