//! The report page without JavaScript: two authors, blocks, papers, evidence,
//! comments, the word to a remark; and the rules as data for the page's script.

use crate::desk::{Browser, open_quarter};
use axum::http::StatusCode;
use domain::id::ObligationId;
use domain::period::PeriodKind;
use jiff::civil::date;
use testkit::TestApp;

struct Desk {
    test: TestApp,
    id: ObligationId,
}

impl Desk {
    async fn new() -> Self {
        let test = TestApp::new().await;
        let id = open_quarter(&test).await;
        Self { test, id }
    }

    fn path(&self, verb: &str) -> String {
        format!("/bao-cao/{}{verb}", self.id)
    }

    async fn sit(&self, login: &str) -> Browser {
        Browser::sign_in(&self.test, login).await
    }
}

#[tokio::test]
async fn two_authors_are_joined_and_only_the_same_section_asks_a_person() {
    let desk = Desk::new().await;
    let (one, two) = (desk.sit("bc.syt").await, desk.sit("tt.syt").await);
    let keep = desk.path("/luu");
    let both = |a: &'static str, b: &'static str, version: &'static str| {
        [("version", version), ("s.I.1", a), ("s.I.2", b)]
    };
    one.post(&keep, &both("A0", "B0", "0")).await;
    let first = one
        .post(&keep, &both("A0 của người thứ nhất", "B0", "1"))
        .await;
    assert_eq!(first.location, format!("{}?da=report.saved", desk.path("")));
    let second = two
        .post(&keep, &both("A0", "B0 của người thứ hai", "1"))
        .await;
    assert_eq!(
        second.location,
        format!("{}?da=report.saved_joined", desk.path(""))
    );
    let page = one.get(&desk.path("")).await;
    assert!(page.html().contains("A0 của người thứ nhất"));
    assert!(page.html().contains("B0 của người thứ hai"));

    let clash = two
        .post(&keep, &both("A0 theo người thứ hai", "B0", "1"))
        .await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let html = clash.html();
    assert!(html.contains("A0 theo người thứ hai") && html.contains("A0 của người thứ nhất"));
    assert!(
        html.contains("B0 của người thứ hai"),
        "what did not clash is joined"
    );
    assert!(
        html.contains("name=\"version\" value=\"3\""),
        "the next save is over both"
    );
    let quiet = two
        .post(&desk.path("/tu-luu"), &both("A0 lần nữa", "B0", "1"))
        .await;
    assert_eq!(quiet.status, StatusCode::CONFLICT);
    let told = quiet.json();
    assert_eq!(told["places"][0]["place"], "s.I.1");
    assert_eq!(
        told["places"][0]["theirs"]["s.I.1"],
        "A0 của người thứ nhất"
    );
    assert_eq!(told["places"][0]["mine"]["s.I.1"], "A0 lần nữa");
    assert!(
        told["places"][0]["by"]
            .as_str()
            .is_some_and(|name| !name.is_empty())
    );
}

#[tokio::test]
async fn a_page_that_saves_by_itself_tells_what_others_wrote_elsewhere() {
    let desk = Desk::new().await;
    let (one, two) = (desk.sit("bc.syt").await, desk.sit("tt.syt").await);
    let quiet = desk.path("/tu-luu");
    let fields = [
        ("version", "0"),
        ("page", "a"),
        ("s.I.1", "A"),
        ("v.YT-10", "12"),
    ];
    one.post(&quiet, &fields).await;
    // The button is pressed while the page still has the old counter.
    let again = [
        ("version", "0"),
        ("page", "a"),
        ("s.I.1", "A xong"),
        ("v.YT-10", "12"),
    ];
    let saved = one.post(&desk.path("/luu"), &again).await;
    assert_eq!(
        saved.location,
        format!("{}?da=report.saved", desk.path("")),
        "no clash with oneself"
    );
    let other = [("version", "0"), ("page", "b"), ("s.I.2", "B")];
    let told = two.post(&quiet, &other).await.json();
    assert_eq!(told["joined"]["s.I.1"], "A xong");
    assert_eq!(told["joined"]["v.YT-10"], "12");
    assert_eq!(told["version"], 3);
}

