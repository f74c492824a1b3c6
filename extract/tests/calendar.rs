//! Days and periods in the words of offices: which day a meeting was, which
//! period it reviews. Small inputs, one habit each.

use extract::date::PeriodKind::{self, Half, Month, NineMonths, Quarter, Year};
use extract::reading::{Reading, read_text};
use jiff::civil::{Date, date};

fn page(title: &str, opening: &str) -> Reading {
    read_text(&format!(
        "Trang chủ | Tin tức\n\n{title}\n\nCập nhật: 20/05/2024\n\n{opening} Đồng chí Lê Thị Hạ, Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\nTại hội nghị, các đơn vị trao đổi nhiều nội dung về công tác khoa giáo trong thời gian qua.\n"
    ))
    .value
}

fn day(words: &str) -> Option<Date> {
    let opening = format!(
        "{words}, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo với các sở, ngành."
    );
    page("Hội nghị giao ban công tác khoa giáo", &opening).event_date
}

fn period(title: &str) -> Option<(PeriodKind, u8, i16)> {
    let opening = "Ngày 16/5/2024, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị với các sở, ngành và đơn vị liên quan.";
    page(title, opening)
        .period
        .map(|p| (p.kind, p.index, p.year))
}

#[test]
fn the_day_of_a_meeting_is_read_however_it_is_written() {
    for (words, expected) in [
        ("Trong ba ngày 27, 28, 29/3/2024", date(2024, 3, 27)),
        ("Từ ngày 14 đến hết ngày 16/5", date(2024, 5, 14)),
        ("Trong 02 ngày (14-15/5)", date(2024, 5, 14)),
        ("Hai ngày 14 và 15 tháng 5 năm 2024", date(2024, 5, 14)),
        ("Sáng thứ Năm (16/5)", date(2024, 5, 16)),
        ("Chiều thứ sáu, 17/5", date(2024, 5, 17)),
        ("Ngày mùng 8/5", date(2024, 5, 8)),
        ("Ngày mồng 8 tháng 5", date(2024, 5, 8)),
        ("Ngày 16/5/24", date(2024, 5, 16)),
        ("Ngày 16 – 5 – 2024", date(2024, 5, 16)),
        ("Hồi 14 giờ 00 ngày 16 tháng 5 năm 2024", date(2024, 5, 16)),
        ("Vào hồi 8h00 sáng 16.5", date(2024, 5, 16)),
        ("Hôm qua, 19/5", date(2024, 5, 19)),
        ("Tối 28/12", date(2023, 12, 28)),
        ("16/5", date(2024, 5, 16)),
        ("YÊN BÁI - 16/5", date(2024, 5, 16)),
        ("Thứ Năm (16/5)", date(2024, 5, 16)),
        ("Chiều thứ 5 (16/5)", date(2024, 5, 16)),
        ("Sáng sớm 16/5", date(2024, 5, 16)),
        ("Từ 14 đến 16/5", date(2024, 5, 14)),
        ("Trong 1,5 ngày (từ 15 đến 16/5)", date(2024, 5, 15)),
        ("Trong hai ngày, 15 và 16-5-2024", date(2024, 5, 15)),
        ("Ngày 16 – 5", date(2024, 5, 16)),
        ("Chiều hôm qua", date(2024, 5, 19)),
        ("Thứ Năm, 16/5", date(2024, 5, 16)),
        ("Mới đây, 16/5", date(2024, 5, 16)),
        ("Sáng thứ Năm vừa qua", date(2024, 5, 16)),
        ("Ngày 12 & 13/5/2024", date(2024, 5, 12)),
        ("Ngày 16/5 năm 2024", date(2024, 5, 16)),
        ("Ngày 03, tháng 5 năm 2024", date(2024, 5, 3)),
        // Spaces lost in typing.
        ("Ngày16/5/2024", date(2024, 5, 16)),
        ("Ngày 16/5/2024tại Hội trường Tỉnh ủy", date(2024, 5, 16)),
        ("Ngày 16 tháng5 năm 2024", date(2024, 5, 16)),
    ] {
        assert_eq!(day(words), Some(expected), "{words}");
    }
}

