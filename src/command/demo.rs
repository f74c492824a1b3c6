//! `giaoban demo`: an instance with demo data, served at once.

use super::init::new_password;
use super::serve;
use crate::cli::Global;
use crate::config::{Config, Secret};
use crate::failure::Failure;
use crate::output::say;
use crate::{instance, progress};
use app::clock::{Clock, FixedClock, SeededEntropy, SystemClock, SystemEntropy};
use app::demo::{LOGINS, Plan};
use app::{App, Locale, text};
use clap::Args;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use web::WebOptions;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Thư mục dữ liệu mẫu / Folder of the demo
    #[arg(long, default_value = "./giaoban-demo", value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Làm lại từ đầu / Start over
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Cổng / Port
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Số gieo / Seed number
    #[arg(long, default_value_t = 2026)]
    pub(crate) seed: u64,
    /// Số xã, phường / Communes
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    pub(crate) communes: u32,
    /// Số tỉnh / Provinces
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub(crate) provinces: u32,
    /// Số chỉ tiêu / Indicators
    #[arg(long, default_value_t = 62, value_parser = clap::value_parser!(u32).range(1..=300))]
    pub(crate) indicators: u32,
    /// Số quý / Quarters
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=40))]
    pub(crate) quarters: u32,
    /// Chỉ tạo dữ liệu, không chạy máy chủ / Make the data and stop
    #[arg(long)]
    pub(crate) no_serve: bool,
}

/// Makes the demo if it is not there, gives its accounts fresh passwords, tells
/// them, and serves.
///
/// # Errors
/// With advice, when the port is taken or the folder holds something else.
pub(crate) async fn run(global: &Global, args: &Demo) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    // The port comes first: nobody waits for data only to hear that it is taken.
    let listener = match args.no_serve {
        true => None,
        false => Some(serve::bind(global, &format!("127.0.0.1:{}", args.port)).await?),
    };
    let file = args.dir.join("giaoban.db");
    if args.fresh {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(args.dir.join(format!("giaoban.db{end}")));
        }
    }
    std::fs::create_dir_all(&args.dir)?;
    let config = config(args, &file);
    let passwords: HashMap<String, String> = LOGINS
        .iter()
        .map(|l| (l.login.to_owned(), new_password()))
        .collect();
    if !file.exists() {
        make(global, args, &config, passwords.clone())
            .await
            .inspect_err(|_| {
                // Half a demo would be taken for a whole one at the next start.
                let _ = std::fs::remove_file(&file);
            })?;
    } else {
        let app = open(global, args, &config).await?;
        let ctx = instance::system(global, &app);
        if !app::demo::is_demo(&ctx).await? {
            return Err(Failure::error(
                text::t_with(
                    locale,
                    "cli.demo.other",
                    &[("dir", args.dir.display().to_string())],
                ),
                text::t(locale, "cli.demo.other.hint"),
            ));
        }
        app::demo::renew_passwords(&ctx, &passwords).await?;
    }
    let app = instance::open(global, &config).await?;
    welcome(args, &passwords);
    if let Some(listener) = listener {
        serve::start_log("warn");
        serve::serve(Arc::clone(&app), listener, WebOptions { is_tls: false }).await?;
    }
    app.store.clone().close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Opens what the folder holds. Of a demo that an older version made it is said how it
/// is made anew; of any other instance never, since it would be lost.
async fn open(global: &Global, args: &Demo, config: &Config) -> anyhow::Result<Arc<App>> {
    let store = instance::connect(global, config, false).await?;
    let standing = store.standing().await?;
    let is_older = standing.unknown.is_empty() && !standing.waiting.is_empty();
    if is_older && !standing.is_unused {
        let app = App::new(
            store,
            Arc::new(SystemClock),
            Arc::new(SystemEntropy),
            config.options(),
        );
        let ctx = instance::system(global, &app);
        // What cannot be asked may be somebody's work.
        if app::demo::is_demo(&ctx).await.unwrap_or(false) {
            let places = [
                ("dir", args.dir.display().to_string()),
                ("file", args.dir.join("giaoban.db").display().to_string()),
            ];
            return Err(Failure::error(
                text::t_with(global.locale(), "cli.demo.old", &places),
                text::t_with(global.locale(), "cli.demo.old.hint", &places),
            ));
        }
    }
    instance::open(global, config).await
}

fn config(args: &Demo, file: &Path) -> Config {
    Config {
        database: Secret::new(format!("sqlite://{}", file.display())),
        listen: format!("127.0.0.1:{}", args.port),
        base_url: format!("http://127.0.0.1:{}", args.port),
        data_dir: args.dir.clone(),
        ..Config::default()
    }
}

async fn make(
    global: &Global,
    args: &Demo,
    config: &Config,
    passwords: HashMap<String, String>,
) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let plan = Plan {
        seed: args.seed,
        communes: args.communes as usize,
        provinces: args.provinces as usize,
        indicators: args.indicators as usize,
        quarters: args.quarters as usize,
        ..Plan::new(domain::calendar::day_in_vietnam(now), passwords)
    };
    let store = instance::connect(global, config, true).await?;
    store.migrate().await?;
    let clock = Arc::new(FixedClock::new(now));
    // Ids come from the seed, so that the same demo has the same addresses.
    let app = App::new(
        store,
        clock,
        Arc::new(SeededEntropy::new(args.seed)),
        config.options(),
    );
    let bar = progress::bar(
        plan.reports() as u64,
        &text::t(global.locale(), "cli.demo.making"),
    );
    app::demo::build(&instance::system(global, &app), &plan, &|done| {
        bar.inc(done as u64)
    })
    .await?;
    bar.finish_and_clear();
    // Everything goes into the one file before anybody copies it.
    app.store.clone().close().await?;
    Ok(())
}

fn welcome(args: &Demo, passwords: &HashMap<String, String>) {
    let base = format!("http://127.0.0.1:{}", args.port);
    for locale in Locale::ALL {
        say!(
            "{}\n",
            text::t_with(locale, "demo.welcome", &[("base", base.clone())])
        );
        for login in &LOGINS {
            let role = text::t(locale, &format!("role.{}", login.role.code()));
            let password = passwords.get(login.login).map_or("", String::as_str);
            say!("  {:<10}  {password}  {role}", login.login);
        }
        say!(
            "\n{}\n",
            text::t_with(locale, "demo.try", &[("base", base.clone())])
        );
    }
}
