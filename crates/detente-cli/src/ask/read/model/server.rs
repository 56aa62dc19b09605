//! Asking a server that speaks the chat completions of `OpenAI`, as Ollama, llama.cpp, vLLM and many others do.
//!
//! Nothing but the answer's text is taken from it: no tool is offered, no redirect followed, no address in it opened.

use std::{io::Read, thread, time::Duration};

use detente::diagnostic::printable;
use detente::read::model::LARGEST;
use serde_json::{Value, json};
use ureq::{Agent, Error, Proxy, http::Uri};

use super::outgoing::{Base, Request};
use crate::output::Refusal;

/// The longest that a server may ask us to wait before we ask once more.
const LONGEST_WAIT: u64 = 30;

/// What a server answered.
#[derive(Debug)]
pub(super) struct Reply {
    /// The model's own text.
    pub(super) content: String,
    /// How it was asked for: `json_schema`, `json_object` or `plain`.
    pub(super) mode: String,
}

/// The key for the server, from the environment variable that was named. It is never printed and never kept.
pub(super) fn api_key(variable: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(variable) = variable else { return Ok(None) };
    let refuse = |what: &str| {
        Refusal::new(format!("the environment variable `{variable}` {what}"))
            .help("set it to the server's key; `--api-key-env` takes the variable's name, not the key itself")
    };
    let key = std::env::var(variable).map_err(|_| {
        // What was typed may be the key itself, and is not to be repeated.
        Refusal::new("no environment variable is called what `--api-key-env` says")
            .help("it takes the name of a variable that holds the server's key, not the key itself")
    })?;
    let key = key.trim();
    if key.is_empty() {
        return Err(refuse("is empty"));
    }
    if !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(refuse("holds a sign that no key has"));
    }
    Ok(Some(key.to_owned()))
}

/// The proxy that the environment names for this address, without its name and password.
pub(super) fn proxy(base: &Base) -> Option<String> {
    proxy_of(base).map(|p| format!("{}:{}", p.host(), p.port()))
}

fn proxy_of(base: &Base) -> Option<Proxy> {
    if base.loopback {
        return None;
    }
    let uri: Uri = base.url.parse().ok()?;
    Proxy::try_from_env().filter(|p| !p.is_no_proxy(&uri))
}

/// Asks, and falls back where the server does not know how to force an answer into a schema: `json_schema`, `json_object`,
/// then nothing. Waits and asks once more where it says that it is busy and for how long.
pub(super) fn ask(
    base: &Base,
    model: &str,
    request: &Request,
    key: Option<&str>,
    timeout: Duration,
) -> Result<Reply, Refusal> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(proxy_of(base))
        .user_agent(concat!("detente/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let post = Post { agent, base, model, request, key, timeout };
    let mut waited = false;
    let mut modes = ["json_schema", "json_object", "plain"].into_iter().peekable();
    while let Some(mode) = modes.peek().copied() {
        let answer = post.once(mode)?;
        match answer.status {
            429 | 503 if !waited => match answer.wait {
                Some(seconds) if seconds <= LONGEST_WAIT => {
                    waited = true;
                    crate::output::say(&format!("note: the server is busy; asking once more in {seconds} seconds"));
                    thread::sleep(Duration::from_secs(seconds));
                }
                _ => return Err(post.status(&answer)),
            },
            200..=299 => return content(&answer).map(|content| Reply { content, mode: mode.to_owned() }),
            400..=599 if answer.names_the_format() && mode != "plain" => {
                modes.next();
            }
            _ => return Err(post.status(&answer)),
        }
    }
    unreachable!("every way ends in an answer or a refusal")
}

struct Post<'a> {
    agent: Agent,
    base: &'a Base,
    model: &'a str,
    request: &'a Request,
    key: Option<&'a str>,
    timeout: Duration,
}

/// An answer of HTTP.
struct Answer {
    status: u16,
    html: bool,
    /// Seconds, where it says how long to wait.
    wait: Option<u64>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    /// Whether it complains about how the answer's form was asked for.
    fn names_the_format(&self) -> bool {
        if matches!(self.status, 401 | 403 | 404 | 429) {
            return false;
        }
        let text = String::from_utf8_lossy(&self.body).to_lowercase();
        ["response_format", "json_schema", "json_object", "grammar"].iter().any(|word| text.contains(word))
    }

