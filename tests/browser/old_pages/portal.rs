//! The furniture of portals around an article: banners, menus, paths, counters,
//! stars, related news, lines about the session and imprints.

use crate::word::escaped;

/// A page whose columns are cells of a table, as portals were made for years.
pub fn old(text: &str, title: &str) -> String {
    let article = article(text, title);
    let title = escaped(title);
    let links = links(&[
        "Hệ thống tổ chức",
        "Công tác tư tưởng",
        "Khoa giáo",
        "Lý luận chính trị",
        "Văn hóa - Văn nghệ",
        "Lịch sử Đảng",
        "Thư viện ảnh",
        "Lịch công tác tuần",
        "Góp ý - Hỏi đáp",
    ]);
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title} | Trang thông tin điện tử</title>\
         <style>.noi-dung {{ font-size: 14px }}</style><script>var luot = 402915;</script></head>\n\
         <body><div id=\"top-banner\"><a href=\"/\"><img src=\"/anh/dau-trang.jpg\" alt=\"Trang thông tin điện tử\"></a></div>\n\
         <ul class=\"main-menu\">{links}</ul>\n\
         <table width=\"1000\"><tr><td class=\"cot-trai\"><b>CHUYÊN MỤC</b><ul>{links}</ul><b>LIÊN KẾT WEBSITE</b><ul>{links}</ul></td>\n\
         <td class=\"cot-giua\"><div class=\"breadcrumb\"><a href=\"/\">Trang chủ</a> &raquo; <a href=\"/khoa-giao\">Khoa giáo</a></div>\n\
         <div class=\"noi-dung\">{article}</div>\n\
         <div class=\"tools\"><a href=\"javascript:window.print()\">Bản in</a> <a href=\"mailto:?subject=tin\">Gửi email</a></div>\n\
         <div class=\"rating\">Tổng số điểm của bài viết là: 5 trong 1 đánh giá. Hãy nhấn vào sao để đánh giá bài viết này.</div>\n\
         <div class=\"related-news\"><b>Những tin mới hơn</b><ul>\
         <li><a href=\"/tin/4412\">Khai giảng lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới đợt II</a> (12/12/2025)</li>\
         <li><a href=\"/tin/4409\">Đoàn công tác thăm, tặng quà các gia đình chính sách nhân dịp năm mới</a> (09/12/2025)</li></ul></div></td></tr></table>\n\
         <div class=\"thong-ke\">Đang truy cập: 18<br>Hôm nay: 1.204<br>Tổng lượt truy cập: 402.915</div>\n\
         <div class=\"footer\">Cơ quan chủ quản: Tỉnh ủy. Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 05/01/2012.</div></body></html>\n"
    )
}

/// A page with an article element and a sidebar.
pub fn new(text: &str, title: &str) -> String {
    let article = article(text, title);
    let title = escaped(title);
    let links = links(&[
        "Giới thiệu",
        "Tin tức - Sự kiện",
        "Thủ tục hành chính",
        "Văn bản chỉ đạo điều hành",
        "Chuyển đổi số",
        "Công khai ngân sách",
        "Liên hệ",
    ]);
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta property=\"og:title\" content=\"{title}\">\
         <title>{title} - Cổng thông tin điện tử</title></head>\n\
         <body><header class=\"header\"><div class=\"social-links\"><a href=\"/rss\">RSS</a> <a href=\"/en\">English</a></div>\
         <nav><ul>{links}</ul></nav></header>\n\
         <div class=\"wrapper\"><div class=\"row\"><div class=\"col-md-9\">\
         <ol class=\"breadcrumb\"><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/tin-tuc\">Tin tức - Sự kiện</a></li></ol>\n\
         <article>{article}</article>\n\
         <div class=\"social-share\"><a href=\"#\">Facebook</a> <a href=\"#\">Zalo</a> <a href=\"#\">Sao chép liên kết</a></div>\n\
         <div class=\"comment-box\">Ý kiến bạn đọc (0). Vui lòng nhập tiếng Việt có dấu, ý kiến được ban biên tập duyệt trước khi đăng.</div></div>\n\
         <aside class=\"col-md-3\"><h3>Xem nhiều</h3><ul>{links}</ul><p>Đường dây nóng tiếp nhận phản ánh, kiến nghị của người dân và doanh nghiệp: 1022</p></aside></div></div>\n\
         <div id=\"het-phien\">Bạn đã không sử dụng hệ thống quá lâu. Phiên làm việc sẽ hết hạn sau 60 giây. Nhấn vào đây để tiếp tục.</div>\n\
         <footer>Bản quyền thuộc về Cổng thông tin điện tử. Ghi rõ nguồn khi phát lại thông tin từ trang này.</footer></body></html>\n"
    )
}

fn links(names: &[&str]) -> String {
    let link = |name: &&str| format!("<li><a href=\"/muc\">{name}</a></li>");
    names.iter().map(link).collect()
}

/// The text of a page as HTML: its title a headline, its paragraphs apart.
pub fn article(text: &str, title: &str) -> String {
    let mut html = String::new();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if !line.is_empty() && line != title {
            lines.push(escaped(line));
            continue;
        }
        if !lines.is_empty() {
            html.push_str(&format!("<p>{}</p>\n", lines.join("<br>")));
            lines.clear();
        }
        if line == title {
            html.push_str(&format!("<h1>{}</h1>\n", escaped(title)));
        }
    }
    assert!(html.contains("<h1>"), "the title {title:?} has a line");
    html
}
