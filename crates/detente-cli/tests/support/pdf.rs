//! Small PDF files, made here.

/// A file with a page for each text, each a list of lines from the top down.
pub(crate) fn with_pages(pages: &[&[&str]]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>",
            pages.len(),
            (0..pages.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect::<Vec<_>>().join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Title (Talks at the dam) /Author (R. Adan) /CreationDate (D:20260512080000Z) >>".to_owned(),
    ];
    for (n, lines) in pages.iter().enumerate() {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 6 + 2 * n));
        let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td")).collect();
        objects.push(stream(&format!("0.5 g 10 10 30 30 re f BT /F1 12 Tf 72 720 Td {} ET", shown.join(" "))));
    }
    file(&objects)
}

/// A file with one page that shows a picture, as scanners make it.
pub(crate) fn scanned() -> Vec<u8> {
    file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>".to_owned(),
        stream("q 612 0 0 792 0 0 cm /I Do Q"),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream"
            .to_owned(),
    ])
}

/// A file whose page shows a form that shows itself.
pub(crate) fn without_end() -> Vec<u8> {
    let form = "(BT /F1 12 Tf (words) Tj ET /X Do)";
    let form = &form[1..form.len() - 1];
    file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>".to_owned(),
        stream("/X Do"),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R /Length {} >>\nstream\n{form}\nendstream",
            form.len()
        ),
        "<< /XObject << /X 5 0 R >> /Font << /F1 7 0 R >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ])
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// The objects, numbered from 1, with the table of where each begins.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    let info = if objects.len() > 4 && objects[3].contains("/Title") { " /Info 4 0 R" } else { "" };
    let id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    out.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R{info} {id} >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}