    /// What its body says, for a message.
    fn says(&self) -> Option<String> {
        if self.html {
            return None;
        }
        let value: Option<Value> = serde_json::from_slice(&self.body).ok();
        let said = value.as_ref().and_then(message).or_else(|| {
            let text = String::from_utf8_lossy(&self.body);
            (value.is_none() && !text.trim().is_empty()).then(|| text.into_owned())
        })?;
        Some(short(&said))
    }
}

/// The message of an error object.
fn message(value: &Value) -> Option<String> {
    let error = value.get("error")?;
    error.get("message").and_then(Value::as_str).or(error.as_str()).map(str::to_owned)
}

impl Post<'_> {
    fn once(&self, mode: &str) -> Result<Answer, Refusal> {
        let mut body = json!({
            "model": self.model,
            "messages": [{ "role": "user", "content": self.request.prompt.prompt }],
            "temperature": 0,
            "seed": 1,
            "stream": false,
        });
        match mode {
            "json_schema" => {
                body["response_format"] = json!({
                    "type": "json_schema",
                    "json_schema": { "name": "statements", "strict": true, "schema": self.request.prompt.schema },
                });
            }
            "json_object" => body["response_format"] = json!({ "type": "json_object" }),
            _ => {}
        }
        let url = format!("{}/chat/completions", self.base.url);
        let mut post =
            self.agent.post(&url).header("content-type", "application/json").header("accept", "application/json");
        if let Some(key) = self.key {
            post = post.header("authorization", format!("Bearer {key}"));
        }
        let mut response = post.send(body.to_string()).map_err(|fault| self.fault(&fault))?;
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let (html, location) = (header("content-type").is_some_and(|t| t.contains("text/html")), header("location"));
        let wait = header("retry-after").and_then(|w| w.trim().parse().ok());
        let mut bytes = Vec::new();
        let read = response.body_mut().as_reader().take(LARGEST as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|fault| self.fault(&Error::from(fault)))?;
        if bytes.len() > LARGEST {
            return Err(Refusal::new(format!(
                "the server at {} answers more than {} MiB",
                self.base.host,
                LARGEST >> 20
            ))
            .help("no model says so much about one document: look at the address"));
        }
        let html = html || String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).trim_start().starts_with('<');
        Ok(Answer { status: response.status().as_u16(), html, wait, location, body: bytes })
    }

    /// Why no answer came.
    fn fault(&self, fault: &Error) -> Refusal {
        let host = &self.base.host;
        match fault {
            Error::Timeout(_) => Refusal::new(format!(
                "the server at {host} gave no whole answer within {} seconds",
                self.timeout.as_secs()
            ))
            .help("give it longer with `--timeout SECONDS`; models on small machines take minutes"),
            Error::HostNotFound => {
                Refusal::new(format!("there is no host {host}, as far as this machine can find out"))
                    .help("look at the address, and whether this machine is connected")
            }
            Error::Io(fault) if fault.kind() == std::io::ErrorKind::ConnectionRefused => {
                let help = if self.base.loopback {
                    "start the server, or look at the port in the address"
                } else {
                    "look at the address and its port"
                };
                Refusal::new(format!("nothing answers at {}", self.base.url)).help(help)
            }
            Error::RedirectFailed | Error::TooManyRedirects => self.redirected(None),
            Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => {
                Refusal::new(format!("no safe connection to {host}: {}", short(&fault.to_string())))
                    .help("look at the address; a server on this machine is mostly asked with `http://`")
            }
            other => Refusal::new(format!("asking {host} failed: {}", short(&other.to_string())))
                .help("look at the address, and whether it is the server of a model"),
        }
    }

    fn redirected(&self, location: Option<&str>) -> Refusal {
        let to = location.map_or_else(String::new, |l| format!(" to `{}`", short(l)));
        Refusal::new(format!("the server at {} sends on{to}; nothing was sent there", self.base.host))
            .help("if you trust that address, give it to `--llm` itself")
    }

    /// Why an answer with this status is none.
    fn status(&self, answer: &Answer) -> Refusal {
        let (host, status) = (&self.base.host, answer.status);
        let says = answer.says().map_or_else(String::new, |s| format!(": \u{201c}{s}\u{201d}"));
        match status {
            300..=399 => self.redirected(answer.location.as_deref()),
            401 | 403 if self.key.is_none() => Refusal::new(format!("{host} asks for a key ({status}){says}"))
                .help("name the environment variable that holds it: `--api-key-env VARIABLE`"),
            401 | 403 => Refusal::new(format!("{host} does not take this key ({status}){says}"))
                .help("look at the value of the environment variable"),
            404 if answer.html || says.is_empty() => {
                Refusal::new(format!("there is nothing at {}/chat/completions (404)", self.base.url))
                    .help("look at the address: for most servers it ends in `/v1`")
            }
            404 => Refusal::new(format!("{host} has no such thing (404){says}"))
                .help("look at the model's name and at the address"),
            429 | 503 => Refusal::new(format!("{host} is busy ({status}){says}"))
                .help("ask again later; what was answered so far is kept beside the case"),
            _ if answer.html => Refusal::new(format!("{host} answers with a page of HTML ({status})"))
                .help("look at the address: for most servers it ends in `/v1`"),
            500..=599 => Refusal::new(format!("{host} failed ({status}){says}"))
                .help("ask again; if it stays so, look at what the server itself reports"),
            _ => Refusal::new(format!("{host} refuses the question ({status}){says}"))
                .help("look at the model's name, and whether the document is too long for it"),
        }
    }
}

