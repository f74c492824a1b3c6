//! The papers that an office finds in an old folder, and what a careful person
//! reads in each. Real pages may not be copied: these are the labelled ones of
//! `fixtures/extract`, of the same kinds and lengths, in the formats of offices.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// As which file a paper is kept.
#[derive(Clone, Copy)]
pub enum Format {
    /// A saved page of a portal whose articles stand in a table.
    OldPortal,
    /// A saved page of a portal with an article element.
    Portal,
    /// A notice or a report written in Word.
    Word,
    /// A page printed into a PDF.
    Print,
    /// Plain text in UTF-8.
    Utf8,
    /// Plain text in UTF-16, as Notepad calls it "Unicode".
    Utf16,
}

/// One paper of the folder.
pub struct Paper {
    /// Name of its file.
    pub file: &'static str,
    /// Its format.
    pub format: Format,
    /// Folder of its text and label below `fixtures/extract`.
    set: &'static str,
    /// Number of both.
    number: &'static str,
}

/// What the label of a paper says.
pub struct Label {
    /// Title.
    pub title: String,
    /// Day of the meeting, as fields of days hold it; empty without a meeting.
    pub day: String,
    /// Names of those who presided.
    pub chairs: Vec<String>,
    /// Symbols of the documents that it names by one.
    pub symbols: Vec<String>,
}

const fn paper(
    file: &'static str,
    format: Format,
    set: &'static str,
    number: &'static str,
) -> Paper {
    Paper {
        file,
        format,
        set,
        number,
    }
}

/// The page that is printed.
pub const PRINTED: &str = "son-la-2019.pdf";
/// The page of which a figure is kept.
pub const INSURED: &str = "tuy-an-2022.html";

/// The folder, in the order in which it is confirmed.
pub const PAPERS: [Paper; 12] = [
    paper(PRINTED, Format::Print, "second", "101"),
    paper("binh-dinh-2018.html", Format::Portal, "fourth", "301"),
    paper("binh-son-2017.html", Format::OldPortal, "fourth", "312"),
    paper("vinh-phuc-2016.html", Format::Portal, "fourth", "308"),
    paper(INSURED, Format::OldPortal, "", "019"),
    paper("kon-tum-2022.html", Format::Portal, "second", "106"),
    paper("thong-bao-2020.docx", Format::Word, "fourth", "302"),
    paper("ket-luan-2024.docx", Format::Word, "", "017"),
    paper("bao-cao-2019.docx", Format::Word, "fourth", "316"),
    paper("bien-ban-2019.txt", Format::Utf8, "fourth", "307"),
    paper("giao-ban-2025.txt", Format::Utf16, "", "034"),
    paper("tong-ket-2025.html", Format::OldPortal, "", "005"),
];

impl Paper {
    /// The words of the paper.
    pub fn text(&self) -> String {
        self.read("articles", "txt")
    }

    /// What is to be read in it.
    pub fn label(&self) -> Label {
        let label: Value = serde_json::from_str(&self.read("gold", "json")).expect("a label");
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let listed = |group: &str, name: &str| -> Vec<String> {
            let all = label[group].as_array().expect("a list");
            all.iter().map(|one| words(&one[name])).collect()
        };
        let mut symbols = listed("documents", "number");
        symbols.retain(|symbol| !symbol.is_empty());
        Label {
            title: words(&label["title"]),
            day: words(&label["event_date"]),
            chairs: listed("chairs", "name"),
            symbols,
        }
    }

    fn read(&self, folder: &str, ending: &str) -> String {
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/extract")
            .join(self.set)
            .join(folder)
            .join(format!("{}.{ending}", self.number));
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }
}

impl Label {
    /// The day as lists show it.
    pub fn shown_day(&self) -> String {
        let parts: Vec<&str> = self.day.rsplit('-').collect();
        parts.join("/")
    }
}
