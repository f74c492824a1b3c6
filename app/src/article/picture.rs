//! Cleaning a photo: recognised by content, turned upright, made no larger than
//! a page needs, and written anew, so that nothing but the picture is left – no
//! place, camera or thumbnail of the EXIF block.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Longest side of a kept photo, in pixels: twice the width of the text column.
const LONGEST_SIDE: u32 = 1_600;
/// Larger pictures are refused before they are unpacked.
const LARGEST_SIDE: u32 = 12_000;
const MEMORY: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 84;

/// A photo without anything but the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a file is refused as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// By its content it is neither JPEG nor PNG.
    #[error("photo.not_a_photo")]
    NotAPhoto,
    /// It is damaged, or too large to be unpacked.
    #[error("photo.unreadable")]
    Unreadable,
}

impl PictureError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPhoto => "photo.not_a_photo",
            Self::Unreadable => "photo.unreadable",
        }
    }
}

/// Cleans a photo. The same bytes give the same bytes. Takes up to a second of
/// computing: call it off the async threads.
///
/// # Errors
/// [`PictureError`].
pub fn clean(bytes: &[u8]) -> Result<Cleaned, PictureError> {
    let format = image::guess_format(bytes).map_err(|_| PictureError::NotAPhoto)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png) {
        return Err(PictureError::NotAPhoto);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader
        .into_decoder()
        .map_err(|_| PictureError::Unreadable)?;
    let orientation = decoder
        .orientation()
        .map_err(|_| PictureError::Unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Unreadable)?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture = picture.resize(
            LONGEST_SIDE,
            LONGEST_SIDE,
            image::imageops::FilterType::Triangle,
        );
    }
    let mut out = Vec::new();
    let (written, media_type) = if format == ImageFormat::Jpeg {
        let rgb = DynamicImage::ImageRgb8(picture.to_rgb8());
        let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
        (rgb.write_with_encoder(encoder), "image/jpeg")
    } else {
        let rgba = DynamicImage::ImageRgba8(picture.to_rgba8());
        let encoder =
            PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
        (rgba.write_with_encoder(encoder), "image/png")
    };
    written.map_err(|_| PictureError::Unreadable)?;
    Ok(Cleaned {
        width: picture.width(),
        height: picture.height(),
        bytes: out,
        media_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let picture = RgbImage::from_fn(width, height, |x, _| Rgb([(x % 256) as u8, 80, 20]));
        picture
            .write_with_encoder(JpegEncoder::new(&mut out))
            .unwrap();
        out
    }

    /// A JPEG with an EXIF block: orientation 6 (turned) and a comment.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        exif.extend(b"\x01\x0e\0\x02\0\0\0\x10\0\0\0\x26");
        exif.extend(b"\0\0\0\0GPS 21.02 105.8\0");
        let mut out = jpeg[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(exif);
        out.extend(&jpeg[2..]);
        out
    }

    fn contains(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|w| w == what)
    }

    #[test]
    fn place_and_camera_are_gone_and_the_picture_stands_upright() {
        let taken = with_exif(&jpeg(40, 20));
        assert!(contains(&taken, b"GPS 21.02"));
        let cleaned = clean(&taken).unwrap();
        assert!(!contains(&cleaned.bytes, b"GPS") && !contains(&cleaned.bytes, b"Exif"));
        assert_eq!((cleaned.width, cleaned.height), (20, 40));
        assert_eq!(cleaned.media_type, "image/jpeg");
    }

    #[test]
    fn a_large_photo_is_made_as_large_as_a_page_needs() {
        let cleaned = clean(&jpeg(2_000, 500)).unwrap();
        assert_eq!((cleaned.width, cleaned.height), (1_600, 400));
    }

    #[test]
    fn what_is_no_photo_by_content_is_refused() {
        assert_eq!(
            clean(b"<svg onload=alert(1)>"),
            Err(PictureError::NotAPhoto)
        );
        assert_eq!(clean(b"GIF89a\x01\0\x01\0"), Err(PictureError::NotAPhoto));
        assert_eq!(clean(&jpeg(40, 20)[..100]), Err(PictureError::Unreadable));
        assert_eq!(clean(b""), Err(PictureError::NotAPhoto));
    }

    #[test]
    fn the_same_photo_gives_the_same_file() {
        assert_eq!(clean(&jpeg(64, 64)), clean(&jpeg(64, 64)));
    }
}
