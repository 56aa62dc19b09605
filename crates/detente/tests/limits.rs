//! Numbers as long as a file may have them: nothing overflows, and nothing is rounded.

use detente::{case::Preference, diagnostic::Code, file, question::Budget, why::Verdict, why::Why};

/// Two parties that want the opposite. Weights of 20 decimals stand over a total of one.
fn talks(walk_away: &str, worth: &str) -> String {
    format!(
        r#"
title = "Long numbers"

[parties.port]
basis = "assumed"
weights = {{ nights = 0.00203685938191124330, pay = 0.99796314061808875670 }}
measure = {{ total = 1, best = 1 }}
wants.nights = {{ none = 0, two = 1 }}
wants.pay = {{ same = {worth}, more = -0.00000001 }}
bonuses = [{{ when = {{ nights = "two", pay = "more" }}, worth = 0.01 }}]
walk_away = {{ worth = {walk_away}, firmness = 70 }}

[parties.union]
basis = "assumed"
wants.pay = {{ same = 0, more = 100 }}
walk_away = 99.99999999999999999999

[issues.nights]
options = ["none", "two"]

[issues.pay]
options = ["same", "more"]
"#
    )
}

#[test]
fn a_walk_away_is_met_exactly_or_it_is_not() {
    // Two nights and more pay are worth 0.2136849402279837119112433, on 25 decimals.
    for (walk_away, verdict) in [
        ("0.21368494022798371191", Verdict::Open),
        ("0.2136849402279837", Verdict::Open),
        ("0.21368494022798371192", Verdict::Blocked),
        ("0.214", Verdict::Blocked),
    ] {
        let read = file::read("long.case.toml", &talks(walk_away, "1"));
        let case = read.case.unwrap_or_else(|| panic!("{:?}", read.diagnostics));
        let answer = Why::default().ask(&case, &Budget::default()).expect("nothing is refused");
        assert_eq!(answer.verdict, verdict, "{walk_away}");
        let told = detente::show::text::draw(&answer.show(&case), 80, false);
        assert!(told.contains("port"), "{told}");
    }
}

#[test]
fn the_longest_numbers_do_not_overflow() {
    // Points on 83 bits, and walk-aways far beyond them on either side.
    for walk_away in ["-99999999", "99999999"] {
        let read = file::read("long.case.toml", &talks(walk_away, "1"));
        let Some(case) = read.case else { panic!("{:?}", read.diagnostics) };
        let Preference::Worth(wants) = &case.parties()[0].preference else { panic!("it has wants") };
        assert!(wants.scale() > 1 << 60);
        let package = Why { package: Some(Vec::new()), ..Why::default() };
        let answer = package.ask(&case, &Budget::default()).expect("nothing is refused");
        assert_eq!(answer.verdict == Verdict::Blocked, walk_away.starts_with('9'));
        let told = detente::show::text::draw(&answer.show(&case), 80, false);
        assert!(told.contains("port"), "{told}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    for (walk_away, worth) in [("999999999999999.99999999999999999999", "1"), ("0", "0.00000000000000000001")] {
        let read = file::read("long.case.toml", &talks(walk_away, worth));
        let codes: Vec<Code> = read.diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&Code::TooPrecise), "{walk_away}, {worth}: {:?}", read.diagnostics);
    }
}
