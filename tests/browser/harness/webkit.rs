//! WebKit's GTK port over WebDriver: one request over HTTP for each command. It needs a display and a message bus, which
//! `xvfb-run` and `dbus-run-session` give it.

use super::browser::{Browser, PATIENCE};
use serde_json::{Value, json};
use std::env;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Debian's browser that WebDriver may drive.
const BROWSERS: [&str; 2] = [
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
];

/// One page in a WebKit of its own, which ends with it.
pub struct WebKitPage {
    driver: Child,
    port: u16,
    session: String,
    origin: String,
}

impl WebKitPage {
    /// An empty page that may ask this origin alone.
    pub fn open(origin: String) -> Self {
        let port = 4400 + (std::process::id() % 500) as u16;
        let driver = Command::new("xvfb-run")
            .args(["--auto-servernum", "--server-args=-screen 0 1400x900x24", "dbus-run-session", "--"])
            .args(["WebKitWebDriver", &format!("--port={port}")])
            // Root may not open the sandbox of its own processes.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("xvfb-run, of Debian's package xvfb");
        let mut page = Self { driver, port, session: String::new(), origin };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < PATIENCE, "WebKitWebDriver does not listen");
            thread::sleep(Duration::from_millis(100));
        }
        let browser = env::var("WEBKIT").ok();
        let known = BROWSERS.into_iter().find(|path| std::path::Path::new(path).is_file());
        let binary =
            browser.as_deref().or(known).expect("MiniBrowser; the variable WEBKIT may name its program");
        let options = json!({ "binary": binary, "args": ["--automation"] });
        let wanted = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let session = page.call("POST", "/session", &json!({ "capabilities": wanted }));
        page.session = session["sessionId"].as_str().expect("a session").to_owned();
        page.command("POST", "/window/rect", &json!({ "width": 1280, "height": 760 }));
        page
    }

    /// Nothing was asked of another host by the page that is shown.
    pub fn finish(mut self) {
        let asked = self.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)");
        let asked = asked.as_array().expect("a list").iter().filter_map(Value::as_str);
        let foreign: Vec<_> = asked
            .filter(|address| !address.starts_with(&self.origin) && !address.starts_with("blob:"))
            .collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    fn command(&mut self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    fn call(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("WebKitWebDriver listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).expect("it still listens");
        let mut answer = Vec::new();
        let mut buffer = [0; 8192];
        let (length, start) = loop {
            let read =
                stream.read(&mut buffer).unwrap_or_else(|error| panic!("no answer to {path}: {error}"));
            answer.extend(&buffer[..read]);
            let mut headers = [httparse::EMPTY_HEADER; 32];
            let mut response = httparse::Response::new(&mut headers);
            if let httparse::Status::Complete(start) = response.parse(&answer).expect("HTTP") {
                let length =
                    response.headers.iter().find(|it| it.name.eq_ignore_ascii_case("content-length"));
                let length = length.and_then(|it| std::str::from_utf8(it.value).ok()?.parse::<usize>().ok());
                break (length.expect("a length"), start);
            }
            assert!(read > 0, "no answer to {path}");
        };
        while answer.len() < start + length {
            let read =
                stream.read(&mut buffer).unwrap_or_else(|error| panic!("no answer to {path}: {error}"));
            assert!(read > 0, "half an answer to {path}");
            answer.extend(&buffer[..read]);
        }
        let answer: Value = serde_json::from_slice(&answer[start..start + length]).expect("JSON");
        assert!(answer["value"]["error"].is_null(), "{path}: {answer}");
        answer["value"].clone()
    }
}

impl Browser for WebKitPage {
    fn go(&mut self, address: &str) {
        for url in ["about:blank", address] {
            self.command("POST", "/url", &json!({ "url": url }));
        }
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; Promise.resolve({expression}).then(value => done(JSON.stringify(value ?? null)));"
        );
        let answer = self.command("POST", "/execute/async", &json!({ "script": script, "args": [] }));
        let text = answer.as_str().unwrap_or_else(|| panic!("{expression}: {answer}"));
        serde_json::from_str(text).expect("JSON")
    }

    fn perform(&mut self, actions: Value) {
        self.command("POST", "/actions", &json!({ "actions": [actions] }));
    }
}

impl Drop for WebKitPage {
    fn drop(&mut self) {
        if !self.session.is_empty() && !thread::panicking() {
            self.command("DELETE", "", &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