#[test]
fn the_period_under_review_is_read_however_it_is_written() {
    for (title, expected) in [
        (
            "Hội nghị tổng kết năm công tác 2023, triển khai nhiệm vụ năm 2024",
            (Year, 1, 2023),
        ),
        (
            "Hội nghị giao ban công tác khoa giáo tháng 5.2024",
            (Month, 5, 2024),
        ),
        (
            "Hội nghị giao ban công tác tuyên giáo tháng Tư năm 2024",
            (Month, 4, 2024),
        ),
        (
            "Hội nghị giao ban công tác tuyên giáo tháng Năm năm 2024",
            (Month, 5, 2024),
        ),
        (
            "Hội nghị giao ban công tác khoa giáo quý I.2024",
            (Quarter, 1, 2024),
        ),
        (
            "Hội nghị giao ban công tác khoa giáo quý 1 của năm 2024",
            (Quarter, 1, 2024),
        ),
        (
            "Hội nghị giao ban công tác khoa giáo ba tháng đầu năm 2024",
            (Quarter, 1, 2024),
        ),
        (
            "Hội nghị sơ kết công tác khoa giáo 6 tháng đầu 2023",
            (Half, 1, 2023),
        ),
        (
            "Hội nghị sơ kết công tác khoa giáo nửa năm đầu 2023",
            (Half, 1, 2023),
        ),
        (
            "Hội nghị đánh giá kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm 2023",
            (NineMonths, 1, 2023),
        ),
        (
            "Hội nghị giao ban tháng 4, triển khai nhiệm vụ tháng 5 năm 2024",
            (Month, 4, 2024),
        ),
    ] {
        assert_eq!(period(title), Some(expected), "{title}");
    }
}

#[test]
fn a_day_beside_a_meeting_that_dates_something_else_is_not_its_day() {
    for words in [
        "Thực hiện Kế hoạch số 12-KH/TU ngày 02/4/2024 của Tỉnh ủy, ngày 16/5",
        "Căn cứ Công văn ngày 3/5 của Sở Y tế, sáng 16/5",
        "Thực hiện Kế hoạch số 12-KH/BTGTU, ngày 16/5",
        "Theo kế hoạch của ngành, ngày 16/5",
    ] {
        assert_eq!(day(words), Some(date(2024, 5, 16)), "{words}");
    }
}

#[test]
fn an_anniversary_or_another_paper_is_not_the_day_of_the_meeting() {
    for (words, expected) in [
        (
            "Nhân kỷ niệm Ngày truyền thống ngành Tuyên giáo (01/8/1930 - 01/8/2024), ngày 16/5",
            date(2024, 5, 16),
        ),
        (
            "Thực hiện Kế hoạch số 12-KH/BTGTU, ngày 15/01/2024 của Ban Tuyên giáo Tỉnh ủy, ngày 16/5/2024",
            date(2024, 5, 16),
        ),
        ("Hôm qua (19/5)", date(2024, 5, 19)),
        (
            "Nhân kỷ niệm 94 năm Ngày thành lập Đảng (03/02/1930 - 03/02/2024), ngày 16/5",
            date(2024, 5, 16),
        ),
        ("Nhân kỷ niệm ngày 27/2, ngày 16/5", date(2024, 5, 16)),
        ("Sáng thứ Năm, ngày 16/5", date(2024, 5, 16)),
    ] {
        assert_eq!(day(words), Some(expected), "{words}");
    }
}

#[test]
fn the_body_tells_the_period_where_title_and_opening_do_not() {
    for (body, expected) in [
        (
            "Đánh giá kết quả 9 tháng đầu năm 2023, các ngành đã có nhiều cố gắng.",
            Some((NineMonths, 1, 2023)),
        ),
        (
            "Hội nghị nghe báo cáo kết quả công tác quý I năm 2024, phương hướng quý II.",
            Some((Quarter, 1, 2024)),
        ),
        (
            "Báo cáo tại hội nghị nêu rõ: quý I, công tác khoa giáo đạt nhiều kết quả.",
            Some((Quarter, 1, 2024)),
        ),
        (
            "Tháng 4 vừa qua, các cơ quan báo chí bám sát định hướng.",
            Some((Month, 4, 2024)),
        ),
        (
            "Hội nghị bàn nhiệm vụ quý II năm 2024 của các ngành trong khối.",
            None,
        ),
    ] {
        let opening = format!(
            "Ngày 16/5, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban với các sở, ngành. {body}"
        );
        let read = page("Hội nghị giao ban của khối khoa giáo tỉnh", &opening).period;
        assert_eq!(read.map(|p| (p.kind, p.index, p.year)), expected, "{body}");
    }
}

