//! Days off that an office entered, on both databases.

use crate::made::{entry, now, person};
use domain::calendar::WorkCalendar;
use store::StoreError;
use store::work_year::{self, EnteredYear};
use testkit::db_test;
use uuid::Uuid;

db_test!(
    r_3_2_a_year_is_entered_once_and_changed_by_its_version,
    |store| {
        let w = store.begin().await.unwrap();
        let by = person(&w, 1).await;
        let year = WorkCalendar::built_in().work_year(2027).unwrap();
        let mut entered = EnteredYear {
            id: Uuid::from_u128(7),
            year,
            by: Some(by),
            at: now(),
            version: 1,
        };
        work_year::insert(&w, &entered).await.unwrap();
        w.commit(&entry()).await.unwrap();
        assert_eq!(
            work_year::list(&store.read()).await.unwrap(),
            std::slice::from_ref(&entered)
        );

        let w = store.begin().await.unwrap();
        entered.year.holidays.pop();
        work_year::update(&w, &entered).await.unwrap();
        let again = work_year::update(&w, &entered).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
        w.commit(&entry()).await.unwrap();
        entered.version = 2;
        assert_eq!(work_year::list(&store.read()).await.unwrap(), [entered]);
    }
);
