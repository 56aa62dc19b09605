//! Lays a case file out evenly: comments, order and wording stay.

use toml_edit::{DocumentMut, Item, Table, Value};

/// The text of a case file, laid out evenly: one blank line before each table, one space around `=`, tables that stand
/// in one line with one space inside their braces, no space at the ends of lines, one line end at the end.
///
/// # Errors
/// The text is not valid TOML; [`crate::file::read`] says where.
pub fn laid_out(text: &str) -> Result<String, NotToml> {
    let mut document: DocumentMut = text.parse().map_err(|_| NotToml)?;
    let mut first = true;
    table(document.as_table_mut(), &mut first);
    let trailing = tidy_comment_block(document.trailing().as_str().unwrap_or(""));
    document.set_trailing(if trailing.trim().is_empty() { String::new() } else { trailing });
    Ok(ends(&document.to_string()))
}

/// The text is not valid TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotToml;

impl std::fmt::Display for NotToml {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the text is not valid TOML")
    }
}

impl std::error::Error for NotToml {}

fn table(table: &mut Table, first: &mut bool) {
    for (mut key, item) in table.iter_mut() {
        match item {
            Item::Value(v) => {
                let above = key.leaf_decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_owned();
                let above = if *first { above.trim_start_matches(['\n', '\r', ' ', '\t']).to_owned() } else { above };
                key.leaf_decor_mut().set_prefix(tidy_comment_block(&above));
                key.leaf_decor_mut().set_suffix(" ");
                value(v);
                *first = false;
            }
            Item::Table(inner) => {
                if !inner.is_implicit() && !inner.is_dotted() {
                    header(inner, *first);
                    *first = false;
                }
                self::table(inner, first);
            }
            Item::ArrayOfTables(list) => {
                for inner in list.iter_mut() {
                    header(inner, *first);
                    *first = false;
                    self::table(inner, first);
                }
            }
            Item::None => {}
        }
    }
}

fn header(table: &mut Table, first: bool) {
    let above = table.decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_owned();
    let block = tidy_comment_block(&above);
    let block = block.trim_start_matches('\n');
    table.decor_mut().set_prefix(if first { block.to_owned() } else { format!("\n{block}") });
}

/// Comments above an element: no indentation, at most one blank line in a row.
fn tidy_comment_block(text: &str) -> String {
    let mut out = String::new();
    let mut blank = false;
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let last = lines.len().saturating_sub(1);
    for (n, line) in lines.iter().enumerate() {
        if n == last && line.is_empty() {
            break;
        }
        if line.is_empty() {
            if !blank {
                out.push('\n');
            }
            blank = true;
        } else {
            out.push_str(line);
            out.push('\n');
            blank = false;
        }
    }
    out
}

fn value(v: &mut Value) {
    v.decor_mut().set_prefix(" ");
    // What follows on the same line is a comment: two spaces before it would be as good, one is what people write.
    let after = v.decor().suffix().and_then(|s| s.as_str()).unwrap_or("").trim().to_owned();
    v.decor_mut().set_suffix(if after.is_empty() { String::new() } else { format!(" {after}") });
    inner(v);
}

fn inner(v: &mut Value) {
    match v {
        Value::InlineTable(t) if !has_comment(&t.to_string()) => {
            let last = t.len().saturating_sub(1);
            for (n, (mut key, v)) in t.iter_mut().enumerate() {
                key.leaf_decor_mut().set_prefix(" ");
                key.leaf_decor_mut().set_suffix(" ");
                v.decor_mut().set_prefix(" ");
                v.decor_mut().set_suffix(if n == last { " " } else { "" });
                inner(v);
            }
            t.set_trailing_comma(false);
        }
        Value::Array(a) if !a.to_string().contains('\n') => {
            for (n, v) in a.iter_mut().enumerate() {
                v.decor_mut().set_prefix(if n == 0 { "" } else { " " });
                v.decor_mut().set_suffix("");
                inner(v);
            }
            a.set_trailing("");
            a.set_trailing_comma(false);
        }
        _ => {}
    }
}

fn has_comment(text: &str) -> bool {
    text.contains('\n')
}

/// No space at the ends of lines outside of texts of several lines, and one line end at the end.
fn ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut within: Option<&str> = None;
    for line in text.split('\n') {
        let before = within.is_some();
        for quotes in ["\"\"\"", "'''"] {
            if within.is_none_or(|w| w == quotes) && line.matches(quotes).count() % 2 == 1 {
                within = if within.is_some() { None } else { Some(quotes) };
            }
        }
        let kept = if before || within.is_some() { line } else { line.trim_end() };
        out.push_str(kept);
        out.push('\n');
    }
    let trimmed = out.trim_end_matches('\n').len();
    out.truncate(trimmed);
    out.push('\n');
    out
}
