//! The editor's page as data: one page for reading, refused forms and conflicts.

use super::list::tone;
use crate::cite::named;
use crate::page::journal::{HistoryLine, lines};
use crate::page::portal::ArticleView;
use crate::{Fields, FormState, Layout, PageError, Staff};
use app::AppError;
use app::article::{Article, ArticleInput, EditorPage};
use domain::account::Right;
use domain::article::{ArticleState, Category};
use domain::id::ArticleId;
use domain::journal::Noun;

#[derive(askama::Template)]
#[template(path = "article/edit.html")]
pub(super) struct EditPage {
    l: Layout,
    form: FormState,
    path: String,
    version: i32,
    state: ArticleState,
    state_text: String,
    tone: &'static str,
    may_publish: bool,
    categories: Vec<(String, String)>,
    changed: Option<String>,
    conference: Option<String>,
    public: Option<String>,
    withdrawn: Option<String>,
    photos: Vec<Thumb>,
    a: ArticleView,
    history: Vec<HistoryLine>,
    /// Documents that the text names and the register has. Not in the preview,
    /// which shows what readers see: they have no register.
    cited: Vec<(String, String, String)>,
}

struct Thumb {
    src: String,
    sha256: String,
    alt: String,
    caption: String,
    credit: String,
    width: u32,
    height: u32,
}

impl EditPage {
    fn is_open(&self) -> bool {
        matches!(self.state, ArticleState::Draft | ArticleState::Approved)
    }

    fn is(&self, code: &str) -> bool {
        self.state.code() == code
    }

    fn may_write(&self) -> bool {
        self.is_open() || (self.is("published") && self.may_publish)
    }
}

/// The form as the article stands.
pub(super) fn fresh(article: &Article) -> FormState {
    FormState::fresh(&[
        ("title", article.title.clone()),
        ("lead", article.lead.clone()),
        ("body", article.body.clone()),
        ("category", article.category.code().to_owned()),
    ])
}

/// A form about something else than the text, refused: the text shows as kept.
pub(super) fn with_text(mut typed: Fields, article: &Article) -> Fields {
    for (name, value) in [
        ("title", &article.title),
        ("lead", &article.lead),
        ("body", &article.body),
    ] {
        if !typed.has(name) {
            typed.set(name, value.clone());
        }
    }
    if !typed.has("category") {
        typed.set("category", article.category.code());
    }
    typed
}

/// The text as it was typed.
pub(super) fn input(fields: &Fields) -> ArticleInput {
    ArticleInput {
        title: fields.get("title").to_owned(),
        lead: fields.get("lead").to_owned(),
        body: fields.get("body").to_owned(),
        category: Category::from_code(fields.get("category")).unwrap_or(Category::Activity),
    }
}

/// The version that the form was made from.
pub(super) fn version(fields: &Fields) -> Result<i32, AppError> {
    fields
        .get("version")
        .parse()
        .map_err(|_| AppError::Conflict)
}

/// Loads everything that the page shows.
pub(super) async fn load(staff: &Staff, id: ArticleId) -> Result<EditorPage, PageError> {
    app::article::show(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))
}

/// Makes the page.
pub(super) async fn build(
    staff: &Staff,
    editor: EditorPage,
    form: FormState,
) -> Result<EditPage, PageError> {
    let wrong = |err| PageError::new(err, staff.ctx.locale);
    let article = &editor.article;
    let l = staff.layout(article.title.clone());
    let (id, office) = (article.id, article.office);
    let entries =
        app::journal::history(&staff.ctx, Noun::Article, id.0, Right::WriteArticle, office)
            .await
            .map_err(wrong)?;
    let names = app::account::names(&staff.ctx).await.map_err(wrong)?;
    let path = format!("/bien-tap/{id}");
    let parts: Vec<_> = editor
        .changed
        .iter()
        .map(|p| l.code_text("article.part", p))
        .collect();
    let photos = article
        .photos
        .iter()
        .map(|p| Thumb {
            src: format!("{path}/anh/{}", p.sha256),
            sha256: p.sha256.clone(),
            alt: p.alt.clone(),
            caption: p.caption.clone(),
            credit: p.credit.clone(),
            width: p.width,
            height: p.height,
        })
        .collect();
    let cited = named(staff, &l, &[&article.lead, &article.body])
        .await
        .map_err(wrong)?;
    let categories = Category::ALL
        .iter()
        .map(|c| {
            (
                c.code().to_owned(),
                l.code_text("article.category", c.code()).into_owned(),
            )
        })
        .collect();
    Ok(EditPage {
        form,
        version: article.version,
        state: article.state,
        state_text: l
            .code_text("article.state", article.state.code())
            .into_owned(),
        tone: tone(article.state),
        may_publish: editor.may_publish,
        categories,
        changed: (!parts.is_empty())
            .then(|| l.t1("article.record_changed", "parts", parts.join(", "))),
        conference: article.conference.map(|c| format!("/hoi-nghi/{c}")),
        public: editor.is_public().then(|| format!("/tin/{}", article.slug)),
        withdrawn: article
            .withdrawal_reason
            .as_ref()
            .map(|reason| l.t1("article.withdrawn_because", "reason", reason)),
        photos,
        a: ArticleView::new(&l, article, &format!("{path}/anh")),
        history: lines(&l, &entries, &names),
        cited,
        path,
        l,
    })
}
