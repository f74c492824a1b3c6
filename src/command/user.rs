//! `giaoban user`: accounts.

use super::init::new_password;
use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::account::{Lasting, NewAccount, NewDelegation, NewPost};
use app::{AppError, Ctx, Locale, text};
use clap::{Args, Subcommand};
use domain::account::{Post, Right, Role};
use domain::id::{AccountId, PostId, UnitId};
use jiff::civil::Date;
use std::process::ExitCode;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Thêm tài khoản, in mật khẩu / Add an account and print its password
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban user add baocao2 --name \"Lê Thị Thoa\" --unit SYT --role reporter"
    )]
    Add(Add),
    /// Danh sách / List
    #[command(after_help = "Ví dụ / Example:\n  giaoban user list")]
    List,
    /// Thêm chức danh cho người đã có tài khoản / Give a person a further post
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban user post baocao2 --unit SYT --role head_of_unit --from 2026-11-01 --last-day 2027-06-30"
    )]
    Post(GivePost),
    /// Thôi giữ chức danh từ một ngày / End a post from a day on
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban user end-post baocao2 --unit SYT --role reporter --on 2026-11-01"
    )]
    EndPost(EndPost),
    /// Khóa tài khoản, kết thúc các phiên / Lock an account and end its sessions
    #[command(after_help = "Ví dụ / Example:\n  giaoban user lock baocao2")]
    Lock {
        /// Tên đăng nhập / Login
        login: String,
    },
    /// Mở khóa / Unlock
    #[command(after_help = "Ví dụ / Example:\n  giaoban user unlock baocao2")]
    Unlock {
        /// Tên đăng nhập / Login
        login: String,
    },
    /// Ủy quyền một chức danh / Delegate a post for a time
    #[command(
        after_help = "Ví dụ / Example:\n  giaoban user delegate truongphong --unit SYT --role head_of_unit --to phophong --from 2026-11-02 --last-day 2026-11-13 --reason \"Đi công tác\""
    )]
    Delegate(Delegate),
    /// Đặt mật khẩu mới dùng một lần / Set a fresh password that serves once
    #[command(after_help = "Ví dụ / Example:\n  giaoban user password baocao2")]
    Password {
        /// Tên đăng nhập / Login
        login: String,
    },
}

/// A new account.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Tên đăng nhập / Login
    pub(crate) login: String,
    /// Họ tên / Full name
    #[arg(long)]
    pub(crate) name: String,
    /// Mã đơn vị / Code of the unit
    #[arg(long)]
    pub(crate) unit: String,
    /// Vai trò / Role: reporter, head_of_unit, coordinator, head_of_office, leader, inspector, editor, administrator
    #[arg(long, value_parser = role)]
    pub(crate) role: Role,
    /// Mã đơn vị đứng đầu phạm vi / Code of the top of the area [the unit itself]
    #[arg(long)]
    pub(crate) area: Option<String>,
    /// Chức danh / Title on papers
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    /// Thư điện tử công vụ / Work e-mail
    #[arg(long, default_value = "")]
    pub(crate) email: String,
}

/// Which post of whom.
#[derive(Debug, Args)]
pub(crate) struct WhichPost {
    /// Tên đăng nhập / Login
    pub(crate) login: String,
    /// Mã đơn vị / Code of the unit
    #[arg(long)]
    pub(crate) unit: String,
    /// Vai trò / Role
    #[arg(long, value_parser = role)]
    pub(crate) role: Role,
}

/// A further post.
#[derive(Debug, Args)]
pub(crate) struct GivePost {
    #[command(flatten)]
    pub(crate) post: WhichPost,
    /// Mã đơn vị đứng đầu phạm vi / Code of the top of the area [the unit itself]
    #[arg(long)]
    pub(crate) area: Option<String>,
    /// Chức danh / Title on papers
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    /// Có quyền biểu quyết trong đơn vị / Votes in the unit
    #[arg(long)]
    pub(crate) voting: bool,
    /// Mã đơn vị được đại diện / Code of the body stood for
    #[arg(long)]
    pub(crate) on_behalf_of: Option<String>,
    /// Từ ngày / First day [today]
    #[arg(long)]
    pub(crate) from: Option<Date>,
    /// Đến hết ngày / Last day
    #[arg(long)]
    pub(crate) last_day: Option<Date>,
}

/// The end of a post.
#[derive(Debug, Args)]
pub(crate) struct EndPost {
    #[command(flatten)]
    pub(crate) post: WhichPost,
    /// Thôi giữ từ ngày / First day without the post [today]
    #[arg(long)]
    pub(crate) on: Option<Date>,
}

/// A delegation.
#[derive(Debug, Args)]
pub(crate) struct Delegate {
    #[command(flatten)]
    pub(crate) post: WhichPost,
    /// Tên đăng nhập người được ủy quyền / Login of who will act
    #[arg(long)]
    pub(crate) to: String,
    /// Từ ngày / First day [today]
    #[arg(long)]
    pub(crate) from: Option<Date>,
    /// Đến hết ngày / Last day
    #[arg(long)]
    pub(crate) last_day: Date,
    /// Lý do / Reason
    #[arg(long)]
    pub(crate) reason: String,
    /// Chỉ quyền này (nhắc lại được) / Only this right, may be repeated [all of the post]
    #[arg(long = "right", value_parser = right)]
    pub(crate) rights: Vec<Right>,
}

