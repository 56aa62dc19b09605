//! From bytes to characters. An encoding is never guessed: a wrong guess changes names and marks, and nobody notices.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Taking;
use crate::output::Refusal;

/// Bytes that may say in which encoding they are.
type Decoded = Result<(String, Option<String>), Refusal>;

/// The characters of a plain text, and what there is to say of their encoding.
///
/// A byte order mark decides; else the encoding that the user names; else it is UTF-8.
pub(super) fn plain(name: &str, bytes: &[u8], how: &Taking) -> Decoded {
    if let Some(told) = told(name, bytes, how)? {
        return Ok(told);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok((text.to_owned(), None)),
        Ok(text) => Err(not_text(name, text.find('\0').unwrap_or_default(), bytes)),
        Err(fault) => Err(not_text(name, fault.valid_up_to(), bytes)),
    }
}

/// The characters of an HTML page: as for a plain text, but a page that is not UTF-8 may say itself what it is.
pub(super) fn marked_up(name: &str, bytes: &[u8], how: &Taking) -> Decoded {
    if let Some(told) = told(name, bytes, how)? {
        return Ok(told);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let Some(encoding) = declared(bytes) else { return plain(name, bytes, how) };
    let text = decode(name, bytes, encoding)?;
    Ok((text, Some(format!("read as {}, which the page says it is", encoding.name()))))
}

/// By the mark at the beginning, or else as the user says.
fn told(name: &str, bytes: &[u8], how: &Taking) -> Result<Option<(String, Option<String>)>, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = decode(name, &bytes[mark..], encoding)?;
        let note = (encoding != UTF_8).then(|| format!("read as {}, by its byte order mark", encoding.name()));
        return Ok(Some((text, note)));
    }
    let Some(wanted) = &how.encoding else { return Ok(None) };
    let encoding = Encoding::for_label_no_replacement(wanted.trim().as_bytes()).ok_or_else(|| {
        Refusal::new(format!("there is no encoding `{wanted}`"))
            .help("give a name of the WHATWG Encoding Standard, such as `windows-1252`, `windows-1251`, `shift_jis` or `utf-16le`")
    })?;
    let note = (encoding != UTF_8).then(|| format!("read as {}, as you say", encoding.name()));
    Ok(Some((decode(name, bytes, encoding)?, note)))
}

fn decode(name: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<String, Refusal> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| {
        let refusal =
            Refusal::new(format!("`{name}` is not {}: some of its bytes mean nothing there", encoding.name()));
        if encoding == UTF_16LE || encoding == UTF_16BE {
            refusal.help("it may be cut off; bring the whole file")
        } else {
            refusal.help("give its encoding with `detente source add --encoding NAME`, or save it again as UTF-8")
        }
    })
}

/// The encoding that a page declares in `<meta charset>` or in the first line of XML, in its first 1024 bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let label = |key: &str| {
        let rest = start[start.find(key)? + key.len()..].trim_start();
        let value = rest.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))
            .unwrap_or(value.len());
        Encoding::for_label_no_replacement(&value.as_bytes()[..end])
    };
    // A page that could be read to here is not UTF-16, whatever it says.
    label("charset").or_else(|| label("encoding")).filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e))
}

/// Which byte is in the way, and what can be done.
fn not_text(name: &str, at: usize, bytes: &[u8]) -> Refusal {
    let line = bytes[..at].split(|b| *b == b'\n').count();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let refusal = Refusal::new(format!("`{name}` is not UTF-8 text: its line {line} holds the byte {byte:#04x}"));
    if bytes.contains(&0) {
        return if utf16_like(bytes) {
            refusal.help("it looks like UTF-16 without its mark: try `--encoding utf-16le` or `--encoding utf-16be`")
        } else {
            refusal.help("it is no text at all: give a text, Markdown, HTML or PDF file")
        };
    }
    refusal
        .help("if it is an older Western European text, take it in with `detente source add --encoding windows-1252`, and look at its names and marks")
        .help("or convert it first: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`")
}

/// Whether every second byte is nought, as in UTF-16 of Latin letters.
fn utf16_like(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(512)];
    let noughts = |from: usize| start.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let most = noughts(0).max(noughts(1));
    most * 10 > start.len() * 4 && noughts(0).min(noughts(1)) * 10 < start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8], encoding: Option<&str>) -> Decoded {
        plain("a.txt", bytes, &Taking { encoding: encoding.map(str::to_owned) })
    }

    fn refused(bytes: &[u8], encoding: Option<&str>) -> String {
        let refusal = of(bytes, encoding).expect_err("it is not to be read");
        format!("{} {}", refusal.message, refusal.help.join(" "))
    }

    #[test]
    fn what_is_read() {
        assert_eq!(of("für".as_bytes(), None), Ok(("für".into(), None)));
        assert_eq!(of(b"\xef\xbb\xbff\xc3\xbcr", None), Ok(("für".into(), None)));
        let le: Vec<u8> = "\u{feff}für".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "\u{feff}für".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&le, None).map(|r| r.0), Ok("für".into()));
        assert_eq!(of(&be, None), Ok(("für".into(), Some("read as UTF-16BE, by its byte order mark".into()))));
        assert_eq!(of(b"f\xfcr", Some("latin1")).map(|r| r.0), Ok("für".into()));
    }

    #[test]
    fn what_is_not() {
        let said = refused(b"one\ntwo f\xfcr", None);
        assert!(said.contains("line 2 holds the byte 0xfc") && said.contains("--encoding windows-1252"), "{said}");
        assert!(refused(b"a\0\x01\x02", None).contains("no text at all"));
        assert!(refused(b"f\0o\0r\0 \0u\0s\0", None).contains("--encoding utf-16le"));
        assert!(refused(b"f", Some("klingon")).contains("no encoding `klingon`"));
        assert!(refused(b"f\xfcr", Some("utf-8")).contains("is not UTF-8"));
        assert!(refused(b"\xff\xfeabc", None).contains("cut off"));
    }

    #[test]
    fn pages_say_what_they_are() {
        let of = |page: &[u8]| marked_up("a.html", page, &Taking::default());
        let page = b"<meta charset='windows-1251'>\xe4\xe0";
        assert_eq!(of(page).map(|r| r.0), Ok("<meta charset='windows-1251'>да".into()));
        let page = b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">\xfc";
        assert!(of(page).is_ok_and(|r| r.0.ends_with('ü') && r.1.is_some()));
        assert!(of(b"<p>\xfc").is_err() && of(b"<meta charset=utf-8>\xfc").is_err());
        assert_eq!(
            of("<meta charset=latin1>ü".as_bytes()).map(|r| r.0),
            Ok("<meta charset=latin1>ü".into()),
            "it is UTF-8 after all"
        );
    }
}
