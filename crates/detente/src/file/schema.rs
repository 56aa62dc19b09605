//! The shape of the case file as JSON Schema (draft 2020-12), and as a reference page.

use serde_json::{Map, Value, json};

use super::{
    moves::MOVES,
    shape::{AGENDA, BONUS, CASE, GROUNDS, Key, Kind, MEANING, MEASURE, OPTION, QUOTE, Shape, WALK_AWAY},
};

/// The JSON Schema of the case file, for editors.
pub fn json_schema() -> Value {
    let mut schema = table(&CASE);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".to_owned(), json!("Detente case file"));
        map.insert(
            "$defs".to_owned(),
            json!({
                "table": {
                    "description": "Issue to the option, or the options, that it must have; several issues mean and.",
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": { "anyOf": [
                        { "type": "string" },
                        { "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true },
                    ] },
                },
                "pattern": { "anyOf": [
                    { "$ref": "#/$defs/table" },
                    { "type": "array", "items": { "$ref": "#/$defs/table" }, "minItems": 1 },
                ] },
                "package": { "type": "object", "additionalProperties": { "type": "string" } },
            }),
        );
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for key in shape.keys {
        let mut value = kind(key.kind);
        if let Value::Object(map) = &mut value {
            map.insert("description".to_owned(), json!(key.doc));
        }
        properties.insert(key.name.to_owned(), value);
    }
    let required: Vec<&str> = shape.keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut schema = json!({
        "description": shape.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if let (false, Value::Object(map)) = (required.is_empty(), &mut schema) {
        map.insert("required".to_owned(), json!(required));
    }
    schema
}

fn kind(kind: Kind) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    let number = json!({ "type": "number" });
    let positive = json!({ "type": "number", "exclusiveMinimum": 0 });
    match kind {
        Kind::Text | Kind::Name(_) => text,
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Flag => json!({ "type": "boolean" }),
        // TOML has dates of its own; tools for JSON Schema see them as texts.
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Kind::NameList(_) | Kind::TextList => json!({ "type": "array", "items": text }),
        Kind::NameLists(_) => json!({ "type": "array", "items": { "anyOf": [
            text,
            { "type": "array", "items": text, "minItems": 1 },
        ] } }),
        Kind::Mandates => json!({ "type": "object", "additionalProperties": { "type": "array", "items": text } }),
        Kind::Values => json!({ "type": "object", "additionalProperties": number }),
        Kind::Pattern => json!({ "$ref": "#/$defs/pattern" }),
        Kind::PatternList => json!({ "type": "array", "items": { "$ref": "#/$defs/pattern" } }),
        Kind::Ranking => json!({
            "type": "array",
            "items": { "anyOf": [
                { "$ref": "#/$defs/package" },
                { "type": "array", "items": { "$ref": "#/$defs/package" } },
            ] },
        }),
        Kind::Package => json!({ "$ref": "#/$defs/package" }),
        Kind::Moves => json!({ "anyOf": [
            { "enum": MOVES },
            { "type": "object", "additionalProperties": { "anyOf": [text, { "type": "array", "items": text }] } },
        ] }),
        Kind::Any => number,
        Kind::Positive => positive,
        Kind::Best => json!({ "anyOf": [positive, { "type": "object", "additionalProperties": positive }] }),
        Kind::Table(shape) => table(shape),
        Kind::Tables(shape) => json!({ "type": "array", "items": table(shape), "minItems": 1 }),
        Kind::Texts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::Weights => json!({ "anyOf": [
            { "type": "object", "additionalProperties": or_range(&json!({ "type": "number", "minimum": 0 })) },
            text,
        ] }),
        Kind::Wants => {
            let mut wants = table(&GROUNDS);
            if let Value::Object(map) = &mut wants {
                map.insert("additionalProperties".to_owned(), or_range(&number));
            }
            json!({ "type": "object", "additionalProperties": wants })
        }
        Kind::WalkAway => json!({ "anyOf": [number, table(&WALK_AWAY)] }),
        Kind::Firmness => json!({ "anyOf": [
            { "type": "number", "minimum": 1, "maximum": 100 },
            { "enum": ["low", "medium", "high", "absolute"] },
        ] }),
        Kind::Options => json!({ "anyOf": [
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": { "anyOf": [text, table(&OPTION)] },
            },
            { "type": "array", "items": text, "minItems": 1, "uniqueItems": true },
        ] }),
        Kind::Quote => {
            let one = json!({ "anyOf": [text, table(&QUOTE)] });
            json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
        }
        Kind::Positions => json!({
            "type": "object",
            "additionalProperties": { "$ref": "#/$defs/table" },
        }),
        Kind::Keyed(shape) => json!({ "type": "object", "additionalProperties": table(shape) }),
    }
}

