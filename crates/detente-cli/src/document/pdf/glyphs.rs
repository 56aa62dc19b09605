//! From the letters of a page, each at its place, to lines.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::pages::{Line, Page};

type Done = Result<(), OutputError>;

/// Takes the letters of a page in the order in which the page draws them, and breaks them into words and lines by where they
/// stand. Most programs draw text in the order in which it is read, columns included.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    lines: Vec<Line>,
    /// Where the letter before ended, its height above the foot of the page and its size.
    last: Option<(f64, f64, f64)>,
}

impl Glyphs {
    /// The page that they make.
    pub(super) fn page(self) -> Page {
        let lines = self.lines.into_iter().filter(|line| !line.text.trim().is_empty());
        Page { lines: lines.map(|l| Line { text: l.text.trim().to_owned(), ..l }).collect() }
    }
}

impl OutputDev for Glyphs {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Done {
        Ok(())
    }

    fn end_page(&mut self) -> Done {
        Ok(())
    }

    fn output_character(&mut self, at: &Transform, width: f64, spacing: f64, font_size: f64, sign: &str) -> Done {
        let scale = (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        let size = (scale * font_size).abs();
        let (x, y) = (at.m31, at.m32);
        if !(x.is_finite() && y.is_finite() && size.is_finite()) {
            return Ok(());
        }
        match self.last {
            Some((end, height, last_size)) => {
                let step = size.max(last_size);
                // A letter lower or higher by half a line stands on another one, unless it goes on as an index does.
                let other = (y - height).abs() > step * 0.5
                    && !((x - end).abs() < step * 0.3 && (y - height).abs() < step * 0.8);
                // What is drawn far to the left of where the line ended begins anew too: columns, cells of tables.
                if other || x < end - step * 4.0 {
                    self.lines.push(Line { text: String::new(), height: y, size });
                } else if x > end + step * 0.15 && !self.spaced() && !sign.starts_with(char::is_whitespace) {
                    self.add(" ");
                }
            }
            None => self.lines.push(Line { text: String::new(), height: y, size }),
        }
        if !(self.spaced() && sign.trim().is_empty()) {
            self.add(sign);
        }
        // The spacing after a letter is no part of it, but letters that are spaced out are not words of one letter.
        self.last = Some((x + (width * font_size + spacing.max(0.0)) * scale, y, size));
        Ok(())
    }

    fn begin_word(&mut self) -> Done {
        Ok(())
    }

    fn end_word(&mut self) -> Done {
        Ok(())
    }

    fn end_line(&mut self) -> Done {
        Ok(())
    }
}

impl Glyphs {
    fn add(&mut self, sign: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(sign);
        }
    }

    fn spaced(&self) -> bool {
        self.lines.last().is_none_or(|line| line.text.is_empty() || line.text.ends_with(char::is_whitespace))
    }
}
