//! The screen: the words first, what they are taken for below them, and at the foot what can be done.

use detente::{
    diagnostic::printable,
    review::{Part, State},
};
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style},
    text::{Line, Span, Text},
    widgets::{Paragraph, Wrap},
};

use super::screen::{Ask, FIELDS, Mode, Reviewing};

/// The keys; an underscore stands where no line may end.
const KEYS: &str = "a_accept  e_edit  r_reject  s_speaker  i_issue  o_option  p_for/against  h_holder  l_learn  u_undo  \
                    n_next  N_back  /_find  f_filter  ?_help  q_quit";

/// Draws a review.
pub(super) fn draw(screen: &Reviewing, frame: &mut Frame<'_>, colour: bool) {
    let area = frame.area();
    if area.width < 10 || area.height < 4 {
        frame.render_widget(Paragraph::new("too small"), area);
        return;
    }
    let look = Look { colour };
    let foot = foot(screen, area.width);
    let most = area.height.saturating_sub(3).max(1);
    let height = u16::try_from(foot.len()).unwrap_or(u16::MAX).min(most);
    let [head, body, below] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(height)]).areas(area);
    frame.render_widget(Paragraph::new(header(screen)).style(Look::bar()), head);
    let lines = match &screen.mode {
        Mode::Help => help(screen),
        Mode::Form(field) => form(screen, *field, look),
        Mode::Look | Mode::Ask(_) => proposal(screen, look),
    };
    let scroll = screen.scroll.min(rows(&lines, body).saturating_sub(1));
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }).scroll((scroll, 0)), body);
    frame.render_widget(Paragraph::new(Text::from(foot)), below);
}

/// How things stand out: never by colour alone.
#[derive(Clone, Copy)]
struct Look {
    colour: bool,
}

impl Look {
    fn bar() -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    fn quote(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.colour { style.fg(Color::Yellow) } else { style }
    }

    fn named(self) -> Style {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        if self.colour { style.fg(Color::Cyan) } else { style }
    }

    fn quiet() -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    fn asks(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.colour { style.fg(Color::Magenta) } else { style }
    }
}

fn header(screen: &Reviewing) -> String {
    let Some(index) = screen.current() else {
        return format!(" no proposal is shown \u{b7} {} open", screen.open());
    };
    let document = clean(&screen.review.proposal(index).document);
    let of = screen.review.draft().proposals.len();
    let shown = if screen.shown.len() < of { format!(" ({} shown)", screen.shown.len()) } else { String::new() };
    format!(" {} of {of}{shown} \u{b7} {document} \u{b7} {} open", index + 1, screen.open())
}

fn proposal(screen: &Reviewing, look: Look) -> Vec<Line<'static>> {
    let Some(index) = screen.current() else {
        return vec![Line::from("Nothing to be shown here. f shows others, q quits.")];
    };
    let review = &screen.review;
    let proposal = review.proposal(index);
    let mut lines = Vec::new();
    for quote in &proposal.quotes {
        lines.push(Line::styled(format!("\u{201c}{}\u{201d}", clean(&quote.text)), look.quote()));
    }
    lines.push(Line::default());
    match &screen.context {
        Some(Ok(context)) => {
            let spans = context.pieces.iter().map(|(part, words)| {
                let style = match part {
                    Part::Around => Style::new(),
                    Part::Quote => look.quote(),
                    Part::Speaker | Part::Cue => look.named(),
                };
                Span::styled(clean(words), style)
            });
            let place = Span::styled(format!("line {}: ", context.line), Look::quiet());
            lines.push(std::iter::once(place).chain(spans).collect::<Line<'_>>());
        }
        Some(Err(why)) => lines.push(Line::styled(format!("! {}", clean(why)), look.asks())),
        None => {}
    }
    lines.push(Line::default());
    let interpretation: String = review.interpretation(index);
    lines.push(Line::from(clean(&interpretation)));
    for question in review.questions(index) {
        lines.push(Line::styled(format!("? {}", clean(&question)), look.asks()));
    }
    let told = review.fields(index).told();
    if !told.is_empty() {
        let told: Vec<String> = told.iter().map(|(key, words)| format!("{key}: {}", clean(words))).collect();
        lines.push(Line::from(format!("you say: {}", told.join("; "))));
    }
    lines.push(Line::from(match review.state(index) {
        State::Open => Span::from("undecided"),
        State::Accepted(key) => Span::styled(format!("accepted as claims.{}", clean(key)), look.quote()),
        State::Rejected(why) => Span::styled(format!("rejected: {}", clean(why)), look.quote()),
    }));
    lines
}

