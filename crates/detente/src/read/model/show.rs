//! What came of a model's answer, in words.
