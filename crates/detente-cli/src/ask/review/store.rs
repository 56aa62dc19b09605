//! The files of a review: the case, its draft and the log, read anew before each decision and written so that a crash at
//! any moment leaves them whole.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use detente::{
    case::Case,
    question::Refusal,
    quote::Text,
    read::Draft,
    review::{Change, Review, Stamp},
};

use crate::{ask::read::drafts, input, write};

/// Largest log that is read, in bytes.
const LARGEST_LOG: usize = 64 << 20;

/// A review on disk.
#[derive(Debug)]
pub(super) struct Store {
    name: String,
    case: PathBuf,
    log: PathBuf,
    draft: Draft,
    by: Option<String>,
    /// The case as it was read last.
    seen: String,
}

impl Store {
    /// Opens the review of a case: its draft must be there, its log need not.
    pub(super) fn open(case: &Path, by: Option<&str>) -> Result<Store, Refusal> {
        let Some(draft) = drafts::stored(case)? else {
            return Err(Refusal::new(format!("there is no draft `{}`", drafts::beside(case).display()))
                .help(format!("read documents first: `detente read FILE... --case {}`", case.display())));
        };
        let from_system = || ["USER", "USERNAME"].iter().find_map(|v| std::env::var(v).ok());
        let by = by.map(str::to_owned).or_else(from_system).map(|b| b.trim().to_owned()).filter(|b| !b.is_empty());
        // A link is followed, so that the file behind it is written and not the link.
        let target = fs::canonicalize(case).unwrap_or_else(|_| case.to_owned());
        Ok(Store {
            name: case.display().to_string(),
            case: target,
            log: input::beside(case, "review.jsonl"),
            draft,
            by,
            seen: String::new(),
        })
    }

    /// That whoever decides is known.
    pub(super) fn must_know_who(&self) -> Result<(), Refusal> {
        match self.by {
            Some(_) => Ok(()),
            None => Err(Refusal::new("the log needs to know who decides").help("say it by `--by NAME`")),
        }
    }

    /// The folder of the case, where documents are.
    pub(super) fn folder(&self) -> PathBuf {
        Path::new(&self.name).parent().unwrap_or(Path::new("")).to_owned()
    }

    /// The review as the files are now.
    pub(super) fn review(&mut self) -> Result<Review, Refusal> {
        self.seen = self.case_text()?;
        Review::of(&self.name, &self.seen, self.draft.clone(), &self.log_text()?)
    }

    /// Decides on the files as they are now, and writes what comes of it: the case first, then the log. Where the log
    /// cannot be written the case is put back. Says whether the case was another than the one seen last.
    pub(super) fn decide(
        &mut self,
        decide: impl FnOnce(&Review, &Stamp) -> Result<Change, Refusal>,
    ) -> Result<(Change, bool), Refusal> {
        let before = std::mem::take(&mut self.seen);
        let review = self.review()?;
        let other = before != self.seen;
        let stamp = Stamp {
            at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            by: self.by.clone().unwrap_or_default(),
        };
        let change = decide(&review, &stamp)?;
        self.write(&change, &change.log_text(review.log()))?;
        Ok((change, other))
    }

    fn write(&mut self, change: &Change, lines: &str) -> Result<(), Refusal> {
        let name = self.log.display().to_string();
        let cannot = |fault: std::io::Error| {
            Refusal::new(format!("cannot write the log `{name}`: {fault}")).help("nothing was decided")
        };
        // Opened before the case is touched: most of what could go wrong goes wrong here.
        writable(&self.log)?;
        let mut log = fs::OpenOptions::new().append(true).create(true).open(&self.log).map_err(cannot)?;
        let length = log.metadata().map_err(cannot)?.len();
        let changes = change.case_text != self.seen;
        if changes {
            writable(&self.case)?;
            if self.case_text()? != self.seen {
                return Err(Refusal::new(format!("`{}` was changed by somebody at this very moment", self.name))
                    .help("nothing was decided; try again"));
            }
            write::write_new(&self.case, &change.case_text, true)?;
        }
        let written = log.write_all(lines.as_bytes()).and_then(|()| log.sync_all());
        if let Err(fault) = written {
            // What was written of the line is taken back, and so is the case.
            let _ = log.set_len(length);
            if changes {
                write::write_new(&self.case, &self.seen, true)?;
            }
            return Err(cannot(fault));
        }
        self.seen.clone_from(&change.case_text);
        Ok(())
    }

    fn case_text(&self) -> Result<String, Refusal> {
        String::from_utf8(input::read_bytes(&self.case)?)
            .map_err(|_| Refusal::new(format!("`{}` is not UTF-8 text", self.name)).help("`detente check` says where"))
    }

    fn log_text(&self) -> Result<String, Refusal> {
        if !self.log.exists() {
            return Ok(String::new());
        }
        let bytes = input::read_up_to(&self.log, LARGEST_LOG)?;
        if bytes.len() > LARGEST_LOG {
            return Err(Refusal::new(format!("the log `{}` is too large", self.log.display()))
                .help(format!("a log has at most {} MiB; move it away to begin a new one", LARGEST_LOG >> 20)));
        }
        // What is no text is a torn line: it is told, and counts for nothing.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The text of a document of the case, by its key.
pub(super) fn text_of(case: &Case, key: &str, folder: &Path) -> Text {
    case.documents().iter().find(|d| d.key == key).map_or(Text::None, |d| input::document_text(d, folder))
}

/// A file that says that it must not be written to is not written over, though its folder would let us.
fn writable(path: &Path) -> Result<(), Refusal> {
    if fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) {
        return Err(Refusal::new(format!("`{}` may only be read", path.display()))
            .help("nothing was decided; let it be written to, then try again"));
    }
    Ok(())
}
