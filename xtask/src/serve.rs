//! `cargo xtask serve`: builds the site and serves it on this machine, which browsers count as a secure context.

use crate::site::{self, Audience};
use crate::{files, files_below, root};
use anyhow::{Context, Result, anyhow, ensure};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
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
        server.incoming_requests().for_each(|request| answer(&dist, data.as_ref(), request));
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
    fn new(folder: PathBuf) -> Result<Self> {
        let mut names: Vec<String> = fs::read_dir(&folder)
            .with_context(|| format!("{} cannot be read", folder.display()))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.contains("idx") && !name.contains(char::is_whitespace))
            .collect();
        names.sort();
        ensure!(!names.is_empty(), "{} has no IDX files", folder.display());
        Ok(Self { folder, names })
    }

    /// The file that a URL asks for.
    fn find(&self, url: &str) -> Option<PathBuf> {
        let name = url.strip_prefix("/data/")?;
        self.names.iter().any(|known| known == name).then(|| self.folder.join(name))
    }

    /// The page, which is told of the files.
    fn named_in(&self, page: &str) -> String {
        let meta = format!("<head>\n  <meta name=\"convoscope-data\" content=\"{}\">", self.names.join(" "));
        page.replacen("<head>", &meta, 1)
    }
}

fn answer(dist: &Path, data: Option<&Offered>, request: Request) {
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("a plain header");
    if let Some(data) = data {
        if let Some(file) = data.find(request.url()).and_then(|path| File::open(path).ok()) {
            let _ = request.respond(Response::from_file(file));
            return;
        }
        if matches!(request.url(), "/" | "/index.html")
            && let Ok(page) = fs::read_to_string(dist.join("index.html"))
        {
            let html = header("Content-Type", "text/html; charset=utf-8");
            let _ = request.respond(Response::from_string(data.named_in(&page)).with_header(html));
            return;
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_of_the_folder_are_offered() {
        let folder = std::env::temp_dir().join(format!("convoscope-offered-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(Offered::new(folder.clone()).is_err());
        fs::write(folder.join("train-images-idx3-ubyte"), [1]).unwrap();
        fs::write(folder.join("secret.txt"), [2]).unwrap();
        let offered = Offered::new(folder.clone()).unwrap();
        assert_eq!(
            offered.find("/data/train-images-idx3-ubyte"),
            Some(folder.join("train-images-idx3-ubyte"))
        );
        for url in ["/data/secret.txt", "/data/../train-images-idx3-ubyte", "/train-images-idx3-ubyte"] {
            assert_eq!(offered.find(url), None, "{url}");
        }
        let page = offered.named_in("<html><head><title>x</title></head></html>");
        assert!(
            page.contains("<meta name=\"convoscope-data\" content=\"train-images-idx3-ubyte\">"),
            "{page}"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
