//! What would leave the machine, to whom, and whether whoever asks agrees.

use std::fmt::Write as _;
use std::net::IpAddr;

use detente::read::{
    Input,
    model::{self, Prompt},
};

use crate::output::Refusal;

/// What the server is asked to do beside the prompt: a part of the key of an answer.
const PARAMETERS: &str = "temperature=0 seed=1";

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// Its address up to `/chat/completions`, without a last `/`.
    pub(super) url: String,
    pub(super) host: String,
    pub(super) loopback: bool,
    /// Whether what is sent is encrypted.
    #[cfg_attr(not(feature = "llm"), allow(dead_code, reason = "nothing is sent without the feature"))]
    pub(super) secure: bool,
}

impl Base {
    /// The address as it was typed.
    pub(super) fn of(text: &str) -> Result<Self, Refusal> {
        let refuse = |what: String| {
            Refusal::new(what)
                .help("give the address that the server's papers call its base, as in `http://localhost:11434/v1`")
        };
        let lower = text.to_ascii_lowercase();
        let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
        let Some(rest) = rest else {
            return Err(refuse(format!(
                "`{text}` is no address of a server: it begins neither with `http://` nor with `https://`"
            )));
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            // The text itself is not repeated: it holds a secret.
            return Err(refuse("the address holds a name or password before an `@`".to_owned())
                .help("put the key into an environment variable, and name that with `--api-key-env`"));
        }
        if text.contains(['?', '#']) {
            return Err(refuse("the address holds a `?` or `#`, which a base does not".to_owned())
                .help("put the key into an environment variable, and name that with `--api-key-env`"));
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) {
            return Err(refuse(format!(
                "`{text}` is no address of a server: it holds a space or a sign that none has"
            )));
        }
        let (host, port) = match authority.strip_prefix('[') {
            Some(inner) => inner.split_once(']').unwrap_or((inner, "x")),
            None => authority.split_once(':').map_or((authority, ""), |(host, _)| (host, &authority[host.len()..])),
        };
        let number = port.strip_prefix(':').is_none_or(|n| n.parse::<u16>().is_ok());
        if host.is_empty() || !number || !(port.is_empty() || port.starts_with(':')) {
            return Err(refuse(format!("`{text}` is no address of a server: its host or port cannot be read")));
        }
        let url = text.trim_end_matches('/');
        let url = url.strip_suffix("/chat/completions").unwrap_or(url).trim_end_matches('/').to_owned();
        let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        Ok(Base { url, host: host.to_owned(), loopback, secure: lower.starts_with("https://") })
    }
}

/// One question to a model.
#[derive(Debug)]
pub(super) struct Request {
    /// The document, by key.
    pub(super) document: String,
    /// SHA-256 of all that it is asked with.
    pub(super) key: String,
    #[cfg_attr(not(feature = "llm"), allow(dead_code, reason = "nothing is sent without the feature"))]
    pub(super) prompt: Prompt,
    #[cfg_attr(not(feature = "llm"), allow(dead_code, reason = "nothing is sent without the feature"))]
    begins: String,
}

impl Request {
    pub(super) fn new(base: &Base, model: &str, document: &Input, prompt: Prompt) -> Self {
        let schema = prompt.schema.to_string();
        let key = model::key(&[&base.url, model, prompt.version, &prompt.prompt, &schema, PARAMETERS]);
        let begins = document.text.split_whitespace().take(8).collect::<Vec<_>>().join(" ").chars().take(80).collect();
        Request { document: document.key.clone(), key, prompt, begins }
    }

    /// What messages call it.
    pub(super) fn name(&self) -> String {
        match self.prompt.parts {
            1 => format!("`{}`", self.document),
            parts => format!("part {} of {parts} of `{}`", self.prompt.part, self.document),
        }
    }
}

/// Says on standard error exactly what will leave the machine.
#[cfg(feature = "llm")]
pub(super) fn told(base: &Base, model: &str, all: &[Request], open: &[&Request], proxy: Option<&str>, with_key: bool) {
    crate::output::say(&detente::diagnostic::printable(&announcement(base, model, all, open, proxy, with_key)));
}

