//! What the tests of queries begin with: an instant, a unit, a person, an entry
//! of the journal that lets a write be committed.

use domain::id::{AccountId, UnitId};
use domain::journal::{Entry, Noun};
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::Timestamp;
use jiff::civil::date;
use store::account::Account;
use uuid::Uuid;

pub fn now() -> Timestamp {
    "2026-10-05T02:00:00Z".parse().unwrap()
}

pub fn entry() -> Entry {
    Entry {
        act: "unit.create".into(),
        noun: Noun::Instance,
        subject: Uuid::nil(),
        unit: None,
        actor: None,
        on_behalf_of: None,
        detail: serde_json::json!({}),
        at: now(),
    }
}

/// The unit `U<number>`, whose id is the number.
pub async fn unit(w: &store::Write, number: u128) -> UnitId {
    let unit = UnitVersion {
        unit: UnitId(Uuid::from_u128(number)),
        code: format!("U{number}"),
        name: format!("Đơn vị {number}"),
        short_name: format!("ĐV {number}"),
        symbol: "ĐV".into(),
        kind: UnitKind::Department,
        tier: Tier::Province,
        parent: None,
        place: "Sông Thao".into(),
        valid_from: date(2020, 1, 1),
        valid_to: None,
    };
    let version = Uuid::from_u128(number + 1_000_000);
    store::unit::insert(w, version, &unit).await.unwrap();
    unit.unit
}

/// The person `nguoi<number>`, whose id is the number.
pub async fn person(w: &store::Write, number: u128) -> AccountId {
    let account = Account {
        id: AccountId(Uuid::from_u128(number)),
        login: format!("nguoi{number}"),
        full_name: format!("Người {number}"),
        work_email: "a@vi-du.vn".into(),
        password_hash: String::new(),
        is_active: true,
        is_password_temporary: false,
        locale: "vi".into(),
        version: 1,
    };
    store::account::insert(w, &account, now()).await.unwrap();
    account.id
}
