//! Rules, patterns and grounds in words.

use crate::{
    case::{
        Basis, Case, Claim, ClaimId, Content, Firmness, Insists, Known, Manner, Order, Package, PartyId, Pattern,
        Patterned, Speaker, StepId,
    },
    number::Exact,
    rule::Origin,
    show::{Block, Item, Line},
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
                    Insists::Order(Order::After { step, all, any }) => {
                        let mut after = Vec::new();
                        if !all.is_empty() {
                            after.push(self.step_names(all, "and"));
                        }
                        if !any.is_empty() {
                            let one = if any.len() > 1 { "one of " } else { "" };
                            after.push(format!("{one}{}", self.step_names(any, "or")));
                        }
                        format!(
                            "{party} insists that {} comes only after {}",
                            self.step_name(*step),
                            after.join(", and after ")
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
                let mut after = Vec::new();
                if !step.after.is_empty() {
                    after.push(self.step_names(&step.after, "and"));
                }
                if !step.after_any.is_empty() {
                    after.push(self.step_names(&step.after_any, "or"));
                }
                format!("{} can only come after {}", self.step_name(s), after.join(", and after "))
            }
        }
    }

    /// A rule's own short name, or else what it asks.
    pub(crate) fn short_words(&self, origin: Origin) -> String {
        let own = match origin {
            Origin::Demand(d) => self.demand(d).name.clone(),
            Origin::Constraint(c) => self.constraint(c).name.clone(),
            Origin::WalkAway(_) | Origin::Step(_) => None,
        };
        own.map_or_else(|| self.rule_words(origin), |name| format!("\u{201c}{name}\u{201d}"))
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
        let grounds = self.grounds_of(origin);
        let mut marks = Vec::new();
        match grounds.basis {
            Some(Basis::Assumed) => marks.push("assumed"),
            Some(Basis::Inferred) => marks.push("inferred"),
            Some(Basis::Stated) => {}
            None if grounds.because.is_empty() => marks.push("no source given"),
            None => {}
        }
        if let Some(holder) = self.party_of(origin) {
            match self.known_through(grounds, holder) {
                Some(Known::Opponent) => marks.push("known only through an opponent"),
                Some(Known::Narrator) => marks.push("known only through a narrator"),
                _ => {}
            }
        }
        if !grounds.disputed_by.is_empty() {
            marks.push("disputed");
        }
        marks
    }

    /// A rule as an item: kind, name, line, firmness and cautions; what it asks; the quotes it rests on.
    pub(crate) fn rule_item(&self, origin: Origin, with_quotes: bool) -> Item {
        let mut tags = vec![format!("line {}", self.line(self.place_of(origin)))];
        if origin.is_member() {
            tags.push(self.firmness_words(origin));
        }
        tags.extend(self.caution(origin).into_iter().map(str::to_owned));
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
        let line =
            line.quiet(format!(" \u{2014} {kind}")).name(self.key_of(origin)).quiet(format!(", {}", tags.join(", ")));
        let mut item = Item::new(line);
        if with_quotes {
            for block in self.quote_blocks(&self.grounds_of(origin).because, "") {
                item = item.with(block);
            }
            for block in self.quote_blocks(&self.grounds_of(origin).disputed_by, "disputed: ") {
                item = item.with(block);
            }
        }
        item
    }

    /// The quotes of claims, one block each.
    pub(crate) fn quote_blocks(&self, claims: &[ClaimId], prefix: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        for claim in claims.iter().map(|c| self.claim(*c)) {
            let quotes: Vec<String> = claim.quotes.iter().map(|q| format!("\u{201c}{}\u{201d}", q.text)).collect();
            let line = Line::default().plain(prefix).plain(quotes.join(" \u{2026} "));
            blocks.push(Block::Text(line.quiet(format!(" \u{2014} {}", self.attribution(claim)))));
        }
        blocks
    }

    /// Who says so, how, and where.
    pub(crate) fn attribution(&self, claim: &Claim) -> String {
        let chain: Vec<&str> = claim
            .chain
            .iter()
            .map(|s| match s {
                Speaker::Party(p) => self.party_name(*p),
                Speaker::Delegate(d) => &self.delegate(*d).name,
                Speaker::Narrator => "the narrator",
                Speaker::Other(name) => name,
            })
            .collect();
        let manner = match claim.manner {
            Some(Manner::Direct) => "in direct speech",
            Some(Manner::Mixed) => "partly in direct speech",
            Some(Manner::Paraphrase) => "in the reporter\u{2019}s words",
            Some(Manner::Implied) => "read into somebody\u{2019}s words",
            Some(Manner::Narrated) => "in the narrator\u{2019}s own voice",
            None => "",
        };
        let mut parts = Vec::new();
        if !chain.is_empty() {
            parts.push(chain.join(", reported by "));
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
