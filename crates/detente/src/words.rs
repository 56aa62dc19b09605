//! Rules, patterns and grounds in words.

use std::fmt;

use crate::{
    case::{
        Basis, Case, Claim, ClaimId, Content, Firmness, Grounds, Insists, Known, Manner, Order, Package, PartyId,
        Pattern, Patterned, Speaker, StepId, Waits,
    },
    number::Exact,
    question::Limit,
    read::{Act, Modality},
    rule::Origin,
    show::{Item, Line},
};

impl Case {
    /// What a party is called.
    pub(crate) fn party_name(&self, party: PartyId) -> &str {
        &self.party(party).name
    }

    /// A step in quotation marks.
    pub(crate) fn step_name(&self, step: StepId) -> String {
        format!("\u{201c}{}\u{201d}", self.step(step).name)
    }

    /// Steps in quotation marks: `“A”, “B” or “C”`.
    pub(crate) fn step_names(&self, steps: &[StepId], last: &str) -> String {
        listed(steps.iter().map(|s| self.step_name(*s)).collect(), last)
    }

    /// A pattern: `Release: 450 m3/s or 320 m3/s, and Metering: joint`.
    pub(crate) fn pattern_words(&self, pattern: &Pattern) -> String {
        let tables: Vec<String> = pattern.alternatives().iter().map(|t| self.table_words(t)).collect();
        tables.join("; or ")
    }

    fn table_words(&self, table: &Patterned) -> String {
        let terms = table.terms().iter().map(|(issue, options)| {
            let issue = self.issue(*issue);
            let options =
                options.iter().map(|o| format!("\u{201c}{}\u{201d}", issue.options[o.index()].name)).collect();
            format!("{}: {}", issue.name, listed(options, "or"))
        });
        listed(terms.collect(), "and")
    }

    /// What a rule asks, as a sentence without a full stop.
    pub(crate) fn rule_words(&self, origin: Origin) -> String {
        match origin {
            Origin::Demand(d) => {
                let demand = self.demand(d);
                let party = self.party_name(demand.party);
                match &demand.insists {
                    Insists::Content(Content::Require(p)) => {
                        format!("{party} signs only a package with {}", self.pattern_words(p))
                    }
                    Insists::Content(Content::Never(p)) => {
                        format!("{party} signs no package with {}", self.pattern_words(p))
                    }
                    Insists::Content(Content::IfThen(a, b)) => {
                        format!("{party} accepts {} only with {}", self.pattern_words(a), self.pattern_words(b))
                    }
                    Insists::Order(Order::After { step, waits }) => {
                        format!(
                            "{party} insists that {} {}",
                            self.step_name(*step),
                            self.waits_words(waits, "comes only")
                        )
                    }
                    Insists::Order(Order::Together(steps)) => {
                        format!("{party} insists that {} are one act", self.step_names(steps, "and"))
                    }
                }
            }
            Origin::WalkAway(p) => {
                let worth = self.party(p).walk_away.as_ref().map_or(Exact::ZERO, |w| w.worth);
                format!("{} walks away from any package that is worth less than {worth} to it", self.party_name(p))
            }
            Origin::Constraint(c) => match &self.constraint(c).content {
                Content::Require(p) => format!("there must be {}", self.pattern_words(p)),
                Content::Never(p) => format!("there cannot be {}", self.pattern_words(p)),
                Content::IfThen(a, b) => {
                    format!("with {} there must be {}", self.pattern_words(a), self.pattern_words(b))
                }
            },
            Origin::Step(s) => {
                let step = self.step(s);
                let mut parts = Vec::new();
                if !step.waits.is_empty() {
                    parts.push(self.waits_words(&step.waits, "can only come"));
                }
                if let Some(pattern) = &step.carries_out {
                    parts.push(format!("belongs only to a package with {}", self.pattern_words(pattern)));
                }
                format!("{} {}", self.step_name(s), parts.join(", and "))
            }
        }
    }

