//! Random conflicts: yes/no issues that parties decide alone, and statements that they prefer.

use std::fmt::Write;

use super::dice::Dice;

/// A sort of random conflict.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Conflict {
    /// Issues, shared out evenly.
    pub(crate) issues: usize,
    pub(crate) parties: usize,
    /// Statements that each party prefers, of one to three issues each.
    pub(crate) statements: usize,
    /// Issues of a thousand that move one way only.
    pub(crate) one_way: usize,
    /// Combinations of three options that cannot be.
    pub(crate) constraints: usize,
    pub(crate) seed: u64,
}

impl Conflict {
    /// The case file.
    pub(crate) fn text(self) -> String {
        let mut dice = Dice::new(self.seed);
        let mut text = String::from("title = \"A random conflict\"\n");
        for party in 0..self.parties {
            let statements: Vec<String> = (0..self.statements).map(|_| self.pattern(&mut dice, 1)).collect();
            let _ = write!(text, "\n[parties.p{party}]\nbasis = \"assumed\"\nprefers = [{}]\n", statements.join(", "));
        }
        for issue in 0..self.issues {
            let party = issue * self.parties / self.issues;
            let moves = if dice.chance(self.one_way) { *dice.one(&["forward", "back"]) } else { "both" };
            let _ = write!(text, "\n[issues.i{issue}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"p{party}\"]\n");
            let _ = writeln!(text, "moves = \"{moves}\"");
        }
        for n in 0..self.constraints {
            let _ = write!(text, "\n[constraints.c{n}]\nnever = {}\n", self.pattern(&mut dice, 3));
        }
        text
    }

    /// From so many issues to three, with an option each.
    fn pattern(self, dice: &mut Dice, least: usize) -> String {
        let issues: Vec<usize> = (0..self.issues).collect();
        let many = dice.within(least, 3);
        let mut chosen = dice.some(many, &issues);
        chosen.sort_unstable();
        let terms: Vec<String> = chosen.iter().map(|i| format!("i{i} = \"{}\"", dice.one(&["no", "yes"]))).collect();
        format!("{{ {} }}", terms.join(", "))
    }
}
