//! Lossless edits of a case file: what is added is added, and every other byte stays.
//!
//! Comments, order, blank lines, line ends, a byte order mark and a missing last line end are the analyst's own, so the
//! text is never written anew: a stretch is put in, or taken out, at a place that the tokens of the file tell. After
//! each edit both texts are parsed, and must say the same but for what was asked; an edit that would change anything else
//! is refused. Files may be TOML 1.1; what is written is TOML 1.0.

mod entry;
mod list;
mod outline;
mod same;
#[cfg(test)]
mod tests;

use toml::de::{DeTable, DeValue};

pub use entry::{Entry, QuoteEntry};

use crate::question::Refusal;

/// A case file that is being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    text: String,
    mark: bool,
    end: &'static str,
}

impl Edit {
    /// Begins to edit the text of a file.
    ///
    /// # Errors
    /// The text is not valid TOML; [`crate::file::read`] says where.
    pub fn of(text: &str) -> Result<Edit, Refusal> {
        let mark = text.starts_with('\u{feff}');
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        DeTable::parse(&text).map_err(|_| {
            Refusal::new("the case file is not valid TOML, so nothing can be added to it")
                .help("`detente check` says where")
        })?;
        let end = if text.find('\n').is_some_and(|n| text[..n].ends_with('\r')) { "\r\n" } else { "\n" };
        Ok(Edit { text, mark, end })
    }

    /// Adds `[section.key]` after the last table of its section, or at the end of the file where there is none.
    ///
    /// # Errors
    /// There is such a table already, or the file is so laid out that it cannot be put in without changing more.
    pub fn add_table(&mut self, section: &str, key: &str, entries: &[(&str, Entry)]) -> Result<(), Refusal> {
        let path = [section, key];
        {
            let parsed = self.parsed()?;
            match parsed.get(section).map(|v| v.get_ref()) {
                Some(DeValue::Table(t)) if t.contains_key(key) => {
                    return Err(
                        Refusal::new(format!("there is `[{section}.{key}]` already")).help("choose another name")
                    );
                }
                None | Some(DeValue::Table(_)) => {}
                Some(_) => return Err(Refusal::new(format!("`{section}` is not a table of tables in this file"))),
            }
        }
        let at = outline::after_section(&self.text, section);
        let mut new = String::new();
        if at > 0 {
            if !self.text[..at].ends_with('\n') {
                new.push_str(self.end);
            }
            if !blank_before(&self.text[..at]) {
                new.push_str(self.end);
            }
        }
        new.push_str(&format!("[{}.{}]{}", entry::name(section), entry::name(key), self.end));
        for (key, value) in entries {
            new.push_str(&value.line(key, self.end));
            new.push_str(self.end);
        }
        if !self.text[at..].is_empty() && !self.text[at..].starts_with(['\n', '\r']) {
            new.push_str(self.end);
        }
        let mut text = self.text.clone();
        text.insert_str(at, &new);
        self.keep(text, &path, |_, new| {
            let DeValue::Table(table) = new? else { return None };
            let all = table.len() == entries.len()
                && entries.iter().all(|(key, value)| table.get(*key).is_some_and(|v| value.is(v.get_ref())));
            all.then_some(())
        })
    }

    /// Adds a text to a list of the table at `path`, and makes the list where there is none. A list that runs over several
    /// lines gets one more, one in a line stays in its line. What the list holds already is not added twice.
    ///
    /// # Errors
    /// There is no such table, what is called so is no list, or the file is so laid out that nothing can be put in
    /// without changing more.
    pub fn push(&mut self, path: &[&str], list_key: &str, item: &str) -> Result<(), Refusal> {
        let full: Vec<&str> = path.iter().copied().chain([list_key]).collect();
        let mut text = self.text.clone();
        if let Some(value) = outline::value(&self.text, &full) {
            let written = &self.text[value.clone()];
            let held = self.held(&full)?;
            let Some(held) = held else {
                return Err(Refusal::new(format!("`{}` is not a list of names", full.join("."))));
            };
            if held.iter().any(|h| h == item) {
                return Ok(());
            }
            text.replace_range(value, &list::with(written, &entry::text(item), self.end));
        } else {
            let value = Entry::Texts(vec![item.to_owned()]);
            self.put_in(&mut text, path, list_key, &value)?;
        }
        self.keep(text, &full, |old, new| {
            let DeValue::Array(new) = new? else { return None };
            let before = old.and_then(DeValue::as_array).map_or(0, |a| a.len());
            let kept = old.and_then(DeValue::as_array).is_none_or(|a| same::lists(a.iter(), new.iter().take(before)));
            (kept && new.len() == before + 1 && new.iter().last()?.get_ref().as_str() == Some(item)).then_some(())
        })
    }

    /// Gives a key of the table at `path` a value, in the place of the one it has.
    ///
    /// # Errors
    /// As [`Edit::push`].
    pub fn set(&mut self, path: &[&str], key: &str, value: &Entry) -> Result<(), Refusal> {
        let full: Vec<&str> = path.iter().copied().chain([key]).collect();
        let mut text = self.text.clone();
        match outline::value(&self.text, &full) {
            Some(old) => text.replace_range(old, &value.written(key, self.end)),
            None => self.put_in(&mut text, path, key, value)?,
        }
        self.keep(text, &full, |_, new| value.is(new?).then_some(()))
    }