    /// What a step waits for, after the words that begin it: `comes only` makes `comes only after “A” and “B”, and after one of “C” or “D”`.
    pub(crate) fn waits_words(&self, waits: &Waits, comes_only: &str) -> String {
        let mut after = Vec::new();
        if !waits.all.is_empty() {
            after.push(self.step_names(&waits.all, "and"));
        }
        for any in &waits.any {
            let one = if any.len() > 1 { "one of " } else { "" };
            after.push(format!("{one}{}", self.step_names(any, "or")));
        }
        let mut parts = Vec::new();
        if !after.is_empty() {
            parts.push(format!("{comes_only} after {}", after.join(", and after ")));
        }
        if !waits.on_credit.is_empty() {
            let only = if after.is_empty() { format!("{comes_only} if") } else { "only if".to_owned() };
            let sometime = if waits.on_credit.len() > 1 { "are done sometime" } else { "is done sometime" };
            parts.push(format!("{only} {} {sometime}", self.step_names(&waits.on_credit, "and")));
        }
        parts.join(", and ")
    }

    /// How firm, in words.
    pub(crate) fn firmness_words(&self, origin: Origin) -> String {
        match self.firmness_of(origin) {
            Firmness::Absolute => "absolute".to_owned(),
            Firmness::Cost(c) => format!("firmness {c}"),
        }
    }

