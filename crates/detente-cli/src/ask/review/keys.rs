//! The review by keyboard: keys go to the screen, what it asks for goes to the files.

use std::rc::Rc;

use detente::review::{Fields, Review, Wanted};
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{
    draw,
    screen::{Effect, Key, Reviewing, TextsOf},
    store::{Store, text_of},
};
use crate::{
    Outcome, Screen,
    output::{self, Refusal},
};

/// Reviews until the reviewer leaves. The terminal is given back as it was, whatever happens.
pub(super) fn run(mut store: Store, review: Review, look: Screen) -> Result<Outcome, Refusal> {
    let folder = store.folder();
    let texts: TextsOf = Rc::new(move |case, key| text_of(case, key, &folder));
    let mut screen = Reviewing::new(review, texts);
    let cannot = |fault: std::io::Error| Refusal::new(format!("cannot use the terminal: {fault}"));
    let mut terminal = ratatui::try_init().map_err(cannot)?;
    let ended = loop {
        if let Err(fault) = terminal.draw(|frame| draw::draw(&screen, frame, look.colour)) {
            break Err(cannot(fault));
        }
        let key = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => translated(key),
            Ok(_) => None,
            Err(fault) => break Err(cannot(fault)),
        };
        let Some(key) = key else { continue };
        let effects = screen.key(key);
        if effects.contains(&Effect::Quit) {
            break Ok(());
        }
        effects.into_iter().for_each(|effect| carry_out(&effect, &mut store, &mut screen));
    };
    ratatui::restore();
    ended?;
    output::print(&format!("{} left open; every decision is written.\n", output::count(screen.open(), "proposal")))?;
    Ok(Outcome::Answered)
}

/// Decides, writes, and shows what came of it.
pub(super) fn carry_out(effect: &Effect, store: &mut Store, screen: &mut Reviewing) {
    let folder = store.folder();
    let decided = store.decide(|review, stamp| {
        let texts = |key: &str| text_of(review.case(), key, &folder);
        match effect {
            Effect::Accept(index) => {
                review.accept(&[Wanted { index: *index, fields: Fields::default() }], stamp, &texts)
            }
            Effect::Edit(index, fields) => {
                review.edit(&[Wanted { index: *index, fields: (**fields).clone() }], stamp, &texts)
            }
            Effect::Reject(index, why) => review.reject(&[*index], why, stamp),
            Effect::Undo(index) => review.undo(*index, stamp),
            Effect::Quit => Err(Refusal::new("left")),
        }
    });
    match decided.and_then(|(change, other)| Ok((change, other, store.review()?))) {
        Ok((change, other, review)) => screen.decided(review, &change, other),
        Err(refusal) => {
            // The files may be others by now.
            if let Ok(review) = store.review() {
                screen.renew(review);
            }
            screen.refused(&refusal);
        }
    }
}

fn translated(key: KeyEvent) -> Option<Key> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return matches!(key.code, KeyCode::Char('c')).then_some(Key::Stop);
    }
    Some(match key.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Char('k'),
        KeyCode::Right => Key::Char('j'),
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}
