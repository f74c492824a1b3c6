//! The configuration: a TOML file, over it the environment. Every field has its
//! words here, from which the reference page is written.

mod reference;
mod secret;

pub(crate) use reference::reference;
pub(crate) use secret::Secret;

use crate::failure::Failure;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One field of the reference.
pub(crate) struct Field {
    /// Name in the file.
    pub(crate) name: &'static str,
    /// What it is, in Vietnamese.
    pub(crate) vi: &'static str,
    /// What it is, in English.
    pub(crate) en: &'static str,
}

macro_rules! config {
    ($($(#[doc = $doc:literal])+ $name:ident: $ty:ty = $default:expr, $vi:literal;)+) => {
        /// How an instance runs.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub(crate) struct Config { $($(#[doc = $doc])+ pub(crate) $name: $ty,)+ }

        impl Default for Config {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// All fields, in order.
        pub(crate) const FIELDS: &[Field] = &[$(Field { name: stringify!($name), vi: $vi, en: concat!($($doc),+) },)+];
    };
}

config! {
    /// Database: sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME.
    database: Secret = Secret::new("sqlite://giaoban.db"), "Cơ sở dữ liệu: sqlite://TỆP hoặc postgres://NGƯỜI:MẬTKHẨU@MÁY/TÊN.";
    /// Address and port to listen on.
    listen: String = "127.0.0.1:8080".into(), "Địa chỉ và cổng phục vụ.";
    /// Address under which people reach the pages; https:// makes cookies secure.
    base_url: String = "http://127.0.0.1:8080".into(), "Địa chỉ người dùng truy cập; bắt đầu bằng https:// thì cookie chỉ gửi qua kênh mã hóa.";
    /// Folder for files (evidence, photos).
    data_dir: PathBuf = ".".into(), "Thư mục chứa tệp đính kèm, ảnh.";
    /// Folders with fonts for documents; the first that has them wins.
    font_dirs: Vec<PathBuf> = app::Options::default().font_dirs, "Thư mục phông chữ để tạo văn bản; thư mục đầu tiên có phông được dùng.";
    /// Minutes without a request after which a session ends.
    idle_minutes: u32 = 30, "Số phút không thao tác thì phiên làm việc kết thúc.";
    /// Largest upload, in MiB.
    upload_limit_mb: u32 = 20, "Dung lượng tải lên lớn nhất, tính bằng MiB.";
    /// Mail server as smtp://USER:PASSWORD@HOST:PORT; empty = messages stay in the outbox.
    smtp_url: Secret = Secret::new(""), "Máy chủ thư smtp://NGƯỜI:MẬTKHẨU@MÁY:CỔNG; để trống thì tin nằm lại trong hộp thư đi.";
    /// Sender of mail.
    mail_from: String = "giaoban@localhost".into(), "Địa chỉ gửi thư.";
    /// What is logged: error, warn, info, debug, or a filter of tracing.
    log: String = "info".into(), "Mức ghi nhật ký chương trình: error, warn, info, debug hoặc bộ lọc.";
}

/// Where the configuration is looked for when nobody names a file.
const PLACES: [&str; 2] = ["giaoban.toml", "/etc/giaoban/giaoban.toml"];

impl Config {
    /// Reads the file named, or the first of the usual places, and the
    /// environment over it (`GIAOBAN_DATABASE`, …; several folders with `:`).
    ///
    /// # Errors
    /// With advice: a named file that is missing, an unknown field, a wrong type.
    pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let found = match file {
            Some(path) => Some(path.to_owned()),
            None => PLACES.iter().map(PathBuf::from).find(|p| p.exists()),
        };
        let mut table = match &found {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|e| {
                    Failure::error(
                        format!("{}: {e}", path.display()),
                        "giaoban config --reference",
                    )
                })?;
                text.parse::<toml::Table>().map_err(|e| {
                    Failure::error(
                        format!("{}: {e}", path.display()),
                        "giaoban config --reference",
                    )
                })?
            }
            None => toml::Table::new(),
        };
        Self::overlay(&mut table, |name| std::env::var(name).ok())?;
        Self::deserialize(toml::Value::Table(table)).map_err(|e| {
            Failure::error(
                format!(
                    "{}: {}",
                    found.map_or_else(String::new, |p| p.display().to_string()),
                    e.message()
                ),
                "giaoban config --reference",
            )
        })
    }

    /// Puts the environment over a table, each value in the type of its field.
    fn overlay(
        table: &mut toml::Table,
        var: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<()> {
        let defaults = toml::Table::try_from(Self::default())?;
        for field in FIELDS {
            let name = env_name(field.name);
            let Some(text) = var(&name) else { continue };
            let value = match defaults.get(field.name) {
                Some(toml::Value::Integer(_)) => {
                    toml::Value::Integer(text.parse().with_context(|| name)?)
                }
                Some(toml::Value::Array(_)) => {
                    toml::Value::Array(text.split(':').map(|t| t.into()).collect())
                }
                _ => toml::Value::String(text),
            };
            table.insert(field.name.to_owned(), value);
        }
        Ok(())
    }

    /// What the application needs to know.
    pub(crate) fn options(&self) -> app::Options {
        let smtp = self.smtp_url.expose();
        app::Options {
            base_url: self.base_url.trim_end_matches('/').to_owned(),
            idle_minutes: self.idle_minutes,
            upload_limit: u64::from(self.upload_limit_mb) * 1024 * 1024,
            font_dirs: self.font_dirs.clone(),
            data_dir: self.data_dir.clone(),
            smtp_url: (!smtp.is_empty()).then(|| smtp.to_owned()),
            mail_from: self.mail_from.clone(),
        }
    }
}

/// The environment variable of a field.
fn env_name(field: &str) -> String {
    format!("GIAOBAN_{}", field.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file_and_keeps_the_types() {
        let mut table: toml::Table = "idle_minutes = 5\nlisten = \"a:1\"".parse().unwrap();
        let set = |name: &str| match name {
            "GIAOBAN_IDLE_MINUTES" => Some("7".to_owned()),
            "GIAOBAN_FONT_DIRS" => Some("/a:/b".to_owned()),
            _ => None,
        };
        Config::overlay(&mut table, set).unwrap();
        let config = Config::deserialize(toml::Value::Table(table)).unwrap();
        assert_eq!((config.idle_minutes, config.listen.as_str()), (7, "a:1"));
        assert_eq!(config.font_dirs, [PathBuf::from("/a"), PathBuf::from("/b")]);
    }

    #[test]
    fn passwords_never_show_in_the_debug_form() {
        let config = Config {
            database: Secret::new("postgres://u:geheim@h/n"),
            smtp_url: Secret::new("smtp://u:geheim@h:25"),
            ..Config::default()
        };
        let shown = format!("{config:?}");
        assert!(!shown.contains("geheim"), "{shown}");
        assert!(shown.contains("postgres://u:***@h/n"), "{shown}");
    }
}
