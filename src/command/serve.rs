//! `giaoban serve`: the pages, and the jobs that run beside them.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use app::{App, AppError, text};
use clap::Args;
use std::future::Future;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use web::{Web, WebOptions};

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Địa chỉ và cổng / Address and port [from the configuration]
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<String>,
}

/// Serves until told to stop.
///
/// # Errors
/// With advice, when the database or the port cannot be had.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Serve,
) -> anyhow::Result<ExitCode> {
    start_log(&config.log);
    let app = instance::open(global, config).await?;
    let listen = args.listen.as_deref().unwrap_or(&config.listen);
    let listener = bind(global, listen).await?;
    tracing::info!(address = %listener.local_addr()?, database = config.database.redacted(), "ready");
    serve(
        app,
        listener,
        WebOptions {
            is_tls: config.base_url.starts_with("https://"),
        },
    )
    .await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the port before anything else is promised.
///
/// # Errors
/// With advice, when somebody else has it.
pub(crate) async fn bind(global: &Global, listen: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen).await.map_err(|e| {
        let locale = global.locale();
        let values = [("address", listen.to_owned()), ("reason", e.to_string())];
        let key = if e.kind() == std::io::ErrorKind::AddrInUse {
            "cli.port.taken"
        } else {
            "cli.port.refused"
        };
        Failure::error(
            text::t_with(locale, key, &values),
            text::t(locale, "cli.port.hint"),
        )
    })
}

/// Serves on a port that is taken already, with the jobs, until Ctrl-C or a
/// request of the system to end; requests under way are finished.
///
/// # Errors
/// When the port is lost.
pub(crate) async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    options: WebOptions,
) -> anyhow::Result<()> {
    app.refresh().await?;
    let jobs = [
        repeat(
            "refresh",
            Duration::from_millis(500),
            &app,
            |app| async move { app.refresh().await },
        ),
        repeat("deliver", Duration::from_secs(15), &app, |app| async move {
            app::message::deliver_due(&app).await.map(drop)
        }),
        repeat(
            "open_due",
            Duration::from_secs(60),
            &app,
            |app| async move { app::round::open_due(&app).await.map(drop) },
        ),
        repeat(
            "reorganise",
            Duration::from_secs(60),
            &app,
            |app| async move { app::unit::apply_due(&app).await.map(drop) },
        ),
        tokio::spawn(app::follow::keep_up(Arc::clone(&app))),
        tokio::spawn(app::totals::keep_warm(Arc::clone(&app))),
        repeat("ladder", Duration::from_secs(900), &app, |app| async move {
            app::message::chase_by_ladder(&app).await.map(drop)
        }),
    ];
    let router = web::router(Web::new(Arc::clone(&app), options))
        .into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum_serve(listener, router).await?;
    for job in jobs {
        job.abort();
    }
    tracing::info!("stopped");
    Ok(())
}

async fn axum_serve(
    listener: TcpListener,
    router: axum::extract::connect_info::IntoMakeServiceWithConnectInfo<
        axum::Router,
        std::net::SocketAddr,
    >,
) -> std::io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(stop_signal())
        .await
}

/// A job that runs again and again; a failure is logged and does not end it.
fn repeat<F, R>(
    name: &'static str,
    every: Duration,
    app: &Arc<App>,
    work: F,
) -> tokio::task::JoinHandle<()>
where
    F: Fn(Arc<App>) -> R + Send + 'static,
    R: Future<Output = Result<(), AppError>> + Send,
{
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let mut clock = tokio::time::interval(every);
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            clock.tick().await;
            if let Err(error) = work(Arc::clone(&app)).await {
                tracing::error!(job = name, %error, "job failed");
            }
        }
    })
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut end) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            return interrupt.await.unwrap_or_default();
        };
        tokio::select! {
            _ = interrupt => {}
            _ = end.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await.unwrap_or_default();
}

/// Sends what is logged to the error output.
pub(crate) fn start_log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| "info".into());
    // A second start in one process (tests) keeps the first.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
