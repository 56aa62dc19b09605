//! A model's answer as text: what must hold before any statement of it is looked at.
//!
//! Servers that force an answer into a schema force its shape, no more. Some put raw control characters into strings, which
//! JSON (RFC 8259, section 7) forbids: they are read as spaces, and that is told.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::clean::short;
use crate::{case::Manner, question::Refusal};

/// The most bytes of an answer: 16 MiB.
pub const LARGEST: usize = 16 << 20;
/// The most statements of an answer.
pub const MOST_STATEMENTS: usize = 10_000;
/// How deep arrays and objects may stand in one another; the schema needs four.
const DEEPEST: usize = 32;

/// A statement as a model gives it, before anything of it is believed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    pub(super) sentence_ids: Vec<serde_json::Number>,
    pub(super) quote: String,
    pub(super) speaker: String,
    #[serde(default)]
    pub(super) cue: Option<String>,
    pub(super) manner: Manner,
    pub(super) act: crate::read::Act,
    pub(super) polarity: crate::read::Polarity,
    pub(super) modality: crate::read::Modality,
    #[serde(default)]
    pub(super) issue: Option<String>,
    #[serde(default)]
    pub(super) paraphrase: Option<String>,
}

/// An answer, in statements that are read one by one, so that a bad one does not spoil the others.
pub(super) struct Answer {
    /// Each statement, or why it is none, with its quote where it has one.
    pub(super) statements: Vec<Result<Statement, (String, String)>>,
    /// How many raw control characters stood in strings.
    pub(super) controls: usize,
}

/// An answer before its statements are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole<'a> {
    #[serde(borrow)]
    statements: Vec<&'a RawValue>,
}

/// Whether an answer can be read at all, before it is kept.
///
/// # Errors
///
/// Where the whole is not what was asked for: too large, cut off, no JSON, with other words around it.
pub fn readable(bytes: &[u8]) -> Result<(), Refusal> {
    read(bytes).map(|_| ())
}

/// Reads an answer.
pub(super) fn read(bytes: &[u8]) -> Result<Answer, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::new(format!("the answer is larger than {} MiB", LARGEST >> 20))
            .help("no model says so much about one document: look whether the right file was given"));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        Refusal::new(format!("the answer is not UTF-8 text: its line {line} holds a byte that is none"))
            .help("save it as plain text in UTF-8")
    })?;
    let text = unfenced(text.strip_prefix('\u{feff}').unwrap_or(text).trim())?;
    if text.is_empty() {
        return Err(Refusal::new("the answer is empty").help("ask the model again, or save its answer again"));
    }
    if !text.starts_with(['{', '[']) {
        return Err(Refusal::new(format!(
            "the answer is not JSON: it begins with \u{201c}{}\u{201d}",
            short(text, 60)
        ))
        .help(if text.starts_with('<') {
            "this is a page of HTML, as servers send it with errors: look at its words, and at the address"
        } else {
            "save the JSON object alone, from its `{` to its `}`, without what stands around it"
        }));
    }
    let (text, controls) = spaced(text)?;
    let whole: Whole<'_> = serde_json::from_str(&text).map_err(|fault| unread(&text, &fault))?;
    if whole.statements.len() > MOST_STATEMENTS {
        return Err(Refusal::new(format!(
            "the answer holds {} statements; {MOST_STATEMENTS} are the most",
            whole.statements.len()
        ))
        .help("ask about a part of the document at a time: `--part`"));
    }
    let statements = whole.statements.into_iter().map(|raw| one(raw.get())).collect();
    Ok(Answer { statements, controls })
}

fn one(raw: &str) -> Result<Statement, (String, String)> {
    serde_json::from_str(raw).map_err(|fault| {
        #[derive(Deserialize)]
        struct Quoted {
            quote: String,
        }
        let quote = serde_json::from_str::<Quoted>(raw).map_or_else(|_| String::new(), |q| q.quote);
        (format!("it does not fit the schema: {}", told(&fault)), quote)
    })
}

/// What a fault says, without the place within the statement, which nobody can look up.
fn told(fault: &serde_json::Error) -> String {
    let text = fault.to_string();
    short(text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what), 200)
}

/// An answer within one fence, as many models write it.
fn unfenced(text: &str) -> Result<&str, Refusal> {
    let Some(rest) = text.strip_prefix("```") else { return Ok(text) };
    let rest = rest.strip_prefix("json").or_else(|| rest.strip_prefix("JSON")).unwrap_or(rest);
    let Some((_, rest)) = rest.split_once('\n').filter(|(line, _)| line.trim().is_empty()) else {
        return Err(Refusal::new(format!(
            "the answer is not JSON: it begins with \u{201c}{}\u{201d}",
            short(text, 60)
        ))
        .help("save the JSON object alone"));
    };
    let Some((inner, after)) = rest.rsplit_once("```") else {
        return Err(cut_off("its fence of three backticks is never closed"));
    };
    if !after.trim().is_empty() {
        return Err(Refusal::new(format!("after the JSON of the answer stands \u{201c}{}\u{201d}", short(after, 60)))
            .help("save the JSON object alone, from its `{` to its `}`"));
    }
    Ok(inner.trim())
}

/// The text with raw control characters inside strings as spaces, and how many there were. Refuses what is nested so deep
/// that it is no answer.
fn spaced(text: &str) -> Result<(String, usize), Refusal> {
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut escaped, mut depth, mut controls) = (false, false, 0usize, 0);
    for c in text.chars() {
        let control = inside && c < ' ';
        if control {
            controls += 1;
        }
        out.push(if control { ' ' } else { c });
        match c {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            '{' | '[' if !inside => depth += 1,
            '}' | ']' if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Refusal::new(format!("the answer is nested more than {DEEPEST} deep, which no answer needs"))
                .help("this is not what was asked for: ask the model again"));
        }
    }
    Ok((out, controls))
}

