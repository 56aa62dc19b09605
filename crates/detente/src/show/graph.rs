//! States and the moves between them, drawn as SVG without a font, a script or anything else from elsewhere.

mod edge;
mod layout;
mod legend;
mod sheet;
#[cfg(test)]
mod tests;

/// The states of a conflict and who can move it from which to which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveChart {
    /// What stands above.
    pub title: String,
    /// Those who move, as positions in which [`Arc`] tells them.
    pub movers: Vec<String>,
    /// The states.
    pub states: Vec<Node>,
    /// The moves.
    pub arcs: Vec<Arc>,
    /// The state that things are in, a position in `states`.
    pub start: Option<usize>,
    /// States, one after another from the start, that are to stand out: the shortest way to where it would rest.
    pub way: Vec<usize>,
    /// What stands below.
    pub note: Option<String>,
}

/// A state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Its number.
    pub number: usize,
    /// What it is, in few words.
    pub label: String,
    /// What it is, in full.
    pub told: String,
    /// How many moves it is from the start; `None` where no moves lead there. Looked at only where there is a start.
    pub far: Option<u32>,
    /// Under which concepts it is an equilibrium, in short; empty where it is none.
    pub holds: String,
}

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The position of the state that is left.
    pub from: usize,
    /// The position of the state that is reached.
    pub to: usize,
    /// Who moves.
    pub mover: usize,
    /// Whether that is an improvement for all who move.
    pub improves: bool,
}

/// Most states that are drawn.
pub const MOST_STATES: usize = 64;

/// Draws states and moves; `None` where there are more than [`MOST_STATES`] states, or none. The same chart gives the same
/// text. States stand in columns by how many moves they are from the start; where there is none, or where it is too far,
/// they stand in a ring.
pub fn svg(chart: &MoveChart) -> Option<String> {
    (!chart.states.is_empty() && chart.states.len() <= MOST_STATES).then(|| sheet::sheet(chart))
}
