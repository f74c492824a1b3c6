//! `giaoban unit`: the tree of any day, the life of a unit, acts of reorganisation.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::{Failure, field_line};
use crate::instance;
use crate::output::say;
use app::unit::{ActInput, Branch, Life, Plan};
use app::{Ctx, Locale, text};
use clap::{Args, Subcommand};
use domain::unit::{ActState, UnitVersion};
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be done with units.
#[derive(Debug, Subcommand)]
pub(crate) enum UnitCommand {
    /// Cây tổ chức vào một ngày / The tree of a day
    #[command(after_help = "Ví dụ / Example:\n  giaoban unit tree --at 2025-06-30")]
    Tree {
        /// Ngày, dạng năm-tháng-ngày / Day [today]
        #[arg(long, value_name = "DATE")]
        at: Option<Date>,
        /// Mã đơn vị ở gốc / Code of the unit to begin with
        #[arg(long, value_name = "CODE")]
        root: Option<String>,
    },
    /// Các giai đoạn của một đơn vị / The life of a unit
    #[command(after_help = "Ví dụ / Example:\n  giaoban unit show SYT")]
    Show {
        /// Mã đơn vị / Code of the unit
        code: String,
    },
    /// Thực hiện một quyết định sắp xếp / Carry out an act of reorganisation
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban unit reorganise quyet-dinh.toml --dry-run\n\nTệp / File:\n  decision = \"12/NQ-HĐND\"\n  decided_on = \"2026-10-01\"\n  effective_on = \"2026-11-01\"\n  [[step]]\n  do = \"merge\"\n  from = [\"XTD\"]\n  into = \"XHS\"\n\n  do = create (code, name, kind, tier, parent) | rename (unit, name) | move (unit, parent) | merge (from, into)\n     | split (from, into, weights) | abolish (unit, heir)\n     | change (unit, kind, tier, place) | transfer (field, from, to) | charge (unit, field) | discharge (unit, field)\n  [heirs.general]  mã đơn vị kết thúc = mã đơn vị kế thừa / code of an ended unit = code of its heir\n  [heirs.items]    khóa do --dry-run in ra = mã / key that --dry-run prints = code"
    )]
    Reorganise(Reorganise),
    /// Thu hồi một quyết định đã xác nhận, trước ngày hiệu lực / Withdraw a confirmed act before its day
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban unit withdraw \"12/NQ-HĐND\" --reason \"Ghi nhầm ngày\""
    )]
    Withdraw(Withdraw),
}

/// Which act, and why.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// Số quyết định, hoặc mã trong địa chỉ trang / Number of the decision, or the id in its page's address
    pub(crate) act: String,
    /// Lý do / Reason
    #[arg(long)]
    pub(crate) reason: String,
}

