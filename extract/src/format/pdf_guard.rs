//! What a PDF would make its reader do, looked at before it is done: forms that
//! draw forms, streams that unpack to far more than a page needs, nesting without
//! end. Follows the reader's own rules for what it unpacks. Not here: the text
//! (`pdf`), how a stream is unpacked (`pdf_streams`).

use super::pdf_fonts::named;
use super::pdf_streams::{nests_too_deep, unpacked};
use super::pdf_widths::{widths_of, write_out_widths};
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, ObjectStream, Stream};
use std::collections::{HashMap, HashSet};

/// Bytes that the pages, with all that they draw, unpack to.
const MAX_CONTENT: u64 = 64 << 20;
/// The same for one page; every two bytes may become a hundred in memory.
const MAX_PAGE: u64 = 8 << 20;
/// Bytes of a font program or of all streams of objects.
const MAX_STREAM: u64 = 16 << 20;
/// Bytes of fonts over all pages; the reader unpacks them for each.
const MAX_FONTS: u64 = 1 << 30;
/// Bytes of a font's table of characters; all that two bytes tell take half of it.
const MAX_TABLE: u64 = 2 << 20;
/// Characters that the tables of fonts name at once; each becomes some hundred bytes.
const MAX_CHARACTERS: u64 = 1_000_000;
/// The same one after the other over all pages: the reader makes the fonts of a form
/// anew for each drawing of it, and drops them behind it.
const MAX_READ: u64 = 200 * MAX_CHARACTERS;
/// What drawing a form costs beside its bytes.
const FORM: u64 = 512;
/// Forms within forms, saved states, parents of a page.
const MAX_DEPTH: usize = 16;
const MAX_SAVED: usize = 256;
const MAX_PARENTS: usize = 64;
/// The type of a stream of objects that is not opened yet.
const HELD: &[u8] = b"HeldObjects";

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Nested,
    TooMuch,
}

pub(super) type Checked<T> = Result<T, Refusal>;

/// Keeps the loader from opening streams of objects before they are measured.
pub(super) fn hold(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Ok(stream) = object.as_stream_mut()
        && stream.dict.has_type(b"ObjStm")
    {
        stream.dict.set("Type", Object::Name(HELD.to_vec()));
    }
    Some((id, Object::Null))
}

/// Makes a loaded file safe to read: opens its streams of objects, empties all
/// streams that no text needs, and refuses what would not end.
pub(super) fn make_safe(document: &mut Document, pages: usize) -> Checked<()> {
    open_held(document)?;
    write_out_widths(document);
    // The reader takes pictures for drawing when they are named.
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|n| n == b"Image")
        {
            empty(stream);
        }
    }
    let mut walk = Walk {
        document,
        needed: HashSet::new(),
        known: HashMap::new(),
        tables: HashMap::new(),
        open: Vec::new(),
        content: 0,
        fonts: 0,
        read: 0,
    };
    for page in document.get_pages().into_values().take(pages) {
        walk.page(page)?;
    }
    let needed = walk.needed;
    for (id, object) in &mut document.objects {
        if let Ok(stream) = object.as_stream_mut()
            && !needed.contains(id)
        {
            empty(stream);
        }
    }
    Ok(())
}

fn empty(stream: &mut Stream) {
    stream.dict.remove(b"Filter");
    stream.content.clear();
}

fn open_held(document: &mut Document) -> Checked<()> {
    let mut left = MAX_STREAM;
    let mut inside = Vec::new();
    for object in document.objects.values() {
        let Ok(stream) = object.as_stream() else {
            continue;
        };
        if !stream.dict.has_type(HELD) {
            continue;
        }
        let bytes = unpacked(stream, left)?;
        if nests_too_deep(&bytes) {
            return Err(Refusal::Nested);
        }
        left = left.saturating_sub(bytes.len() as u64);
        if let Ok(opened) = ObjectStream::new(&mut stream.clone()) {
            inside.extend(opened.objects);
        }
    }
    for (id, object) in inside {
        document.objects.entry(id).or_insert(object);
    }
    Ok(())
}

