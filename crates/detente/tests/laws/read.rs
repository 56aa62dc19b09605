//! Reads an answer as other programs would: by the machine contract.

use serde_json::Value;

use crate::{
    answer::{Agreement, Answer, Choice, Conflict, Knot, MemberPivot, PartyPivot, Read, WayOut},
    spec::{Member, Spec},
    write::option,
};

/// Turns names into numbers.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    spec: &'a Spec,
    members: Vec<Member>,
}

pub(crate) fn read(spec: &Spec, answer: &Value) -> Read<Answer> {
    let reader = Reader::new(spec);
    Ok(Answer {
        verdict: text(&answer["verdict"])?,
        acceptable_packages: count(&answer["acceptable_packages"])?,
        witness: maybe(&answer["witness"], |v| reader.agreement(v))?,
        conflicts: each(&answer["conflicts"], |v| reader.conflict(v))?,
        ways_out: each(&answer["ways_out"], |v| reader.way_out(v))?,
        ways_out_total: text(&answer["ways_out_total"])?,
        knots: each(&answer["knots"], |v| reader.knot(v))?,
        parties: each(&answer["pivots"]["parties"], |v| reader.party_pivot(v))?,
        pivots: each(&answer["pivots"]["demands"], |v| reader.member_pivot(v))?,
    })
}

impl<'a> Reader<'a> {
    pub(crate) fn new(spec: &'a Spec) -> Self {
        Reader { spec, members: spec.members() }
    }

    pub(crate) fn agreement(&self, v: &Value) -> Read<Agreement> {
        let chosen = v["package"].as_object().ok_or_else(|| odd("a package", &v["package"]))?;
        if chosen.len() != self.spec.issues.len() {
            return Err(odd("one option for every issue", &v["package"]));
        }
        let chosen = self.spec.issues.iter().map(|(issue, options)| {
            let name = text(chosen.get(issue).unwrap_or(&Value::Null))?;
            (0..*options).find(|o| option(*o) == name).ok_or_else(|| odd("an option", &v["package"]))
        });
        Ok(Agreement {
            package: chosen.collect::<Read<_>>()?,
            order: each(&v["order"], |phase| each(phase, |step| self.step(step)))?,
            worth: self.worths(&v["worth"])?,
        })
    }

    fn worths(&self, v: &Value) -> Read<Vec<(usize, f64, String)>> {
        let worths = v.as_object().ok_or_else(|| odd("worth by party", v))?;
        let worths = worths.iter().map(|(name, w)| {
            let party = self.spec.parties.iter().position(|p| p.name == *name).ok_or_else(|| odd("parties", v))?;
            Ok((party, double(&w["value"])?, text(&w["exact"])?))
        });
        worths.collect()
    }

    fn conflict(&self, v: &Value) -> Read<Conflict> {
        let rests_on = |kind: &str, number: &dyn Fn(&Value) -> Read<usize>| -> Read<Vec<usize>> {
            let items = v["rests_on"].as_array().ok_or_else(|| odd("a list", &v["rests_on"]))?;
            items.iter().filter(|i| i["kind"] == kind).map(|i| number(&i["id"])).collect()
        };
        let conflict = Conflict {
            members: self.members_of(&v["members"])?,
            gives_way: each(&v["gives_way"], |w| maybe(&w["agreement"], |a| self.agreement(a)))?,
            constraints: rests_on("constraint", &|id| self.constraint(id))?,
            steps: rests_on("step", &|id| self.step(id))?,
            kind: text(&v["kind"])?,
        };
        if each(&v["gives_way"], |w| self.member(&w["member"]))? != conflict.members {
            return Err(odd("each member once", &v["gives_way"]));
        }
        let known = conflict.constraints.len() + conflict.steps.len();
        if v["rests_on"].as_array().map(Vec::len) == Some(known) { Ok(conflict) } else { Err(odd("rests_on", v)) }
    }

    fn way_out(&self, v: &Value) -> Read<WayOut> {
        Ok(WayOut {
            give_up: self.members_of(&v["give_up"])?,
            cost: double(&v["cost"])?,
            agreement: self.agreement(&v["agreement"])?,
        })
    }

    fn knot(&self, v: &Value) -> Read<Knot> {
        Ok(Knot {
            members: self.members_of(&v["demands"])?,
            conflicts: each(&v["conflicts"], |n| Ok(count(n)? as usize))?,
            ways_out: each(&v["ways_out"], |w| self.choice(w))?,
        })
    }

    pub(crate) fn choice(&self, v: &Value) -> Read<Choice> {
        Ok((self.members_of(&v["give_up"])?, double(&v["cost"])?))
    }

    fn party_pivot(&self, v: &Value) -> Read<PartyPivot> {
        let name = text(&v["party"])?;
        Ok(PartyPivot {
            party: self.spec.parties.iter().position(|p| p.name == name).ok_or_else(|| odd("a party", v))?,
            conflicts: count(&v["conflicts"])?,
            ways_out: count(&v["ways_out"])?,
            alone: maybe(&v["alone"], |c| self.choice(c))?,
            gives_nothing: maybe(&v["gives_nothing"], |c| self.choice(c))?,
        })
    }

    fn member_pivot(&self, v: &Value) -> Read<MemberPivot> {
        Ok(MemberPivot {
            member: self.member(v)?,
            conflicts: count(&v["conflicts"])?,
            ways_out: count(&v["ways_out"])?,
        })
    }

    /// The places of a list of `{ kind, id }`.
    pub(crate) fn members_of(&self, v: &Value) -> Read<Vec<usize>> {
        each(v, |m| self.member(m))
    }

    /// The place of `{ kind, id }` in the list of members.
    fn member(&self, v: &Value) -> Read<usize> {
        let (kind, id) = (text(&v["kind"])?, text(&v["id"])?);
        let same = |m: &Member| match *m {
            Member::Demand(d) => kind == "demand" && self.spec.demands[d].name == id,
            Member::WalkAway(p) => kind == "walk_away" && self.spec.parties[p].name == id,
        };
        self.members.iter().position(same).ok_or_else(|| odd("a demand or walk-away", v))
    }

    fn step(&self, v: &Value) -> Read<usize> {
        let name = text(v)?;
        self.spec.steps.iter().position(|s| s.name == name).ok_or_else(|| odd("a step", v))
    }

    fn constraint(&self, v: &Value) -> Read<usize> {
        let name = text(v)?;
        self.spec.constraints.iter().position(|(c, _)| *c == name).ok_or_else(|| odd("a constraint", v))
    }
}

fn each<T>(v: &Value, mut read: impl FnMut(&Value) -> Read<T>) -> Read<Vec<T>> {
    v.as_array().ok_or_else(|| odd("a list", v))?.iter().map(&mut read).collect()
}

fn maybe<T>(v: &Value, read: impl FnOnce(&Value) -> Read<T>) -> Read<Option<T>> {
    if v.is_null() { Ok(None) } else { read(v).map(Some) }
}

fn text(v: &Value) -> Read<String> {
    v.as_str().map(str::to_owned).ok_or_else(|| odd("a text", v))
}

fn count(v: &Value) -> Read<u64> {
    v.as_u64().ok_or_else(|| odd("a whole number", v))
}

fn double(v: &Value) -> Read<f64> {
    v.as_f64().ok_or_else(|| odd("a number", v))
}

fn odd(wanted: &str, v: &Value) -> String {
    format!("{wanted} expected, not {v}")
}
