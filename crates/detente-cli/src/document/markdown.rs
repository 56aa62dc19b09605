//! The words of a Markdown file (CommonMark 0.31, with tables, footnotes and front matter).

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Found, blocks::Blocks};

/// The text without its markup. Headings, paragraphs, line breaks, list items and code stay as lines, a row of a table is a
/// line with ` | ` between its cells; marks of emphasis, targets of links, pictures and the tags of HTML are dropped.
pub(super) fn read(text: &str) -> Found {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let text = text.replace("\r\n", "\n");
    let mut reading = Reading::default();
    Parser::new_ext(&text, options).for_each(|event| reading.event(&event));
    let mut found = Found { title: reading.heading, ..Found::default() };
    front_matter(&reading.front, &mut found);
    found.text = reading.blocks.finish();
    found
}

#[derive(Default)]
struct Reading {
    blocks: Blocks,
    /// What the items of each open list begin with: a number, or nothing for a dash.
    lists: Vec<Option<u64>>,
    /// Within how many pictures; their words are no text of the document.
    pictures: usize,
    /// The block before the text that tells of it.
    front: String,
    in_front: bool,
    /// The first heading of the first level.
    heading: Option<String>,
    in_heading: bool,
    first_cell: bool,
}

impl Reading {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(words) if self.in_front => self.front.push_str(words),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words(words)
            }
            Event::Html(html) => self.words(&untagged(html)),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.words("\n"),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::TaskListMarker(done) => self.words(if *done { "[x] " } else { "[ ] " }),
            Event::Rule => self.blocks.gap(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.pictures > 0 {
            return;
        }
        if self.in_heading
            && let Some(heading) = &mut self.heading
        {
            heading.push_str(words);
        }
        self.blocks.words(words);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => {
                self.open()
            }
            Tag::Heading { level, .. } => {
                self.blocks.gap();
                if *level == HeadingLevel::H1 && self.heading.is_none() {
                    self.heading = Some(String::new());
                    self.in_heading = true;
                }
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.blocks.gap();
                }
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::Table(_) => self.blocks.gap(),
            Tag::TableHead | Tag::TableRow => {
                self.blocks.line();
                self.first_cell = true;
            }
            Tag::TableCell => {
                if !std::mem::take(&mut self.first_cell) {
                    self.words(" | ");
                }
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::MetadataBlock(_) => self.in_front = true,
            _ => {}
        }
    }

    /// A block begins: on its own, or right behind the mark of its list item.
    fn open(&mut self) {
        if self.lists.is_empty() {
            self.blocks.gap();
        } else if !self.blocks.spaced() {
            self.blocks.line();
        }
    }

    fn item(&mut self) {
        self.blocks.line();
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.words(&(indent + &mark));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if !self.lists.is_empty() => self.blocks.line(),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => {
                self.blocks.gap()
            }
            TagEnd::Heading(_) => {
                self.blocks.gap();
                self.in_heading = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.blocks.gap();
                }
            }
            TagEnd::Item => self.blocks.line(),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_front = false,
            _ => {}
        }
    }
}

/// The words of a block of HTML within Markdown, without its tags and comments.
fn untagged(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("<!--") {
            rest[at..].find("-->").map(|e| e + 3)
        } else {
            rest[at..].find('>').map(|e| e + 1)
        };
        let Some(end) = end else { return out };
        rest = &rest[at + end..];
    }
    out.push_str(rest);
    out
}

/// What the block before the text says: `title: ...` in YAML, `title = "..."` in TOML; whatever else stands there is not read.
fn front_matter(front: &str, found: &mut Found) {
    for line in front.lines() {
        let Some(at) = line.find([':', '=']) else { continue };
        let value = line[at + 1..].trim().trim_matches(['"', '\'']).to_owned();
        if value.is_empty() {
            continue;
        }
        match line[..at].trim().to_ascii_lowercase().as_str() {
            "title" => found.title = Some(value),
            "author" | "by" | "byline" => found.author = Some(value),
            "date" | "published" | "pubdate" => found.published = Some(value),
            "url" | "link" | "canonical" => found.url = Some(value),
            "lang" | "language" => found.language = Some(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use detente::source::canonical;

    use super::*;

    fn of(text: &str) -> String {
        canonical(&read(text).text).text
    }

    #[test]
    fn words_without_marks() {
        let text = "# The *dam*\n\nTarsa **will not** [sign](https://x.test/a), `never`, says\nits envoy.  \nSo be it \\*.\n\n***\n\n> He &amp; she ![a map](m.png)stayed.";
        assert_eq!(
            of(text),
            "The dam\n\nTarsa will not sign, never, says\nits envoy.\nSo be it *.\n\nHe & she stayed.\n"
        );
        assert_eq!(read(text).title.as_deref(), Some("The dam"));
    }

    #[test]
    fn lists_tables_and_code() {
        let text = "Asked for:\n\n- water\n  - in May\n- gauges\n\n3. first\n4. second\n\n| who | what |\n|---|---|\n| Velmar | *low* |\n\n```rust\nlet a;\n```\nend";
        assert_eq!(
            of(text),
            "Asked for:\n\n- water\n  - in May\n- gauges\n\n3. first\n4. second\n\nwho | what\nVelmar | low\n\nlet a;\n\nend\n"
        );
        assert_eq!(of("- one\n\n- two\n\n  more\n\nend"), "- one\n- two\nmore\n\nend\n");
    }

    #[test]
    fn html_within() {
        assert_eq!(of("<div class=\"a\">\nStays <!-- goes -->\n</div>\n\na<br>b <i>c</i>"), "Stays\n\na\nb c\n");
    }

    #[test]
    fn front_matter_is_no_text() {
        let found = read(
            "---\ntitle: \"Talks fail\"\nauthor: R. Adan\ndate: 2026-05-12\nlang: en\nurl: https://x.test/a\ntags:\n  - a\n---\nText",
        );
        assert_eq!(found.text.trim(), "Text");
        let told = [found.title, found.author, found.published, found.language, found.url];
        assert_eq!(
            told.map(Option::unwrap_or_default),
            ["Talks fail", "R. Adan", "2026-05-12", "en", "https://x.test/a"]
        );
        assert_eq!(read("+++\ntitle = \"T\"\n+++\n# Other\n").title.as_deref(), Some("T"));
    }

    #[test]
    fn hostile_files_end() {
        for part in [">", "[", "*a", "- ", "<", "`", "![", "(", "1. ", "|", "\t- ", "<!--", "&", "[^a]: "] {
            let _ = read(&part.repeat(20_000));
        }
    }
}