    /// What is worth knowing of how we know a rule, if anything: assumed, second-hand, disputed.
    pub(crate) fn caution(&self, origin: Origin) -> Vec<&'static str> {
        self.marks(self.grounds_of(origin), self.party_of(origin))
    }

    /// The same of any grounds of a position that `holder` is said to have.
    pub(crate) fn marks(&self, grounds: &Grounds, holder: Option<PartyId>) -> Vec<&'static str> {
        let mut marks = Vec::new();
        match grounds.basis {
            Some(Basis::Assumed) => marks.push("assumed"),
            Some(Basis::Inferred) => marks.push("inferred"),
            Some(Basis::Stated) => {}
            None if grounds.because.is_empty() => marks.push("no source given"),
            None => {}
        }
        match holder.and_then(|holder| self.known_through(grounds, holder)) {
            Some(Known::Opponent) => marks.push("known only through an opponent"),
            Some(Known::Narrator) => marks.push("known only through a narrator"),
            Some(Known::Own | Known::Others) | None => {}
        }
        if self.is_disputed(grounds) {
            marks.push("disputed");
        }
        marks
    }

    /// Line, firmness and cautions of a rule.
    pub(crate) fn tags(&self, origin: Origin) -> Vec<String> {
        let mut tags = vec![format!("line {}", self.line(self.place_of(origin)))];
        if origin.is_member() {
            tags.push(self.firmness_words(origin));
        }
        tags.extend(self.caution(origin).into_iter().map(str::to_owned));
        tags
    }

    /// A rule as an item: what it asks, its name, kind, key, line, firmness and cautions.
    pub(crate) fn rule_item(&self, origin: Origin) -> Item {
        let own = match origin {
            Origin::Demand(d) => self.demand(d).name.as_deref(),
            Origin::Constraint(c) => self.constraint(c).name.as_deref(),
            Origin::WalkAway(_) | Origin::Step(_) => None,
        };
        let mut line = Line::default().strong(self.rule_words(origin));
        if let Some(own) = own {
            line = line.plain(format!(" (\u{201c}{own}\u{201d})"));
        }
        let kind = match origin {
            Origin::Demand(_) => "demand ",
            Origin::WalkAway(_) => "walk-away of ",
            Origin::Constraint(_) => "constraint ",
            Origin::Step(_) => "step ",
        };
        // Cautions weigh as much as the demand itself, and stand out no less.
        let line = line.plain(format!(" \u{2014} {kind}")).name(self.key_of(origin));
        Item::new(line.plain(format!(", {}", self.tags(origin).join(", "))))
    }

    /// The words of a claim, who says so, how, and where.
    pub(crate) fn quote_line(&self, claim: ClaimId, prefix: &str) -> Line {
        let claim = self.claim(claim);
        let quotes: Vec<String> = claim.quotes.iter().map(|q| quoted(&q.text)).collect();
        let line = Line::default().plain(prefix).plain(quotes.join(" \u{2026} "));
        line.quiet(format!(" \u{2014} {}", self.attribution(claim)))
    }

    /// The first words of a claim that was quoted before.
    pub(crate) fn quoted_above(&self, claim: ClaimId, prefix: &str) -> Line {
        let words = self.claim(claim).quotes.first().map_or("", |q| q.text.as_str());
        let mut first: Vec<&str> = words.split_whitespace().take(MOST_REPEATED + 1).collect();
        if first.len() > MOST_REPEATED {
            first[MOST_REPEATED] = "\u{2026}";
        }
        Line::default().plain(prefix).plain(quoted(&first.join(" "))).quiet(" (quoted above)")
    }

    /// Who says so, how, and where.
    pub(crate) fn attribution(&self, claim: &Claim) -> String {
        let own_voice = matches!(claim.manner, Some(Manner::Narrated));
        // That the narrator of the document hands the words on goes without saying.
        let chain: Vec<&Speaker> = match claim.chain.as_slice() {
            [rest @ .., Speaker::Narrator] if !rest.is_empty() => rest.iter().collect(),
            all => all.iter().collect(),
        };
        let itself = chain.is_empty() || matches!(chain.as_slice(), [Speaker::Narrator]);
        let chain: Vec<&str> = chain
            .into_iter()
            .map(|s| match s {
                Speaker::Party(p) => self.party_name(*p),
                Speaker::Delegate(d) => &self.delegate(*d).name,
                Speaker::Narrator => "the report itself",
                Speaker::Other(name) => name,
            })
            .collect();
        let manner = match claim.manner {
            Some(Manner::Direct) => "in direct speech",
            Some(Manner::Mixed) => "partly in direct speech",
            Some(Manner::Paraphrase) if itself => "",
            Some(Manner::Paraphrase) => "as the report puts it",
            Some(Manner::Implied) => "read into somebody\u{2019}s words",
            Some(Manner::Narrated) if itself => "",
            Some(Manner::Narrated) => "in the report\u{2019}s own voice",
            None => "",
        };
        let mut parts = Vec::new();
        if !chain.is_empty() {
            parts.push(chain.join(", reported by "));
        } else if own_voice {
            parts.push("the report itself".to_owned());
        }
        if !manner.is_empty() {
            parts.push(manner.to_owned());
        }
        parts.push(format!("in {}", self.document(claim.document).title));
        parts.join(", ")
    }

    /// A package as a table: issue, option.
    pub(crate) fn package_rows(&self, package: &Package) -> Vec<Vec<String>> {
        self.issues()
            .iter()
            .zip(package.options())
            .map(|(issue, o)| vec![issue.name.clone(), issue.options[o.index()].name.clone()])
            .collect()
    }

    /// A package in one line, with the keys of the file.
    pub(crate) fn package_line(&self, package: &Package) -> String {
        let parts: Vec<String> = self
            .issues()
            .iter()
            .zip(package.options())
            .map(|(issue, o)| format!("{}={}", issue.key, issue.options[o.index()].key))
            .collect();
        parts.join(",")
    }

    /// The parties that perform a step.
    pub(crate) fn performers(&self, step: StepId) -> String {
        let by = self.step(step).by.iter().map(|p| self.party_name(*p).to_owned()).collect::<Vec<_>>();
        if by.is_empty() { "nobody yet".to_owned() } else { listed(by, "and") }
    }
}

