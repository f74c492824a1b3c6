//! The typesetter's view of the outside: one program, one JSON text, the given
//! fonts. No other file, no package, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::Fonts;

const PROGRAM: &str = include_str!("../../data/pdf/official.typ");

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));
static MAIN: LazyLock<FileId> = LazyLock::new(|| file_id("main.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("document.json"));

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a constant plain file name is a virtual path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

pub(super) struct PageWorld<'a> {
    source: Source,
    data: Bytes,
    fonts: &'a Fonts,
}

impl<'a> PageWorld<'a> {
    pub(super) fn new(json: String, fonts: &'a Fonts) -> Self {
        Self {
            source: Source::new(*MAIN, PROGRAM.to_owned()),
            data: Bytes::from_string(json),
            fonts,
        }
    }
}

impl World for PageWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *MAIN {
            Ok(self.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