/// What drawing a form makes the reader do.
#[derive(Clone, Copy)]
struct Work {
    drawn: Drawn,
    /// Bytes of its fonts.
    fonts: u64,
    /// Characters that they name.
    read: u64,
}

/// What is drawn, with the forms in it.
#[derive(Clone, Copy, Default)]
struct Drawn {
    /// Bytes, and what each form costs beside them.
    cost: u64,
    /// Characters that fonts name at once.
    held: u64,
}

struct Walk<'a> {
    document: &'a Document,
    /// Streams that the text needs.
    needed: HashSet<ObjectId>,
    /// What a form takes with these resources.
    known: HashMap<(*const Stream, *const Dictionary), Work>,
    /// Characters that a table names.
    tables: HashMap<*const Stream, u64>,
    /// Forms that are being drawn.
    open: Vec<*const Stream>,
    content: u64,
    /// Bytes of fonts, and characters that they name, as often as they are read.
    fonts: u64,
    read: u64,
}

impl<'a> Walk<'a> {
    fn page(&mut self, id: ObjectId) -> Checked<()> {
        let Ok(page) = self.document.get_dictionary(id) else {
            return Ok(());
        };
        let resources = self.resources(page)?;
        let mut bytes = Vec::new();
        for content in self.document.get_page_contents(id) {
            let named = Object::Reference(content);
            if let Ok((Some(id), object)) = self.document.dereference(&named)
                && let Ok(stream) = object.as_stream()
            {
                self.needed.insert(id);
                let left = MAX_PAGE.saturating_sub(bytes.len() as u64);
                bytes.extend(unpacked(stream, left)?);
            }
        }
        let cost = bytes.len() as u64 + self.drawn(&bytes, resources)?.cost;
        self.content += cost;
        if cost > MAX_PAGE || self.content > MAX_CONTENT {
            return Err(Refusal::TooMuch);
        }
        Ok(())
    }

