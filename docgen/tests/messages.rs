//! Invitations and feeds.

use docgen::Problem;
use docgen::calendar::{Attendee, Invitation, Method, invitation};
use docgen::feed::{self, Feed, FeedItem};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn meeting() -> Invitation {
    let person = |name: &str, email: &str| Attendee {
        name: name.into(),
        email: email.into(),
    };
    Invitation {
        method: Method::Request,
        uid: "0192f0c4-7c1e-7000-8000-000000000001@giaoban".into(),
        sequence: 2,
        issued_at: at("2026-10-01T02:00:00Z"),
        starts_at: at("2026-10-09T08:00:00+07:00"),
        ends_at: at("2026-10-09T11:30:00+07:00"),
        summary: "Giao ban công tác khoa giáo quý III; tổng kết, phương hướng".into(),
        description: "Thành phần: lãnh đạo các sở.\nTài liệu gửi kèm giấy mời số 12-GM/BTGDVTU của Ban Tuyên giáo và Dân vận.".into(),
        location: "Phòng họp 1, Tỉnh ủy".into(),
        organizer: person("Ban Tuyên giáo, \"BTGDV\"", "btgdv@songlam.example"),
        attendees: vec![
            person("Sở Y tế", "syt@songlam.example"),
            person("Sở Khoa học và Công nghệ", "skhcn@songlam.example"),
        ],
    }
}

/// Lines with folds undone (RFC 5545 §3.1).
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "")
        .split_terminator("\r\n")
        .map(String::from)
        .collect()
}

#[test]
fn an_invitation_is_folded_escaped_and_in_utc() {
    let text = invitation(&meeting()).expect("an invitation");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let lines = unfolded(&text);
    for line in [
        "VERSION:2.0",
        "METHOD:REQUEST",
        "UID:0192f0c4-7c1e-7000-8000-000000000001@giaoban",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "DTSTAMP:20261001T020000Z",
        "DTSTART:20261009T010000Z",
        "DTEND:20261009T043000Z",
        "SUMMARY:Giao ban công tác khoa giáo quý III\\; tổng kết\\, phương hướng",
        "LOCATION:Phòng họp 1\\, Tỉnh ủy",
    ] {
        assert!(
            lines.iter().any(|found| found == line),
            "{line}\n{lines:#?}"
        );
    }
    assert!(text.contains("\\nTài liệu"), "{text}");
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("ATTENDEE;"))
            .count(),
        2
    );
    let organizer = lines
        .iter()
        .find(|line| line.starts_with("ORGANIZER"))
        .expect("an organizer");
    assert!(
        organizer.ends_with(":mailto:btgdv@songlam.example"),
        "{organizer}"
    );
    assert!(
        organizer.contains("CN=\"Ban Tuyên giáo, BTGDV\""),
        "{organizer}"
    );
    assert_eq!(text, invitation(&meeting()).expect("an invitation"));
}

#[test]
fn a_meeting_called_off_keeps_its_uid() {
    let text = invitation(&Invitation {
        method: Method::Cancel,
        sequence: 3,
        ..meeting()
    })
    .expect("a file");
    let lines = unfolded(&text);
    for line in [
        "METHOD:CANCEL",
        "STATUS:CANCELLED",
        "SEQUENCE:3",
        "UID:0192f0c4-7c1e-7000-8000-000000000001@giaoban",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}");
    }
}

#[test]
fn an_impossible_meeting_is_refused_with_all_reasons() {
    let mut bad = meeting();
    bad.ends_at = bad.starts_at;
    bad.attendees[0].email = "a@b.example\r\nBCC:x".into();
    bad.attendees[1].email = "nobody".into();
    let error = invitation(&bad).expect_err("problems");
    let codes: Vec<_> = error.problems().iter().map(Problem::code).collect();
    assert_eq!(codes, ["doc.event_times", "doc.address", "doc.address"]);
}

fn news() -> Feed {
    Feed {
        title: "Tin công tác khoa giáo".into(),
        link: "https://songlam.example/".into(),
        own_link: "https://songlam.example/tin.rss".into(),
        description: "Tin về giao ban công tác khoa giáo".into(),
        items: vec![FeedItem {
            title: "Giao ban quý III <kết quả> & phương hướng".into(),
            link: "https://songlam.example/tin/giao-ban-quy-iii".into(),
            guid: "news-0192f0c4".into(),
            summary: "Hội nghị đã đánh giá kết quả.\u{7}".into(),
            published_at: at("2026-10-09T20:15:00Z"),
        }],
    }
}

#[test]
fn a_feed_escapes_dates_at_local_time_and_keeps_its_guid() {
    let text = feed::rss(&news()).expect("a feed");
    let channel = rss::Channel::read_from(text.as_bytes()).expect("a readable feed");
    let item = &channel.items()[0];
    assert_eq!(
        item.title(),
        Some("Giao ban quý III <kết quả> & phương hướng")
    );
    assert_eq!(item.description(), Some("Hội nghị đã đánh giá kết quả."));
    assert_eq!(item.pub_date(), Some("Sat, 10 Oct 2026 03:15:00 +0700"));
    let guid = item.guid().expect("a guid");
    assert_eq!(
        (guid.value(), guid.is_permalink()),
        ("news-0192f0c4", false)
    );
    assert_eq!(
        channel.last_build_date(),
        Some("Sat, 10 Oct 2026 03:15:00 +0700")
    );
    assert!(
        text.contains("rel=\"self\"") && text.contains("https://songlam.example/tin.rss"),
        "{text}"
    );
    assert_eq!(text, feed::rss(&news()).expect("a feed"));
}

#[test]
fn a_feed_with_relative_links_is_refused() {
    let mut bad = news();
    bad.own_link = "/tin.rss".into();
    bad.items[0].link = "javascript:alert(1)".into();
    let error = feed::rss(&bad).expect_err("problems");
    assert_eq!(error.problems().len(), 2);
}
