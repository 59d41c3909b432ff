//! Serves `dist/` from a folder deep inside a host, where only relative links work.

use super::files;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Response, Server};

const FOLDER: &str = "/some/folder/";

type Replaced = Arc<Mutex<HashMap<String, Vec<u8>>>>;

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
        self.replaced.lock().unwrap().insert(path.to_string(), bytes.into());
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
    for request in server.incoming_requests() {
        let path = request
            .url()
            .strip_prefix(FOLDER)
            .map(|path| path.split('?').next().unwrap_or_default().to_string());
        // As on any host, the folder itself stands for its index.html.
        let path = path.map(|path| if path.is_empty() { "index.html".to_string() } else { path });
        let found = path.and_then(|path| {
            let bytes = replaced.lock().unwrap().get(&path).cloned();
            Some((bytes.or_else(|| fs::read(files::find(dist, &path)?).ok())?, PathBuf::from(path)))
        });
        let _ = match found {
            Some((bytes, path)) => {
                let media = Header::from_bytes("Content-Type", files::media_type(&path)).unwrap();
                request.respond(Response::from_data(bytes).with_header(media))
            }
            None => request.respond(Response::empty(404)),
        };
    }
}
