//! `roadmap` held against what others computed.

mod oracles;
