//! One report by two people, as they meet it: filled by hand and by a block from
//! a spreadsheet, joined, explained, signed, returned, sent again.

use crate::harness::Walk;
use crate::steps::{SAVE, SIGN, open_duty};
use testkit::TestApp;

async fn quarter() -> TestApp {
    let test = TestApp::new().await;
    test.quarter().await;
    test
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_filled_pasted_explained_signed_returned_and_sent_again() {
    let walk = Walk::on(quarter().await).await;
    open_duty(&walk, "bc.syt").await;
    let report = walk.path().await;
    walk.fill("s.I.1", "- Một kế hoạch\n- Hai hội nghị").await;
    walk.unfold("[name='b.y_te']").await;
    // As a spreadsheet copies it; typing a tab would leave the box.
    walk.set(
        "b.y_te",
        "YT-09\tlượt\t10\nYT-09a\tlượt\t20\nYT-10\tlượt\t5",
    )
    .await;
    walk.press("button[formaction$='/dan']").await;
    walk.says("YT-10 | lượt | 5").await;
    assert_eq!(walk.value("v.YT-09a").await, "20");
    walk.look("bao-cao-dan-khoi").await;
    walk.press(SAVE).await;
    walk.says("Lượt điều trị nội trú nhiều hơn lượt khám bệnh")
        .await;
    walk.fill("x.noi-tru-kham@YT-09a", "Hai bệnh viện mới chỉ có nội trú.")
        .await;
    walk.press(SAVE).await;
    walk.look("bao-cao-giai-thich").await;

    open_duty(&walk, "tt.syt").await;
    walk.press(SIGN).await;
    walk.says("Một kế hoạch").await;
    walk.sign_in("dieuphoi", &format!("{report}/duyet")).await;
    walk.says("Hai bệnh viện mới chỉ có nội trú.").await;
    walk.look("bao-cao-duyet-giai-thich").await;
    walk.press("th a[href$='/o/YT-09']").await;
    walk.fill("text", "Đối chiếu lại với bệnh viện tỉnh.").await;
    walk.press("button[name='kind'][value='flag']").await;
    walk.look("chi-tieu-dien-bien").await;
    walk.open(&format!("{report}/duyet")).await;
    walk.tap("input[name='kind'][value='correction']").await;
    walk.fill("reason", "Số lượt khám bệnh chưa khớp với sổ theo dõi.")
        .await;
    walk.press("#f-kind button").await;

    open_duty(&walk, "bc.syt").await;
    walk.says("Cần theo dõi").await;
    walk.fill("v.YT-09", "30").await;
    walk.press(SAVE).await;
    open_duty(&walk, "tt.syt").await;
    walk.press(SIGN).await;
    walk.sign_in("dieuphoi", &format!("{report}/duyet")).await;
    assert_eq!(walk.text_of("td.num del").await, "10");
    assert_eq!(walk.text_of("td.num ins").await, "30");
    walk.open(&format!("{report}/lich-su")).await;
    walk.says("Trả lại báo cáo").await;
    walk.look("bao-cao-lich-su").await;
    walk.end().await;
}
