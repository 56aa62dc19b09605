//! Whatever bytes come in: the reader never panics and never hangs, its diagnostics can be drawn, and a case that it
//! calls sound can be asked, laid out and read again.
#![no_main]

use detente::{
    diagnostic::{Lines, Severity, render},
    file::{self, layout::{NotLaidOut, laid_out}},
    question::Budget,
    quote::{self, Text},
    show,
    why::Why,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = file::read_bytes("fuzz.case.toml", bytes);
    let text = String::from_utf8_lossy(bytes);
    let look = render::Look { colour: true, width: 80 };
    let lines = Lines::of(&text);
    for d in &read.diagnostics {
        let _ = render::full(d, "fuzz.case.toml", &lines, look);
        let _ = render::concise(d, "fuzz.case.toml", &lines);
    }
    // Whatever is TOML can be laid out, says the same afterwards (else there is no `Ok`), and is laid out then.
    if let Ok(text) = std::str::from_utf8(bytes) {
        match laid_out(text) {
            Ok(again) => assert_eq!(laid_out(&again).as_deref(), Ok(again.as_str()), "laying out twice changes nothing"),
            Err(fault) => assert_eq!(fault, NotLaidOut::NotToml, "laying out keeps what the file says"),
        }
    }
    let _ = quote::check("fuzz.case.toml", &read.evidence, &|_| Text::Bytes(bytes.to_vec()));
    let Some(case) = read.case else {
        assert!(read.diagnostics.iter().any(|d| d.severity() == Severity::Error), "no case without an error");
        return;
    };
    let again = laid_out(&text).expect("what was read is TOML");
    let second = file::read("fuzz.case.toml", &again);
    assert!(second.case.is_some(), "laying out keeps a case sound");
    // Small questions only: how long large ones take is no matter of the reader.
    if case.issues().len() < 6 && case.demands().len() < 12 {
        let budget = Budget { effort: 50, ..Budget::default() };
        if let Ok(answer) = (Why { max: Some(2), ..Why::default() }).ask(&case, &budget) {
            let _ = show::text::draw(&answer.show(&case), 60, false);
        }
    }
});
