//! The reference page `docs/cau-hinh.md`, written from the fields themselves.

use super::{Config, FIELDS, env_name};
use std::fmt::Write;

/// The page, in Markdown.
pub(crate) fn reference() -> String {
    let defaults = toml::Table::try_from(Config::default()).unwrap_or_default();
    let mut page = String::from(
        "# Cấu hình\n\nTệp `giaoban.toml` trong thư mục đang đứng, `/etc/giaoban/giaoban.toml`, hoặc tệp nêu bằng `--config`. \
         Biến môi trường thay cho giá trị trong tệp. Trang này do `giaoban config --reference` viết ra.\n\n\
         *The file `giaoban.toml` in the present folder, `/etc/giaoban/giaoban.toml`, or the one named with `--config`; \
         the environment wins over the file.*\n\n| Mục / Field | Biến / Variable | Mặc định / Default | Ý nghĩa / Meaning |\n|---|---|---|---|\n",
    );
    for field in FIELDS {
        let default = defaults
            .get(field.name)
            .map(ToString::to_string)
            .unwrap_or_default();
        // Writing into a String cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | `{}` | `{default}` | {}<br>*{}* |",
            field.name,
            env_name(field.name),
            field.vi,
            field.en.trim()
        );
    }
    page
}
