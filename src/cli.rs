//! The commands and what they take.

use crate::command;
use app::Locale;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Giao Ban.
#[derive(Debug, Parser)]
#[command(
    name = "giaoban",
    version,
    about = "Giao ban định kỳ: từ báo cáo, hội nghị, kết luận đến nhiệm vụ và kỳ sau.\nRuns the periodic review cycle, from the report to the conclusion to the next report.",
    after_help = "Ví dụ / Example:\n  giaoban demo"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Tệp cấu hình / Configuration file [giaoban.toml]
    #[arg(long, global = true, env = "GIAOBAN_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Người thực hiện / Login of the person who acts [the instance's operator]
    #[arg(id = "as", long = "as", global = true, value_name = "LOGIN")]
    pub(crate) login: Option<String>,
    /// Ngôn ngữ thông báo / Language of messages
    #[arg(long, global = true, env = "GIAOBAN_LANG", value_enum, default_value_t = Lang::Vi, hide_env = true)]
    pub(crate) lang: Lang,
}

/// Languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

impl Global {
    /// The language as `app` names it.
    pub(crate) fn locale(&self) -> Locale {
        match self.lang {
            Lang::Vi => Locale::Vi,
            Lang::En => Locale::En,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lập hệ thống mới / Set up a new instance
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban init --unit \"Tỉnh ủy Sông Lam Thượng\" --login quantri"
    )]
    Init(command::init::Init),
    /// Chạy máy chủ web / Serve the pages
    #[command(after_help = "Ví dụ / Example:\n  giaoban serve --config /etc/giaoban/giaoban.toml")]
    Serve(command::serve::Serve),
    /// Dùng thử với dữ liệu mẫu / Try it with demo data
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban demo --fresh --port 8081\n  giaoban demo --communes 3321 --provinces 34 --indicators 200"
    )]
    Demo(command::demo::Demo),
    /// Kiểm tra hệ thống / Look the instance over
    #[command(after_help = "Ví dụ / Example:\n  giaoban doctor")]
    Doctor,
    /// Kiểm tra chuỗi nhật ký và dấu niêm / Check the journal's chain and all seals
    #[command(after_help = "Ví dụ / Example:\n  giaoban verify")]
    Verify,
    /// Nâng cơ sở dữ liệu lên phiên bản này / Bring an older database up to this version
    #[command(
        after_help = "Dừng máy chủ trước / Stop the server first.\nMã kết thúc của --dry-run / Exit code of --dry-run:\n  0 không có gì chờ / nothing waits, 3 có bước chờ / something waits\n\nVí dụ / Example:\n  giaoban upgrade --dry-run"
    )]
    Upgrade(command::upgrade::Upgrade),
    /// Tài khoản / Accounts
    #[command(subcommand, after_help = "Ví dụ / Example:\n  giaoban user list")]
    User(command::user::User),
    /// Đơn vị theo thời gian / Units over time
    #[command(
        subcommand,
        after_help = "Ví dụ / Example:\n  giaoban unit tree --at 2025-06-30"
    )]
    Unit(command::unit::UnitCommand),
    /// Chế độ báo cáo / Reporting regimes
    #[command(subcommand, after_help = "Ví dụ / Example:\n  giaoban regime list")]
    Regime(command::regime::RegimeCommand),
    /// Kỳ giao ban / Rounds
    #[command(subcommand, after_help = "Ví dụ / Example:\n  giaoban round list")]
    Round(command::round::RoundCommand),
    /// Xuất báo cáo tổng hợp / Write the consolidated report
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban consolidate khoa-giao-lich-Q3-2026 --form party --out bao-cao.docx --as dieuphoi"
    )]
    Consolidate(command::consolidate::Consolidate),
    /// Số liệu tổng hợp / Totals of a round
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban totals --round khoa-giao-lich-Q3-2026 --by unit --csv --as dieuphoi"
    )]
    Totals(command::totals::Totals),
    /// Nhập đơn vị, người, số liệu, văn bản cũ / Import units, people, values, old documents
    #[command(
        subcommand,
        after_help = "Ví dụ / Example:\n  giaoban import units don-vi.csv --dry-run"
    )]
    Import(command::import::Import),
    /// Xuất số liệu / Export
    #[command(
        subcommand,
        after_help = "Ví dụ / Example:\n  giaoban export values --csv > so-lieu.csv"
    )]
    Export(command::export::Export),
    /// Đọc văn bản thành dữ liệu / Read documents into JSON
    #[command(after_help = "Ví dụ / Example:\n  giaoban read --findings hoi-nghi.html")]
    Read(command::read::Read),
    /// Mô tả API cho phần mềm khác / Print the OpenAPI document of the API
    #[command(after_help = "Ví dụ / Example:\n  giaoban openapi > openapi.json")]
    Openapi,
    /// Cấu hình đang dùng / Show the configuration in use
    #[command(after_help = "Ví dụ / Example:\n  giaoban config --reference > docs/cau-hinh.md")]
    Config(command::config::ConfigCommand),
}

impl Command {
    /// Reads any number of files one after the other and serves nobody: its memory
    /// stays small, whatever their number.
    pub(crate) fn reads_files_only(&self) -> bool {
        matches!(
            self,
            Self::Read(_) | Self::Import(command::import::Import::Documents(_))
        )
    }
}