impl Act {
    /// What the speaker does, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Act::Says => "a plain statement",
            Act::Claims => "a claim that the reporter keeps at a distance",
            Act::Admits => "an admission",
            Act::Denies => "a denial",
            Act::Rejects => "a rejection",
            Act::Refuses => "a refusal",
            Act::Accepts => "an acceptance",
            Act::Demands => "a demand",
            Act::Offers => "an offer",
            Act::Promises => "a promise",
            Act::Threatens => "a threat or warning",
            Act::Thinks => "a thought, hope or fear",
            Act::Implies => "an implication",
            Act::Calls => "a name given to somebody or something",
            Act::Reports => "a report of what another says",
        }
    }
}

impl Modality {
    /// How firmly it is put, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Modality::Fact => "put as a fact",
            Modality::Intends => "put as an intention",
            Modality::Willing => "put as a readiness",
            Modality::Must => "put as a must",
            Modality::May => "put as a possibility",
            Modality::Conditional => "put as a condition",
        }
    }
}

/// Words of a quote that are given again where it is repeated.
const MOST_REPEATED: usize = 6;

/// A text in quotation marks, on one line.
pub(crate) fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Stopped => f.write_str("it was stopped before it was through"),
            Limit::Effort(calls) => write!(
                f,
                "the search ended after {calls} questions to the solver for a part of the case; every conflict and way \
                 out that is listed is proven, but there may be more"
            ),
            Limit::Count => f.write_str("the acceptable packages are too many kinds to be counted exactly"),
            Limit::WaysOut { total, listed } => {
                write!(f, "there are {total} ways out; the cheapest {listed} are listed")
            }
            Limit::Readings(n) => write!(
                f,
                "{n} things are read both ways, too many to try every combination; each is read otherwise by itself, \
                 and all together"
            ),
            Limit::Frontier(most) => write!(
                f,
                "the frontier has more than {most} points along the way; what is listed stands for the rest, as close as the \
                 answer says"
            ),
            Limit::Search => f.write_str(
                "the search for efficient packages took too much work; those that are listed exist, and the bounds are proven",
            ),
            Limit::Solutions => f.write_str("not every named solution could be proven"),
            Limit::Package => f.write_str("the search ended before all that stands against the package was known"),
            Limit::Concepts(some) => write!(
                f,
                "the search for what is stable by {} took too much work; what is told of the others is proven",
                listed(some.iter().map(|c| (*c).to_owned()).collect(), "and")
            ),
            Limit::Verdicts(n) => {
                write!(f, "{} could not be reached within the questions to the solver allowed", count(*n, "verdict"))
            }
            Limit::Bridges => f.write_str(
                "the search for bridges took too much work; those that are listed work, and the bound is proven",
            ),
            Limit::MoreBridges(listed) => write!(f, "there are more bridges; the cheapest {listed} are listed"),
            Limit::Safest => f.write_str("whether an order is the safest could not be proven"),
            Limit::Meanings => f.write_str(
                "demands can be read in too many ways to try every combination; each reading is tried alone, and with one other",
            ),
            Limit::Escapes(most) => {
                write!(f, "the order rests on more alternatives; {most} of them are told")
            }
            Limit::Reading => f.write_str("the search ended before every reading was through"),
        }
    }
}

/// `a, b or c`
pub(crate) fn listed(mut items: Vec<String>, last: &str) -> String {
    match items.len() {
        0 => String::new(),
        1 => items.remove(0),
        _ => {
            let end = items.pop().unwrap_or_default();
            format!("{} {last} {end}", items.join(", "))
        }
    }
}

/// `1 conflict`, `2 conflicts`
pub(crate) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A small number in words.
pub(crate) fn spelt(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| grouped(n), |w| (*w).to_owned())
}

/// A large number with its thousands set apart: `12,345`.
pub(crate) fn grouped(n: impl std::fmt::Display) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 way out`, `2 ways out`
pub(crate) fn ways_out(n: &str) -> String {
    if n == "1" { "1 way out".to_owned() } else { format!("{n} ways out") }
}
