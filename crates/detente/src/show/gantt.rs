//! The days of a roadmap as a bar chart (Gantt 1910), drawn as SVG without a font, a script or anything else from elsewhere.

mod arrows;
mod axis;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;

use crate::case::Date;

/// Steps and their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GanttChart {
    /// What stands above.
    pub title: String,
    /// The steps, put together by who performs them, or by phases.
    pub groups: Vec<Group>,
    /// What meets what; between steps by their number, counted over all groups.
    pub links: Vec<Link>,
    /// How many days are drawn at least.
    pub days: u64,
    /// The date of day 0; without it, days have numbers.
    pub start: Option<Date>,
    /// The last day that is allowed, where there is a deadline.
    pub deadline: Option<u64>,
    /// What stands below.
    pub note: Option<String>,
}

/// Steps that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// What joins them: a party, or a phase.
    pub name: String,
    /// They, in order of time.
    pub steps: Vec<Bar>,
}

/// A step with its days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is called.
    pub name: String,
    /// What there is to say of it in full; a tooltip.
    pub told: String,
    /// Its first day.
    pub start: u64,
    /// The day after its last; the first day itself where it takes no time.
    pub finish: u64,
    /// How many days it can be put off.
    pub float: u64,
    /// Whether all ends later if it starts later.
    pub critical: bool,
    /// Whether it cannot be undone.
    pub irreversible: bool,
    /// Who looks whether it is done: what there is to say of that, its first day, and the day after its last.
    pub checks: Vec<(String, u64, u64)>,
}

/// A step and another that it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The step that is waited for.
    pub from: usize,
    /// The step that waits.
    pub to: usize,
    /// How it waits.
    pub kind: Kind,
    /// Whether it lies on the critical path.
    pub critical: bool,
}

/// How a step waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The other comes before.
    Before,
    /// Both start at one moment.
    Moment,
    /// The other may come later, up to the day on which it is told done.
    Credit {
        /// The day from which on nothing is owed any more.
        repaid: u64,
    },
}

/// Most arrows that are drawn; where there are more, only those of the critical path, of credit and of what is done at one
/// moment.
pub const MOST_ARROWS: usize = 48;

/// Most steps that are drawn.
pub const MOST_STEPS: usize = 400;

/// Draws a chart. The same chart gives the same text. Of more than [`MOST_STEPS`] steps the first are drawn, and the picture
/// says so.
pub fn svg(chart: &GanttChart) -> String {
    sheet::sheet(chart)
}
