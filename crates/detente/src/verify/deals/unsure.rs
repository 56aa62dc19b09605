//! How packages stand where numbers are not known exactly. What comes from samples is drawn by lot and is not drawn again;
//! whatever follows from it, or from the middle numbers, is checked.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        told::{self, Read, parts, same},
    },
    Look,
    named::Field,
};
use crate::case::Package;

/// Checks shares and middle numbers.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let (told, at) = (&look.answer()["unsure"], "unsure");
    let sides = &look.space.sides;
    let unsure = sides.iter().filter(|s| s.worth.wants().unsure().is_some());
    let parties: Value = unsure.map(|s| Value::from(look.case().party(s.party).key.as_str())).collect();
    let none = parties.as_array().is_none_or(Vec::is_empty) || !look.textbook();
    if none || told.is_null() {
        if none {
            checks.check(at, Says::Shares, same(told, &Value::Null));
        } else {
            checks.skip(at, Says::Samples, Reason::Cut);
        }
        return;
    }
    let options = look.asked.options;
    let form = (|| {
        parts(told, &["parties", "seed", "samples", "seen", "package", "packages"])?;
        same(&told["parties"], &parties)?;
        same(&told["seed"], &options["seed"])?;
        same(&told["samples"]["asked"], &options["samples"])
    })();
    if !checks.check(at, Says::Shares, form) {
        return;
    }
    let drawn = told["samples"]["drawn"].as_u64().unwrap_or(0);
    let listed = told["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let all = listed.iter().chain(Some(&told["package"]).filter(|p| !p.is_null()));
    checks.each(
        "unsure.packages",
        Says::Shares,
        look.why_not(),
        all.map(|p| standing(look, p, drawn)).collect::<Vec<_>>(),
    );
    checks.skip("unsure.packages", Says::Samples, Reason::Lot);
}

/// Shares, and how a package stands by the middle numbers; `None` where packages are too many.
fn standing(look: &Look<'_, '_>, told: &Value, drawn: u64) -> Option<Read<()>> {
    let read = || -> Read<Package> {
        parts(told, &["package", "worth", "always_acceptable", "efficient", "nash", "better_for_some"])?;
        for key in ["efficient", "nash"] {
            let part = &told[key];
            let samples = told::count(&part["samples"])?;
            let samples = u64::try_from(samples).unwrap_or(u64::MAX);
            let share = (drawn > 0).then(|| samples as f64 / drawn as f64);
            let error = share.map(|p| (p * (1.0 - p) / drawn as f64).sqrt());
            same(
                &json!({ "share": part["share"], "error": part["error"] }),
                &json!({ "share": share, "error": error }),
            )?;
            if samples > drawn {
                return Err(Against::Wrong(part["samples"].clone()));
            }
        }
        told::package(look.case(), &told["package"])
    };
    let package = match read() {
        Ok(package) => package,
        Err(against) => return Some(Err(against)),
    };
    let frontier = look.efficient.as_ref()?;
    let points = look.space.points(&package);
    // Another package that is worth the same may stand for it on the frontier.
    let place = frontier.iter().position(|k| k.points == points).filter(|_| look.belongs(&package, &points));
    let zero = look.space.disagreement(look.all.as_ref())?;
    let nash = Field { space: &look.space, frontier, zero: &zero }.pick("nash", None)?.0;
    // Of packages that tie by the middle numbers, one may stand for all.
    let tied = place.is_some_and(|p| frontier[p].packages > 1);
    let checked = [("efficient", place.is_some()), ("nash", place.is_some_and(|p| nash.contains(&p)))];
    Some(checked.into_iter().try_for_each(|(key, meant)| match &told[key]["middle"] {
        Value::Bool(false) if tied => Ok(()),
        told => same(told, &json!(meant)),
    }))
}
