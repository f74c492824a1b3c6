//! Forms with files: the fields as in any other form, the files beside them.

use crate::form::Fields;
use crate::state::Web;
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Response};

/// One file of a form.
pub struct UploadedFile {
    /// Name of the file as the browser says it, without folders.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A multipart form.
pub struct Upload {
    /// The plain fields.
    pub fields: Fields,
    /// The files that were chosen; an empty choice is left out.
    pub files: Vec<UploadedFile>,
}

impl FromRequest<Web> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let mut multipart = Multipart::from_request(request, web)
            .await
            .map_err(IntoResponse::into_response)?;
        let mut pairs = Vec::new();
        let mut files = Vec::new();
        while let Some(part) = multipart
            .next_field()
            .await
            .map_err(IntoResponse::into_response)?
        {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(name) => {
                    let bytes = part
                        .bytes()
                        .await
                        .map_err(IntoResponse::into_response)?
                        .to_vec();
                    // Old browsers send the whole path; an empty choice has no name.
                    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
                    if !name.is_empty() {
                        let name = name.to_owned();
                        files.push(UploadedFile { name, bytes });
                    }
                }
                None => pairs.push((
                    field,
                    part.text().await.map_err(IntoResponse::into_response)?,
                )),
            }
        }
        Ok(Self {
            fields: Fields::from_pairs(pairs),
            files,
        })
    }
}