#[tokio::test]
async fn nobody_signs_what_somebody_else_has_just_written() {
    let desk = Desk::new().await;
    let (one, head) = (desk.sit("bc.syt").await, desk.sit("tt.syt").await);
    one.post(
        &desk.path("/luu"),
        &[("version", "0"), ("s.I.1", "A"), ("s.I.2", "B")],
    )
    .await;
    one.post(
        &desk.path("/luu"),
        &[("version", "1"), ("s.I.1", "A mới"), ("s.I.2", "B")],
    )
    .await;
    let fields = [
        ("version", "1"),
        ("s.I.1", "A"),
        ("s.I.2", "B của thủ trưởng"),
    ];
    let unread = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.html().contains("A mới") && unread.html().contains("B của thủ trưởng"));
    let fields = [
        ("version", "3"),
        ("s.I.1", "A mới"),
        ("s.I.2", "B của thủ trưởng"),
    ];
    assert_eq!(
        head.post(&desk.path("/ky-gui"), &fields).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn r_3_9_a_block_is_pasted_read_back_explained_signed_and_the_office_reads_the_word() {
    let desk = Desk::new().await;
    let (reporter, head) = (desk.sit("bc.syt").await, desk.sit("tt.syt").await);
    let office = desk.sit("dieuphoi").await;
    let block = "YT-09\tlượt\t10\nYT-09a\tlượt\t20\nYT-10\tlượt\t5";
    let pasted = reporter
        .post(
            &desk.path("/dan"),
            &[("version", "0"), ("s.I.1", "Giữ lại."), ("b.y_te", block)],
        )
        .await;
    assert_eq!(pasted.status, StatusCode::OK, "{}", pasted.html());
    assert!(pasted.html().contains("name=\"v.YT-09a\" value=\"20\""));
    assert!(pasted.html().contains("Giữ lại.") && pasted.html().contains("YT-10 | lượt | 5"));
    let nothing = reporter.post(&desk.path("/dan"), &[("version", "0")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut fields = vec![("version", "0"), ("v.YT-09", "10"), ("v.YT-09a", "20")];
    reporter.post(&desk.path("/luu"), &fields).await;
    let page = reporter.get(&desk.path("")).await;
    assert!(
        page.html().contains("name=\"x.noi-tru-kham@YT-09a\""),
        "a word is asked for"
    );
    fields[0] = ("version", "1");
    let blocked = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(blocked.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields[0] = ("version", "2");
    fields.push(("x.noi-tru-kham@YT-09a", "Chỉ có nội trú mới."));
    let signed = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    let review = office.get(&desk.path("/duyet")).await;
    assert!(review.html().contains("Chỉ có nội trú mới."));
    // a remark with its word no more looks as if nobody had spoken.
    assert!(review.html().contains("Đã giải thích"), "{}", review.html());
}

/// What cannot be read is told with its indicator and what was typed,
/// above the form and among the checks, and is not counted as read.
#[tokio::test]
async fn r_3_9_numbers_that_cannot_be_read_are_named_and_not_counted_as_read() {
    let desk = Desk::new().await;
    let reporter = desk.sit("bc.syt").await;
    let name = |code: &str| {
        let def = domain::indicator::catalogue();
        let def = def.into_iter().find(|d| d.code == code).unwrap();
        format!("{code} {}", def.name)
    };
    let block = "YT-09\t10\nYT-09a\tabc";
    let sent = [("version", "0"), ("b.y_te", block)];
    let pasted = reporter.post(&desk.path("/dan"), &sent).await;
    assert_eq!(pasted.status, StatusCode::OK, "{}", pasted.html());
    let said = format!("{}: “abc” không phải là số.", name("YT-09a"));
    assert_eq!(pasted.html().matches(&said).count(), 2, "{}", pasted.html());
    assert!(
        pasted.html().contains("Đã đọc 1 ô") && pasted.html().contains("1 ô hoặc dòng không đọc"),
        "{}",
        pasted.html()
    );
    let wrong = ["12,5", "abc", "120 triệu", "99999999999999999999999"];
    for (version, typed) in wrong.iter().enumerate() {
        let version = version.to_string();
        let fields = [("version", version.as_str()), ("v.YT-09", typed)];
        let kept = reporter.post(&desk.path("/luu"), &fields).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let said = format!("{}: “{typed}”", name("YT-09"));
        assert_eq!(kept.html().matches(&said).count(), 2, "{}", kept.html());
        assert!(!kept.html().contains("“”"), "{}", kept.html());
    }
}

/// a ratio with one of its parts blocks, and is told in words.
#[tokio::test]
async fn r_3_7_half_a_ratio_is_not_signed() {
    let test = TestApp::new().await;
    let id = crate::desk::open_period(&test, domain::period::PeriodKind::Year, 2025, 1).await;
    let head = Browser::sign_in(&test, "tt.syt").await;
    let form = app::report::open_form(&test.reporter("SYT").await, id)
        .await
        .unwrap();
    let ratio = form.cells.iter().find(|c| c.parts.len() == 2).unwrap();
    let field = format!("v.{}", ratio.parts[0].key);
    let fields = [("version", "0"), (field.as_str(), "5")];
    let path = format!("/bao-cao/{id}/ky-gui");
    let refused = head.post(&path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = format!("Chỉ tiêu {}: có tử số mà chưa có mẫu số", ratio.def.code);
    assert!(refused.html().contains(&said), "{}", refused.html());
}

/// A plan is no result: it is no choice of the form, and one that came otherwise
/// needs a word, which readers are told instead of being asked for it.
/// Where only the kind of a figure changes, the kinds are shown.
#[tokio::test]
async fn r_3_7_a_plan_needs_a_word_and_r_3_4_a_change_of_kind_is_shown() {
    let desk = Desk::new().await;
    let (head, office) = (desk.sit("tt.syt").await, desk.sit("dieuphoi").await);
    let fresh = head.get(&desk.path("")).await;
    assert!(!fresh.html().contains("value=\"plan\""), "{}", fresh.html());
    let mut fields = vec![
        ("version", "0"),
        ("v.YT-09", "1.500"),
        ("style", "vi"),
        ("k.YT-09", "plan"),
    ];
    let blocked = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(blocked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        blocked.html().contains("số kế hoạch không phải kết quả"),
        "{}",
        blocked.html()
    );
    assert!(blocked.html().contains("value=\"plan\" selected"));
    fields[0] = ("version", "1");
    fields.push(("n.YT-09", "Chưa có số thực hiện."));
    let signed = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
    let review = office.get(&desk.path("/duyet")).await;
    let html = review.html();
    assert!(html.contains("Đã giải thích") && html.contains("không được cộng"));
    assert!(!html.contains("giải thích cạnh ô"), "{html}");
    let back = [
        ("number", "1"),
        ("kind", "correction"),
        ("reason", "Đề nghị gửi số thực hiện của kỳ này."),
    ];
    let returned = office.post(&desk.path("/duyet"), &back).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER);
    fields[0] = ("version", "2");
    fields[3] = ("k.YT-09", "estimate");
    let again = head.post(&desk.path("/ky-gui"), &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html());
    let changed = office.get(&desk.path("/duyet")).await;
    assert!(
        changed.html().contains("<del>1.500 (kế hoạch)</del>")
            && changed.html().contains("<ins>1.500 (ước tính)</ins>"),
        "{}",
        changed.html()
    );
}

#[tokio::test]
async fn r_3_4_after_a_return_changed_lines_on_tasks_and_words_to_remarks_are_shown() {
    let desk = Desk::new().await;
    let day = date(2026, 9, 20);
    let (_, _, task) = crate::world::meeting(&desk.test, "SYT", day).await;
    desk.test.go_to(date(2026, 10, 2));
    let (head, office) = (desk.sit("tt.syt").await, desk.sit("dieuphoi").await);
    // More in-patient treatments than visits: the check asks for a word.
    let (line, percent) = (format!("t.{task}"), format!("p.{task}"));
    let fields = |version, text, share| {
        vec![
            ("version", version),
            ("v.YT-09", "10"),
            ("v.YT-09a", "20"),
            (line.as_str(), text),
            (percent.as_str(), share),
        ]
    };
    let first = fields("0", "Một.", "40");
    let blocked = head.post(&desk.path("/ky-gui"), &first).await;
    assert_eq!(blocked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let word = "x.noi-tru-kham@YT-09a";
    for (version, text, share, said) in [
        ("1", "Một.", "40", "Chỉ nội trú mới."),
        ("2", "Hai.", "65", "Đã đối chiếu với sổ khám."),
    ] {
        let mut fields = fields(version, text, share);
        fields.push((word, said));
        let signed = head.post(&desk.path("/ky-gui"), &fields).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html());
        let back = [
            ("number", "1"),
            ("kind", "correction"),
            ("reason", "Đề nghị nói rõ hơn."),
        ];
        office.post(&desk.path("/duyet"), &back).await;
    }
    let html = office.get(&desk.path("/duyet")).await;
    let html = html.html();
    for shown in [
        "<del>40% · Một.</del>",
        "<ins>65% · Hai.</ins>",
        "Rà soát mạng lưới cơ sở.",
        "<del>Chỉ nội trú mới.</del>",
        "<ins>Đã đối chiếu với sổ khám.</ins>",
    ] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
}

/// one form at a time, and only that of this period.
#[tokio::test]
async fn two_files_at_once_and_the_form_of_another_period_are_refused() {
    let desk = Desk::new().await;
    let reporter = desk.sit("bc.syt").await;
    let blank = reporter.get(&desk.path("/bieu-mau.xlsx")).await;
    let two = reporter
        .upload_all(
            &desk.path("/tai-len"),
            &[("a.xlsx", &blank.bytes), ("b.xlsx", &blank.bytes)],
        )
        .await;
    assert_eq!(two.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(two.html().contains("id=\"e-file\"") && two.html().contains("từng tệp một"));
    let second = desk.test.open_round(PeriodKind::Quarter, 2026, 2).await;
    let office = desk.test.coordinator().await;
    let board = app::round::matrix(&office, second).await.unwrap();
    let unit = desk.test.unit("SYT");
    let second = board.rows.iter().find(|r| r.unit == unit).unwrap();
    let form = format!("/bao-cao/{}/bieu-mau.xlsx", second.obligation);
    let form = reporter.get(&form).await;
    assert_eq!(form.status, StatusCode::OK);
    let refused = reporter
        .upload(&desk.path("/tai-len"), "quy-2.xlsx", &form.bytes)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.html();
    assert!(html.contains("id=\"e-file\"") && html.contains("biểu của kỳ khác"));
}

#[tokio::test]
async fn evidence_is_added_downloaded_with_right_and_taken_out() {
    let desk = Desk::new().await;
    let reporter = desk.sit("bc.syt").await;
    let added = reporter
        .upload(
            &desk.path("/minh-chung"),
            "Biên bản.txt",
            "Nội dung.".as_bytes(),
        )
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html());
    let page = reporter.get(&desk.path("")).await;
    let at = page.html().find("/minh-chung/").unwrap() + "/minh-chung/".len();
    let sha256 = page.html()[at..at + 64].to_owned();
    let file = desk.path(&format!("/minh-chung/{sha256}"));
    let got = reporter.get(&file).await;
    assert_eq!(
        (got.status, got.bytes.as_slice()),
        (StatusCode::OK, "Nội dung.".as_bytes())
    );
    let stranger = desk.sit("bc.sgddt").await;
    assert_eq!(stranger.get(&file).await.status, StatusCode::NOT_FOUND);
    let secret = reporter
        .upload(&desk.path("/minh-chung"), "a.txt", "TỐI MẬT\nx".as_bytes())
        .await;
    assert_eq!(secret.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(secret.html().contains("id=\"e-evidence\""));
    let out = reporter.post(&format!("{file}/bo"), &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(reporter.get(&file).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn r_3_9_a_cell_has_its_page_with_values_versions_and_a_thread() {
    let desk = Desk::new().await;
    let (reporter, office) = (desk.sit("bc.syt").await, desk.sit("dieuphoi").await);
    let cell = desk.path("/o/YT-09");
    let said = office
        .post(&cell, &[("kind", "flag"), ("text", "Xem lại số này.")])
        .await;
    assert_eq!(said.location, format!("{cell}?da=report.said"));
    let page = reporter.get(&cell).await;
    assert!(page.html().contains("Xem lại số này.") && page.html().contains("<table"));
    let empty = reporter
        .post(&cell, &[("kind", "comment"), ("text", " ")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = reporter.get(&desk.path("")).await;
    assert!(
        form.html().contains("Cần theo dõi"),
        "the flag is seen on the report page"
    );
    assert_eq!(
        reporter.get(&desk.path("/o/GD-01")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        reporter.get(&desk.path("/muc/I.1")).await.status,
        StatusCode::OK
    );
    let limits = office
        .post(&format!("{cell}/gioi-han"), &[("min", "0"), ("max", "500")])
        .await;
    assert_eq!(limits.status, StatusCode::SEE_OTHER);
    let history = reporter.get(&desk.path("/lich-su")).await;
    assert!(history.html().contains("Đánh dấu cần theo dõi"));
}

#[tokio::test]
async fn the_page_carries_the_rules_that_the_server_uses_as_data() {
    let desk = Desk::new().await;
    let reporter = desk.sit("bc.syt").await;
    let page = reporter.get(&desk.path("")).await;
    let html = page.html();
    let start = html.find("id=\"quy-tac\">").unwrap() + "id=\"quy-tac\">".len();
    let end = start + html[start..].find("</script>").unwrap();
    let told: serde_json::Value = serde_json::from_str(&html[start..end]).unwrap();
    let packed: Vec<domain::validation::Packed> =
        serde_json::from_value(told["rules"].clone()).unwrap();
    let sorted = |rules: Vec<domain::validation::Rule>| {
        let mut rules: Vec<String> = rules
            .iter()
            .map(|r| serde_json::to_string(r).unwrap())
            .collect();
        rules.sort();
        rules
    };
    let form = app::report::open_form(&desk.test.reporter("SYT").await, desk.id)
        .await
        .unwrap();
    let definitions: Vec<_> = form.cells.iter().map(|c| c.def.clone()).collect();
    let rules = form.regime.body.checks.rules_for(&definitions);
    assert_eq!(sorted(domain::validation::unpack(&packed)), sorted(rules));
    assert_eq!(told["definitions"]["YT-09"]["scale"], 0);
    assert!(
        told["texts"]["check.large_change"]
            .as_str()
            .unwrap()
            .contains("%{place}")
    );
}

#[tokio::test]
async fn lists_and_tables_of_a_section_are_shown_as_such_and_markup_is_not_obeyed() {
    let desk = Desk::new().await;
    let head = desk.sit("tt.syt").await;
    let text = "Mở đầu.\n- một\n- hai\n| A | B |\n| --- | --- |\n| 1 | <b>2</b> |";
    head.post(&desk.path("/ky-gui"), &[("version", "0"), ("s.I.1", text)])
        .await;
    let page = head.get(&desk.path("/xem")).await;
    assert!(page.html().contains("<li>một</li>") && page.html().contains("&lt;b&gt;2&lt;/b&gt;"));
}

#[tokio::test]
async fn the_blank_form_can_be_printed() {
    let desk = Desk::new().await;
    let page = desk.sit("bc.syt").await.get(&desk.path("/mau-in")).await;
    assert!(page.html().contains("YT-09") && page.html().contains("I.6.2"));
    assert!(!page.html().contains("<textarea"));
}
