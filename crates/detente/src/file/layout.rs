//! Lays a case file out evenly: comments, order and wording stay, and what only TOML 1.1 knows becomes TOML 1.0.

mod lines;
#[cfg(test)]
mod tests;
mod values;

use toml::{
    de::{DeTable, DeValue},
    value::Datetime,
};

/// The text of a case file, laid out evenly: one blank line before each table, one space around `=`, tables that stand
/// in one line with one space inside their braces, no space at the ends of lines, one line end at the end.
///
/// Works on the tokens of the file, so that texts are taken as they stand, however many lines they have. Line ends are
/// those of the file's first line; a byte order mark goes. What TOML 1.1 allows and TOML 1.0 does not is rewritten:
/// tables in braces that run over several lines (their comments move above the key), commas after their last entry,
/// `\e` and `\x41` in texts, times without seconds.
///
/// # Errors
/// The text is not valid TOML ([`crate::file::read`] says where), or the result would not say the same.
pub fn laid_out(text: &str) -> Result<String, NotLaidOut> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let before = DeTable::parse(text).map_err(|_| NotLaidOut::NotToml)?;
    let out = lines::laid_out(text);
    let after = DeTable::parse(&out).map_err(|_| NotLaidOut::WouldChange)?;
    if same_table(before.get_ref(), after.get_ref()) { Ok(out) } else { Err(NotLaidOut::WouldChange) }
}

/// Why a text was not laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLaidOut {
    /// It is not valid TOML.
    NotToml,
    /// What came of it would not say the same: a fault of this program.
    WouldChange,
}

impl std::fmt::Display for NotLaidOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            NotLaidOut::NotToml => "the text is not valid TOML",
            NotLaidOut::WouldChange => "laying the text out would change what it says",
        })
    }
}

impl std::error::Error for NotLaidOut {}

/// Whether two files hold the same keys and values in the same order.
fn same_table(a: &DeTable<'_>, b: &DeTable<'_>) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|((k, v), (l, w))| k.get_ref() == l.get_ref() && same_value(v.get_ref(), w.get_ref()))
}

pub(super) fn same_value(a: &DeValue<'_>, b: &DeValue<'_>) -> bool {
    match (a, b) {
        (DeValue::String(a), DeValue::String(b)) => a == b,
        // As written, not as a machine would hold them.
        (DeValue::Integer(a), DeValue::Integer(b)) => a.as_str() == b.as_str() && a.radix() == b.radix(),
        (DeValue::Float(a), DeValue::Float(b)) => a.as_str() == b.as_str(),
        (DeValue::Boolean(a), DeValue::Boolean(b)) => a == b,
        (DeValue::Datetime(a), DeValue::Datetime(b)) => to_the_second(*a) == to_the_second(*b),
        (DeValue::Array(a), DeValue::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same_value(a.get_ref(), b.get_ref()))
        }
        (DeValue::Table(a), DeValue::Table(b)) => same_table(a, b),
        _ => false,
    }
}

/// A time without seconds is the full minute.
fn to_the_second(mut at: Datetime) -> Datetime {
    if let Some(time) = &mut at.time {
        time.second = time.second.or(Some(0));
    }
    at
}
