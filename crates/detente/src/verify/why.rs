//! Checks an answer to `why`.

mod conflicts;
mod known;
mod package;
mod readings;
mod ring;
mod ways_out;

use serde_json::{Value, json};

use super::{
    Against, Asked, Checks, Reason, Says, grounds,
    judge::{Judge, Rules, Setting, packages},
    sets::Set,
    told::{self, Read, parts, same},
    worth::{Q, Worth, exactly},
};
use crate::{
    case::{Case, Package, PartyId, StepId},
    rule::Origin,
};
use known::Known;

/// Packages up to which acceptable ones are listed in an answer, and how many of those.
const LISTED: (u64, u64) = (10_000, 10);

/// Checks everything.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) {
    let (case, answer) = (asked.case, asked.answer);
    let setting = setting(asked.options);
    let rules = Rules::new(case, &setting);
    let all = packages(case, &[], asked.most);
    let judge = all.as_ref().map(|all| Judge::new(&rules, all));
    let look = Look { asked, rules: &rules, judge: judge.as_ref(), packages: all.as_deref() };
    let keys = [
        "verdict",
        "packages",
        "acceptable_packages",
        "cautions",
        "acceptable",
        "order_of_all",
        "witness",
        "impossible_because",
        "conflicts",
        "ways_out",
        "ways_out_total",
        "ways_out_total_is_exact",
        "knots",
        "pivots",
        "obstacles",
        "stopped",
    ];
    let more = [("package", !asked.options["package"].is_null()), ("readings", asked.options["reading"] == "all")];
    let keys: Vec<&str> = keys.into_iter().chain(more.iter().filter(|m| m.1).map(|m| m.0)).collect();
    checks.check("", Says::Parts, parts(answer, &keys));
    checks.check(
        "stopped",
        Says::Completeness,
        match answer["stopped"] {
            Value::Bool(stopped) if !stopped || asked.cut => Ok(()),
            _ => told::unread(&answer["stopped"]),
        },
    );
    let (content, order) = (!setting.without_content, !setting.without_order);
    checks.check("cautions", Says::Cautions, same(&answer["cautions"], &grounds::cautions(case, content, order)));

    let mut known = Known::new(look.judge);
    look.agreements(&mut known, checks);
    let found = conflicts::check(&look, &mut known, checks);
    look.verdict(&known, checks);
    look.counts(checks);
    look.impossible(checks);
    ways_out::check(&look, &known, &found, checks);
    if !asked.options["package"].is_null() {
        package::check(&look, &found, checks);
    }
    if asked.options["reading"] == "all" {
        readings::check(&look, checks);
    }
}

/// Which rules a question looks at.
fn setting(options: &Value) -> Setting {
    Setting {
        without_content: options["only"] == "order",
        without_order: options["only"] == "content",
        ..Setting::default()
    }
}

/// The answer and the case that it is held against.
struct Look<'l, 'a> {
    asked: &'l Asked<'l>,
    rules: &'l Rules<'a>,
    /// Where all packages are tried.
    judge: Option<&'l Judge<'l, 'a>>,
    packages: Option<&'l [Package]>,
}

