//! Many units for tests of long lists: hundreds of communes below the first
//! province, each with a reporter.

use crate::test_app::{TestApp, password_hash};
use domain::account::{Post, Role};
use domain::id::{AccountId, PostId, UnitId};
use domain::journal::{Entry, Noun};
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::date;
use store::account::Account;

impl TestApp {
    /// Charges all these communes with one more field of work.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn charge_communes(&self, field: &str) {
        let ctx = self.system();
        let tree = ctx.tree().await.expect("a tree");
        let w = ctx.begin().await.expect("a transaction");
        let crowd = tree.units().iter();
        for one in crowd.filter(|u| u.name.starts_with("Xã Đồng Lâm")) {
            let id = ctx.new_id();
            store::unit::insert_function(&w, id, one.unit, field, date(2025, 7, 1))
                .await
                .expect("a function");
        }
        written(self, w, &ctx).await;
    }

    /// Adds the communes `X0001`, `X0002` … ("Xã Đồng Lâm 1", "Xã Đồng Lâm 2" …)
    /// with the reporters `bc.x0001` … to the small province.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn add_communes(&self, count: usize) {
        let ctx = self.system();
        let hash = password_hash().await;
        let from = date(2025, 7, 1);
        let w = ctx.begin().await.expect("a transaction");
        for number in 1..=count {
            let unit = UnitId(ctx.new_id());
            let version = UnitVersion {
                unit,
                code: format!("X{number:04}"),
                name: format!("Xã Đồng Lâm {number}"),
                short_name: format!("Xã Đồng Lâm {number}"),
                symbol: "ĐU".into(),
                kind: UnitKind::Commune,
                tier: Tier::Commune,
                parent: Some(self.unit("TU")),
                place: "Đồng Lâm".into(),
                valid_from: from,
                valid_to: None,
            };
            store::unit::insert(&w, ctx.new_id(), &version)
                .await
                .expect("a unit");
            for field in ["giao_duc_dao_tao", "y_te"] {
                store::unit::insert_function(&w, ctx.new_id(), unit, field, from)
                    .await
                    .expect("a function");
            }
            let account = Account {
                id: AccountId(ctx.new_id()),
                login: format!("bc.x{number:04}"),
                full_name: format!("Đặng Thị Số {number}"),
                work_email: format!("bc.x{number:04}@vi-du.vn"),
                password_hash: hash.clone(),
                is_active: true,
                is_password_temporary: false,
                locale: "vi".into(),
                version: 1,
            };
            store::account::insert(&w, &account, ctx.now())
                .await
                .expect("an account");
            let post = Post {
                id: PostId(ctx.new_id()),
                account: account.id,
                unit,
                role: Role::Reporter,
                area: unit,
                title: "Chuyên viên".into(),
                is_voting: false,
                on_behalf_of: None,
                from,
                until: None,
            };
            store::account::insert_post(&w, &post)
                .await
                .expect("a post");
        }
        written(self, w, &ctx).await;
    }
}

/// Writes it down as one act on units, and lets the kept lists see it.
async fn written(test: &TestApp, w: store::Write, ctx: &app::Ctx) {
    let entry = Entry {
        act: "unit.create".into(),
        noun: Noun::Unit,
        subject: uuid::Uuid::nil(),
        unit: None,
        actor: None,
        on_behalf_of: None,
        detail: serde_json::json!({}),
        at: ctx.now(),
    };
    w.commit(&entry).await.expect("a commit");
    test.app.refresh().await.expect("the caches");
}
