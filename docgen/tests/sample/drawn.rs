//! A report with pictures of each kind in its appendix.

use docgen::OfficialDocument;
use docgen::model::{Align, Appendix, Block, Picture, Table};
use docgen::picture::{
    Bar, Caption, HeatCell, HeatRow, HeatTable, MapTile, Part, Point, PointKind, Ranking, Stacked,
    StackedBar, TileMap, Tone, Trend, heat_table, ranking, stacked, tile_map, trend,
};
use jiff::civil::date;

use crate::sample;

fn caption(title: &str) -> Caption {
    Caption {
        title: title.into(),
        text: format!("{title}, quý III năm 2026"),
    }
}

fn heat() -> String {
    let cell = |sign: &str, tone| HeatCell {
        sign: sign.into(),
        words: "một chữ".into(),
        tone,
    };
    heat_table(&HeatTable {
        caption: caption("Đúng hạn theo kỳ"),
        columns: vec!["QII/26".into(), "QIII/26".into()],
        rows: vec![HeatRow {
            name: "Sở Giáo dục và Đào tạo".into(),
            cells: vec![cell("Đ", Tone::Ok), cell("+3", Tone::Warn)],
        }],
        legend: vec![cell("Đ", Tone::Ok), cell("+3", Tone::Warn)],
    })
}

fn line() -> String {
    let point = |value, kind| Point {
        label: "QI/26".into(),
        value,
        shown: "1.200".into(),
        said: "1.200".into(),
        kind,
        units: "2/3".into(),
        is_partial: kind == PointKind::Plain,
    };
    trend(&Trend {
        caption: caption("Diễn biến"),
        points: vec![
            point(Some(3), PointKind::Plain),
            point(None, PointKind::Plain),
            point(Some(5), PointKind::Incomparable),
        ],
        legend: ["ước tính", "không so sánh được", "chưa có số", "chưa đủ"].map(Into::into),
    })
}

fn map() -> String {
    tile_map(&TileMap {
        caption: caption("Bản đồ"),
        tiles: vec![MapTile {
            row: 0,
            column: 1,
            short: "Lào Cai".into(),
            name: "Lào Cai".into(),
            shown: "1.200".into(),
            said: "1.200".into(),
            units: "2/3".into(),
            class: Some(3),
        }],
        legend: vec![(Some(3), "từ 1.000 đến 2.000".into())],
        notes: vec!["2/3 đơn vị".into()],
    })
}

fn bars() -> String {
    let bar = Bar {
        name: "Sở Y tế".into(),
        value: Some(3),
        shown: "3".into(),
    };
    ranking(&Ranking {
        caption: caption("Thứ tự"),
        bars: vec![bar],
        notes: vec!["2/3 đơn vị".into()],
    })
}

fn progress() -> String {
    let part = |sign: &str, count, tone| Part {
        sign: sign.into(),
        count,
        tone,
    };
    stacked(&Stacked {
        caption: caption("Tiến độ nộp"),
        bars: vec![StackedBar {
            name: "Sở, ban, ngành".into(),
            shown: "2/3".into(),
            parts: vec![part("Đ", 2, Tone::Ok), part("×", 1, Tone::Late)],
            is_whole: true,
        }],
        legend: vec![HeatCell {
            sign: "Đ".into(),
            words: "đúng hạn".into(),
            tone: Tone::Ok,
        }],
        notes: vec!["Đã nộp 2/3 đơn vị".into()],
    })
}

/// The report; each picture has its table below it.
pub fn drawn_report() -> OfficialDocument {
    let mut document = sample::party_report(date(2026, 10, 9));
    let blocks = [
        ("Tiến độ nộp", progress(), 105),
        ("Đúng hạn theo kỳ", heat(), 160),
        ("Diễn biến", line(), 120),
        ("Thứ tự", bars(), 160),
        ("Bản đồ", map(), 90),
    ];
    let picture = |(title, svg, width_mm): (&str, String, u16)| {
        let mut table = Table::new(&[("Đơn vị", Align::Left, 3), ("Số", Align::Right, 1)]);
        table.caption = Some(title.to_owned());
        table.push(["Sở Y tế", "3"]);
        Block::Picture(Picture {
            svg,
            alt: format!("{title}; số liệu ở bảng bên dưới"),
            width_mm,
            table,
        })
    };
    document.appendices.push(Appendix {
        label: "Phụ lục".into(),
        title: "BIỂU ĐỒ".into(),
        reference: None,
        blocks: blocks.map(picture).to_vec(),
        landscape: false,
    });
    document
}
