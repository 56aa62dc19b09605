//! Signs that cannot be seen, or that move others about: they stay out of names, and out of what is printed.

/// Whether a sign is one of Unicode's format characters (general category Cf, version 16): those without a shape of
/// their own, among them the ones that turn the direction of writing around.
pub fn unseen(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}')
}

/// Whether a sign must not be printed as it is: control characters, which steer a terminal, and format characters, which
/// hide or turn around what stands beside them. The signs that Persian, Arabic, Syriac and the scripts of India
/// need for their very letters and numbers may.
pub fn unprintable(sign: char) -> bool {
    let needed = matches!(sign,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{200c}' | '\u{200d}'
        | '\u{110bd}' | '\u{110cd}');
    sign.is_control() || (unseen(sign) && !needed)
}

/// A text that can be printed: each sign that must not be is replaced by `\u{fffd}`; line ends stay.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && unprintable(c) { '\u{fffd}' } else { c }).collect()
}