/// The model's text in an answer that came with a good status.
fn content(answer: &Answer) -> Result<String, Refusal> {
    if answer.html {
        return Err(Refusal::new("the server answers with a page of HTML, not with a model's answer")
            .help("look at the address: for most servers it ends in `/v1`"));
    }
    let no_reply = |what: String| {
        Refusal::new(what).help("look at the address, and whether it is the server of a model that chats")
    };
    let value: Value = serde_json::from_slice(&answer.body).map_err(|fault| {
        if answer.body.is_empty() {
            no_reply("the server's reply is empty".to_owned())
        } else if fault.is_eof() {
            no_reply("the server's reply is cut off in the middle".to_owned())
        } else {
            let begins = short(&String::from_utf8_lossy(&answer.body[..answer.body.len().min(300)]));
            no_reply(format!("the server's reply is not JSON: \u{201c}{begins}\u{201d}"))
        }
    })?;
    if let Some(said) = message(&value) {
        return Err(Refusal::new(format!("the server reports: \u{201c}{}\u{201d}", short(&said)))
            .help("look at the model's name, and at what the server itself reports"));
    }
    let choice = value
        .pointer("/choices/0")
        .ok_or_else(|| no_reply("the server's reply has no `choices`, as replies of this kind have".to_owned()))?;
    match choice.get("finish_reason").and_then(Value::as_str) {
        Some("length") => {
            return Err(Refusal::new("the model's answer was cut off at its greatest length")
                .help("let the server allow longer answers, or take a model with more room"));
        }
        Some("content_filter") => {
            return Err(Refusal::new("the server held the model's answer back by a filter of its own")
                .help("take another model, or one on this machine"));
        }
        _ => {}
    }
    let said = choice.get("message").unwrap_or(&Value::Null);
    if let Some(refusal) = said.get("refusal").and_then(Value::as_str) {
        return Err(Refusal::new(format!("the model refuses to answer: \u{201c}{}\u{201d}", short(refusal)))
            .help("take another model"));
    }
    let tools =
        said.get("tool_calls").is_some_and(|t| t.as_array().is_none_or(|list| !list.is_empty()) && !t.is_null());
    match said.get("content").and_then(Value::as_str).filter(|text| !text.trim().is_empty()) {
        Some(text) if !tools => Ok(text.to_owned()),
        _ if tools => Err(no_reply("the model calls tools, of which it was offered none".to_owned())),
        _ => Err(Refusal::new("the model's answer is empty").help("ask again with `--refresh`, or take another model")),
    }
}

/// A text of the server on one line, shortened, without what could steer a terminal.
fn short(text: &str) -> String {
    let line = printable(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.char_indices().nth(200) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line,
    }
}
