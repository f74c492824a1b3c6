//! The register's search, on both databases.

use crate::made::{entry, now};
use domain::directive::DirectiveState;
use domain::id::DirectiveId;
use store::directive::{Directive, insert, list};
use testkit::db_test;
use uuid::Uuid;

fn law(number: u128, year: i16) -> Directive {
    Directive {
        id: DirectiveId(Uuid::from_u128(number)),
        doc_type: "Luật".into(),
        number: String::new(),
        symbol: String::new(),
        symbol_as_typed: String::new(),
        issuer: "Quốc hội".into(),
        year: Some(year),
        term: None,
        issued_on: None,
        subject: format!("Giáo dục {year}"),
        state: DirectiveState::InForce,
        identity_key: format!("luat-giao-duc||y:{year}"),
        version: 1,
    }
}

db_test!(
    r_2_1_a_law_is_found_by_the_title_under_which_it_is_shown,
    |store| {
        let w = store.begin().await.unwrap();
        let (present, former) = (law(1, 2019), law(2, 2005));
        for new in [&present, &former] {
            insert(&w, new, "luat-giao-duc", now()).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        for query in [
            "Luật Giáo dục 2019",
            "luật giáo dục năm 2019",
            "giáo dục năm 2019",
        ] {
            let found = list(&read, query, None, 10).await.unwrap();
            assert_eq!(found, std::slice::from_ref(&present), "{query}");
        }
        let both = list(&read, "luật giáo dục", None, 10).await.unwrap();
        assert_eq!(both.len(), 2);
        let other = list(&read, "Luật Giáo dục 2024", None, 10).await.unwrap();
        assert!(other.is_empty());
    }
);