    /// Resources of a page or of a parent; parents must end.
    fn resources(&self, page: &'a Dictionary) -> Checked<Option<&'a Dictionary>> {
        let mut found = None;
        let mut node = page;
        for _ in 0..MAX_PARENTS {
            found = found.or_else(|| self.dictionary(node, b"Resources"));
            let parent = node.get(b"Parent").and_then(Object::as_reference);
            match parent.and_then(|id| self.document.get_dictionary(id)) {
                Ok(parent) => node = parent,
                Err(_) => return Ok(found),
            }
        }
        Err(Refusal::Nested)
    }

    fn dictionary(&self, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        of.get_deref(key, self.document).ok()?.as_dict().ok()
    }

    /// What the operations of a stream draw beside themselves.
    fn drawn(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>) -> Checked<Drawn> {
        if nests_too_deep(bytes) {
            return Err(Refusal::Nested);
        }
        let mut drawn = Drawn::default();
        let Ok(content) = Content::decode(bytes) else {
            return Ok(drawn);
        };
        let mut saved = 0_usize;
        let mut fonts: HashSet<Vec<u8>> = HashSet::new();
        // Fonts stay until the stream ends.
        let mut own = 0_u64;
        for operation in &content.operations {
            let name = operation.operands.first().and_then(|o| o.as_name().ok());
            match (operation.operator.as_str(), name) {
                // Saved states hold copies of all that was set.
                ("q", _) => saved += 1,
                ("Q", _) => saved = saved.saturating_sub(1),
                ("Do", Some(name)) => {
                    let form = self.form(name, resources)?;
                    drawn.cost = drawn.cost.saturating_add(form.cost);
                    drawn.held = drawn.held.max(own.saturating_add(form.held));
                }
                ("Tf", Some(name)) if fonts.insert(name.to_vec()) => {
                    own = own.saturating_add(self.font(name, resources)?);
                    drawn.held = drawn.held.max(own);
                }
                _ => {}
            }
            if saved > MAX_SAVED {
                return Err(Refusal::Nested);
            }
            if drawn.cost > MAX_PAGE || drawn.held > MAX_CHARACTERS {
                return Err(Refusal::TooMuch);
            }
        }
        Ok(drawn)
    }

    fn form(&mut self, name: &[u8], resources: Option<&'a Dictionary>) -> Checked<Drawn> {
        let document = self.document;
        let found = resources
            .and_then(|r| self.dictionary(r, b"XObject"))
            .and_then(|d| d.get(name).ok())
            .and_then(|o| document.dereference(o).ok());
        let Some((id, Ok(stream))) = found.map(|(id, o)| (id, o.as_stream())) else {
            return Ok(Drawn {
                cost: FORM,
                held: 0,
            });
        };
        self.needed.extend(id);
        let own = self.dictionary(&stream.dict, b"Resources").or(resources);
        let place: *const Stream = stream;
        let key = (
            place,
            own.map_or(std::ptr::null(), |r| r as *const Dictionary),
        );
        if let Some(work) = self.known.get(&key).copied() {
            self.make_fonts(work.fonts, work.read)?;
            return Ok(work.drawn);
        }
        if self.open.contains(&place) || self.open.len() >= MAX_DEPTH {
            return Err(Refusal::Nested);
        }
        let bytes = unpacked(stream, MAX_PAGE)?;
        self.open.push(place);
        let (fonts, read) = (self.fonts, self.read);
        let inside = self.drawn(&bytes, own)?;
        self.open.pop();
        let work = Work {
            drawn: Drawn {
                cost: FORM + inside.cost.saturating_add(bytes.len() as u64),
                held: inside.held,
            },
            fonts: self.fonts - fonts,
            read: self.read - read,
        };
        self.known.insert(key, work);
        Ok(work.drawn)
    }

    /// Adds what the reader unpacks for a font; how many characters its tables name.
    fn font(&mut self, name: &[u8], resources: Option<&'a Dictionary>) -> Checked<u64> {
        let Some(font) = resources
            .and_then(|r| self.dictionary(r, b"Font"))
            .and_then(|f| self.dictionary(f, name))
        else {
            return Ok(0);
        };
        let (mut size, mut characters) = (0_u64, widths_of(self.document, font));
        let described = self.dictionary(font, b"FontDescriptor");
        for (of, key, most) in [
            (Some(font), b"ToUnicode".as_slice(), MAX_TABLE),
            (Some(font), b"Encoding".as_slice(), MAX_TABLE),
            (described, b"FontFile".as_slice(), MAX_STREAM),
            (described, b"FontFile3".as_slice(), MAX_STREAM),
        ] {
            let Some(object) = of.and_then(|d| d.get(key).ok()) else {
                continue;
            };
            if let Ok((id, object)) = self.document.dereference(object)
                && let Ok(stream) = object.as_stream()
            {
                self.needed.extend(id);
                let bytes = unpacked(stream, most)?;
                size += bytes.len() as u64;
                if most == MAX_TABLE {
                    characters = characters.saturating_add(self.table(stream, &bytes)?);
                }
            }
        }
        self.make_fonts(size, characters)?;
        Ok(characters)
    }

    /// The characters of a table, which is read once.
    fn table(&mut self, stream: &Stream, bytes: &[u8]) -> Checked<u64> {
        let place: *const Stream = stream;
        if let Some(count) = self.tables.get(&place) {
            return Ok(*count);
        }
        let count = named(bytes).ok_or(Refusal::Nested)?;
        self.tables.insert(place, count);
        Ok(count)
    }

    fn make_fonts(&mut self, bytes: u64, characters: u64) -> Checked<()> {
        self.fonts = self.fonts.saturating_add(bytes);
        self.read = self.read.saturating_add(characters);
        if self.fonts > MAX_FONTS || self.read > MAX_READ {
            return Err(Refusal::TooMuch);
        }
        Ok(())
    }
}
