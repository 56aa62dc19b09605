//! Calendars that others can read (RFC 5545): events that take whole days.

use super::seen;

/// A calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// The date that stands for when it was made, as in `2026-01-15`: the same calendar is the same text each time.
    pub made: String,
    /// What is in it.
    pub events: Vec<Event>,
}

/// Something that takes whole days. Dates are as in `2026-01-15`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// What no other event has, in whatever calendar.
    pub id: String,
    /// Its first day.
    pub start: String,
    /// The day after its last.
    pub end: String,
    /// What it is called.
    pub name: String,
    /// What there is to say of it, line by line.
    pub told: Vec<String>,
    /// What kinds of event it belongs to.
    pub kinds: Vec<String>,
}

/// Writes a calendar.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Detente//detente//EN");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(&calendar.name)));
    let day = |date: &str| date.replace('-', "");
    for event in &calendar.events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", event.id));
        line(&format!("DTSTAMP:{}T000000Z", day(&calendar.made)));
        line(&format!("DTSTART;VALUE=DATE:{}", day(&event.start)));
        line(&format!("DTEND;VALUE=DATE:{}", day(&event.end)));
        line(&format!("SUMMARY:{}", escaped(&event.name)));
        let list = |texts: &[String], by: &str| texts.iter().map(|t| escaped(t)).collect::<Vec<_>>().join(by);
        if !event.told.is_empty() {
            line(&format!("DESCRIPTION:{}", list(&event.told, "\\n")));
        }
        if !event.kinds.is_empty() {
            line(&format!("CATEGORIES:{}", list(&event.kinds, ",")));
        }
        // Nobody is busy all day because of it.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in seen(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Writes a line, which goes on in the next ones where it is longer than 75 bytes (RFC 5545, 3.1); no character is torn.
fn fold(text: &str, out: &mut String) {
    let mut room = 75;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let event = Event {
            id: "abc@detente".to_owned(),
            start: "2026-12-31".to_owned(),
            end: "2027-01-02".to_owned(),
            name: "Sign; at \u{201c}Sarn\u{201d}, \\here\r\nEND:VEVENT".to_owned(),
            told: vec!["One \u{1d54a}".repeat(30), "two".to_owned()],
            kinds: vec!["cannot be undone".to_owned(), "a,b".to_owned()],
        };
        Calendar { name: "Sharing the Sarn".to_owned(), made: "2026-12-01".to_owned(), events: vec![event] }
    }

    #[test]
    fn an_event_is_written_by_the_letter() {
        let mut calendar = calendar();
        calendar.events[0].told = vec!["One.".to_owned(), "Two; three.".to_owned()];
        let told = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Detente//detente//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Sharing the Sarn",
            "BEGIN:VEVENT",
            "UID:abc@detente",
            "DTSTAMP:20261201T000000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270102",
            "SUMMARY:Sign\\; at \u{201c}Sarn\u{201d}\\, \\\\here  END:VEVENT",
            "DESCRIPTION:One.\\nTwo\\; three.",
            "CATEGORIES:cannot be undone,a\\,b",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(write(&calendar), told.join("\r\n"));
    }

    #[test]
    fn long_lines_are_folded_and_come_back_whole() {
        let written = write(&calendar());
        let lines: Vec<&str> = written.split("\r\n").collect();
        assert!(lines.iter().all(|l| l.len() <= 75 && !l.contains(['\r', '\n'])));
        assert!(lines.iter().any(|l| l.starts_with(' ') && l.len() > 70));
        let whole = written.replace("\r\n ", "");
        assert!(whole.contains(&format!("DESCRIPTION:{}\\ntwo\r\n", "One \u{1d54a}".repeat(30))));
        assert_eq!(whole.matches("\r\nEND:VEVENT\r\n").count(), 1);
    }
}
