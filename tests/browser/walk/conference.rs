//! A conference from the round: prepared, held, concluded, announced (f).

use crate::harness::Walk;

/// Makes the conference from the round and calls the units; a unit names its
/// delegate. Answers the path.
pub async fn prepare(walk: &Walk, round: &str) -> String {
    walk.sign_in("dieuphoi", round).await;
    walk.press("a[href^='/hoi-nghi/moi']").await;
    assert!(
        walk.value("title").await.contains("quý III năm 2026"),
        "prefilled"
    );
    walk.set("held_on", "2026-10-09").await;
    walk.set("starts_at", "08:00").await;
    walk.fill("place", "Hội trường Tỉnh ủy").await;
    walk.fill("chair_name", "Đinh Văn Rừng").await;
    walk.fill("chair_title", "Phó Trưởng ban").await;
    walk.look("hoi-nghi-moi").await;
    walk.press("form.card .button").await;
    walk.says("Sở Giáo dục và Đào tạo").await;
    walk.press("form[action$='/trieu-tap'] .button").await;
    let path = walk.path().await;
    walk.look("hoi-nghi-trieu-tap").await;
    walk.sign_in("tt.syt", &path).await;
    let form = "form[action$='/cu-dai-bieu']";
    walk.unfold(form).await;
    let unit = walk.app.unit("SYT").to_string();
    walk.set("cu-dai-bieu_unit", &unit).await;
    walk.fill("cu-dai-bieu_person_name", "Quàng Thị Ban").await;
    walk.fill("cu-dai-bieu_person_title", "Phó Giám đốc").await;
    walk.press(&format!("{form} .button")).await;
    walk.says("Quàng Thị Ban, Phó Giám đốc").await;
    walk.look("hoi-nghi-don-vi").await;
    path
}

/// Opens the sitting, takes attendance, closes it.
pub async fn hold(walk: &Walk, path: &str) {
    walk.sign_in("dieuphoi", path).await;
    walk.press("form[action$='/khai-mac'] .button").await;
    let delegate = "form[action$='/diem-danh'] select";
    let name = walk
        .find(delegate)
        .await
        .attr("name")
        .await
        .expect("a name");
    walk.set(&name.expect("a name"), "present").await;
    walk.look("hoi-nghi-dang-hop").await;
    walk.press("form[action$='/diem-danh'] .pager > .button")
        .await;
    walk.says("1 có mặt trên 1 đại biểu").await;
    walk.press("form[action$='/be-mac'] .button").await;
}

/// Writes two conclusions and issues the notice; answers the paths of the tasks.
pub async fn issue(walk: &Walk, path: &str) -> Vec<String> {
    let health = "Sở Y tế tăng cường truyền thông phòng dịch mùa đông.";
    let schools = "Sở Giáo dục và Đào tạo rà soát mạng lưới trường lớp.";
    conclude(walk, path, health, "Sở Y tế", "2026-11-20").await;
    conclude(walk, path, schools, "SGDDT", "2026-11-30").await;
    walk.says("Xã Thượng Điền").await;
    let form = "form[action$='/ban-hanh']";
    walk.unfold(form).await;
    walk.fill("ban-hanh_signer_name", "Lò Thị Mây").await;
    walk.fill("ban-hanh_signer_title", "TRƯỞNG BAN").await;
    walk.look("hoi-nghi-ban-hanh").await;
    walk.press(&format!("{form} .button")).await;
    walk.says("01-TB/BTGDVTU").await;
    walk.look("hoi-nghi-da-ban-hanh").await;
    for (ending, kind, magic) in [
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "PK",
        ),
        ("pdf", "application/pdf", "%PDF"),
    ] {
        let file = walk.fetch(&format!("{path}/thong-bao.{ending}")).await;
        assert_eq!(
            (file.status, file.content_type.as_str()),
            (200, kind),
            "{ending}"
        );
        assert!(file.bytes.starts_with(magic.as_bytes()), "{ending}");
    }
    let mut tasks = Vec::new();
    for code in ["NV-2026-001", "NV-2026-002"] {
        walk.open(path).await;
        walk.follow(code).await;
        tasks.push(walk.path().await);
    }
    tasks
}

async fn conclude(walk: &Walk, path: &str, text: &str, lead: &str, due_on: &str) {
    walk.open(&format!("{path}/ket-luan/them")).await;
    walk.fill("text", text).await;
    walk.fill("lead", lead).await;
    walk.fill("cooperating", "Xã Thượng Điền").await;
    walk.set("due_on", due_on).await;
    walk.tap("[name='is_public']").await;
    if lead == "Sở Y tế" {
        walk.look("ket-luan").await;
    }
    walk.press("form.card .button").await;
    walk.says(text).await;
}