fn form(screen: &Reviewing, field: usize, look: Look) -> Vec<Line<'static>> {
    let Some(index) = screen.current() else { return Vec::new() };
    let proposal = screen.review.proposal(index);
    let words = proposal.quotes.first().map(|q| clean(&q.text)).unwrap_or_default();
    let mut lines = vec![Line::styled(format!("\u{201c}{words}\u{201d}"), look.quote()), Line::default()];
    let told = screen.review.fields(index).told();
    for (n, name) in FIELDS.iter().enumerate() {
        let said = told.iter().rfind(|(key, _)| key == name).map(|(_, words)| clean(words));
        let proposed = match *name {
            "speaker" => proposal.speaker.phrase().map(|p| clean(&p.text)),
            "manner" => serde_json::to_value(proposal.manner).ok().and_then(|m| m.as_str().map(str::to_owned)),
            "act" => Some(proposal.act.word().to_owned()),
            "modality" => Some(proposal.modality.word().to_owned()),
            _ => None,
        };
        let value = match (said, proposed) {
            (Some(said), _) => said,
            (None, Some(proposed)) => format!("({proposed}, as proposed)"),
            (None, None) => "\u{2013}".to_owned(),
        };
        let mark = if n == field { "> " } else { "  " };
        let style = if n == field { Look::bar() } else { Style::new() };
        lines.push(Line::styled(format!("{mark}{name}: {value}"), style));
    }
    lines
}

fn help(screen: &Reviewing) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = [
        "Nothing is accepted until you press a; every decision is on disk at once.",
        "",
        "a  accept: it becomes a claim of the case",
        "e  edit, field by field; Enter changes one, Esc goes back",
        "r  reject, with the reason",
        "s  who speaks   h  whose position it is",
        "i  issue   o  option of it   p  for or against it",
        "l  learn what the document calls the speaker, once accepted",
        "u  undo the last decision on this one, or the last of all",
        "n j next   N k back   / find   f show some of them",
        "PgUp PgDn  move the text   q Ctrl-C  leave",
    ]
    .into_iter()
    .map(Line::from)
    .collect();
    if let Some(index) = screen.current() {
        lines.push(Line::default());
        lines.push(Line::from(format!("[{}] {}", index + 1, clean(&screen.review.why_proposed(index)))));
    }
    lines
}

/// The lines at the foot: what was said, what is asked, or the keys.
fn foot(screen: &Reviewing, width: u16) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = Vec::new();
    if !screen.message.is_empty() {
        let said = wrapped(&clean(&screen.message), width);
        lines.extend(said.into_iter().take(4).map(|l| Line::styled(l, Style::new().add_modifier(Modifier::BOLD))));
    }
    match &screen.mode {
        Mode::Look => lines.extend(wrapped(KEYS, width).into_iter().map(|l| Line::from(l.replace('_', " ")))),
        Mode::Form(_) => {
            lines
                .extend(wrapped("up down choose  Enter change  a accept  Esc back", width).into_iter().map(Line::from));
        }
        Mode::Help => lines.push(Line::from("any key goes back")),
        Mode::Ask(ask) => asked(ask, width, &mut lines),
    }
    lines
}

fn asked(ask: &Ask, width: u16, lines: &mut Vec<Line<'static>>) {
    lines.extend(
        wrapped(&ask.prompt, width).into_iter().map(|l| Line::styled(l, Style::new().add_modifier(Modifier::BOLD))),
    );
    let choices: Vec<String> =
        ask.choices.iter().enumerate().map(|(n, (words, _))| format!("{} {}", n + 1, clean(words))).collect();
    // A few stand one below the other, many beside each other.
    if choices.len() <= 6 {
        lines.extend(choices.into_iter().flat_map(|c| wrapped(&c, width)).map(Line::from));
    } else {
        lines.extend(wrapped(&choices.join("   "), width).into_iter().map(Line::from));
    }
    // Of what is typed the end is seen.
    let room = usize::from(width).saturating_sub(4);
    let mut typed = clean(&ask.text);
    while Span::raw(typed.as_str()).width() > room {
        typed.remove(0);
    }
    lines.push(Line::from(format!("> {typed}_")));
    lines.push(Line::styled("Enter takes it, Esc leaves it", Style::new().add_modifier(Modifier::DIM)));
}

/// Words in one line, without what might steer the terminal.
fn clean(text: &str) -> String {
    printable(&text.replace(['\n', '\r', '\t'], " "))
}

/// Greedy lines of whole words; a word that is too wide is broken.
fn wrapped(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width).max(1);
    let wide = |t: &str| Span::raw(t.to_owned()).width();
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && wide(last) + 1 + wide(word) > width {
            lines.push(String::new());
        }
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() {
            last.push(' ');
        }
        for c in word.chars() {
            let last = lines.last_mut().expect("there is a line");
            if wide(last) + wide(c.encode_utf8(&mut [0; 4])) > width {
                lines.push(c.to_string());
            } else {
                last.push(c);
            }
        }
    }
    lines.into_iter().map(|l| l.trim_end().to_owned()).filter(|l| !l.is_empty()).collect()
}

/// About how many rows lines take.
fn rows(lines: &[Line<'_>], body: Rect) -> u16 {
    let width = usize::from(body.width).max(1);
    let rows: usize = lines.iter().map(|l| l.width().div_ceil(width).max(1)).sum();
    u16::try_from(rows).unwrap_or(u16::MAX)
}