fn right(code: &str) -> Result<Right, String> {
    Right::from_code(code).ok_or_else(|| {
        Right::ALL
            .iter()
            .filter(|r| !r.is_read())
            .map(|r| r.code())
            .collect::<Vec<_>>()
            .join(", ")
    })
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| {
        Role::ALL
            .iter()
            .map(|r| r.code())
            .collect::<Vec<_>>()
            .join(", ")
    })
}

/// Does it, as the operator or the person named with `--as`.
///
/// # Errors
/// With advice.
pub(crate) async fn run(global: &Global, config: &Config, args: &User) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let tree = ctx.tree().await?;
    let find = |code: &str| {
        tree.by_code(code).map(|u| u.unit).ok_or_else(|| {
            Failure::error(
                text::t_with(locale, "cli.unit.unknown", &[("code", code.to_owned())]),
                text::t(locale, "cli.unit.hint"),
            )
        })
    };
    match args {
        User::Add(add) => {
            let unit = find(&add.unit)?;
            let area = add.area.as_deref().map_or(Ok(unit), find)?;
            let password = new_password();
            let post = NewPost {
                unit,
                role: add.role,
                area,
                title: add.title.clone(),
                is_voting: false,
                on_behalf_of: None,
                from: ctx.today(),
                until: None,
            };
            let new = NewAccount {
                login: add.login.clone(),
                full_name: add.name.clone(),
                work_email: add.email.clone(),
                password: password.clone(),
                locale: Locale::Vi,
                post,
            };
            app::account::create(&ctx, new).await?;
            say!("{}  {password}", add.login);
        }
        User::Password { login } => {
            let password = new_password();
            app::account::set_password(&ctx, login, password.clone(), Lasting::Once).await?;
            say!("{login}  {password}");
        }
        User::Post(give) => {
            let unit = find(&give.post.unit)?;
            let (account, _) = one(&ctx, &give.post.login).await?;
            let new = NewPost {
                unit,
                role: give.post.role,
                area: give.area.as_deref().map_or(Ok(unit), find)?,
                title: give.title.clone(),
                is_voting: give.voting,
                on_behalf_of: give.on_behalf_of.as_deref().map(find).transpose()?,
                from: give.from.unwrap_or(ctx.today()),
                until: give.last_day.map(|d| d.tomorrow()).transpose()?,
            };
            app::account::give_post(&ctx, account, new).await?;
        }
        User::EndPost(end) => {
            let (account, post) = held(&ctx, &end.post, find(&end.post.unit)?).await?;
            let on = end.on.unwrap_or(ctx.today());
            app::account::end_post(&ctx, account, post, on).await?;
        }
        User::Lock { login } => app::account::set_active(&ctx, login, false).await?,
        User::Unlock { login } => app::account::set_active(&ctx, login, true).await?,
        User::Delegate(new) => {
            let (_, post) = held(&ctx, &new.post, find(&new.post.unit)?).await?;
            let new = NewDelegation {
                post,
                to: new.to.clone(),
                from: new.from.unwrap_or(ctx.today()),
                last_day: new.last_day,
                rights: new.rights.clone(),
                reason: new.reason.clone(),
            };
            app::account::delegate(&ctx, new).await?;
        }
        User::List => {
            for (account, posts) in app::account::list(&ctx).await? {
                let posts: Vec<String> = posts
                    .iter()
                    .map(|p| {
                        format!(
                            "{} · {}",
                            tree.get(p.unit).map_or("?", |u| u.short_name.as_str()),
                            text::t(locale, &format!("role.{}", p.role.code()))
                        )
                    })
                    .collect();
                let mark = if account.is_active { ' ' } else { '-' };
                say!(
                    "{mark} {:<16} {:<28} {}",
                    account.login,
                    account.full_name,
                    posts.join("; ")
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// An account that the operator keeps, with its posts.
async fn one(ctx: &Ctx, login: &str) -> Result<(AccountId, Vec<Post>), AppError> {
    let all = app::account::list(ctx).await?;
    let found = all.into_iter().find(|(a, _)| a.login == login);
    found
        .map(|(a, posts)| (a.id, posts))
        .ok_or(AppError::NotFound)
}

/// The post that somebody holds today or later.
async fn held(ctx: &Ctx, which: &WhichPost, unit: UnitId) -> Result<(AccountId, PostId), AppError> {
    let (account, posts) = one(ctx, &which.login).await?;
    let is_it = |p: &&Post| {
        (p.unit, p.role) == (unit, which.role) && p.until.is_none_or(|until| ctx.today() < until)
    };
    let post = posts.iter().find(is_it).ok_or(AppError::NotFound)?;
    Ok((account, post.id))
}
