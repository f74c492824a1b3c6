//! The cable between browser and server. Pulling it cuts open connections and
//! answers nothing new, for pages and for the service worker alike, which the
//! browser's own emulation does only for pages.

use crate::harness::Walk;
use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The cable.
pub struct Plug(watch::Sender<bool>);

impl Plug {
    /// A cable to a server; browsers connect to the address that is returned.
    pub async fn to(server: SocketAddr) -> (Self, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (plug, state) = watch::channel(true);
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                tokio::spawn(carry(browser, server, state.clone()));
            }
        });
        (Self(plug), address)
    }

    /// Pulls the cable out, or puts it in again.
    pub fn set(&self, is_in: bool) {
        self.0.send_replace(is_in);
    }
}

async fn carry(mut browser: TcpStream, server: SocketAddr, mut state: watch::Receiver<bool>) {
    if !*state.borrow_and_update() {
        return;
    }
    let Ok(mut server) = TcpStream::connect(server).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut browser, &mut server) => {}
        _ = state.changed() => {}
    }
}

impl Walk {
    /// Takes the network away, or gives it back; the browser is told, as an
    /// operating system would.
    pub async fn network(&self, is_there: bool) {
        self.plug.set(is_there);
        let params = serde_json::json!({ "offline": !is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.driver
            .cdp()
            .send_raw("Network.emulateNetworkConditions", params)
            .await
            .expect("the network");
    }
}
