//! The next quarter's report begins with what is still open (h).

use super::report::open_duty;
use crate::harness::Walk;

/// The open task stands on the unit's form, prefilled; the finished one is gone.
/// The consolidated report carries the tasks as an appendix.
pub async fn open_tasks_stand_on_the_report(walk: &Walk, round: &str, tasks: &[String]) {
    open_duty(walk, "bc.sgddt").await;
    walk.says("NV-2026-002").await;
    let id = tasks[1].trim_start_matches("/nhiem-vu/");
    assert_eq!(walk.value(&format!("p.{id}")).await, "40");
    assert_eq!(
        walk.value(&format!("t.{id}")).await,
        "Đã rà soát 12 trường."
    );
    walk.look("bao-cao-ky-sau").await;
    open_duty(walk, "bc.syt").await;
    let text = walk.text().await;
    assert!(!text.contains("NV-2026-001"), "it was confirmed:\n{text}");
    // The value of the quarter before stands beside each cell.
    assert!(text.contains("1.915.590"), "{text}");
    let report = round.replace("/ky/", "/tong-hop/");
    walk.sign_in("dieuphoi", &format!("{report}/xem?ban=moi"))
        .await;
    // The reviews that come up and the pictures follow as the last appendices.
    let appendices = walk.text_of("#bao-cao section:nth-last-of-type(4)").await;
    for said in ["NHIỆM VỤ", "rà soát mạng lưới trường lớp", "15/01/2027"] {
        assert!(appendices.contains(said), "{said}:\n{appendices}");
    }
    walk.look("tong-hop-ky-sau").await;
    // Two rounds side by side, and an indicator over both.
    walk.open(&format!("{round}/bieu-do")).await;
    walk.says("Đúng hạn của từng đơn vị qua các kỳ").await;
    walk.look("bieu-do-dung-han").await;
    walk.open(&format!("{report}/chi-tieu/GD-09/bieu-do")).await;
    walk.says("theo đơn vị").await;
    walk.look("bieu-do-chi-tieu").await;
}