    /// Takes `[section.key]` out, with the blank line above it.
    ///
    /// # Errors
    /// There is no such table with a header of its own.
    pub fn remove_table(&mut self, section: &str, key: &str) -> Result<(), Refusal> {
        let Some(at) = outline::table(&self.text, &[section, key]) else {
            return Err(Refusal::new(format!("there is no table `[{section}.{key}]` in the file"))
                .help("where it is written in another way, take it out by hand"));
        };
        let mut start = at.start;
        if self.text[..start].ends_with("\n\r\n") {
            start -= 2;
        } else if self.text[..start].ends_with("\n\n") {
            start -= 1;
        }
        let mut text = self.text.clone();
        text.replace_range(start..at.end, "");
        self.keep(text, &[section, key], |_, new| new.is_none().then_some(()))
    }

    /// Takes a text out of a list, and the list out where nothing else is in it.
    ///
    /// # Errors
    /// It is not in it, or cannot be taken out without changing more.
    pub fn remove_item(&mut self, path: &[&str], list_key: &str, item: &str) -> Result<(), Refusal> {
        let full: Vec<&str> = path.iter().copied().chain([list_key]).collect();
        let held = self.held(&full)?.unwrap_or_default();
        let Some(index) = held.iter().position(|h| h == item) else {
            return Err(Refusal::new(format!("`{}` does not hold `{item}`", full.join("."))));
        };
        let mut text = self.text.clone();
        let line = outline::line(&self.text, &full);
        match (outline::value(&self.text, &full), line) {
            (_, Some(line)) if held.len() == 1 => text.replace_range(line, ""),
            (Some(value), _) => {
                let less = list::without(&self.text[value.clone()], index);
                text.replace_range(value, &less);
            }
            (None, _) => return Err(not_here(&full)),
        }
        self.keep(text, &full, |old, new| {
            let old = old?.as_array()?;
            let new = match new {
                Some(new) => new.as_array()?.iter().collect(),
                None => Vec::new(),
            };
            let left = old.iter().enumerate().filter(|(n, _)| *n != index).map(|(_, v)| v);
            (new.len() + 1 == old.len() && same::lists(left, new.into_iter())).then_some(())
        })
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        if self.mark { format!("\u{feff}{}", self.text) } else { self.text.clone() }
    }

    fn parsed(&self) -> Result<DeTable<'_>, Refusal> {
        DeTable::parse(&self.text).map(|t| t.into_inner()).map_err(|_| not_here(&[]))
    }

    /// The texts of a list; `None` where there is something else.
    fn held(&self, path: &[&str]) -> Result<Option<Vec<String>>, Refusal> {
        let parsed = self.parsed()?;
        let list = same::at(&parsed, path).and_then(DeValue::as_array);
        Ok(list.map(|l| l.iter().map(|v| v.get_ref().as_str().unwrap_or_default().to_owned()).collect()))
    }

    /// Writes a new key into the table at `path`.
    fn put_in(&self, text: &mut String, path: &[&str], key: &str, value: &Entry) -> Result<(), Refusal> {
        let Some(room) = outline::room(&self.text, path) else {
            return Err(Refusal::new(format!(
                "there is no table `{}` in the file that can be added to",
                path.join(".")
            ))
            .help("give it a header of its own, as in `[demands.NAME]`"));
        };
        let new = match &room.before {
            outline::Room::Line(prefix) => {
                let first = if text[..room.at].is_empty() || text[..room.at].ends_with('\n') { "" } else { self.end };
                let line = value.line_after(prefix, key, self.end);
                format!("{first}{line}{}", self.end)
            }
            outline::Room::Braces { first } => {
                let comma = if *first { " " } else { ", " };
                let space = if *first && text[room.at..].starts_with('}') { " " } else { "" };
                format!("{comma}{} = {}{space}", entry::name(key), value.in_one_line())
            }
        };
        text.insert_str(room.at, &new);
        Ok(())
    }

    /// Takes a new text for the old one, if it says the same but for what stands at `path`, and that is as it should be.
    fn keep(
        &mut self,
        text: String,
        path: &[&str],
        right: impl FnOnce(Option<&DeValue<'_>>, Option<&DeValue<'_>>) -> Option<()>,
    ) -> Result<(), Refusal> {
        let good = {
            let before = self.parsed()?;
            DeTable::parse(&text).is_ok_and(|after| {
                let after = after.get_ref();
                same::but_at(&before, after, path) && right(same::at(&before, path), same::at(after, path)).is_some()
            })
        };
        if good {
            self.text = text;
            Ok(())
        } else {
            Err(not_here(path))
        }
    }
}

fn blank_before(text: &str) -> bool {
    text.ends_with("\n\n") || text.ends_with("\n\r\n")
}

fn not_here(path: &[&str]) -> Refusal {
    Refusal::new(format!(
        "`{}` cannot be edited without changing what else the file says; nothing was changed",
        path.join(".")
    ))
    .help("give each table of its section a header of its own, as in `[claims.NAME]`, then try again")
}
