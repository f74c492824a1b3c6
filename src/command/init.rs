//! `giaoban init`: a new instance with its first unit and administrator.

use crate::cli::Global;
use crate::config::Config;
use crate::instance;
use crate::output::say;
use app::clock::{Entropy, SystemClock, SystemEntropy};
use app::instance::NewInstance;
use app::{App, text};
use clap::Args;
use jiff::civil::Date;
use std::process::ExitCode;
use std::sync::Arc;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Tên cơ quan đứng đầu / Name of the unit at the top
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: String,
    /// Mã cơ quan / Its code
    #[arg(long, default_value = "TU", value_name = "CODE")]
    pub(crate) code: String,
    /// Địa danh trên văn bản / Place written on papers
    #[arg(long, default_value = "", value_name = "PLACE")]
    pub(crate) place: String,
    /// Có từ ngày nào / Day from which it exists [start of the two-tier government]
    #[arg(long, default_value = "2025-07-01", value_name = "YYYY-MM-DD")]
    pub(crate) from: Date,
    /// Tên đăng nhập quản trị / Login of the administrator
    #[arg(long, default_value = "quantri", value_name = "LOGIN")]
    pub(crate) login: String,
    /// Họ tên quản trị / The administrator's name
    #[arg(long, default_value = "Quản trị hệ thống", value_name = "NAME")]
    pub(crate) name: String,
}

/// Creates database and schema where they are missing, then the first rows.
///
/// # Errors
/// With advice, when the instance is in use already or cannot be written.
pub(crate) async fn run(global: &Global, config: &Config, args: &Init) -> anyhow::Result<ExitCode> {
    let store = instance::connect(global, config, true).await?;
    let app = App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        config.options(),
    );
    let ctx = instance::system(global, &app);
    app::instance::prepare(&ctx).await?;
    std::fs::create_dir_all(&config.data_dir)?;
    let password = new_password();
    let new = NewInstance {
        unit_name: args.unit.clone(),
        unit_code: args.code.clone(),
        place: args.place.clone(),
        from: args.from,
        login: args.login.clone(),
        full_name: args.name.clone(),
        password: password.clone(),
    };
    app::instance::init(&ctx, new).await?;
    let values = [("login", args.login.clone()), ("password", password)];
    say!(
        "{}",
        text::t_with(global.locale(), "cli.init.done", &values)
    );
    Ok(ExitCode::SUCCESS)
}

/// A fresh password: 80 bits in letters that are not taken for each other.
pub(crate) fn new_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 16];
    SystemEntropy.fill(&mut bytes);
    bytes
        .iter()
        .map(|b| char::from(LETTERS[usize::from(b % 32)]))
        .collect()
}
