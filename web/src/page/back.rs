//! Addresses that only take what a form sends: whoever opens one, pasted or from
//! the history of the browser, is led to the page on which the form stands.

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

/// Answers a reader at an address for forms; other methods stay refused.
pub(crate) async fn to_its_page(request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => Redirect::to(&page_of(request.uri().path())).into_response(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// The page of a form: mostly what stands above it in the address.
fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        ["uy-quyen", ..] => "/uy-quyen".into(),
        ["so-van-ban", ..] => "/so-van-ban".into(),
        ["tai-khoan", id, ..] => format!("/tai-khoan/{id}"),
        ["bao-cao", id, "chap-nhan" | "mien" | "bo-mien" | "mo-lai"]
        | ["bao-cao", id, "ban-giay", ..] => {
            format!("/bao-cao/{id}/duyet")
        }
        ["bao-cao", id, "minh-chung", ..] => format!("/bao-cao/{id}"),
        ["bien-tap", id, "anh", ..] => format!("/bien-tap/{id}"),
        [ref above @ .., _] => format!("/{}", above.join("/")),
        [] => "/".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_stands_on_the_page_above_its_address() {
        for (form, page) in [
            ("/tong-hop/7/y-kien/hoi", "/tong-hop/7/y-kien"),
            ("/khoi/vung-cao/vao", "/khoi/vung-cao"),
            ("/bao-cao/7/chap-nhan", "/bao-cao/7/duyet"),
            ("/bao-cao/7/mo-lai", "/bao-cao/7/duyet"),
            ("/bao-cao/7/bo-mien", "/bao-cao/7/duyet"),
            ("/bao-cao/7/ban-giay/bo", "/bao-cao/7/duyet"),
            ("/tai-khoan/7/chuc-danh/8/het", "/tai-khoan/7"),
            ("/dang-xuat", "/"),
            ("//vi-du.vn/vao", "/vi-du.vn"),
        ] {
            assert_eq!(page_of(form), page, "{form}");
        }
    }
}
