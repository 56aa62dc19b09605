//! Sources, documents, delegates and rounds.

use super::{Fields, Portrait, speaker};
use crate::{
    case::Case,
    diff::value::{Kind, Value},
};

pub(super) fn sources(case: &Case, all: &mut Vec<Portrait>) {
    for source in case.sources() {
        let mut fields = Fields::new(case);
        fields.name(&source.name, &source.key);
        fields.put_some("kind", source.kind.as_ref().map(Value::text));
        fields.put_some("side", source.side.map(|p| case.party_value(p)));
        all.push(fields.of(Kind::Source, &[&source.key]));
    }
    for document in case.documents() {
        let mut fields = Fields::new(case);
        fields.name(&document.title, &document.key);
        fields.put_some("source", document.source.map(|s| case.source_value(s)));
        fields.put_some("published", document.published.map(Value::text));
        fields.put_some("file", document.file.as_ref().map(|(file, _)| Value::text(file)));
        fields.put_some("SHA-256", document.sha256.as_ref().map(|(sum, _)| Value::text(sum)));
        fields.put_some("derived from", document.derived_from.map(|d| case.document_value(d)));
        fields.put_some("translation of", document.translation_of.map(|d| case.document_value(d)));
        fields.flag("confidential", document.confidential, false);
        all.push(fields.of(Kind::Document, &[&document.key]));
    }
    for delegate in case.delegates() {
        let mut fields = Fields::new(case);
        fields.name(&delegate.name, &delegate.key);
        fields.put("party", case.party_value(delegate.party));
        fields.put_some("role", delegate.role.as_ref().map(Value::text));
        fields.put_some("from", delegate.from.map(Value::text));
        fields.put_some("to", delegate.to.map(Value::text));
        fields.texts("aliases", &delegate.aliases);
        fields.grounds(&[], &delegate.grounds);
        all.push(fields.of(Kind::Delegate, &[&delegate.key]));
    }
}

pub(super) fn rounds(case: &Case, all: &mut Vec<Portrait>) {
    for round in case.rounds() {
        let mut fields = Fields::new(case);
        fields.name(&round.name, &round.key);
        fields.put_some("date", round.date.map(Value::text));
        fields.put_some("place", round.where_held.as_ref().map(Value::text));
        fields.put("present", Value::Set(round.present.iter().map(|s| speaker(case, s)).collect(), ", "));
        for (party, issue, options) in &round.positions {
            let of = vec![case.party_value(*party), case.issue_value(*issue)];
            let options = options.iter().map(|o| case.option_value(*issue, *o));
            fields.put_of("position", of, Value::Set(options.collect(), " or "));
        }
        for (party, issues) in &round.mandates {
            let issues: Vec<Value> = issues.iter().map(|i| case.issue_value(*i)).collect();
            // A mandate for nothing is said, too.
            let mandate = if issues.is_empty() { Value::text("nothing") } else { Value::Set(issues, ", ") };
            fields.put_of("mandate", vec![case.party_value(*party)], mandate);
        }
        fields.grounds(&[], &round.grounds);
        all.push(fields.of(Kind::Round, &[&round.key]));
    }
}
