//! The English words that deny or make conditional what stands beside them.

use super::Token;

/// Words that deny by themselves.
const DENYING: [&str; 19] = [
    "never",
    "neither",
    "nor",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "no-one",
    "without",
    "cannot",
    "hardly",
    "barely",
    "scarcely",
    "rarely",
    "seldom",
    "unlikely",
    "unwilling",
    "unable",
    "impossible",
];

/// Verbs and nouns that say that something is not so.
const DENIAL: [&str; 12] = [
    "deny",
    "denies",
    "denied",
    "denying",
    "denial",
    "denials",
    "dispute",
    "disputes",
    "disputed",
    "disputing",
    "doubts",
    "doubted",
];

/// Verbs and nouns that say that something will not be done; they deny what they lead to by "to", "that", "from" or a
/// form in "-ing", not a mere thing: "rejected calls to withdraw" denies, "rejected the plan" names a plan.
const REFUSAL: [&str; 44] = [
    "refuse",
    "refuses",
    "refused",
    "refusing",
    "refusal",
    "reject",
    "rejects",
    "rejected",
    "rejecting",
    "rejection",
    "decline",
    "declines",
    "declined",
    "declining",
    "fail",
    "fails",
    "failed",
    "failing",
    "failure",
    "oppose",
    "opposes",
    "opposed",
    "opposing",
    "opposition",
    "prevent",
    "prevents",
    "prevented",
    "preventing",
    "forbid",
    "forbids",
    "forbade",
    "forbidden",
    "rule",
    "rules",
    "ruled",
    "ruling",
    "reluctant",
    "reluctance",
    "unwillingness",
    "inability",
    "untrue",
    "false",
    "falsely",
    "dismissed",
];

/// The negation that begins at `index`, as a range of tokens; `first` is the first word of the quote, if it follows
/// them.
pub(super) fn negation(tokens: &[Token], index: usize, first: Option<&Token>) -> Option<(usize, usize)> {
    let key = tokens[index].key();
    let rest = &tokens[index + 1..];
    let next = rest.first().or(first);
    let next_key = next.map_or("", Token::key);
    let leads_to = |words: &[&str]| {
        rest.iter().chain(first).any(|t| words.contains(&t.key()))
            || first.is_some_and(|t| t.key().len() > 5 && t.key().ends_with("ing"))
    };
    let denies = match key {
        "not" => !matches!(next_key, "only" | "just" | "least" | "merely" | "simply" | "solely"),
        // "No. 5", "no doubt"
        "no" => {
            !matches!(next_key, "doubt" | "wonder" | "matter" | "less") && !next.is_some_and(|t| t.is('.') || t.is(','))
        }
        // "a few", "the few"
        "few" => !matches!(index.checked_sub(1).map_or("", |i| tokens[i].key()), "a" | "the" | "these" | "those"),
        "far" => next_key == "from",
        _ if DENYING.contains(&key) || key.ends_with("n't") => true,
        _ if DENIAL.contains(&key) => leads_to(&["that", "having"]) || (rest.is_empty() && first.is_some()),
        "rule" | "rules" | "ruled" | "ruling" => next_key == "out" && leads_to(&["to", "that"]),
        _ if REFUSAL.contains(&key) => leads_to(&["to", "that", "from"]),
        _ => false,
    };
    let more = usize::from(rest.first().is_some_and(|t| matches!(t.key(), "to" | "that" | "out" | "from")));
    denies.then_some((index, index + 1 + more))
}

/// Whether a word of a negation is a verb or noun by which a report may ascribe what it denies.
pub(super) fn ascribes(key: &str) -> bool {
    DENIAL.contains(&key) || REFUSAL.contains(&key)
}

/// The condition that stands at `index`, as a range of tokens; `clause` tells whether what it may govern is in the
/// same clause.
pub(super) fn condition(tokens: &[Token], index: usize, clause: bool) -> Option<(usize, usize)> {
    const ASKING: [&str; 18] = [
        "ask", "asks", "asked", "asking", "see", "know", "knew", "known", "decide", "decided", "wonder", "wondered",
        "doubt", "unclear", "clear", "sure", "question", "say",
    ];
    let key = |at: usize| tokens.get(at).map_or("", Token::key);
    let previous = index.checked_sub(1).map_or("", key);
    let only = usize::from(previous == "only");
    match key(index) {
        "if" if matches!(previous, "even" | "as") => None,
        "if" if ASKING.contains(&previous) && !clause => None,
        "if" => Some((index - only, index + 1)),
        "whether" => clause.then_some((index, index + 1)),
        "unless" | "until" | "till" | "assuming" | "except" => Some((index - only, index + 1)),
        "provided" | "providing"
            if key(index + 1) == "that" || index == 0 || only == 1 || after_comma(tokens, index) =>
        {
            provided(tokens, index)
        }
        "only" if matches!(key(index + 1), "after" | "when" | "once" | "upon" | "with") => Some((index, index + 2)),
        "long" if matches!(previous, "as" | "so") && key(index + 1) == "as" => Some((index - 1, index + 2)),
        "condition" | "proviso" if matches!(previous, "on" | "the") => {
            Some((index - 1, index + 1 + usize::from(key(index + 1) == "that")))
        }
        "subject" if key(index + 1) == "to" => Some((index, index + 2)),
        "should" if index == 0 => Some((index, index + 1)),
        _ => None,
    }
}

/// What behind a quote takes back what it says: "but not", "subject to", "without", "is impossible", "was rejected".
pub(super) fn behind(tokens: &[Token], index: usize) -> Option<(usize, usize)> {
    let next = tokens.get(index + 1).map_or("", Token::key);
    match tokens[index].key() {
        "but" if next == "not" => Some((index, index + 2)),
        "subject" if next == "to" => Some((index, index + 2)),
        "far" if next == "from" => Some((index, index + 2)),
        "without" | "impossible" => Some((index, index + 1)),
        // "was rejected", not "rejected by nobody else" of a new clause.
        "rejected" if index > 0 => Some((index, index + 1)),
        _ => None,
    }
}

/// "Provided" as a condition, not as in "provided by".
pub(super) fn provided(tokens: &[Token], index: usize) -> Option<(usize, usize)> {
    let next = tokens.get(index + 1).map_or("", Token::key);
    let condition = !next.is_empty() && !matches!(next, "by" | "in" | "to" | "for" | "with" | "no" | "under" | "from");
    condition.then_some((index, index + 1 + usize::from(next == "that")))
}

fn after_comma(tokens: &[Token], index: usize) -> bool {
    index.checked_sub(1).is_some_and(|i| tokens[i].is(','))
}
