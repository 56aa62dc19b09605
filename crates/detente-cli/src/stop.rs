//! What stops a search from outside.

use detente::question::Cancel;

/// A flag that Ctrl-C raises, or the end of the time.
pub(crate) fn stopper(seconds: Option<u64>) -> Cancel {
    let cancel = Cancel::default();
    let flag = cancel.clone();
    // Without a handler Ctrl-C ends the program at once, which is right too.
    let _ = ctrlc::set_handler(move || {
        if flag.stopped() {
            // Whoever presses it twice does not want to wait.
            std::process::exit(2);
        }
        flag.stop();
    });
    if let Some(seconds) = seconds {
        let flag = cancel.clone();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_secs(seconds));
            flag.stop();
        });
    }
    cancel
}
