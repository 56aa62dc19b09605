//! The graph of a case as a picture.