#[test]
fn what_is_carried_out_is_under_review_and_a_count_of_meetings_is_no_year() {
    for (title, expected) in [
        (
            "Đánh giá kết quả thực hiện nhiệm vụ tháng 4, bàn giải pháp thực hiện nhiệm vụ tháng 5",
            Some((Month, 4, 2024)),
        ),
        (
            "Hội nghị đánh giá tình hình triển khai nhiệm vụ quý I và phương hướng, nhiệm vụ quý II năm 2024",
            Some((Quarter, 1, 2024)),
        ),
        (
            "Giao ban công tác tháng Tư, triển khai nhiệm vụ tháng Năm năm 2024",
            Some((Month, 4, 2024)),
        ),
        ("Hội nghị giao ban khoa giáo lần thứ II năm 2024", None),
    ] {
        assert_eq!(period(title), expected, "{title}");
    }
}

fn day_of(opening: &str) -> Option<Date> {
    page("Hội nghị giao ban công tác khoa giáo", opening).event_date
}

#[test]
fn the_day_is_found_behind_host_verb_or_opening() {
    for opening in [
        "Ban Tuyên giáo Tỉnh ủy vừa tổ chức hội nghị giao ban công tác khoa giáo (16/5).",
        "Ban Tuyên giáo Tỉnh ủy (16/5) đã tổ chức hội nghị giao ban công tác khoa giáo.",
        "Ngày 16/5, Ban Tuyên giáo Tỉnh ủy đánh giá công tác khoa giáo quý I cùng các sở, ngành.",
        "Ngày 16/5, các ngành khối khoa giáo tỉnh cùng nhìn lại những việc đã làm trong quý I.",
    ] {
        assert_eq!(day_of(opening), Some(date(2024, 5, 16)), "{opening}");
    }
    assert_eq!(
        day_of("Ban Tuyên giáo Tỉnh ủy đã tổ chức hội nghị giao ban khoa giáo vào sáng nay."),
        Some(date(2024, 5, 20))
    );
    // What lies far from the stamp, or a share in brackets elsewhere, is no day.
    assert_eq!(
        day_of("Ban Tuyên giáo Tỉnh ủy vừa tổ chức hội nghị giao ban, đạt tỷ lệ cao (16/9)."),
        None
    );
}

#[test]
fn a_day_told_beside_the_meeting_is_its_day_when_there_is_a_meeting() {
    let told = |title: &str, day: &str, behind: &str| {
        read_text(&format!(
            "{title}\n\nCập nhật: 20/05/2024\n\nCông tác chuẩn bị được các đơn vị hoàn thành đúng hạn. {day}, lãnh đạo các xã, phường có mặt đông đủ tại hội trường huyện.\n\n{behind}\n"
        ))
        .value
        .event_date
    };
    let meeting = "Hội nghị giao ban công tác khoa giáo";
    let behind = "Các đại biểu nghe báo cáo về kết quả sáu tháng đầu năm của toàn huyện.";
    assert_eq!(told(meeting, "Sáng 16/5", behind), Some(date(2024, 5, 16)));
    // Long ago, or of a paper: another day.
    assert_eq!(told(meeting, "Sáng 16/2", behind), None);
    assert_eq!(told(meeting, "Theo Công văn ngày 16/5", behind), None);
    assert_eq!(
        told("Trường học sẵn sàng cho năm học mới", "Sáng 16/5", behind),
        None
    );
}

#[test]
fn without_a_stamp_the_year_follows_from_the_period_or_the_text() {
    for (opening, expected) in [
        (
            "Ngày 16/5, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I năm 2023.",
            date(2023, 5, 16),
        ),
        (
            "Ngày 08/01, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị tổng kết công tác khoa giáo năm 2022.",
            date(2023, 1, 8),
        ),
        (
            "Ngày 28/12, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị tổng kết công tác khoa giáo năm 2022.",
            date(2022, 12, 28),
        ),
        (
            "Ngày 05/01, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý IV/2022.",
            date(2023, 1, 5),
        ),
        (
            "Ngày 16/5, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo. Năm 2023, ngành giáo dục đạt nhiều kết quả.",
            date(2023, 5, 16),
        ),
    ] {
        let text = format!("Hội nghị giao ban công tác khoa giáo của tỉnh\n\n{opening}\n");
        assert_eq!(
            read_text(&text).value.event_date,
            Some(expected),
            "{opening}"
        );
    }
}

