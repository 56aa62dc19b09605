//! The counts, the pairs and the tables, against plain code.
