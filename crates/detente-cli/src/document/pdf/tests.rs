use super::*;

#[test]
fn dates() {
    assert_eq!(day("D:20260512080000+02'00'").as_deref(), Some("2026-05-12"));
    assert_eq!(day("20260512").as_deref(), Some("2026-05-12"));
    assert_eq!(day("12 May"), None);
}

#[test]
fn what_is_no_pdf() {
    for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\nstartxref\n99999\n%%EOF", b"\0\0\0"] {
        assert!(read(bytes).is_err_and(|fault| fault.is.contains("damaged or cut off")));
    }
}
