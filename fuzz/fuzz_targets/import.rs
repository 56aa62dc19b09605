//! Whatever bytes come in: no importer panics or hangs, what it says can be drawn, and a case that it makes is sound and
//! can be written for every other program.
#![no_main]

use detente::{
    diagnostic::{Lines, render},
    file,
    formats::{Imported, Source, genius, geniusweb, gmcr, negmas, negolog},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Two files of one input, so that a domain and a profile can be found together.
    let middle = bytes.windows(4).position(|w| w == b"\n--\n").unwrap_or(bytes.len());
    let (first, second) = (&bytes[..middle], bytes.get(middle + 4..).unwrap_or_default());
    let (a, b) = (Source::new("a.x", first), Source::new("b.x", second));
    let both = [a.clone(), b.clone()];
    looked_at(&genius::import(&a, &[b]));
    looked_at(&negmas::import(&both));
    looked_at(&geniusweb::import(&both));
    looked_at(&negolog::import(&both));
    looked_at(&gmcr::import(&both[0]));
});

fn looked_at(imported: &Imported) {
    let look = render::Look { colour: true, width: 80 };
    for file in &imported.files {
        let lines = Lines::of(&file.text);
        for d in file.found.iter().take(20) {
            let _ = render::full(d, &file.name, &lines, look);
        }
    }
    let Some(text) = &imported.case else { return };
    let case = file::read("fuzz.case.toml", text).case.expect("a case that is made is sound");
    for exported in [genius::export(&case), negmas::export(&case), geniusweb::export(&case), negolog::export(&case)] {
        assert!(!exported.files.is_empty(), "every case can be written");
    }
    // Not every case is a conflict that GMCR+ could hold; what is written can be read.
    for (name, text) in gmcr::export(&case).files {
        assert!(gmcr::import(&Source::new(name, text)).case.is_some(), "what is written can be read");
    }
}
