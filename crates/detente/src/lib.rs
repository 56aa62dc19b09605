//! Says exactly what blocks an agreement, and what would unblock it.
//!
//! A case file goes in as text, with every problem that it has; a question is asked of the case; the answer is facts, which
//! can be shown, or handed to another program.
//!
//! ```
//! use detente::{
//!     file,
//!     question::Budget,
//!     show,
//!     why::{Verdict, Why},
//! };
//!
//! let read = file::read(
//!     "well.case.toml",
//!     r#"
//! title = "The well"
//! [parties.uphill]
//! [parties.downhill]
//! [issues.hours]
//! options = ["morning", "evening"]
//! [demands.morning]
//! party = "uphill"
//! require = { hours = "morning" }
//! firmness = 30
//! basis = "assumed"
//! [demands.no-morning]
//! party = "downhill"
//! never = { hours = "morning" }
//! basis = "assumed"
//! "#,
//! );
//! let case = read.case.expect("the file has no errors");
//! let answer = Why::default().ask(&case, &Budget::default()).expect("nothing is refused");
//!
//! assert_eq!(answer.verdict, Verdict::Blocked);
//! assert_eq!(answer.conflicts[0].members.len(), 2);
//! assert_eq!(case.key_of(answer.ways_out[0].give_up[0]), "morning");
//! let told = show::text::draw(&answer.show(&case), 80, false);
//! assert!(told.contains("They want what cannot be had together: uphill and downhill."));
//! ```
pub mod agreement;
pub mod case;
pub mod cite;
pub mod claims;
pub mod deals;
pub mod diagnostic;
pub mod diff;
pub mod file;
pub mod formats;
#[doc(hidden)]
pub mod measure;
pub mod number;
pub mod question;
pub mod quote;
pub mod read;
pub mod readings;
pub mod review;
pub mod roadmap;
pub mod rule;
mod search;
pub mod show;
pub mod source;
pub mod stable;
pub mod track;
pub mod verify;
pub mod why;
mod words;
