//! Opening Office archives safely: limits on unpacked size and ratio, no
//! macros, no encryption, no entities in XML. Not here: what the parts mean.

use crate::finding::{Finding, Place, Severity};
use crate::reading::ReadOptions;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts beyond which an archive is no Office file.
const MAX_PARTS: usize = 10_000;
/// Unpacked to packed above which a part is a bomb; honest XML stays under 100.
const MAX_RATIO: u64 = 200;
/// Parts below this size may have any ratio: runs of blanks pack well.
const RATIO_FROM: u64 = 4 << 20;

/// A checked archive. Bytes read so far count towards the limit.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// Opens and checks; the finding refuses the file.
pub(crate) fn open<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Package<'a>, Finding> {
    let refused = |code, hint: &str| Finding::document(code, Severity::Refused, hint);
    let mut zip = ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| refused("archive-damaged", &e.to_string()))?;
    if zip.len() > MAX_PARTS {
        return Err(refused("archive-bomb", "too many parts"));
    }
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let part = zip
            .by_index_raw(index)
            .map_err(|e| refused("archive-damaged", &e.to_string()))?;
        let name = part.name().to_owned();
        let at = |code, hint: &str| {
            Finding::at(
                code,
                Severity::Refused,
                Place::Part(name.clone()),
                name.clone(),
                hint,
            )
        };
        if part.encrypted() {
            return Err(at("encrypted", "remove the password"));
        }
        let low = name.to_ascii_lowercase();
        if low.ends_with("vbaproject.bin")
            || low.contains("/macrosheets/")
            || low.ends_with("vbadata.xml")
        {
            return Err(at("macro", "save the file without macros"));
        }
        total = total.saturating_add(part.size());
        let ratio = part.size() / part.compressed_size().max(1);
        if total > options.max_unpacked || (part.size() > RATIO_FROM && ratio > MAX_RATIO) {
            return Err(at(
                "archive-bomb",
                "unpacks to far more than a document needs",
            ));
        }
    }
    Ok(Package {
        zip,
        left: options.max_unpacked,
    })
}

impl Package<'_> {
    /// Text of an XML part; `None` when there is no such part. Sizes in the
    /// directory may lie, so reading itself is limited too.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<String>, Finding> {
        let at = |code, hint: &str| {
            Finding::at(
                code,
                Severity::Refused,
                Place::Part(name.to_owned()),
                name,
                hint,
            )
        };
        let Ok(part) = self.zip.by_name(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let read = part
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| at("archive-damaged", &e.to_string()))?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read > self.left {
            return Err(at(
                "archive-bomb",
                "unpacks to far more than its directory says",
            ));
        }
        self.left -= read;
        let text = crate::text::decode(&bytes).value;
        if has_entities(&text) {
            return Err(at(
                "xml-entities",
                "a document type declaration is not allowed",
            ));
        }
        Ok(Some(text))
    }

    /// Checks every XML part below `prefix` for entities and its real size.
    pub(crate) fn check_xml(&mut self, prefix: &str) -> Result<(), Finding> {
        for name in self.names() {
            if name.starts_with(prefix) && (name.ends_with(".xml") || name.ends_with(".rels")) {
                self.xml(&name)?;
            }
        }
        Ok(())
    }

    /// Names of the parts.
    pub(crate) fn names(&self) -> Vec<String> {
        self.zip.file_names().map(str::to_owned).collect()
    }
}

/// Office XML never declares a document type; entities are how XML attacks start.
fn has_entities(xml: &str) -> bool {
    let mut head = xml.len().min(64 << 10);
    while !xml.is_char_boundary(head) {
        head -= 1;
    }
    let head = xml[..head].to_ascii_uppercase();
    head.contains("<!DOCTYPE") || xml.contains("<!ENTITY")
}
