//! GENIUS XML: a domain, and one profile for each party (Hindriks, Jonker, Kraus, Lin & Tykhonov, "Genius: negotiation
//! environment for heterogeneous agents", AAMAS 2009; the semantics are those of the classes `AdditiveUtilitySpace` and
//! `NonlinearUtilitySpace` of version 10.4).
//!
//! # What a package is worth
//!
//! In an additive profile, the sum over the issues of weight times value, of 1, where
//!
//! * weights are taken as they are written: they need not sum to 1;
//! * the value of a discrete option is its evaluation over the highest of the profile's evaluations on that issue, or 0 if
//!   that is below 0.00001;
//! * the value of an integer is `slope * (v - lowerbound) + offset`, that of a real number `parameter1 * v + parameter0`,
//!   a constant, or a triangle, each kept between 0 and 1.
//!
//! In a profile of hyperrectangles, the sum of the utilities of those that hold, over `maxutility`. Bounds are inclusive.
//! A rectangle with `EXCLUDES` is paid unless all of those hold, whatever it includes.
//!
//! GENIUS shows no more than 1; what is compared here is not capped. Its reservation value is the walk-away (0 where there
//! is none). The time discount plays no part in any question here; it is kept, and written back.
//!
//! # What a case needs to say it
//!
//! `measure = { total = 1, best = ... }` says that weights are not normalised and what the highest evaluation is, so that
//! all numbers stand as they stood. Real numbers become the 21 steps at which GENIUS itself looks when it analyses.

mod domain;
mod profile;
mod rectangles;
mod write;

pub use write::export;

use super::{
    case_text::case_text,
    exchange::{Imported, Source, named_once},
    scenario::Scenario,
    xml::Mended,
};
use crate::diagnostic::{Code, Diagnostic};

/// Makes a case of a domain and the profiles of its parties, each called like its file. Matched by the numbers of issues.
pub fn import(domain: &Source, profiles: &[Source]) -> Imported {
    let (mut first, mended) = Mended::read(domain);
    let read = mended.document(&mut first).and_then(|d| domain::read(&d, &mended, &mut first));
    if profiles.is_empty() {
        first.report(
            Diagnostic::new(Code::ForeignMisfit, 0..0, "there is a domain, but no profile: nobody wants anything")
                .help("name the profile of each party after the domain, `import genius DOMAIN.xml PROFILE.xml...`"),
        );
    }
    let mut files = Vec::new();
    let mut scenario = Scenario {
        title: domain.stem().to_owned(),
        preface: preface(domain, profiles),
        issues: read.iter().flatten().map(domain::Issue::topic).collect(),
        ..Scenario::default()
    };
    for (n, source) in profiles.iter().enumerate() {
        let (mut looked, mended) = Mended::read(source);
        named_once(profiles, n, &mut looked);
        if let Some(document) = mended.document(&mut looked) {
            // Without a domain there is nothing to hold a profile against.
            if let Some(issues) = &read {
                scenario.parties.extend(profile::read(&document, &mended, &mut looked, issues, source.stem()));
            }
        }
        files.push(looked);
    }
    files.insert(0, first);
    Imported::of(files, case_text(&scenario))
}

fn preface(domain: &Source, profiles: &[Source]) -> Vec<String> {
    let names: Vec<String> = profiles.iter().map(|p| format!("`{}`", p.file_name())).collect();
    vec![
        format!("From the GENIUS domain `{}` and the profiles {}.", domain.file_name(), names.join(", ")),
        "Worth is what GENIUS computes, times 100 and not capped: weights as written, evaluations over the highest"
            .into(),
        "of their issue; walk-aways are its reservation values. Time discounts are kept, and play no part.".into(),
    ]
}