/// Why the whole cannot be read, and what to do.
fn unread(text: &str, fault: &serde_json::Error) -> Refusal {
    if fault.is_eof() {
        return cut_off(&format!("it ends in the middle, at line {}", fault.line()));
    }
    if text.starts_with('[') {
        return Refusal::new("the answer is a list, where an object with `statements` was asked for")
            .help("write `{\"statements\": ` before it and `}` after it, if these are its statements");
    }
    if fault.is_data() && text.contains("\"choices\"") {
        return Refusal::new("this is a server's whole reply, not the answer in it")
            .help("save the text of `choices[0].message.content` alone");
    }
    let what = told(fault);
    if what.starts_with("trailing characters") {
        let line = text.lines().nth(fault.line().saturating_sub(1)).unwrap_or_default();
        let from = line.char_indices().map(|(at, _)| at).take_while(|at| *at < fault.column()).last().unwrap_or(0);
        return Refusal::new(format!(
            "after the JSON of the answer stands \u{201c}{}\u{201d}, at line {}",
            short(&line[from..], 60),
            fault.line()
        ))
        .help("save the JSON object alone, from its `{` to its `}`");
    }
    Refusal::new(format!("the answer is not the JSON that was asked for: {what}, at line {}", fault.line()))
        .help("expected is one object, `{\"statements\": [...]}`, as `detente schema --answer read-model` has it")
}

fn cut_off(what: &str) -> Refusal {
    Refusal::new(format!("the answer is cut off: {what}"))
        .help("ask about a part of the document at a time (`--part`), or let the model answer at greater length")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"sentence_ids":[1],"quote":"no deal","speaker":"Orla","cue":"said","manner":"direct","act":"says","polarity":"negated","modality":"fact","issue":null,"paraphrase":null}"#;

    fn whole(statements: &str) -> String {
        format!("{{\"statements\": [{statements}]}}")
    }

    fn refused(text: &str) -> String {
        let refusal = read(text.as_bytes()).err().unwrap_or_else(|| panic!("{text:.80} was read"));
        assert!(!refusal.help.is_empty());
        refusal.message
    }

    #[test]
    fn what_is_read() {
        let fenced = format!("```json\n{}\n```\n", whole(ONE));
        for text in [whole(ONE), fenced, format!("\u{feff}{}", whole(ONE)), format!("```\n{}```", whole(ONE))] {
            let read = read(text.as_bytes()).unwrap_or_else(|r| panic!("{text}: {r:?}"));
            assert_eq!((read.statements.len(), read.controls), (1, 0));
            assert!(read.statements[0].is_ok());
        }
        let raw = whole(&ONE.replace("no deal", "no\n\tdeal \\\" x"));
        let read = read(raw.as_bytes()).unwrap();
        assert_eq!(read.controls, 2);
        assert_eq!(read.statements[0].as_ref().unwrap().quote, "no  deal \" x");
    }

    #[test]
    fn what_is_refused_as_a_whole() {
        let deep = format!("{{\"statements\": {}", "[".repeat(100_000));
        let cut = whole(ONE);
        let cases = [
            ("", "empty"),
            ("  \n", "empty"),
            ("Sure! Here is the JSON: {}", "begins with “Sure! Here"),
            ("<html><body>502</body></html>", "begins with “<html>"),
            (&cut[..60], "cut off"),
            ("```json\n{\"statements\": []}", "cut off"),
            ("```json\n{\"statements\": []}\n``` I hope this helps", "“I hope this helps”"),
            ("{\"statements\": []} I hope this helps", "“I hope this helps”"),
            ("{\"statements\": []}{\"statements\": []}", "after the JSON"),
            ("[]", "a list"),
            ("{}", "missing field `statements`"),
            ("{\"statements\": 3}", "invalid type"),
            ("{\"statements\": [], \"command\": \"rm\"}", "unknown field `command`"),
            ("{\"statements\": [], \"statements\": []}", "duplicate field"),
            ("{\"choices\": [{\"message\": {}}]}", "whole reply"),
            ("{\"statements\": [nil]}", "not the JSON"),
            (&deep, "nested"),
        ];
        for (text, part) in cases {
            assert!(refused(text).contains(part), "{text:.60}: {}", refused(text));
        }
        assert!(read(b"{\"statements\": [\"\xff\"]}").err().unwrap().message.contains("UTF-8"));
        let many = whole(&vec!["1"; MOST_STATEMENTS + 1].join(","));
        assert!(refused(&many).contains("10001 statements"));
        assert!(refused(&" ".repeat(LARGEST + 1)).contains("16 MiB"));
        assert!(!refused("\u{1b}[2J{}").contains('\u{1b}'));
    }

    #[test]
    fn one_bad_statement_spoils_no_other() {
        let bad = [
            ONE.replace("\"says\"", "\"asserts\""),
            ONE.replace("\"negated\"", "\"NEGATED\""),
            ONE.replace("\"issue\":null", "\"id\":\"d1\""),
            ONE.replace("[1]", "\"1\""),
            ONE.replace("\"quote\":\"no deal\",", ""),
            ONE.replace("\"cue\":\"said\"", "\"quote\":\"yes\""),
            "[]".to_owned(),
            "null".to_owned(),
        ];
        let read = read(whole(&format!("{},{ONE}", bad.join(","))).as_bytes()).unwrap();
        assert_eq!(read.statements.iter().filter(|s| s.is_err()).count(), bad.len());
        assert!(read.statements.last().is_some_and(|s| s.is_ok()));
        let (why, quote) = read.statements[0].as_ref().err().unwrap();
        assert!(why.contains("unknown variant `asserts`") && quote == "no deal", "{why} {quote}");
    }
}
