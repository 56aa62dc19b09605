//! Which proposal is which statement of the gold: the one-to-one pairing that pairs most and overlaps best.

use std::ops::Range;

/// How many characters two sets of stretches share, of all that are in either: intersection over union.
pub(super) fn overlap(a: &[Range<usize>], b: &[Range<usize>]) -> f64 {
    let (a, b) = (merged(a), merged(b));
    let length = |all: &[Range<usize>]| all.iter().map(|r| r.end - r.start).sum::<usize>();
    let shared: usize =
        a.iter().flat_map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum();
    let either = length(&a) + length(&b) - shared;
    #[expect(clippy::cast_precision_loss, reason = "characters of a text")]
    if either == 0 { 0.0 } else { shared as f64 / either as f64 }
}

/// Whether any stretch of the one shares a character with one of the other.
pub(super) fn meet(a: &[Range<usize>], b: &[Range<usize>]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.start < y.end && y.start < x.end))
}

fn merged(all: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all = all.to_vec();
    all.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for stretch in all {
        match out.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => out.push(stretch),
        }
    }
    out
}

/// Pairs rows with columns: as many as possible, and of these pairings one with the greatest sum of worths.
///
/// `worth(row, column)` is `None` where they do not fit, and from 0 to 2 otherwise. Successive shortest augmenting paths
/// (Bellman and Ford; texts have few statements that fit several proposals, so that the paths are short).
pub(super) fn pairing(rows: usize, columns: usize, worth: impl Fn(usize, usize) -> Option<f64>) -> Vec<Option<usize>> {
    let fits: Vec<Vec<(usize, f64)>> =
        (0..rows).map(|r| (0..columns).filter_map(|c| worth(r, c).map(|w| (c, w))).collect()).collect();
    let mut of_row: Vec<Option<usize>> = vec![None; rows];
    let mut of_column: Vec<Option<usize>> = vec![None; columns];
    while let Some(path) = best_path(&fits, &of_row, &of_column) {
        for (row, column) in path {
            of_row[row] = Some(column);
            of_column[column] = Some(row);
        }
    }
    of_row
}

/// The path from an unpaired row to an unpaired column that adds most, as the pairs that it makes.
fn best_path(
    fits: &[Vec<(usize, f64)>],
    of_row: &[Option<usize>],
    of_column: &[Option<usize>],
) -> Option<Vec<(usize, usize)>> {
    /// Sums of the same numbers in another order are the same.
    const SAME: f64 = 1e-9;
    let rows = of_row.len();
    // What is gained on the way to each row, and through which row and column one comes there.
    let mut gain: Vec<Option<f64>> = of_row.iter().map(|p| p.is_none().then_some(0.0)).collect();
    let mut from: Vec<Option<(usize, usize)>> = vec![None; rows];
    for _ in 0..=rows {
        let mut changed = false;
        for row in 0..rows {
            let Some(so_far) = gain[row] else { continue };
            for (column, worth) in &fits[row] {
                let Some(next) = of_column[*column].filter(|next| *next != row) else { continue };
                let given_up = fits[next].iter().find(|(c, _)| c == column).map_or(0.0, |(_, w)| *w);
                let reached = so_far + worth - given_up;
                if gain[next].is_none_or(|known| reached > known + SAME) {
                    gain[next] = Some(reached);
                    from[next] = Some((row, *column));
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let ends = (0..rows).flat_map(|row| {
        let reached = gain[row];
        fits[row]
            .iter()
            .filter(|(c, _)| of_column[*c].is_none())
            .filter_map(move |(c, w)| reached.map(|g| (row, *c, g + w)))
    });
    let mut best: Option<(usize, usize, f64)> = None;
    for end in ends {
        if best.is_none_or(|b| end.2 > b.2 + SAME) {
            best = Some(end);
        }
    }
    let (mut row, mut column, _) = best?;
    let mut path = vec![(row, column)];
    while let Some((before, through)) = from[row] {
        // The row comes to another column; its old one goes to the row before.
        row = before;
        column = through;
        path.push((row, column));
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best pairing by trying all.
    fn by_hand(row: usize, used: &mut Vec<bool>, worths: &[Vec<Option<f64>>]) -> (usize, f64) {
        if row == worths.len() {
            return (0, 0.0);
        }
        let mut best = by_hand(row + 1, used, worths);
        for column in 0..used.len() {
            if let (false, Some(w)) = (used[column], worths[row][column]) {
                used[column] = true;
                let (n, sum) = by_hand(row + 1, used, worths);
                used[column] = false;
                if n + 1 > best.0 || (n + 1 == best.0 && sum + w > best.1 + 1e-9) {
                    best = (n + 1, sum + w);
                }
            }
        }
        best
    }

    #[test]
    fn pairs_as_many_and_as_well_as_trying_all() {
        let mut state = 7_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % 100
        };
        for _ in 0..400 {
            let (rows, columns) = (usize::try_from(draw() % 5).unwrap(), usize::try_from(draw() % 6).unwrap());
            let worths: Vec<Vec<Option<f64>>> = (0..rows)
                .map(|_| {
                    let one = |d: u64| (d < 60).then_some(f64::from(u32::try_from(d % 7).unwrap()) / 4.0);
                    (0..columns).map(|_| one(draw())).collect()
                })
                .collect();
            let found = pairing(rows, columns, |r, c| worths[r][c]);
            let mut seen: Vec<usize> = found.iter().flatten().copied().collect();
            let n = seen.len();
            let sum: f64 = found.iter().enumerate().filter_map(|(r, c)| worths[r][(*c)?]).sum();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), n, "a column is in two pairs");
            let (most, best) = by_hand(0, &mut vec![false; columns], &worths);
            assert_eq!(n, most, "{worths:?} {found:?}");
            assert!((sum - best).abs() < 1e-6, "{worths:?} {found:?}: {sum} and not {best}");
        }
    }

    #[test]
    fn overlaps_of_pieces() {
        let one = |start: usize, end: usize| std::iter::once(start..end).collect::<Vec<_>>();
        assert!((overlap(&one(0, 10), &one(5, 15)) - 5.0 / 15.0).abs() < 1e-9);
        assert!((overlap(&[0..4, 6..10], &one(0, 10)) - 0.8).abs() < 1e-9);
        assert!((overlap(&[0..6, 4..10], &one(0, 10)) - 1.0).abs() < 1e-9, "what lies in two pieces counts once");
        assert!(overlap(&[], &[]).abs() < 1e-9);
        assert!(meet(&[0..3, 8..9], &one(8, 20)) && !meet(&one(0, 3), &one(3, 5)));
    }
}
