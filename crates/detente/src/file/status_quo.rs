//! `status_quo`: how every issue stands at present.

use super::{
    Reading, patterns,
    table::{Value, place},
};
use crate::{
    case::{Case, Constraint, Package},
    diagnostic::{Code, Diagnostic},
};

/// Reads it, and sees that it can be at all.
pub(super) fn read(r: &Reading, value: Option<&Value<'_>>, constraints: Option<&[Constraint]>) -> Option<Package> {
    let value = value?;
    let package = patterns::package(&r.reader, &r.names, value, Code::StatusQuo)?;
    for constraint in constraints.into_iter().flatten() {
        if !Case::allows(&constraint.content, &package) {
            r.reader.report(
                Diagnostic::new(
                    Code::StatusQuo,
                    place(value),
                    format!("this cannot be how things stand: the constraint `{}` rules it out", constraint.key),
                )
                .also(constraint.place, "the constraint is here")
                .help("correct one of the two: a constraint says what cannot be, whoever wants it"),
            );
        }
    }
    Some(package)
}
