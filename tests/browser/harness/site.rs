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

/// The site on a free port of this machine, until dropped.
pub struct Site {
    server: Server,
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
        let find = {
            let replaced = replaced.clone();
            move |url: &str| find(&dist, &replaced, url)
        };
        let rules = Rules { hosts: &["127.0.0.1", "lecture-hall.test"], ..Rules::default() };
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        Site { server: Server::start(listener, rules, find).expect("a server"), replaced, host }
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
        format!("http://{}:{}", self.host, self.server.address().port())
    }

    pub fn address(&self) -> String {
        self.origin() + FOLDER
    }
}

fn find(dist: &Path, replaced: &Replaced, url: &str) -> Option<Found> {
    // As on any host, the folder itself stands for its index.html.
    let path = match url.strip_prefix(FOLDER)?.split('?').next()? {
        "" => "index.html",
        path => path,
    };
    let (media_type, file) = (files::media_type(Path::new(path)), files::find(dist, path));
    let answer = replaced.lock().unwrap().get(path).cloned();
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
