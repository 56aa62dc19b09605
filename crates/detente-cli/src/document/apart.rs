//! Reading HTML and PDF in a process of its own: what strangers put into their files may make a reader run wild, and must
//! not take the program, or the machine, with it.

use std::{
    env, fs,
    io::{Read, Write},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::{Found, html, pdf};
use crate::{Outcome, output::Refusal};

/// What can be read apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Apart {
    Html,
    Pdf,
}

/// Why a file cannot be read: what follows its name in a message, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    pub(super) is: String,
    pub(super) help: String,
}

impl Fault {
    pub(super) fn new(is: impl Into<String>, help: impl Into<String>) -> Self {
        Fault { is: is.into(), help: help.into() }
    }
}

/// Longest that a reader may take.
const LONGEST: Duration = Duration::from_secs(60);

/// Most memory that a reader may hold, in bytes, where the system tells how much it does.
const MOST_MEMORY: u64 = 3 << 30;

/// Most that a reader may answer, in bytes.
const MOST_ANSWER: u64 = 128 << 20;

/// The stack of a reader, in bytes: pages within pages are read by a function that calls itself.
const STACK: usize = 256 << 20;

/// The command by which the program asks itself; it is listed nowhere.
pub(crate) const COMMAND: &str = "read-apart";

/// Reads a file in a process of its own.
pub(super) fn read(what: Apart, name: &str, bytes: &[u8]) -> Result<Found, Refusal> {
    let help = match what {
        Apart::Html => "open it in a browser, copy the words into a text file, and take that in",
        Apart::Pdf => "open it in a viewer, copy the words into a text file, and take that in",
    };
    let broken = |why: &str| Refusal::new(format!("`{name}` cannot be read: {why}")).help(help);
    let program = env::current_exe().map_err(|fault| broken(&format!("the reader cannot be started: {fault}")))?;
    let mut child = Command::new(program)
        .args([COMMAND, if what == Apart::Html { "html" } else { "pdf" }])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|fault| broken(&format!("the reader cannot be started: {fault}")))?;
    let (mut give, take) = (child.stdin.take().expect("it is piped"), child.stdout.take().expect("it is piped"));
    let answer = thread::scope(|scope| {
        // A reader that ends early closes its ear: that is told by its answer.
        scope.spawn(move || give.write_all(bytes));
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            take.take(MOST_ANSWER).read_to_end(&mut answer).map(|_| answer)
        });
        watch(&mut child)?;
        Ok(answer.join().ok().and_then(Result::ok).unwrap_or_default())
    });
    let answer = answer.map_err(|why: &str| broken(why))?;
    let read: Result<Found, Fault> =
        serde_json::from_slice(&answer).map_err(|_| broken("the reader broke down on it; it may be damaged"))?;
    read.map_err(|fault| Refusal::new(format!("`{name}` {}", fault.is)).help(fault.help))
}

/// Waits for a reader, and ends it where it takes too much time or memory.
fn watch(child: &mut Child) -> Result<(), &'static str> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => {}
            Err(_) => return Err("the reader was lost"),
        }
        let why = if begun.elapsed() > LONGEST {
            "it takes longer than a minute"
        } else if memory(child.id()).is_some_and(|held| held > MOST_MEMORY) {
            "it takes more than 3 GiB of memory"
        } else {
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
            continue;
        };
        // It may have ended just now.
        let _ = child.kill();
        let _ = child.wait();
        return Err(why);
    }
}

/// How much memory a process holds, in bytes, where the system tells in `/proc`.
fn memory(process: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let held = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    held.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}

/// What the program does when it is asked by itself: reads standard input, and answers in JSON.
pub(crate) fn answer(what: Apart) -> Result<Outcome, Refusal> {
    let mut bytes = Vec::new();
    let fault = |fault: std::io::Error| Refusal::new(format!("cannot read standard input: {fault}"));
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(fault)?;
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || match what {
        Apart::Html => html::read(&String::from_utf8_lossy(&bytes)),
        Apart::Pdf => pdf::read(&bytes),
    });
    // A reader that panics leaves no answer, which says enough to whoever asked.
    match reader.map_err(fault)?.join() {
        Ok(answer) => {
            let answer = serde_json::to_string(&answer).map_err(|fault| Refusal::new(fault.to_string()))?;
            crate::output::print(&answer)?;
            Ok(Outcome::Answered)
        }
        Err(_) => Ok(Outcome::CouldNot),
    }
}
