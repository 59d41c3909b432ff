//! Serves `dist/` from a folder deep inside a host, where only relative links work.

use super::files;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Response, Server};

const FOLDER: &str = "/some/folder/";

/// What is answered instead of a file.
enum Answer {
    Bytes(Vec<u8>),
    Missing,
    /// Nothing, ever.
    Silence,
}

type Replaced = Arc<Mutex<HashMap<String, Answer>>>;

/// The site on a free port of this machine, until dropped.
pub struct Site {
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
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

    fn called(host: &'static str) -> Site {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(
            dist.join("index.html").is_file(),
            "there is no site in dist/: run `cargo xtask build` first"
        );
        let server = Arc::new(Server::http(("127.0.0.1", 0)).expect("a free port"));
        let replaced = Replaced::default();
        let thread = thread::spawn({
            let (server, replaced) = (server.clone(), replaced.clone());
            move || serve(&server, &dist, &replaced)
        });
        Site { server, thread: Some(thread), replaced, host }
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
        let port = self.server.server_addr().to_ip().expect("a port").port();
        format!("http://{}:{port}", self.host)
    }

    pub fn address(&self) -> String {
        self.origin() + FOLDER
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn serve(server: &Server, dist: &Path, replaced: &Replaced) {
    let mut unanswered = Vec::new();
    for request in server.incoming_requests() {
        let path = request
            .url()
            .strip_prefix(FOLDER)
            .map(|path| path.split('?').next().unwrap_or_default().to_string());
        // As on any host, the folder itself stands for its index.html.
        let path = path.map(|path| if path.is_empty() { "index.html".to_string() } else { path });
        let found = path.map(|path| {
            let bytes = match replaced.lock().unwrap().get(&path) {
                Some(Answer::Bytes(bytes)) => Ok(Some(bytes.clone())),
                Some(Answer::Missing) => Ok(None),
                Some(Answer::Silence) => Err(()),
                None => Ok(files::find(dist, &path).and_then(|file| fs::read(file).ok())),
            };
            (bytes, PathBuf::from(path))
        });
        let _ = match found {
            // A request that is dropped is answered, so it is kept.
            Some((Err(()), _)) => {
                unanswered.push(request);
                Ok(())
            }
            Some((Ok(Some(bytes)), path)) => {
                let media = Header::from_bytes("Content-Type", files::media_type(&path)).unwrap();
                request.respond(Response::from_data(bytes).with_header(media))
            }
            Some((Ok(None), _)) | None => request.respond(Response::empty(404)),
        };
    }
}
