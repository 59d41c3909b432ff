//! Firefox over WebDriver BiDi: numbered commands and their answers as JSON over one WebSocket, with events in between.

use super::browser::{Browser, PATIENCE};
use super::browsers;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket};

/// Nothing of Firefox's own goes to the network, or stands in the way.
const PREFERENCES: &str = r#"
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.enabled", false);
"#;

/// One page in a Firefox of its own, which ends with it.
pub struct FirefoxPage {
    process: Child,
    profile: PathBuf,
    socket: WebSocket<TcpStream>,
    calls: u64,
    context: String,
    /// What pages may ask for: the beginnings of addresses.
    origins: Vec<String>,
    troubles: Vec<String>,
}

impl FirefoxPage {
    /// An empty page that may ask for addresses with these beginnings.
    pub fn open(origins: Vec<String>) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("convoscope-firefox-{}-{count}", std::process::id()));
        fs::create_dir_all(&profile).expect("a folder for temporary files");
        fs::write(profile.join("user.js"), PREFERENCES).expect("preferences");
        let firefox = browsers::find_firefox().expect("Firefox; the variable FIREFOX may name its program");
        let process = Command::new(firefox)
            .args(["--headless", "--no-remote", "--remote-debugging-port=0", "--profile"])
            .arg(&profile)
            .env("HOME", &profile)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Firefox starts");
        let port = wait_for_port(&profile);
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("Firefox's port");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}/session"), stream)
            .expect("Firefox's WebSocket");
        let mut page = Self {
            process,
            profile,
            socket,
            calls: 0,
            context: String::new(),
            origins,
            troubles: Vec::new(),
        };
        page.call("session.new", json!({ "capabilities": {} }));
        page.call("session.subscribe", json!({ "events": ["log.entryAdded", "network.beforeRequestSent"] }));
        let tree = page.call("browsingContext.getTree", json!({}));
        page.context = tree["contexts"][0]["context"].as_str().expect("a page").to_owned();
        let viewport = json!({ "context": page.context, "viewport": { "width": 1280, "height": 720 } });
        page.call("browsingContext.setViewport", viewport);
        page
    }

    /// Nothing was logged as an error, and nothing asked of another host.
    pub fn finish(self) {
        assert!(self.troubles.is_empty(), "{:#?}", self.troubles);
    }

    fn call(&mut self, method: &str, arguments: Value) -> Value {
        self.calls += 1;
        let message = json!({ "id": self.calls, "method": method, "params": arguments });
        self.socket.send(Message::text(message.to_string())).expect("Firefox still listens");
        loop {
            let message = self.socket.read().unwrap_or_else(|error| panic!("no answer to {method}: {error}"));
            let message: Value = serde_json::from_str(message.to_text().unwrap_or("null")).expect("JSON");
            if message["id"] == self.calls {
                assert_eq!(message["type"], "success", "{method}: {message}");
                return message["result"].clone();
            }
            self.note(&message["params"], message["method"].as_str().unwrap_or_default());
        }
    }

    fn note(&mut self, event: &Value, method: &str) {
        let trouble = match method {
            "log.entryAdded" if event["level"] == "error" => Some(event["text"].to_string()),
            "network.beforeRequestSent" => {
                let address = event["request"]["url"].as_str().unwrap_or_default();
                let known =
                    ["about:", "data:", "blob:"].into_iter().chain(self.origins.iter().map(String::as_str));
                let is_known = known.into_iter().any(|origin| address.starts_with(origin));
                (!is_known).then(|| format!("a request of {address}"))
            }
            _ => None,
        };
        self.troubles.extend(trouble);
    }
}

impl Browser for FirefoxPage {
    fn go(&mut self, address: &str) {
        // A page that is there already only changes its link, without a load to wait for.
        for url in ["about:blank", address] {
            let there = json!({ "context": self.context, "url": url, "wait": "complete" });
            self.call("browsingContext.navigate", there);
        }
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        // Values come as JSON, so that one reader serves numbers, lists and texts.
        let expression =
            format!("Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))");
        let target = json!({ "context": self.context });
        let answer = self.call(
            "script.evaluate",
            json!({ "expression": expression, "target": target, "awaitPromise": true }),
        );
        let text = answer["result"]["value"].as_str().unwrap_or_else(|| panic!("{expression}: {answer}"));
        serde_json::from_str(text).expect("JSON")
    }

    fn perform(&mut self, actions: Value) {
        self.call("input.performActions", json!({ "context": self.context, "actions": [actions] }));
    }
}

impl Drop for FirefoxPage {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Firefox writes its port into a file as soon as it listens.
fn wait_for_port(profile: &std::path::Path) -> u16 {
    let since = Instant::now();
    loop {
        let file = fs::read_to_string(profile.join("WebDriverBiDiServer.json")).unwrap_or_default();
        let port = serde_json::from_str(&file).ok().and_then(|file: Value| file["ws_port"].as_u64());
        if let Some(port) = port {
            return port as u16;
        }
        assert!(since.elapsed() < PATIENCE, "Firefox opened no port for WebDriver BiDi");
        thread::sleep(Duration::from_millis(50));
    }
}
