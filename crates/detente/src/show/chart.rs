//! Charts, drawn as SVG without a font, a script or anything else from elsewhere.

pub mod curve;
mod dots;
mod drawn;
mod label;
mod legend;
mod panel;
mod scale;
mod shape;
mod sheet;
mod strip;
mod table;
#[cfg(test)]
mod tests;

/// The efficient packages of a case, as what they are worth to each party, and the packages that have a name.
///
/// Two parties make one panel, in which worth to the first goes to the right and worth to the second goes up. More make a
/// panel for each pair; one makes a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontierChart {
    /// What stands above.
    pub title: String,
    /// The parties, in the order of the worths.
    pub parties: Vec<Axis>,
    /// What each efficient package is worth to each party.
    pub frontier: Vec<Vec<f64>>,
    /// Packages with a name; those that are worth the same share one sign.
    pub named: Vec<Mark>,
    /// What stands below, for instance that the frontier was cut short.
    pub note: Option<String>,
}

/// A party of a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Axis {
    /// What it is called.
    pub name: String,
    /// What no agreement is worth to it.
    pub walk_away: Option<f64>,
    /// The most it can get.
    pub ideal: Option<f64>,
}

/// A package with a name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// What it is called, for instance `Nash`.
    pub label: String,
    /// What it is worth to each party.
    pub worth: Vec<f64>,
}

/// Draws a chart. The same chart gives the same text. Points that would look the same are drawn once; worths that are not
/// finite, or beyond 10^12, are not drawn; of more than 6 parties the first 6 get panels, and the picture says so.
pub fn svg(chart: &FrontierChart) -> String {
    sheet::sheet(chart)
}
