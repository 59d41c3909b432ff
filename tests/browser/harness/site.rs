//! Serves `dist/` from a folder deep inside a host, where only relative links work, and under the site's policy.

use super::files;
use super::http::{Body, Found, Rules, Server};
use std::collections::HashMap;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

const FOLDER: &str = "/some/folder/";

/// What is answered instead of a file.
#[derive(Clone)]
enum Answer {
    Bytes(Vec<u8>),
    Missing,
    /// Nothing, ever.
    Silence,
}

type Replaced = Arc<Mutex<HashMap<String, Answer>>>;

/// The site on a free port of this machine, until dropped. Files are named without the folder of their version.
pub struct Site {
    server: Option<Server>,
    port: u16,
    replaced: Replaced,
    host: &'static str,
}

impl Site {
    pub fn new() -> Site {
        Site::called("127.0.0.1")
    }

    /// The site as another machine of a lecture hall sees it: over plain http, so that it is no secure page.
    pub fn on_a_lan() -> Site {
        Site::called("lecture-hall.test")
    }

    /// No site at all: all that is there is what replaces it.
    pub fn empty() -> Site {
        Site::serving(PathBuf::new(), "127.0.0.1")
    }

    fn called(host: &'static str) -> Site {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(
            dist.join("index.html").is_file(),
            "there is no site in dist/: run `cargo xtask build` first"
        );
        Site::serving(dist, host)
    }

    fn serving(dist: PathBuf, host: &'static str) -> Site {
        let replaced = Replaced::default();
        let (version, find) = (version(&dist), replaced.clone());
        let find = move |url: &str| answered(&dist, &version, &find, url);
        let rules = Rules { hosts: &["127.0.0.1", "lecture-hall.test"], ..Rules::default() };
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let server = Server::start(listener, rules, find).expect("a server");
        Site { port: server.address().port(), server: Some(server), replaced, host }
    }

    /// From now on nobody answers.
    pub fn end(&mut self) {
        self.server = None;
    }

    /// Where the built site has this file.
    pub fn path(name: &str) -> PathBuf {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        let places = [dist.join(name), dist.join(version(&dist)).join(name)];
        places.into_iter().find(|file| file.is_file()).unwrap_or_else(|| panic!("{name} was not built"))
    }

    /// What is in it.
    pub fn built(name: &str) -> Vec<u8> {
        std::fs::read(Site::path(name)).expect("a readable file")
    }

    /// From now on `path` (relative to the site, without a leading slash) holds these bytes instead.
    pub fn replace(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.answer(path, Answer::Bytes(bytes.into()));
    }

    /// From now on there is no such file.
    pub fn remove(&self, path: &str) {
        self.answer(path, Answer::Missing);
    }

    /// From now on who asks for it gets no answer.
    pub fn silence(&self, path: &str) {
        self.answer(path, Answer::Silence);
    }

    /// From now on it is again what it was.
    pub fn restore(&self, path: &str) {
        self.replaced.lock().unwrap().remove(path);
    }

    fn answer(&self, path: &str, answer: Answer) {
        self.replaced.lock().unwrap().insert(path.to_string(), answer);
    }

    pub fn origin(&self) -> String {
        format!("http://{}:{}", self.host, self.port)
    }

    pub fn address(&self) -> String {
        self.origin() + FOLDER
    }
}

/// The folder of the version: that with the program of the page.
fn version(dist: &Path) -> String {
    let folders = dist.read_dir().into_iter().flatten().flatten();
    let version = folders.into_iter().find(|folder| folder.path().join("start.js").is_file());
    version.map(|folder| folder.file_name().to_string_lossy().into_owned()).unwrap_or_default()
}

fn answered(dist: &Path, version: &str, replaced: &Replaced, url: &str) -> Option<Found> {
    // As on any host, the folder itself stands for its index.html.
    let path = match url.strip_prefix(FOLDER)?.split('?').next()? {
        "" => "index.html",
        path => path,
    };
    let (media_type, file) = (files::media_type(Path::new(path)), files::find(dist, path));
    let name = path.strip_prefix(version).and_then(|name| name.strip_prefix('/')).unwrap_or(path);
    let answer = replaced.lock().unwrap().get(name).cloned();
    // A page that a test made, and what only that page loads, are not the site's.
    let is_ours = file.is_some() && (answer.is_none() || !path.ends_with(".html"));
    let body = match answer {
        Some(Answer::Bytes(bytes)) => Body::Bytes(bytes),
        Some(Answer::Missing) => return None,
        Some(Answer::Silence) => loop {
            thread::park();
        },
        None => Body::File(File::open(file?).ok()?),
    };
    Some(Found { media_type, policy: is_ours.then_some(files::POLICY), body })
}
