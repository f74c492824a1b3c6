//! Tests of breakdowns: parts come, go and follow their whole.

use super::super::catalogue;
use super::*;

fn codes(definitions: &[IndicatorDef]) -> Vec<&str> {
    definitions.iter().map(|def| def.code.as_str()).collect()
}

fn form() -> Vec<IndicatorDef> {
    let all = catalogue();
    let find = |code: &str| all.iter().find(|def| def.code == code).unwrap().clone();
    vec![find("GD-09"), find("CT-01")]
}

#[test]
fn a_list_of_categories_makes_parts_behind_their_whole() {
    let mut form = form();
    let list = read_categories("nu nữ / women\n\n  kv1   khu vực I\n").unwrap();
    break_down(&mut form, "GD-09", &list);
    assert_eq!(codes(&form), ["GD-09", "GD-09.nu", "GD-09.kv1", "CT-01"]);
    let part = &form[1];
    assert_eq!(part.parent.as_deref(), Some("GD-09"));
    assert!(part.name.ends_with(" – nữ") && part.name_en.ends_with(" – women"));
    assert_eq!(
        (part.scale, &part.reported_by),
        (form[0].scale, &form[0].reported_by)
    );
    assert_eq!((depth_in(&form, part), depth_in(&form, &form[0])), (1, 0));
    // What is written is what is read.
    let written = written_categories(&form, &form[0]);
    assert_eq!(written, "nu nữ / women\nkv1 khu vực I");
    assert_eq!(read_categories(&written).unwrap().len(), 2);
}

#[test]
fn a_category_that_is_taken_out_goes_and_the_others_follow_their_whole() {
    let mut form = form();
    break_down(
        &mut form,
        "GD-09",
        &read_categories("a một\nb hai").unwrap(),
    );
    form[0].frequency.truncate(1);
    break_down(&mut form, "GD-09", &read_categories("c ba\nb hai").unwrap());
    assert_eq!(codes(&form), ["GD-09", "GD-09.c", "GD-09.b", "CT-01"]);
    assert!(
        form[..3]
            .iter()
            .all(|def| def.frequency == form[0].frequency)
    );
    remove_with_parts(&mut form, "GD-09");
    assert_eq!(codes(&form), ["CT-01"]);
}

#[test]
fn a_line_that_is_no_category_is_named() {
    for bad in ["nu", "Nữ nữ", "a một\na hai", "a /"] {
        assert!(read_categories(bad).is_err(), "{bad}");
    }
    assert_eq!(read_categories("a một\nB hai"), Err("B hai".to_owned()));
    assert_eq!(read_categories(" \n"), Ok(Vec::new()));
}

#[test]
fn parts_are_put_behind_their_whole_whatever_their_order_and_bad_data_hang_nothing() {
    let mut form = form();
    break_down(&mut form, "CT-01", &read_categories("a một").unwrap());
    form.reverse();
    group_parts(&mut form);
    assert_eq!(codes(&form), ["CT-01", "CT-01.a", "GD-09"]);
    form[0].parent = Some("CT-01.a".into());
    assert!(!is_part_of_its_whole(&form, &form[0]));
    group_parts(&mut form);
    assert_eq!(form.len(), 3);
    form[2].parent = Some("KHONG".into());
    assert!(!is_part_of_its_whole(&form, &form[2]));
}

#[test]
fn the_catalogue_counts_disease_and_medals_by_category() {
    let all = catalogue();
    let parts = |code: &str| codes(&parts_of_whole(&all, code).cloned().collect::<Vec<_>>()).len();
    assert_eq!((parts("YT-10"), parts("YT-10a"), parts("VH-03")), (6, 6, 3));
    assert!(all.iter().all(|def| is_part_of_its_whole(&all, def)));
}
