//! stub
/// x
pub fn sha256(_bytes: &[u8]) -> String {
    String::new()
}
/// stub
pub enum Text {
    None,
    Missing(String),
    Bytes(Vec<u8>),
}
/// stub
pub fn check(
    _c: &crate::case::Case,
    _t: &dyn Fn(crate::case::DocumentId) -> Text,
) -> Vec<crate::diagnostic::Diagnostic> {
    Vec::new()
}
