//! `cargo xtask serve`: builds the site and serves it on this machine, which browsers count as a secure context.

use crate::{files, files_below, root, site};
use anyhow::{Result, anyhow};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::thread;
use std::time::Duration;
use tiny_http::{Header, Request, Response, Server};

/// What the site is made from.
const SOURCES: [&str; 6] = ["src", "www", "assets", "index.html", "Cargo.toml", "Cargo.lock"];

#[derive(clap::Args)]
pub struct Serve {
    /// The port to listen on; where it is taken, a free one is used
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build again whenever a source file changes
    #[arg(long)]
    watch: bool,
    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

impl Serve {
    pub fn run(self) -> Result<()> {
        let built = fingerprint();
        let dist = site::build()?.folder;
        let server = Server::http(("127.0.0.1", self.port))
            .or_else(|_| Server::http(("127.0.0.1", 0)))
            .map_err(|error| anyhow!("no port of 127.0.0.1 could be opened: {error}"))?;
        let address = format!("http://{}/", server.server_addr());
        println!("Convoscope is at {address} (Ctrl+C ends it)");
        if !self.no_open && open::that_detached(&address).is_err() {
            println!("No browser could be opened: open that address yourself.");
        }
        if self.watch {
            thread::spawn(move || watch(built));
        }
        server.incoming_requests().for_each(|request| answer(&dist, request));
        Ok(())
    }
}

/// Builds again whenever a source file changed since `built`.
fn watch(mut built: u64) {
    loop {
        thread::sleep(Duration::from_millis(300));
        let now = fingerprint();
        if now != built {
            built = now;
            match site::build() {
                Ok(_) => println!("Built again: reload the page."),
                Err(error) => eprintln!("error: {error:#}"),
            }
        }
    }
}

fn answer(dist: &Path, request: Request) {
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("a plain header");
    let found = files::find(dist, request.url()).and_then(|path| Some((File::open(&path).ok()?, path)));
    // A browser that goes away in the middle of an answer is no concern of the server.
    let _ = match found {
        Some((file, path)) => request.respond(
            Response::from_file(file)
                .with_header(header("Content-Type", files::media_type(&path)))
                .with_header(header("Cache-Control", "no-cache")),
        ),
        None => request.respond(Response::from_string("There is no such file.").with_status_code(404)),
    };
}

/// Changes whenever a source file is written, added or removed.
fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in SOURCES.iter().flat_map(|source| files_below(&root().join(source))) {
        let modified = file.metadata().and_then(|data| data.modified()).ok();
        (file, modified).hash(&mut hasher);
    }
    hasher.finish()
}