/// An act in a file.
#[derive(Debug, Args)]
pub(crate) struct Reorganise {
    /// Tệp .toml / File
    pub(crate) file: PathBuf,
    /// Chỉ xem trước / Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Does it, as the operator or the person named with `--as`.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &UnitCommand,
) -> anyhow::Result<ExitCode> {
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    match args {
        UnitCommand::Tree { at, root } => {
            let at = at.unwrap_or(ctx.today());
            let page = app::unit::tree_page(&ctx, at, root.as_deref(), "").await?;
            for branch in &page.branches {
                tell_branch(branch, 0);
            }
        }
        UnitCommand::Show { code } => {
            let life = app::unit::life_of_code(&ctx, code).await?;
            tell_life(global.locale(), &life);
        }
        UnitCommand::Reorganise(args) => return reorganise(global, &ctx, args).await,
        UnitCommand::Withdraw(args) => withdraw(global, &ctx, args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_branch(branch: &Branch, depth: usize) {
    let more = if branch.is_cut {
        format!("  (+{})", branch.below)
    } else {
        String::new()
    };
    say!(
        "{:indent$}{}  {}{more}",
        "",
        branch.unit.code,
        branch.unit.name,
        indent = depth * 2
    );
    for child in &branch.children {
        tell_branch(child, depth + 1);
    }
}

fn tell_life(locale: Locale, life: &Life) {
    let until = |to: Option<Date>| match to.map(|d| d.yesterday().unwrap_or(d)) {
        Some(day) => text::day_vi(day),
        None => text::t(locale, "unit.now").into_owned(),
    };
    for (v, above) in &life.versions {
        let (from, to) = (text::day_vi(v.valid_from), until(v.valid_to));
        let kind = text::t(locale, &format!("unit.kind.{}", v.kind.code())).into_owned();
        say!("{from} – {to}  {}  {}  ({kind})  < {above}", v.code, v.name);
    }
    for (sign, edges) in [("<-", &life.before), ("->", &life.after)] {
        for e in edges {
            let how = text::t(locale, &format!("unit.lineage.{}", e.kind.code())).into_owned();
            say!(
                "{sign} {}  {}  {}  {how}  {}",
                text::day_vi(e.on),
                e.code,
                e.name,
                e.decision
            );
        }
    }
    for c in &life.codes {
        let key = format!("unit.scheme.{}", c.scheme.code());
        let scheme = text::t(locale, &key).into_owned();
        say!("{} – {}  {scheme}: {}", c.from, until(c.to), c.value);
    }
    for (field, from, to) in &life.fields {
        say!("{from} – {}  {}", until(*to), field.code());
    }
}

async fn reorganise(global: &Global, ctx: &Ctx, args: &Reorganise) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let unreadable = |e: &dyn std::fmt::Display| {
        Failure::error(
            format!("{}: {e}", args.file.display()),
            text::t(locale, "cli.reorganise.hint"),
        )
    };
    let words = std::fs::read_to_string(&args.file).map_err(|e| unreadable(&e))?;
    let input: ActInput = toml::from_str(&words).map_err(|e| unreadable(&e))?;
    let plan = app::unit::plan(ctx, &input).await?;
    tell_plan(locale, &plan);
    for one in app::unit::will_owe(ctx, &plan).await? {
        say!("  {}", one.words(locale));
    }
    if !plan.errors.is_empty() {
        for error in &plan.errors {
            say!("  ! {}", field_line(error, locale));
        }
        let values = [("count", plan.errors.len().to_string())];
        return Err(Failure::error(
            text::t_with(locale, "cli.reorganise.refused", &values),
            text::t(locale, "cli.hint.invalid"),
        ));
    }
    if args.dry_run {
        say!("{}", text::t(locale, "cli.reorganise.dry_run"));
        return Ok(ExitCode::SUCCESS);
    }
    let done = app::unit::confirm(ctx, &input).await?;
    let key = if done.is_applied {
        "cli.reorganise.applied"
    } else {
        "cli.reorganise.confirmed"
    };
    let values = [("moved", done.moved.to_string())];
    say!("{}", text::t_with(locale, key, &values));
    Ok(ExitCode::SUCCESS)
}

async fn withdraw(global: &Global, ctx: &Ctx, args: &Withdraw) -> anyhow::Result<()> {
    let locale = global.locale();
    let acts = app::unit::list(ctx).await?;
    let is_named = |a: &&app::unit::ActSummary| {
        a.id.to_string() == args.act
            || (a.decision == args.act.trim() && a.state == ActState::Confirmed)
    };
    let found: Vec<_> = acts.iter().filter(is_named).collect();
    let [act] = found.as_slice() else {
        for act in &found {
            let day = text::day_vi(act.effective_on);
            say!("  {}  {day}  {}", act.id, act.decision);
        }
        let key = match found.is_empty() {
            true => "cli.withdraw.none",
            false => "cli.withdraw.several",
        };
        let values = [("act", args.act.clone())];
        return Err(Failure::error(
            text::t_with(locale, key, &values),
            text::t(locale, "cli.withdraw.hint"),
        ));
    };
    let version = app::unit::load(ctx, act.id).await?.row.version;
    app::unit::withdraw(ctx, act.id, version, &args.reason).await?;
    let values = [("decision", act.decision.clone())];
    say!("{}", text::t_with(locale, "cli.withdraw.done", &values));
    Ok(())
}

/// Another kind, tier or place than before.
fn nature(locale: Locale, old: Option<&UnitVersion>, new: &UnitVersion) -> String {
    let Some(old) = old else {
        return String::new();
    };
    let kind =
        |v: &UnitVersion| text::t(locale, &format!("unit.kind.{}", v.kind.code())).into_owned();
    let tier =
        |v: &UnitVersion| text::t(locale, &format!("unit.tier.{}", v.tier.code())).into_owned();
    [
        (kind(old), kind(new)),
        (tier(old), tier(new)),
        (old.place.clone(), new.place.clone()),
    ]
    .into_iter()
    .filter(|(old, new)| old != new)
    .map(|(old, new)| format!("  {old} > {new}"))
    .collect()
}

fn tell_plan(locale: Locale, plan: &Plan) {
    let code = |unit| {
        let last = plan.after.life(unit).last();
        last.map(|v| v.code.clone()).unwrap_or_default()
    };
    for v in &plan.changes.new_units {
        say!("+ {}  {}", v.code, v.name);
    }
    for v in &plan.changes.new_versions {
        let old = plan.before.life(v.unit).last();
        say!("~ {}  {}{}", v.code, v.name, nature(locale, old, v));
    }
    for end in &plan.changes.ended {
        let heirs: Vec<String> = end.heirs.iter().map(|h| code(*h)).collect();
        say!("- {} -> {}", code(end.unit), heirs.join(", "));
    }
    for (unit, field) in &plan.changes.functions_closed {
        say!("- {}  {}", code(*unit), field.code());
    }
    for (unit, field) in &plan.changes.functions_opened {
        say!("+ {}  {}", code(*unit), field.code());
    }
    tell_sent(locale, plan);
    tell_staying(locale, plan);
    tell_fields(locale, plan);
    for thing in &plan.open {
        let kind = text::t(locale, &format!("unit.open.{}", thing.row.kind.code())).into_owned();
        let heir = if thing.chosen.is_empty() {
            "?"
        } else {
            &thing.chosen
        };
        say!(
            "  {kind}: {} -> {heir}\n    \"{}\"",
            thing.row.title,
            thing.key
        );
    }
}

/// Reports that are named.
const NAMED: usize = 10;

/// Open reports that stay with the office that asked for them.
fn tell_staying(locale: Locale, plan: &Plan) {
    if plan.staying.is_empty() {
        return;
    }
    let count = [("count", plan.staying.len().to_string())];
    say!("  {}", text::t_with(locale, "unit.act.staying", &count));
    for s in plan.staying.iter().take(NAMED) {
        say!("    {}", s.words(locale));
    }
    tell_more(locale, plan.staying.len());
}

/// What fields of work that move change in open rounds.
fn tell_fields(locale: Locale, plan: &Plan) {
    let lines = plan.fields.lines(locale);
    if lines.is_empty() {
        return;
    }
    say!("  {}", text::t(locale, "unit.act.fields"));
    for line in lines {
        say!("    {line}");
    }
}

/// How many more there are than were named.
fn tell_more(locale: Locale, count: usize) {
    let more = count.saturating_sub(NAMED);
    if more > 0 {
        let values = [("count", more.to_string())];
        say!(
            "    {}",
            text::t_with(locale, "unit.act.sent_more", &values)
        );
    }
}

/// What was sent since the day of an act that lies in the past.
fn tell_sent(locale: Locale, plan: &Plan) {
    if plan.sent.is_empty() {
        return;
    }
    let frozen = plan.sent.iter().filter(|s| s.is_consolidated).count();
    let counts = [
        ("day", text::day_vi(plan.act.effective_on)),
        ("sent", (plan.sent.len() - frozen).to_string()),
        ("frozen", frozen.to_string()),
    ];
    say!("  {}", text::t_with(locale, "unit.act.sent", &counts));
    for sent in plan.sent.iter().take(NAMED) {
        let key = match sent.is_consolidated {
            true => "unit.act.frozen_line",
            false => "unit.act.sent_line",
        };
        let values = [
            ("unit", sent.unit.clone()),
            ("round", sent.round.clone()),
            ("day", text::day_vi(sent.on)),
        ];
        say!("    {}", text::t_with(locale, key, &values));
    }
    tell_more(locale, plan.sent.len());
}
