//! `cargo xtask serve`: builds the site and serves it on this machine, which browsers count as a secure context.

use crate::files::{self, POLICY};
use crate::http::{Body, Found, Rules, Server};
use crate::site::{self, Audience};
use crate::{files_below, root};
use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

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
    /// A folder of IDX files, such as MNIST's, that the place Train is to offer
    #[arg(long)]
    data: Option<PathBuf>,
    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

impl Serve {
    pub fn run(self) -> Result<()> {
        let built = fingerprint();
        let data = self.data.map(Offered::new).transpose()?;
        let dist = site::build(Audience::Developers)?.folder;
        let listener = TcpListener::bind(("127.0.0.1", self.port))
            .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))
            .context("no port of 127.0.0.1 could be opened")?;
        let server = Server::start(listener, Rules::default(), move |url| find(&dist, data.as_ref(), url))?;
        let address = format!("http://{}/", server.address());
        println!("Convoscope is at {address} (Ctrl+C ends it)");
        if !self.no_open && open::that_detached(&address).is_err() {
            println!("No browser could be opened: open that address yourself.");
        }
        if self.watch {
            watch(built);
        }
        loop {
            thread::park();
        }
    }
}

/// Builds again whenever a source file changed since `built`.
fn watch(mut built: u64) -> ! {
    loop {
        thread::sleep(Duration::from_millis(300));
        let now = fingerprint();
        if now != built {
            built = now;
            match site::build(Audience::Developers) {
                Ok(_) => println!("Built again: reload the page."),
                Err(error) => eprintln!("error: {error:#}"),
            }
        }
    }
}

/// Files beside the site.
struct Offered {
    folder: PathBuf,
    names: Vec<String>,
}

impl Offered {
    /// All files of the folder that may be IDX files.
    fn new(folder: PathBuf) -> Result<Self> {
        let mut names: Vec<String> = fs::read_dir(&folder)
            .with_context(|| format!("{} cannot be read", folder.display()))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.contains("idx") && !name.contains(char::is_whitespace))
            .filter(|name| files::inside(&folder, name).is_some())
            .collect();
        names.sort();
        ensure!(!names.is_empty(), "{} has no IDX files", folder.display());
        Ok(Self { folder, names })
    }

    /// The file that a URL asks for.
    fn find(&self, url: &str) -> Option<PathBuf> {
        let name = files::decode(url.strip_prefix("/data/")?)?;
        self.names.contains(&name).then(|| files::inside(&self.folder, &name))?
    }

    /// The page, which is told of the files.
    fn named_in(&self, page: &str) -> String {
        let names = escaped(&self.names.join(" "));
        let meta = format!("<head>\n  <meta name=\"convoscope-data\" content=\"{names}\">");
        page.replacen("<head>", &meta, 1)
    }
}

/// A text as the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What the site has at this path.
fn find(dist: &Path, data: Option<&Offered>, url: &str) -> Option<Found> {
    let policy = Some(POLICY);
    if let Some(data) = data {
        if let Some(file) = data.find(url).and_then(|path| File::open(path).ok()) {
            return Some(Found { media_type: "application/octet-stream", policy, body: Body::File(file) });
        }
        if matches!(url.split('?').next(), Some("/" | "/index.html")) {
            let page = data.named_in(&fs::read_to_string(dist.join("index.html")).ok()?);
            let body = Body::Bytes(page.into_bytes());
            return Some(Found { media_type: "text/html; charset=utf-8", policy, body });
        }
    }
    let path = files::find(dist, url)?;
    Some(Found { media_type: files::media_type(&path), policy, body: Body::File(File::open(path).ok()?) })
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

#[cfg(test)]
mod tests;
