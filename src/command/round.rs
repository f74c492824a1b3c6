//! `giaoban round`: rounds.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::round::OpenRound;
use app::text;
use clap::{Args, Subcommand};
use domain::period::Period;
use domain::round::DateChoice;
use std::process::ExitCode;

/// What can be done with rounds.
#[derive(Debug, Subcommand)]
pub(crate) enum RoundCommand {
    /// Danh sách kỳ / List
    #[command(after_help = "Ví dụ / Example:\n  giaoban round list")]
    List,
    /// Từng đơn vị đang ở đâu / Where each unit stands
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban round show khoa-giao-lich-Q3-2026 --as dieuphoi"
    )]
    Show {
        /// Mã kỳ / Code of the round
        round: String,
    },
    /// Mở kỳ / Open a round
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban round open --regime khoa-giao --period lich-Q3-2026 --dry-run --as dieuphoi"
    )]
    Open(Open),
}

/// A round to open.
#[derive(Debug, Args)]
pub(crate) struct Open {
    /// Mã chế độ báo cáo / Code of the regime
    #[arg(long)]
    pub(crate) regime: String,
    /// Mã kỳ báo cáo / Code of the period: lich-D-20261122, lich-W48-2026, lich-M11-2026, lich-Q3-2026, lich-H1-2026, lich-H2-2026, lich-9M-2026, lich-Y-2026, hanh_chinh-Q3-2026, nam_hoc-SY-2026, nhiem_ky-T-2025, custom-X-20260101-20260331
    #[arg(long)]
    pub(crate) period: String,
    /// Tên kỳ / Title [regime and period]
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    /// Chỉ xem trước / Only preview
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Mở dù còn đơn vị thiếu người soạn hoặc người ký / Open although units lack a reporter or a head
    #[arg(long)]
    pub(crate) accept_gaps: bool,
}

/// Does it, as the operator or the person named with `--as`.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &RoundCommand,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    match args {
        RoundCommand::List => {
            for line in app::round::list(&ctx).await? {
                let r = &line.round;
                let share = format!("{}/{}", line.received, line.expected);
                say!(
                    "{:<26} {:<7} {share:>10}  {}  {}",
                    r.code,
                    r.state.code(),
                    text::day_vi(r.dates.units_due_on),
                    r.title
                );
            }
        }
        RoundCommand::Show { round } => {
            let round = app::round::get_by_code(&ctx, round).await?;
            say!("{} · {}", round.code, round.title);
            let matrix = app::round::matrix(&ctx, round.id).await?;
            let (original, extended) = matrix.on_time();
            let values = [
                (
                    "received",
                    format!("{}/{}", matrix.received(), matrix.expected()),
                ),
                ("original", original.to_string()),
                ("extended", extended.to_string()),
            ];
            say!("{}", text::t_with(locale, "cli.round.on_time", &values));
            let unlisted = app::round::unlisted(&ctx, round.id).await?;
            for text in unlisted.map_or_else(Vec::new, |found| found.words(locale)) {
                say!("! {text}");
            }
            for row in matrix.rows {
                say!(
                    "{:<12} {:<40} {}",
                    row.state.code(),
                    row.name,
                    text::day_vi(row.extended_due_on.unwrap_or(row.due_on))
                );
            }
        }
        RoundCommand::Open(open) => {
            let period: Period = open.period.parse().map_err(|_| {
                Failure::usage(
                    text::t_with(locale, "cli.period", &[("text", open.period.clone())]),
                    text::t(locale, "cli.period.hint"),
                )
            })?;
            let input = OpenRound {
                regime: open.regime.clone(),
                period,
                title: open.title.clone(),
                area: None,
                dates: DateChoice::default(),
                accept_gaps: open.accept_gaps,
            };
            if open.dry_run {
                let preview = app::round::preview(&ctx, &input).await?;
                let d = preview.dates;
                say!(
                    "{} → {} · {} · {}",
                    text::day_vi(d.opens_on),
                    text::day_vi(d.closing_on),
                    text::day_vi(d.units_due_on),
                    text::day_vi(d.office_due_on)
                );
                say!(
                    "{}",
                    text::t_with(
                        locale,
                        "cli.round.window",
                        &[
                            ("from", text::day_vi(d.data_from)),
                            ("to", text::day_vi(d.closing_on)),
                        ]
                    )
                );
                for (year, doubt) in &preview.doubts {
                    let key = format!("round.doubt.{}", doubt.code());
                    say!(
                        "! {}",
                        text::t_with(locale, &key, &[("year", year.to_string())])
                    );
                }
                for target in &preview.targets {
                    let mark = if target.has_gap() { '!' } else { ' ' };
                    say!("{mark} {} {}", text::day_vi(target.due_on), target.name);
                }
            } else {
                let id = app::round::open(&ctx, &input).await?;
                say!("{}", app::round::get(&ctx, id).await?.code);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