#[cfg_attr(not(any(test, feature = "llm")), allow(dead_code, reason = "nothing is sent without the feature"))]
fn announcement(
    base: &Base,
    model: &str,
    all: &[Request],
    open: &[&Request],
    proxy: Option<&str>,
    with_key: bool,
) -> String {
    let where_to = match (base.loopback, base.secure) {
        (true, _) => "on this machine itself; what listens there may still pass it on",
        (false, true) => "another machine, encrypted on the way",
        (false, false) => "another machine, NOT encrypted on the way",
    };
    let bytes: usize = open.iter().map(|r| r.prompt.prompt.len()).sum();
    let mut out = if base.loopback {
        String::from("This will be sent:\n")
    } else {
        String::from("This will leave the machine:\n")
    };
    let mut line = |what: &str, text: String| {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "  {what:<9} {text}");
    };
    line("to", format!("{} (host {}, {where_to})", base.url, base.host));
    if let Some(proxy) = proxy {
        line("through", format!("the proxy {proxy}"));
    }
    line("model", model.to_owned());
    line("how much", format!("{bytes} bytes of text in {}", crate::output::count(open.len(), "request")));
    let mut seen: Vec<&str> = Vec::new();
    for request in open {
        if !seen.contains(&request.document.as_str()) {
            seen.push(&request.document);
            let parts: Vec<&&Request> = open.iter().filter(|r| r.document == request.document).collect();
            let first = parts.iter().map(|r| r.prompt.first).min().unwrap_or(1);
            let last = parts.iter().map(|r| r.prompt.last).max().unwrap_or(1);
            line(
                "document",
                format!("`{}`, sentences {first} to {last}: \u{201c}{} …\u{201d}", request.document, request.begins),
            );
        }
    }
    if open.iter().any(|r| r.prompt.prompt.contains("\nThe issues, by key:\n")) {
        line("besides", "the names of the case's issues and their options".to_owned());
    }
    if with_key {
        line("besides", "the key in the environment variable that you named".to_owned());
    }
    let kept = all.len() - open.len();
    if kept > 0 {
        line("kept", format!("{} of earlier, not asked for again", crate::output::count(kept, "answer")));
    }
    out.trim_end().to_owned()
}

/// Whether whoever asks agrees: by flag, or by a word typed on a terminal.
#[cfg(feature = "llm")]
pub(super) fn agreed(yes: bool) -> Result<(), Refusal> {
    use std::io::{BufRead as _, IsTerminal as _};
    if yes {
        return Ok(());
    }
    let nothing = Refusal::new("nothing was sent");
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Refusal::new("nothing was sent, since nobody is there to agree")
            .help("if all of this may leave the machine, say so with `--yes`"));
    }
    crate::output::say("Type `yes` to send it; anything else sends nothing:");
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(_) if line.trim().eq_ignore_ascii_case("yes") => Ok(()),
        _ => Err(nothing.help("type `yes`, or give `--yes`, if all of this may leave the machine")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let base = Base::of("http://localhost:11434/v1/").unwrap();
        assert_eq!((base.url.as_str(), base.loopback, base.secure), ("http://localhost:11434/v1", true, false));
        let base = Base::of("https://models.example/v1/chat/completions").unwrap();
        assert_eq!((base.url.as_str(), base.host.as_str()), ("https://models.example/v1", "models.example"));
        assert!(!base.loopback && base.secure);
        for (text, loopback) in [
            ("http://127.0.0.1:8080", true),
            ("http://127.9.9.9/v1", true),
            ("http://[::1]:8080/v1", true),
            ("http://localhost.example/v1", false),
            ("http://127.0.0.1.example", false),
            ("http://192.168.0.2/v1", false),
            ("HTTPS://MODELS.EXAMPLE", false),
        ] {
            assert_eq!(Base::of(text).map(|b| b.loopback), Ok(loopback), "{text}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for text in [
            "",
            "localhost:11434",
            "file:///etc/passwd",
            "ftp://host",
            "http://",
            "http://:80",
            "http://host:port",
            "http://host:99999",
            "http://ho st",
            "http://[::1",
            "http://höst",
            "http://host/\u{1b}[2J",
        ] {
            let refusal = Base::of(text).unwrap_err();
            assert!(!refusal.help.is_empty(), "{text}");
        }
        for secret in ["http://me:hunter2@host/v1", "https://host/v1?key=hunter2", "https://host/v1#hunter2"] {
            let refusal = Base::of(secret).unwrap_err();
            let said = format!("{} {}", refusal.message, refusal.help.join(" "));
            assert!(!said.contains("hunter2") && said.contains("--api-key-env"), "{said}");
        }
    }

    #[test]
    fn what_leaves_is_told() {
        let text = "The crews of Port Marle will not sail. They wait.";
        let input = Input { key: "wire".into(), file: "wire.txt".into(), text: text.into() };
        let source = model::Source { key: "wire", text };
        let prompt = model::prompt(&source, None, &detente::read::Language::english(), 1).unwrap();
        let request = |base: &Base| Request::new(base, "m", &input, prompt.clone());
        let away = Base::of("http://models.example/v1").unwrap();
        let here = Base::of("http://localhost:1/v1").unwrap();
        let (all, others) = ([request(&away), request(&away)], [request(&here)]);
        assert_ne!(all[0].key, others[0].key);
        let said = announcement(&away, "m", &all, &[&all[0]], Some("proxy.example"), true);
        for part in [
            "This will leave the machine",
            "host models.example",
            "NOT encrypted",
            "proxy.example",
            "sentences 1 to 2: “The crews of Port Marle will not sail. …”",
            "in 1 request",
            "1 answer of earlier",
            "the key in the environment",
            &format!("{} bytes", prompt.prompt.len()),
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        let said = announcement(&here, "m", &others, &[&others[0]], None, false);
        assert!(said.contains("on this machine itself") && !said.contains("leave the machine"), "{said}");
    }
}
