//! Shows how far a search is, once it takes longer than a moment.

use std::{
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::{JoinHandle, spawn},
    time::Duration,
};

use detente::question::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// How long nothing is shown.
const MOMENT: Duration = Duration::from_secs(1);

/// Ends what is shown when it goes.
pub(crate) struct Shown {
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows progress on standard error, if that is a terminal, until what is returned goes.
pub(crate) fn show(progress: &Progress, what: &'static str) -> Shown {
    let (over, wait) = channel();
    let progress = progress.clone();
    let thread = spawn(move || {
        if wait.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let style = ProgressStyle::with_template("{spinner} {msg} [{bar:30}] {pos} of {len}, {elapsed}");
        let bar = ProgressBar::new(0).with_message(what);
        if let Ok(style) = style {
            bar.set_style(style);
        }
        while wait.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
            let (done, of) = progress.seen();
            bar.set_length(of);
            bar.set_position(done);
            bar.tick();
        }
        bar.finish_and_clear();
    });
    Shown { over: Some(over), thread: Some(thread) }
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            // Nothing is lost if it failed: it only draws.
            let _ = thread.join();
        }
    }
}
