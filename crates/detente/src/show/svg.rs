//! A picture as SVG text: elements, escaped text, and how wide text is about to be.

use unicode_width::UnicodeWidthChar;

use super::seen;

/// A picture being written.
#[derive(Default)]
pub(super) struct Svg {
    pub(super) text: String,
}

impl Svg {
    /// Writes an element without content.
    pub(super) fn mark(&mut self, element: &str, attributes: &str) {
        self.text.push_str(&format!("<{element} {attributes}/>\n"));
    }

    /// Writes a path.
    pub(super) fn path(&mut self, class: &str, d: &str) {
        self.mark("path", &format!("class=\"{class}\" d=\"{d}\""));
    }

    /// Writes a line of text; what does not fit `width` is cut off, and then stands whole in a tooltip.
    pub(super) fn words(&mut self, at: (f64, f64), class: &str, words: &str, width: f64) {
        self.turned(at, class, words, width, "");
    }

    /// Writes a line of text upwards, around its place.
    pub(super) fn upwards(&mut self, (x, y): (f64, f64), class: &str, words: &str, width: f64) {
        let (x, y) = (number(x), number(y));
        self.text.push_str(&format!("<g transform=\"translate({x} {y}) rotate(-90)\">"));
        self.turned((0.0, 0.0), class, words, width, "");
        self.text.truncate(self.text.trim_end().len());
        self.text.push_str("</g>\n");
    }

    fn turned(&mut self, (x, y): (f64, f64), class: &str, words: &str, width: f64, more: &str) {
        let size = size_of(class);
        let cut = fitted(words, width / size);
        let tooltip = if cut == seen(words) { String::new() } else { format!("<title>{}</title>", escaped(words)) };
        let (x, y, cut) = (number(x), number(y), escaped(&cut));
        self.text.push_str(&format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\"{more}>{tooltip}{cut}</text>\n"));
    }
}

/// How large the letters of a class of text are, in pixels; those of a bold one are taken for a tenth larger.
pub(super) fn size_of(class: &str) -> f64 {
    let size = |class: &str| match class {
        "head" => Some(20.0),
        "small" => Some(11.0),
        "name" => Some(14.3),
        _ => None,
    };
    class.split(' ').find_map(size).unwrap_or(13.0)
}

/// A text without what has a meaning in XML, and without what must not be printed.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in seen(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No characters of XML, though of Unicode.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A length in pixels, to the hundredth.
pub(super) fn number(length: f64) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A place as it is written in a path.
pub(super) fn point((x, y): (f64, f64)) -> String {
    format!("{} {}", number(x), number(y))
}

/// How wide a text is in sans-serif letters, in letter sizes, rather too much than too little: which font will be there is
/// not known.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(sign_width).sum()
}

fn sign_width(sign: char) -> f64 {
    match sign {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '(' | ')' | '[' | ']'
        | ' ' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.96,
        'A'..='Z' => 0.74,
        c if c.is_ascii() => 0.62,
        c => [0.0, 0.68, 1.05][c.width().unwrap_or(0).min(2)],
    }
}

/// The beginning of a text that is at most `most` letter sizes wide, with a sign that something was cut off.
pub(super) fn fitted(text: &str, most: f64) -> String {
    let text = seen(text);
    if width(&text) <= most {
        return text;
    }
    let mut wide = 0.8;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            wide += sign_width(*c);
            wide <= most
        })
        .collect();
    out.truncate(out.trim_end().len());
    out.push('\u{2026}');
    out
}

/// A text in at most `lines` lines, each at most `most` letter sizes wide; what does not fit is cut off.
pub(super) fn wrapped(text: &str, most: f64, lines: usize) -> Vec<String> {
    let text = seen(text);
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = out.len() == lines;
        match out.last_mut() {
            Some(line) if full || width(line) + 0.38 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out.iter().map(|line| fitted(line, most)).collect()
}
