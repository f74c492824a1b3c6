//! Streams of a PDF unpacked as its reader would, within a bound; and how deep
//! lists in them go. Not here: which streams a page needs (`pdf_guard`).

use super::pdf_guard::{Checked, Refusal};
use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Object, Stream};
use std::io::Read;

/// Arrays and dictionaries within one another; the stack of the reader's thread
/// bears more.
const MAX_NESTED: usize = 10_000;
/// A row of a predictor, in bytes.
const MAX_ROW: i64 = 1 << 20;

/// What the reader takes for the content of a stream, through the whole chain of
/// its filters, each of which may give `most` bytes. A filter that the reader
/// does not know leaves all as it stands.
pub(super) fn unpacked(stream: &Stream, most: u64) -> Checked<Vec<u8>> {
    let as_it_stands = || {
        if stream.content.len() as u64 > most {
            return Err(Refusal::TooMuch);
        }
        Ok(stream.content.clone())
    };
    let Ok(filters) = stream.filters() else {
        return as_it_stands();
    };
    let set = stream
        .dict
        .get(b"DecodeParms")
        .and_then(Object::as_dict)
        .ok();
    let number = |key: &[u8], usual| {
        let given = set.and_then(|s| s.get(key).ok());
        given.and_then(|o| o.as_i64().ok()).unwrap_or(usual).max(1)
    };
    let row = number(b"Columns", 1)
        .saturating_mul(number(b"Colors", 1))
        .saturating_mul(number(b"BitsPerComponent", 8));
    if row / 8 > MAX_ROW {
        return Err(Refusal::TooMuch);
    }
    let mut data = stream.content.clone();
    for filter in filters {
        let size = match filter {
            b"FlateDecode" => flate_size(&data, most).0,
            b"LZWDecode" => {
                let early = set.and_then(|s| s.get(b"EarlyChange").ok());
                let early = early.and_then(|o| o.as_i64().ok()) != Some(0);
                lzw_size(&data, early, most)
            }
            b"ASCII85Decode" => {
                let zeros = data.iter().filter(|b| **b == b'z').count() as u64;
                zeros * 4 + (data.len() as u64 - zeros) / 5 * 4
            }
            _ => return as_it_stands(),
        };
        if size > most {
            return Err(Refusal::TooMuch);
        }
        let mut dict = Dictionary::new();
        dict.set("Filter", Object::Name(filter.to_vec()));
        if let Some(set) = set {
            dict.set("DecodeParms", set.clone());
        }
        match Stream::new(dict, data).decompressed_content() {
            Ok(next) => data = next,
            Err(_) => return as_it_stands(),
        }
    }
    Ok(data)
}

/// Bytes that `data` unpacks to, also before an error, not counted beyond `most`;
/// and the first two of them.
pub(super) fn flate_size(data: &[u8], most: u64) -> (u64, [u8; 2]) {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = vec![0_u8; 64 << 10];
    let (mut size, mut first) = (0_u64, [0, 0]);
    while size <= most {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(n) => {
                for (to, byte) in first
                    .iter_mut()
                    .skip(size.min(2) as usize)
                    .zip(&buffer[..n])
                {
                    *to = *byte;
                }
                size += n as u64;
            }
        }
    }
    (size, first)
}

fn lzw_size(data: &[u8], early: bool, most: u64) -> u64 {
    use weezl::{BitOrder, LzwStatus, decode::Decoder};
    let mut decoder = if early {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    } else {
        Decoder::new(BitOrder::Msb, 8)
    };
    let mut buffer = vec![0_u8; 64 << 10];
    let (mut rest, mut size) = (data, 0_u64);
    while size <= most {
        let done = decoder.decode_bytes(rest, &mut buffer);
        rest = &rest[done.consumed_in..];
        size += done.consumed_out as u64;
        let stuck = done.consumed_in == 0 && done.consumed_out == 0;
        if stuck || !matches!(done.status, Ok(LzwStatus::Ok)) {
            break;
        }
    }
    size
}

/// Arrays and dictionaries that open within one another without an end: each
/// takes the reader one step deeper.
pub(super) fn nests_too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let double = bytes.get(at + 1) == Some(byte);
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if double => {
                depth += 1;
                at += 1;
            }
            b'>' if double => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => {}
        }
        if depth > MAX_NESTED {
            return true;
        }
        at += 1;
    }
    false
}