/// A number, or the least and the most that it may be.
fn or_range(number: &Value) -> Value {
    json!({ "anyOf": [number, { "type": "array", "items": number, "minItems": 2, "maxItems": 2 }] })
}

/// The reference page of the case file, in Markdown.
pub fn reference() -> String {
    let mut page = String::from(
        "# The case file, key by key\n\n\
         This page is made from the same list that the reader follows. A case is one TOML file, `NAME.case.toml`. Every \
         table below `parties`, `issues` and so on has a name of your choice; unknown keys are errors.\n\n\
         A *pattern* picks packages: `{ issue = \"option\" }`, or `{ issue = [\"a\", \"b\"] }` for one of several; several \
         issues in one table mean *and*; a list of tables means *or*.\n",
    );
    section(&CASE, "The file", &mut page);
    for key in CASE.keys {
        if let Kind::Keyed(shape) = key.kind {
            section(shape, &format!("`[{}.NAME]`", key.name), &mut page);
        }
    }
    section(&MEANING, "`[demands.NAME.readings.NAME]`", &mut page);
    section(&AGENDA, "`[roadmap]`", &mut page);
    section(&WALK_AWAY, "`walk_away` as a table", &mut page);
    section(&BONUS, "One of `bonuses`", &mut page);
    section(&MEASURE, "`measure`", &mut page);
    section(&OPTION, "An option as a table", &mut page);
    section(&QUOTE, "`quote` as a table", &mut page);
    page
}

fn section(shape: &Shape, title: &str, page: &mut String) {
    page.push_str(&format!("\n## {title}\n\n{}\n\n| key | holds | meaning |\n| --- | --- | --- |\n", flat(shape.doc)));
    for Key { name, kind, required, doc } in shape.keys {
        let needed = if *required { " (needed)" } else { "" };
        page.push_str(&format!("| `{name}`{needed} | {} | {} |\n", holds(*kind), flat(doc).replace('|', "\\|")));
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds(kind: Kind) -> String {
    match kind {
        Kind::Text => "a text".to_owned(),
        Kind::Word(words) => words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
        Kind::Number(least, most) => format!("a number, {least} to {most}"),
        Kind::Whole(least, most) => format!("a whole number, {least} to {most}"),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Date => "a date".to_owned(),
        Kind::Name(names) => format!("the name of a {}", names.word()),
        Kind::NameList(names) => format!("names, each of a {}", names.word()),
        Kind::NameLists(names) => format!("names, each of a {}, or lists of them", names.word()),
        Kind::Mandates => "party to issues".to_owned(),
        Kind::Values => "party to number".to_owned(),
        Kind::TextList => "texts".to_owned(),
        Kind::Pattern => "a pattern".to_owned(),
        Kind::PatternList => "patterns".to_owned(),
        Kind::Ranking => "packages; ties in a list".to_owned(),
        Kind::Package => "issue to option, for every issue".to_owned(),
        Kind::Moves => format!("{}, or option to options", MOVES.map(|w| format!("`{w}`")).join(", ")),
        Kind::Any => "a number".to_owned(),
        Kind::Positive => "a number above 0".to_owned(),
        Kind::Best => "a number above 0, or issue to number".to_owned(),
        Kind::Table(shape) => format!("a table: the {}", shape.word),
        Kind::Tables(shape) => format!("a list of tables, one for each {}", shape.word),
        Kind::Texts => "name to text".to_owned(),
        Kind::Weights => "issue to number or range, or an order".to_owned(),
        Kind::Wants => "issue to (option to number or range)".to_owned(),
        Kind::WalkAway => "a number or a table".to_owned(),
        Kind::Firmness => "1 to 100, or a word".to_owned(),
        Kind::Options => "name to wording, or a list of names".to_owned(),
        Kind::Quote => "a text or a table, or a list of them".to_owned(),
        Kind::Positions => "party to (issue to option)".to_owned(),
        Kind::Keyed(shape) => format!("tables, one for each {}", shape.word),
    }
}
