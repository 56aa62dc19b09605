//! What was done, in words.

use detente::{diagnostic::printable, source::length};

use super::Added;

impl Added {
    /// What people read.
    pub(super) fn told(&self, case: &str) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            out.push_str(&printable(&text).replace('\n', " "));
            out.push('\n');
        };
        if !self.new {
            line(format!("the case has this text already, as document `{}`; nothing was changed", self.key));
            return out;
        }
        line(format!("added document `{}` to {case}", self.key));
        let row = |key: &str, value: &str| format!("  {key:<15} {value}");
        let file = self.file.as_deref().unwrap_or_default();
        let how = if self.copied { "written" } else { "left where it is" };
        line(row("text", &format!("{file}, {}, {how}", length(&self.text))));
        match &self.source {
            Some((key, true)) => line(row("source", &format!("`{key}`, added too"))),
            Some((key, false)) => line(row("source", &format!("`{key}`"))),
            None => line(row("source", "not known; `source = \"KEY\"` in the case file says who published it")),
        }
        for (key, value, of_itself) in self.described.lines() {
            line(row(
                &key.replace('_', " "),
                &format!("{value}{}", if of_itself { " (from the file: see whether it is right)" } else { "" }),
            ));
        }
        if self.described.confidential() {
            line(row("confidential", "its text will not be sent anywhere"));
        }
        for note in &self.notes {
            line(format!("note: {note}"));
        }
        for (other, kin) in &self.related {
            let run = kin.longest_own.map_or(0, |run| run.words);
            line(format!(
                "warning: shares {}% of its word triples with document `{other}`, and up to {run} words in a row outside quotation \
                 marks: a rewrite?",
                kin.all.percent_of_first()
            ));
            line(format!(
                "  = help: if one was made from the other, add `derived_from = \"...\"` to the later one in the case file: \
                 `[documents.{}]` or `[documents.{other}]`; until then they count as two witnesses",
                self.key
            ));
        }
        out
    }
}
