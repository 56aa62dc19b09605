//! Random cases with rounds, as plain numbers, and as text.

use detente::{case::Case, file};

use crate::dice::Dice;

#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) principal: bool,
    /// Weight of each issue and value of each option; `None`: not known.
    pub(crate) wants: Option<Vec<(i128, Vec<i128>)>>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Meeting {
    /// Days from the beginning of 2024.
    pub(crate) day: Option<usize>,
    /// Party, issue, options.
    pub(crate) positions: Vec<(usize, usize, Vec<usize>)>,
    pub(crate) mandates: Vec<(usize, Vec<usize>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Spec {
    pub(crate) parties: Vec<Party>,
    /// How many options each issue has.
    pub(crate) issues: Vec<usize>,
    pub(crate) meetings: Vec<Meeting>,
    /// Party, issue, option that it never signs, firmness.
    pub(crate) demands: Vec<(usize, usize, usize, usize)>,
}

impl Spec {
    pub(crate) fn random(seed: u64) -> Spec {
        let mut dice = Dice::new(seed);
        let issues: Vec<usize> = (0..dice.within(1, 4)).map(|_| dice.within(1, 5)).collect();
        let party = |dice: &mut Dice| {
            let wants = dice.chance(70).then(|| {
                let mut on: Vec<(i128, Vec<i128>)> = issues
                    .iter()
                    .map(|n| (dice.roll(4) as i128, (0..*n).map(|_| dice.roll(101) as i128).collect()))
                    .collect();
                on[0].0 += 1;
                on
            });
            Party { principal: dice.chance(80), wants }
        };
        let mut parties: Vec<Party> = (0..dice.within(2, 4)).map(|_| party(&mut dice)).collect();
        // There is no case without principals who could agree.
        parties.iter_mut().take(2).for_each(|p| p.principal = true);
        let meeting = |dice: &mut Dice| {
            let day = dice.chance(70).then(|| dice.roll(6));
            let mut positions = Vec::new();
            let mut mandates = Vec::new();
            for p in 0..parties.len() {
                for (i, n) in issues.iter().enumerate() {
                    if dice.chance(40) {
                        let some = dice.within(1, (*n).min(3));
                        positions.push((p, i, dice.some_of(some, *n, None)));
                    }
                }
                if dice.chance(25) {
                    let some = dice.roll(issues.len() + 1);
                    mandates.push((p, dice.some_of(some, issues.len(), None)));
                }
            }
            Meeting { day, positions, mandates }
        };
        let meetings = (0..dice.within(1, 6)).map(|_| meeting(&mut dice)).collect();
        let demand = |dice: &mut Dice| {
            let issue = dice.roll(issues.len());
            (dice.roll(parties.len()), issue, dice.roll(issues[issue]), dice.within(1, 100))
        };
        let demands = (0..dice.roll(4)).map(|_| demand(&mut dice)).collect();
        Spec { parties, issues, meetings, demands }
    }

    /// The tables of its file, without the title.
    pub(crate) fn tables(&self) -> Vec<String> {
        let mut tables = Vec::new();
        for (p, party) in self.parties.iter().enumerate() {
            let role = if party.principal { "principal" } else { "observer" };
            let mut table = format!("[parties.p{p}]\nname = \"Party {p}\"\nrole = \"{role}\"\nbasis = \"assumed\"\n");
            if let Some(wants) = &party.wants {
                let weights: String = wants.iter().enumerate().map(|(i, (w, _))| format!("i{i} = {w}, ")).collect();
                table += &format!("weights = {{ {} }}\n", weights.trim_end_matches(", "));
                for (i, (_, values)) in wants.iter().enumerate() {
                    let values: String = values.iter().enumerate().map(|(o, v)| format!("o{o} = {v}, ")).collect();
                    table += &format!("wants.i{i} = {{ {} }}\n", values.trim_end_matches(", "));
                }
            }
            tables.push(table);
        }
        for (i, n) in self.issues.iter().enumerate() {
            let options: String = (0..*n).map(|o| format!("o{o} = \"Option {o} of {i}\", ")).collect();
            let options = options.trim_end_matches(", ");
            tables.push(format!("[issues.i{i}]\nname = \"Issue {i}\"\noptions = {{ {options} }}\n"));
        }
        for (d, (p, i, o, firmness)) in self.demands.iter().enumerate() {
            tables.push(format!(
                "[demands.d{d}]\nname = \"Demand {d}\"\nparty = \"p{p}\"\nnever = {{ i{i} = \"o{o}\" }}\n\
                 firmness = {firmness}\nbasis = \"assumed\"\n"
            ));
        }
        for (m, meeting) in self.meetings.iter().enumerate() {
            let mut table = format!("[rounds.r{m}]\nname = \"Round {m}\"\nbasis = \"assumed\"\n");
            if let Some(day) = meeting.day {
                table += &format!("date = 2024-01-{:02}\n", day + 1);
            }
            for (p, i, options) in &meeting.positions {
                let options: Vec<String> = options.iter().map(|o| format!("\"o{o}\"")).collect();
                table += &format!("positions.p{p}.i{i} = [{}]\n", options.join(", "));
            }
            for (p, issues) in &meeting.mandates {
                let issues: Vec<String> = issues.iter().map(|i| format!("\"i{i}\"")).collect();
                table += &format!("mandates.p{p} = [{}]\n", issues.join(", "));
            }
            tables.push(table);
        }
        tables
    }

    pub(crate) fn text(&self) -> String {
        format!("title = \"Random\"\n\n{}", self.tables().join("\n"))
    }

    pub(crate) fn case(&self) -> Case {
        read(&self.text())
    }
}

pub(crate) fn read(text: &str) -> Case {
    let read = file::read("random.case.toml", text);
    read.case.unwrap_or_else(|| panic!("{text}\n{:#?}", read.diagnostics))
}
