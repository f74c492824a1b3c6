//! `giaoban user`: accounts.

use super::init::new_password;
use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::account::{NewAccount, NewPost};
use app::{Locale, text};
use clap::{Args, Subcommand};
use domain::account::Role;
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
    /// Đặt mật khẩu mới / Set a fresh password
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
    match args {
        User::Add(add) => {
            let tree = ctx.tree().await?;
            let find = |code: &str| {
                tree.by_code(code).map(|u| u.unit).ok_or_else(|| {
                    Failure::error(
                        text::t_with(locale, "cli.unit.unknown", &[("code", code.to_owned())]),
                        text::t(locale, "cli.unit.hint"),
                    )
                })
            };
            let unit = find(&add.unit)?;
            let area = add.area.as_deref().map_or(Ok(unit), find)?;
            let password = new_password();
            let post = NewPost {
                unit,
                role: add.role,
                area,
                title: add.title.clone(),
                from: ctx.today(),
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
            app::account::set_password(&ctx, login, password.clone()).await?;
            say!("{login}  {password}");
        }
        User::List => {
            let tree = ctx.tree().await?;
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
