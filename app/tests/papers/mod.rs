//! Pages written for the tests of reading in, with the furniture that portals
//! put around, and a person who accepts what the program understood.
use app::directive::EnterDirective;
use app::reading::{
    Accepted, AcceptedDocument, AcceptedFigure, AcceptedPerson, AcceptedResult, AcceptedReview,
    AcceptedTask, AcceptedText, Meeting, Taken,
};
use app::{AppError, Ctx};
use domain::directive::ReviewKind;
use domain::id::ReadingId;
use testkit::TestApp;

pub const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n\
Hội nghị nghe tình hình thực hiện Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương Đảng khóa XI \
và Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.\n\nLượt xem: 120\n";

/// A page with everything that can be accepted.
pub const RICH: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n\
Hội nghị nghe tình hình tổng kết 10 năm thực hiện Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương Đảng khóa XI.\n\n\
Trong quý I, toàn tỉnh tạo việc làm mới cho 3.957 người; tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%.\n\n\
Bên cạnh kết quả đạt được, công tác khoa giáo còn một số hạn chế: việc phối hợp giữa các ngành chưa thường xuyên; \
cơ sở vật chất trường học ở vùng cao còn thiếu.\n\n\
Phát biểu kết luận hội nghị, đồng chí Đặng Văn Thử đề nghị trong quý II năm 2024 các ngành tập trung thực hiện một số nhiệm vụ: \
Sở Y tế chủ trì, tham mưu tổng kết công tác y tế dự phòng trước ngày 15/6/2024; rà soát mạng lưới trường, lớp học.\n\nLượt xem: 120\n";

/// A file in the queue.
pub async fn taken(ctx: &Ctx, app: &TestApp, name: &str, text: &str) -> Taken {
    app::reading::take_in(
        ctx,
        app.unit("BTGDV"),
        name.into(),
        text.as_bytes().to_vec(),
    )
    .await
    .unwrap()
}

/// A text that was read and waits for a person.
pub async fn waiting(ctx: &Ctx, app: &TestApp, text: &str) -> ReadingId {
    match taken(ctx, app, "trang.txt", text).await {
        Taken::Queued(id) => {
            assert_eq!(app::reading::read_queued(&app.app).await.unwrap(), 1);
            id
        }
        Taken::Known(_) => panic!("a new file"),
    }
}

/// What a person accepts who believes everything.
pub async fn accepted(ctx: &Ctx, id: ReadingId) -> Accepted {
    let found = app::reading::show(ctx, id).await.unwrap();
    let proposed = app::reading::suggest(ctx, &found).await.unwrap();
    let facts = &found.facts;
    let documents = facts
        .documents
        .iter()
        .zip(&proposed.documents)
        .enumerate()
        .map(|(n, (d, proposal))| AcceptedDocument {
            n,
            directive: EnterDirective {
                doc_type: d.kind.clone(),
                symbol: d.number.clone().unwrap_or_default(),
                issuer: d.issuer.clone().unwrap_or_default(),
                issued_on: d.date,
                ..EnterDirective::default()
            },
            link: proposal.link,
            quote: d.kind.clone(),
        })
        .collect();
    let reviews = facts.reviews.iter().zip(&proposed.reviews).enumerate();
    let tasks = facts.tasks.iter().zip(&proposed.tasks).enumerate();
    Accepted {
        version: found.reading.version,
        with_conference: true,
        meeting: Meeting::New,
        title: facts.title.clone().unwrap_or_default(),
        held_on: facts.event_date,
        event_kind: "giao_ban".into(),
        published_on: facts.published,
        period_kind: "quarter".into(),
        period_index: "1".into(),
        period_year: "2024".into(),
        host: facts.host.clone().unwrap_or_default(),
        place: facts.place.clone().unwrap_or_default(),
        chairs: facts
            .chairs
            .iter()
            .enumerate()
            .map(|(n, c)| AcceptedPerson {
                n,
                name: c.name.clone(),
                role: c.role.clone().unwrap_or_default(),
            })
            .collect(),
        documents,
        reviews: reviews
            .map(|(n, (r, proposal))| AcceptedReview {
                n,
                kind: Some(ReviewKind::Final),
                years: r.years.map(|y| y.to_string()).unwrap_or_default(),
                document: proposal.document,
                state: proposal.state,
                due_on: proposal.due_on,
            })
            .collect(),
        tasks: tasks
            .map(|(n, (text, proposal))| AcceptedTask {
                n,
                text: text.clone(),
                lead: proposal.lead,
                due_on: proposal.due_on,
            })
            .collect(),
        figures: facts
            .figures
            .iter()
            .enumerate()
            .map(|(n, f)| AcceptedFigure {
                n,
                value: f.value.to_string().replace('.', ","),
                measure: f.unit.clone().unwrap_or_default(),
                quote: f.text.clone(),
                quote_from: facts.spans.get(&format!("figures[{n}]")).map(|s| s[0].0),
                indicator: String::new(),
            })
            .collect(),
        people: facts
            .people
            .iter()
            .enumerate()
            .map(|(n, p)| AcceptedPerson {
                n,
                name: p.name.clone(),
                role: p.role.clone().unwrap_or_default(),
            })
            .collect(),
        fields: facts.fields.clone(),
        organisations: facts
            .organisations
            .iter()
            .enumerate()
            .map(|(n, name)| AcceptedText {
                n,
                text: name.clone(),
            })
            .collect(),
        results: facts
            .results
            .iter()
            .enumerate()
            .map(|(n, r)| AcceptedResult {
                n,
                field: r.field.clone(),
                text: r.text.clone(),
            })
            .collect(),
        limitations: facts
            .limitations
            .iter()
            .enumerate()
            .map(|(n, text)| AcceptedText {
                n,
                text: text.clone(),
            })
            .collect(),
        defects: Vec::new(),
    }
}

/// The fields and codes of a refusal.
pub fn defects(err: AppError) -> Vec<(String, &'static str)> {
    match err {
        AppError::Invalid(errors) => errors.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

/// A document of the register.
pub async fn enter(
    ctx: &Ctx,
    app: &TestApp,
    symbol: &str,
    term: &str,
    on: jiff::civil::Date,
) -> domain::id::DirectiveId {
    let input = EnterDirective {
        symbol: symbol.into(),
        term: term.into(),
        issued_on: Some(on),
        ..EnterDirective::default()
    };
    app::directive::enter(ctx, app.unit("BTGDV"), input)
        .await
        .unwrap()
}
