//! One file for each thing that the program can be asked.

pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod claims;
pub(crate) mod deals;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod import;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod read_eval;
pub(crate) mod reading;
pub(crate) mod review;
pub(crate) mod roadmap;
pub(crate) mod schema;
pub(crate) mod source;
pub(crate) mod stable;
pub(crate) mod track;
pub(crate) mod verify;
pub(crate) mod why;
