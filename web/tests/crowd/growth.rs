//! Everything that grows with the units, the tasks or the rounds, grown: what the
//! pages of a coordinator must bear.

use super::MANY;
use crate::world::World;
use app::conference::{self, ConferenceInput, IssueNotice, NewDelegate, Seat};
use app::consolidation::AskOpinion;
use app::extension::AskExtension;
use app::unit::{ActInput, Heirs};
use domain::conference::ConclusionDraft;
use domain::id::{ConferenceId, RoundId, UnitActId, UnitId};
use domain::period::PeriodKind;
use domain::unit::{Step, UnitAct};
use jiff::civil::date;
use testkit::TestApp;

/// Conclusions of a conference; each becomes a task.
const CONCLUSIONS: usize = 150;

/// The communes of the crowd.
async fn communes(test: &TestApp) -> Vec<UnitId> {
    let tree = test.coordinator().await.tree().await.unwrap();
    let of = |number| tree.by_code(&format!("X{number:04}")).expect("a unit").unit;
    (1..=MANY).map(of).collect()
}

/// Grows the world; answers further pages to look at, with who opens them.
pub async fn grow(world: &World) -> Vec<(&'static str, String)> {
    let test = &world.test;
    let communes = communes(test).await;
    let round: RoundId = world.made.round.parse().unwrap();
    let big = conference(test, &communes).await;
    group(test, &communes).await;
    ask_more_time(test).await;
    rounds(test).await;
    opinions(test, round, &communes).await;
    let merger = merger(test).await;
    vec![
        ("quantri", format!("/don-vi/sap-xep/{merger}")),
        ("quantri", format!("/don-vi/sap-xep/{merger}?trang=6")),
        ("quantri", format!("/don-vi/sap-xep/{merger}?trang=12")),
        ("dieuphoi", format!("/hoi-nghi/{big}")),
        ("bc.x0001", format!("/hoi-nghi/{big}")),
        ("dieuphoi", format!("/hoi-nghi/{big}/lich-su")),
        ("dieuphoi", "/khoi/vung-cao".into()),
        ("dieuphoi", format!("/ky/{round}/don-doc?pham_vi=owing")),
        ("dieuphoi", format!("/ky/{round}/lich-nhac?tu=2026-09-20")),
        (
            "dieuphoi",
            "/ky/moi?regime=khoa-giao&kind=quarter&year=2026&index=1&step=preview&accept_gaps=1"
                .into(),
        ),
    ]
}

/// A conference of all units with delegates, and as many conclusions as a year
/// has.
async fn conference(test: &TestApp, communes: &[UnitId]) -> ConferenceId {
    let office = test.coordinator().await;
    let day = office.today();
    let input = ConferenceInput {
        office: test.unit("BTGDV"),
        title: "Hội nghị toàn tỉnh".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(day),
        starts_at: None,
        place: String::new(),
        chair_name: "Đinh Văn Rừng".into(),
        chair_title: "Trưởng ban".into(),
        agenda: Vec::new(),
    };
    let id = conference::create(&office, None, input).await.unwrap();
    let seats: Vec<Seat> = communes
        .iter()
        .map(|u| Seat { unit: *u, seats: 1 })
        .collect();
    conference::invite(&office, id, &seats).await.unwrap();
    conference::convene(&office, id, 1).await.unwrap();
    for (number, unit) in communes.iter().enumerate() {
        let delegate = NewDelegate {
            unit: *unit,
            person_name: format!("Đặng Thị Số {number}"),
            person_title: "Phó Bí thư Đảng ủy".into(),
        };
        conference::name_delegate(&office, id, delegate)
            .await
            .unwrap();
    }
    conference::begin(&office, id, 2).await.unwrap();
    for (number, lead) in communes.iter().enumerate().take(CONCLUSIONS) {
        let draft = ConclusionDraft {
            text: format!("Rà soát mạng lưới cơ sở giáo dục, y tế của xã thứ {number}."),
            lead: Some(*lead),
            due_on: Some(date(2026, 11, 20)),
            is_public: true,
            ..ConclusionDraft::default()
        };
        conference::add_conclusion(&office, id, draft)
            .await
            .unwrap();
    }
    conference::close(&office, id, 3).await.unwrap();
    let version = conference::show(&office, id)
        .await
        .unwrap()
        .conference
        .version;
    let notice = IssueNotice {
        version,
        kind: domain::numbering::IssuerKind::Party,
        issued_on: Some(day),
        number: None,
        signer_name: "Đinh Văn Rừng".into(),
        signer_title: "TRƯỞNG BAN".into(),
    };
    let head = test.head_of_office().await;
    conference::issue_notice(&head, id, notice).await.unwrap();
    id
}

async fn group(test: &TestApp, communes: &[UnitId]) {
    let office = test.coordinator().await;
    let owner = test.unit("BTGDV");
    app::group::create(&office, owner, "vung-cao", "Xã vùng cao")
        .await
        .unwrap();
    let from = date(2026, 1, 1);
    app::group::join(&office, "vung-cao", communes, from)
        .await
        .unwrap();
}

/// A request for more time from every third commune.
async fn ask_more_time(test: &TestApp) {
    for number in (1..=MANY).step_by(3) {
        let reporter = test.person(&format!("bc.x{number:04}")).await;
        let mine = app::report::duties(&reporter).await.unwrap();
        let ask = AskExtension {
            obligation: mine.open[0].id,
            asked_due_on: date(2026, 10, 30),
            reason: "Chờ số liệu của các trường và trạm y tế trên địa bàn xã.".into(),
        };
        app::extension::ask(&reporter, ask).await.unwrap();
    }
}

/// The rounds of fifteen months.
async fn rounds(test: &TestApp) {
    for number in 0..15_i16 {
        let (year, month) = (2025 + (number + 6) / 12, (number + 6) % 12 + 1);
        let month = u8::try_from(month).unwrap();
        test.open_round(PeriodKind::Month, year, month).await;
    }
}

/// A draft of a decision by which every second commune goes into its neighbour.
async fn merger(test: &TestApp) -> UnitActId {
    let steps = (1..MANY).step_by(2).map(|number| Step::Merge {
        from: vec![format!("X{number:04}")],
        into: format!("X{:04}", number + 1),
    });
    let input = ActInput {
        act: UnitAct {
            decision: "15/NQ-HĐND".into(),
            decided_on: date(2026, 10, 1),
            effective_on: date(2026, 12, 1),
            steps: steps.collect(),
        },
        heirs: Heirs::default(),
    };
    let admin = test.administrator().await;
    app::unit::save(&admin, None, &input).await.unwrap()
}

/// The units are asked about the draft.
async fn opinions(test: &TestApp, round: RoundId, communes: &[UnitId]) {
    let office = test.coordinator().await;
    let version = app::consolidation::overview(&office, round)
        .await
        .unwrap()
        .version;
    let ask = AskOpinion {
        round,
        version,
        units: communes.to_vec(),
        opens_at: office.now(),
        closes_at: office.now() + jiff::ToSpan::hours(24),
    };
    app::consolidation::ask_opinion(&office, ask).await.unwrap();
}
