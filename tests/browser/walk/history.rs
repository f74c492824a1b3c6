//! Every object shows its history, and the chain of the journal holds (j).

use crate::harness::Walk;

/// The histories of a conference and a task, the journal, and the chain.
pub async fn all(walk: &Walk, conference: &str, task: &str) {
    walk.sign_in("dieuphoi", &format!("{conference}/lich-su"))
        .await;
    walk.says("Người dùng dieuphoi").await;
    walk.look("lich-su-hoi-nghi").await;
    walk.open(task).await;
    let lines = walk.text_of(".table--history").await;
    for login in ["dieuphoi", "bc.syt", "tt.syt"] {
        assert!(lines.contains(&format!("Người dùng {login}")), "{lines}");
    }
    walk.sign_in("kiemtra", "/nhat-ky").await;
    walk.look("nhat-ky").await;
    let verified = app::journal::verify(&walk.app.system())
        .await
        .expect("the journal");
    assert!(verified.broken.is_none(), "{:?}", verified.broken);
    assert!(verified.entries > 30, "{}", verified.entries);
}