#[test]
fn the_time_of_minutes_is_not_the_stamp_of_a_page() {
    let minutes = |when: &str| {
        format!(
            "BIÊN BẢN\nHội nghị giao ban công tác khoa giáo quý II năm 2024\n\n{when}\nĐịa điểm: Phòng họp số 1, Ban Tuyên giáo Tỉnh ủy\nI. Thành phần\n1. Chủ trì: Đ/c Nguyễn Văn Lâm, Trưởng Ban Tuyên giáo Tỉnh ủy\nII. Nội dung\n1. Đ/c Hoa báo cáo.\n"
        )
    };
    for when in [
        "Thời gian: 14 giờ 00, ngày 10/7/2024",
        "Thời gian: Ngày 10 tháng 7 năm 2024",
    ] {
        let r = read_text(&minutes(when)).value;
        assert_eq!(r.event_date, Some(date(2024, 7, 10)), "{when}");
        assert_eq!(r.published, None, "{when}");
    }
}

#[test]
fn minutes_tell_day_and_venue_in_lines_of_their_own() {
    let read = read_text(
        "HUYỆN ỦY HÒN ĐẤT\nBAN TUYÊN GIÁO\nSố 03-BB/BTG\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHòn Đất, ngày 02 tháng 4 năm 2019\n\nBIÊN BẢN\nHọp giao ban công tác khoa giáo quý I năm 2019\n\nThời gian: 14 giờ 00, ngày 29 tháng 3 năm 2019\nĐịa điểm: Hội trường B Huyện ủy\nChủ trì: đồng chí Danh Thị Lan, Trưởng Ban Tuyên giáo Huyện ủy\n\nI. NỘI DUNG\nCác đơn vị báo cáo kết quả công tác.\n",
    )
    .value;
    assert_eq!(read.event_date, Some(date(2019, 3, 29)));
    assert_eq!(read.published, Some(date(2019, 4, 2)));
    assert_eq!(read.place.as_deref(), Some("Hội trường B Huyện ủy"));
    assert_eq!(read.period.map(|p| (p.kind, p.index)), Some((Quarter, 1)));
}

#[test]
fn of_two_periods_that_end_together_the_longer_is_reviewed() {
    for (title, expected) in [
        (
            "Hội nghị đánh giá công tác quý II và 6 tháng đầu năm 2023",
            Some((Half, 1, 2023)),
        ),
        (
            "Hội nghị giao ban công tác khoa giáo tháng 3 và quý I năm 2024",
            Some((Quarter, 1, 2024)),
        ),
        (
            "Giao ban công tác quý III và 9 tháng đầu năm 2023",
            Some((NineMonths, 1, 2023)),
        ),
        (
            "Hội nghị đánh giá kết quả công tác quý IV và cả năm 2023",
            Some((Year, 1, 2023)),
        ),
        (
            "Hội nghị giao ban quý IV, triển khai nhiệm vụ năm 2024",
            Some((Quarter, 4, 2023)),
        ),
        (
            "Hội nghị tổng kết công tác khoa giáo 2023, nhiệm vụ 2024",
            Some((Year, 1, 2023)),
        ),
        (
            "Hội nghị tổng kết phong trào thi đua năm 2023, ký kết giao ước thi đua năm 2024",
            Some((Year, 1, 2023)),
        ),
        (
            "Tổng kết công tác khoa giáo năm 2023, sơ kết 3 năm thực hiện Chương trình phối hợp",
            Some((Year, 1, 2023)),
        ),
        ("Hội nghị giao ban khoa giáo lần 2 năm 2024", None),
        ("Giao ban Quý 1/2024", Some((Quarter, 1, 2024))),
    ] {
        assert_eq!(period(title), expected, "{title}");
    }
}

#[test]
fn a_report_or_a_time_gone_by_tells_the_period() {
    for (body, expected) in [
        (
            "Đồng chí Lê Thị Hạ trình bày báo cáo kết quả công tác quý I/2024 và nhiệm vụ quý II.",
            (Quarter, 1, 2024),
        ),
        (
            "Hội nghị tập trung đánh giá những kết quả đạt được trong quý I, thảo luận nhiệm vụ quý II.",
            (Quarter, 1, 2024),
        ),
        (
            "Sở Giáo dục và Đào tạo cho biết, quý I/2024, toàn ngành có 200 trường.",
            (Quarter, 1, 2024),
        ),
        (
            "Tháng qua, các cơ quan báo chí bám sát định hướng.",
            (Month, 4, 2024),
        ),
        (
            "Quý vừa qua, các ngành có nhiều cố gắng.",
            (Quarter, 1, 2024),
        ),
    ] {
        let opening = format!(
            "Ngày 16/5, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban với các sở, ngành. {body}"
        );
        let read = page("Hội nghị giao ban của khối khoa giáo tỉnh", &opening).period;
        assert_eq!(
            read.map(|p| (p.kind, p.index, p.year)),
            Some(expected),
            "{body}"
        );
    }
}
