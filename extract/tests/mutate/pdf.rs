//! PDF files written by hand, for tests. Not here: damaging them.

use std::io::Write;

/// A PDF file of one page that draws this.
pub fn page_of(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    pdf_of(&objects)
}

/// A stream with this dictionary and data.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {dict} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// What Flate makes of the data.
pub fn packed(data: &[u8]) -> Vec<u8> {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = zlib.write_all(data);
    zlib.finish().unwrap_or_default()
}

/// A page with this content stream; `resources` beside its font, further objects
/// from number 6.
pub fn page_with(contents: &str, resources: &str, further: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} /Resources << /Font << /F1 5 0 R >> {resources} >> >>"),
        "null".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ]
    .map(String::into_bytes)
    .into();
    objects.extend_from_slice(further);
    pdf_of(&objects)
}

/// A page of forms that draw one another as the dice fall, packed or not.
pub fn woven(content: &str, dice: &mut super::Dice) -> Vec<u8> {
    let count = 1 + dice.below(5);
    let names: String = (0..count)
        .map(|n| format!("/X{n} {} 0 R ", n + 7))
        .collect();
    let names = format!("/XObject << {names} >>");
    let mut further = Vec::new();
    for n in 0..=count {
        let mut drawn = content.to_owned();
        for _ in 0..dice.below(4) {
            // Mostly onwards, so that many graphs end.
            let to = if dice.below(8) == 0 {
                dice.below(count)
            } else {
                n + dice.below(3)
            };
            drawn.push_str(&format!("\n/X{to} Do"));
        }
        let own = if dice.below(2) == 0 {
            format!("/Resources << {names} /Font << /F1 5 0 R >> >>")
        } else {
            String::new()
        };
        let kind = if n == 0 {
            String::new()
        } else {
            format!("/Type /XObject /Subtype /Form {own}")
        };
        further.push(match dice.below(3) {
            0 => stream(&kind, drawn.as_bytes()),
            1 => stream(
                &format!("{kind} /Filter /FlateDecode"),
                &packed(drawn.as_bytes()),
            ),
            _ => stream(
                &format!("{kind} /Filter [/FlateDecode /FlateDecode]"),
                &packed(&packed(drawn.as_bytes())),
            ),
        });
    }
    page_with("6 0 R", &names, &further)
}

/// A PDF file of the given objects, numbered from 1.
pub fn pdf_of<O: AsRef<[u8]>>(objects: &[O]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", index + 1).bytes());
        pdf.extend(object.as_ref());
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        pdf.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    pdf.extend(
        format!(
            "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    pdf
}
