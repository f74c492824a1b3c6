//! Starting the browser.

use std::path::Path;
use std::time::Duration;
use thirtyfour::prelude::*;

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a port")
        .port()
}

/// A browser with a profile of its own.
pub async fn connect(port: u16, profile: &Path) -> WebDriver {
    let mut caps = DesiredCapabilities::chrome();
    for arg in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=vi",
    ] {
        caps.add_arg(arg).expect("an argument");
    }
    caps.add_arg(&format!("--user-data-dir={}", profile.display()))
        .expect("an argument");
    let url = format!("http://127.0.0.1:{port}");
    // The driver needs a moment to listen; there is nothing to wait on but itself.
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_ok()
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    WebDriver::new(&url, caps)
        .await
        .expect("a browser (Debian package chromium)")
}