impl<'l> Look<'l, '_> {
    fn case(&self) -> &'l Case {
        self.asked.case
    }

    fn answer(&self) -> &'l Value {
        self.asked.answer
    }

    /// Whether the search of conflicts and ways out came to its end.
    fn complete(&self) -> bool {
        let knots = self.answer()["knots"].as_array();
        self.answer()["stopped"] == false && knots.is_some_and(|k| k.iter().all(|k| k["complete"] == true))
    }

    /// Members by what is told of them.
    fn members(&self, told: &Value) -> Read<Set> {
        let origins = told::origins(self.case(), told)?;
        let places: Option<Vec<usize>> = origins.iter().map(|o| self.rules.place(*o)).collect();
        match places {
            Some(places) if places.is_sorted() => Ok(Set::of(places)),
            _ => told::unread(told),
        }
    }

    fn ids(&self, members: &Set) -> Value {
        members.iter().map(|m| told::id(self.case(), self.rules.members[m])).collect()
    }

    /// What giving all of these up costs; `None` where one is absolute.
    fn cost(&self, members: &Set) -> Option<Q> {
        let of = |m: usize| self.case().firmness_of(self.rules.members[m]).cost().map(exactly);
        members.iter().map(of).sum()
    }

    /// Cheapest first, then the fewest, then as in the file.
    fn by_cost(&self, sets: &mut [Set]) {
        sets.sort_by_cached_key(|s| (self.cost(s), s.len(), s.list()));
    }

    /// What is given up, and at what cost, as answers write it.
    fn choice(&self, members: &Set) -> Value {
        let cost = self.cost(members).map(|c| told::cost_entry(&c));
        json!({ "give_up": self.ids(members), "cost": cost })
    }

    /// Whether something told is an agreement where some members are given up.
    fn agreement(&self, told: &Value, given_up: &Set) -> Read<()> {
        parts(told, &["package", "order", "worth"])?;
        let package = told::package(self.case(), &told["package"])?;
        let background = self.rules.background();
        let broken = self.rules.broken(&package);
        if let Some(c) = broken.constraints.and(&background.constraints).iter().next() {
            let constraint = Origin::Constraint(crate::case::ConstraintId::at(c));
            return Err(Against::Wrong(
                json!({ "package": told["package"], "breaks": told::id(self.case(), constraint) }),
            ));
        }
        if let Some(m) = broken.members.less(given_up).iter().next() {
            let member = told::id(self.case(), self.rules.members[m]);
            return Err(Against::Wrong(json!({ "package": told["package"], "breaks": member })));
        }
        self.order(&told["order"], &package, given_up)?;
        same(&told["worth"], &worths(self.case(), &package))
    }

    /// Whether steps can be done in the phases told.
    fn order(&self, told: &Value, package: &Package, given_up: &Set) -> Read<()> {
        let phases = phases(self.case(), told)?;
        if self.rules.setting.without_order {
            return if phases.is_empty() { Ok(()) } else { told::unread(told) };
        }
        let in_force = self.rules.in_force(&self.rules.all().less(given_up), &self.rules.background());
        let performable = self.rules.steps.performable(package);
        self.rules.steps.carries(&phases, &performable, &in_force).map_err(|step| {
            Against::Wrong(json!({ "package": package_json(self.case(), package), "step": self.case().step(step).key }))
        })
    }

    /// Whether a package agrees with all that is held.
    fn agrees(&self, package: &Package) -> bool {
        let background = self.rules.background();
        let broken = self.rules.broken(package);
        let in_force = self.rules.in_force(&self.rules.all(), &background);
        broken.members.is_empty()
            && !broken.constraints.meets(&background.constraints)
            && (self.rules.setting.without_order || self.rules.steps.possible(&broken.performable, &in_force))
    }

    /// Every agreement that is told; what they show to be possible is known from then on.
    fn agreements(&self, known: &mut Known<'_, '_>, checks: &mut Checks) {
        let answer = self.answer();
        let verdict = answer["verdict"].as_str().unwrap_or_default();
        let witness = &answer["witness"];
        let told = self.agreement(witness, &Set::default());
        let told = match (verdict, witness.is_null()) {
            ("open", _) => told,
            (_, true) => Ok(()),
            (_, false) => Err(Against::Wrong(witness.clone())),
        };
        if checks.check("witness", Says::Agreement, told) && verdict == "open" {
            known.agreement(Set::default());
        }
        let mut each = |at: &str, list: &[(Value, Read<Set>)]| {
            let found: Vec<_> = list
                .iter()
                .map(|(told, given_up)| {
                    let given_up = given_up.clone()?;
                    self.agreement(told, &given_up)?;
                    known.agreement(given_up);
                    Ok(())
                })
                .map(Some)
                .collect();
            checks.each(at, Says::Agreement, Reason::Cut, found);
        };
        let ways = told::list(&answer["ways_out"]).unwrap_or_default();
        let ways: Vec<_> = ways
            .iter()
            .filter(|w| !w["agreement"].is_null())
            .map(|w| (w["agreement"].clone(), self.members(&w["give_up"])))
            .collect();
        each("ways_out.agreement", &ways);
        let conflicts = told::list(&answer["conflicts"]).unwrap_or_default();
        let gives = conflicts.iter().flat_map(|c| told::list(&c["gives_way"]).unwrap_or_default());
        let gives: Vec<_> = gives
            .filter(|g| !g["agreement"].is_null())
            .map(|g| (g["agreement"].clone(), self.members(&json!([g["member"]]))))
            .collect();
        each("conflicts.gives_way", &gives);
    }

    /// Whether the verdict is right.
    fn verdict(&self, known: &Known<'_, '_>, checks: &mut Checks) {
        let told = &self.answer()["verdict"];
        let (all, none) = (known.possible(&self.rules.all()), known.possible(&Set::default()));
        let meant = match (all, none) {
            (Some(true), _) => Some("open"),
            (Some(false), Some(true)) => Some("blocked"),
            (_, Some(false)) => Some("impossible"),
            _ => None,
        };
        match meant {
            Some(meant) => {
                checks.check("verdict", Says::Verdict, same(told, &json!(meant)));
            }
            // What it rests on is checked where it is told.
            None if *told == "impossible" => checks.skip("verdict", Says::Verdict, Reason::TooManyPackages),
            None => checks.skip("verdict", Says::Verdict, Reason::NoCertificate),
        }
    }

    /// Numbers of packages, and those that are listed.
    fn counts(&self, checks: &mut Checks) {
        let (case, answer) = (self.case(), self.answer());
        checks.check(
            "packages",
            Says::AllPackages,
            told::count(&answer["packages"]).and_then(|n| {
                if n == case.packages() {
                    Ok(())
                } else {
                    differs(&answer["packages"], &json!(case.packages().to_string()))
                }
            }),
        );
        let Some((judge, all)) = self.judge.zip(self.packages) else {
            checks.skip("acceptable_packages", Says::AcceptablePackages, Reason::TooManyPackages);
            return;
        };
        let acceptable = judge.acceptable();
        if answer["acceptable_packages"].is_null() && self.asked.cut {
            checks.skip("acceptable_packages", Says::AcceptablePackages, Reason::Cut);
        } else {
            let right = same(&answer["acceptable_packages"], &json!(acceptable));
            checks.check("acceptable_packages", Says::AcceptablePackages, right);
        }
        let (few, open) = (all.len() as u64 <= LISTED.0, answer["verdict"] == "open");
        let by_order = self.asked.options["only"] == "order";
        let meant: Vec<&Package> = if open && few && !by_order && acceptable <= LISTED.1 {
            all.iter().filter(|p| self.agrees(p)).collect()
        } else {
            Vec::new()
        };
        let found = told::list(&answer["acceptable"]).and_then(|told| {
            for a in told {
                self.agreement(a, &Set::default())?;
            }
            let packages: Value = told.iter().map(|a| a["package"].clone()).collect();
            same(&packages, &meant.iter().map(|p| package_json(case, p)).collect())
        });
        checks.check("acceptable", Says::ListOfAcceptable, found);
        let meant = (open && few && by_order).then(|| {
            let background = self.rules.background();
            let allowed = |p: &&Package| !self.rules.broken(p).constraints.meets(&background.constraints);
            all.iter().filter(allowed).all(|p| self.agrees(p))
        });
        checks.check("order_of_all", Says::OrderOfAll, same(&answer["order_of_all"], &json!(meant)));
    }

    /// What makes every agreement impossible.
    fn impossible(&self, checks: &mut Checks) {
        let told = &self.answer()["impossible_because"];
        let at = "impossible_because";
        if self.answer()["verdict"] != "impossible" {
            checks.check(at, Says::RestsOn, same(told, &json!([])));
            return;
        }
        match told::origins(self.case(), told) {
            Err(against) => {
                checks.check(at, Says::RestsOn, Err(against));
            }
            Ok(facts) => match conflicts::rests_on(self, &Set::default(), &facts) {
                Some(found) => {
                    checks.check(at, Says::RestsOn, found);
                }
                None => checks.skip(at, Says::RestsOn, Reason::TooManyPackages),
            },
        }
    }
}

fn differs<T>(told: &Value, should: &Value) -> Read<T> {
    told::differs("", told, should)
}

fn package_json(case: &Case, package: &Package) -> Value {
    told::package_entries(case, package)
}

/// Phases of steps.
pub(in crate::verify) fn phases(case: &Case, told: &Value) -> Read<Vec<Vec<StepId>>> {
    let phase = |told: &Value| told::list(told)?.iter().map(|s| told::step(case, s)).collect::<Read<Vec<_>>>();
    let phases = told::list(told)?.iter().map(phase).collect::<Read<Vec<_>>>()?;
    if phases.iter().any(Vec::is_empty) { told::unread(told) } else { Ok(phases) }
}

/// What a package is worth to each party whose wants are known.
fn worths(case: &Case, package: &Package) -> Value {
    let one = |p: PartyId| Some((case.party(p).key.clone(), told::number_entry(&Worth::of(case, p)?.worth(package))));
    Value::Object(case.party_ids().filter_map(one).collect())
}
