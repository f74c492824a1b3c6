//! The page that stands when the server cannot be reached: which forms
//! this browser keeps. The service worker fetches it beforehand, so it names
//! nobody and shows nothing of the server's.

use crate::page::page;
use crate::{Layout, PageResult, Visitor};

#[derive(askama::Template)]
#[template(path = "report/away.html")]
struct AwayPage {
    l: Layout,
}

pub(super) async fn show(visitor: Visitor) -> PageResult {
    let mut l = visitor.layout(visitor.ctx_text("offline.title"));
    l.person = None;
    l.account.clear();
    l.nav.clear();
    l.form_token.clear();
    page(&AwayPage { l })
}
