//! The answer for programs.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Answered, Diff, DiffAnswer, Field, Kind, Value};
use crate::{case::Case, question::CaseMark};

/// The JSON Schema (draft 2020-12) of what `detente diff A B --json` prints.
pub fn schema() -> Json {
    serde_json::from_str(include_str!("answer.schema.json")).expect("the schema in this crate is JSON")
}

/// The answer as it is written in JSON, with the keys of the files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct DiffFacts(Json);

impl Diff {
    /// The options of the question, for the envelope.
    pub fn options(&self, files: &[&str], effort: u64) -> Json {
        let only = self.only.as_ref().map(|some| some.iter().map(|q| q.key()).collect::<Vec<_>>());
        json!({ "files": files, "only": only, "effort": effort })
    }
}

impl DiffAnswer {
    /// What cut one of the answers short, if anything did.
    pub fn limit(&self) -> Option<String> {
        let cut = |a: &Answered| {
            let limit = a.cut.iter().flatten().next()?;
            Some(format!("`{}`: {limit}", a.question.key()))
        };
        self.answers.iter().find_map(cut)
    }

    /// The answer with the keys of the files.
    pub fn facts(&self, before: &Case, after: &Case) -> DiffFacts {
        let mark = |case: &Case| json!(CaseMark { title: case.title(), file: case.file(), sha256: case.sha256() });
        let one = |(kind, path): &(Kind, Vec<String>)| json!({ "kind": kind, "id": path.join(".") });
        let renamed = self
            .elements
            .renamed
            .iter()
            .map(|r| json!({ "kind": r.kind, "before": r.before.join("."), "after": r.after.join(".") }));
        let changed = self.elements.changed.iter().map(|c| {
            json!({
                "kind": c.kind,
                "before": c.before.join("."),
                "after": c.after.join("."),
                "fields": fields(&c.fields),
            })
        });
        let answered = |a: &Answered| {
            let told = |n: usize| json!({ "refused": a.refused[n], "cut": a.cut[n] });
            json!({
                "question": a.question.key(),
                "before": told(0),
                "after": told(1),
                "changes": fields(&a.changes),
            })
        };
        DiffFacts(json!({
            "before": mark(before),
            "after": mark(after),
            "same": self.elements.is_empty(),
            "added": self.elements.added.iter().map(one).collect::<Vec<_>>(),
            "removed": self.elements.removed.iter().map(one).collect::<Vec<_>>(),
            "renamed": renamed.collect::<Vec<_>>(),
            "changed": changed.collect::<Vec<_>>(),
            "answers": self.answers.iter().map(answered).collect::<Vec<_>>(),
        }))
    }
}

fn fields(all: &[Field]) -> Vec<Json> {
    let one = |f: &Field| {
        json!({
            "field": f.label,
            "of": f.of.iter().map(Value::keys).collect::<Vec<_>>(),
            "before": f.before.as_ref().map(Value::keys),
            "after": f.after.as_ref().map(Value::keys),
        })
    };
    all.iter().map(one).collect()
}
