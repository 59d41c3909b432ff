//! The DevTools protocol: numbered calls and their answers as JSON over one WebSocket, with events in between.
//!
//! Typed bindings of the protocol exist, but they drop each event that is newer than they are, and a dropped error would
//! be a test that passes unseen. Here every message is looked at, and any Chromium will do.

use super::chromium::Door;
use super::trouble::Troubles;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::TcpStream;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// How long Chromium may take for one answer.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Connection {
    socket: WebSocket<TcpStream>,
    calls: u64,
    /// The page's session: several share the socket, one for the page and one for each of its workers.
    page: Option<String>,
    /// The sessions of its workers.
    workers: Vec<String>,
    /// How often the page has finished loading.
    pub loads: usize,
    pub troubles: Troubles,
    /// The browser context that the page lives in.
    pub context: Value,
}

impl Connection {
    /// Connects to Chromium and opens an empty page in a new browser context there, of which nothing goes unseen. The
    /// context ends with the connection.
    pub fn open(door: &Door, origin: String) -> Connection {
        let stream = TcpStream::connect(("127.0.0.1", door.port)).expect("Chromium's port");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_nodelay(true).expect("no delay");
        let url = format!("ws://127.0.0.1:{}{}", door.port, door.path);
        let (socket, _) = tungstenite::client(url, stream).expect("Chromium's WebSocket");
        let troubles = Troubles::new(origin);
        let mut connection = Connection {
            socket,
            calls: 0,
            page: None,
            workers: Vec::new(),
            loads: 0,
            troubles,
            context: Value::Null,
        };
        let context = connection.call("Target.createBrowserContext", json!({ "disposeOnDetach": true }));
        connection.context = context["browserContextId"].clone();
        let blank =
            json!({ "url": "about:blank", "browserContextId": connection.context, "newWindow": true });
        let target = connection.call("Target.createTarget", blank)["targetId"].clone();
        let session =
            connection.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        connection.page = session["sessionId"].as_str().map(String::from);
        connection.call("Page.enable", json!({}));
        for (method, arguments) in watching() {
            connection.call(method, arguments);
        }
        connection
    }

    /// Calls a method of the page and waits for its answer, while the events that come in before it take their effect.
    pub fn call(&mut self, method: &str, arguments: Value) -> Value {
        self.try_call(method, arguments).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Like [`Self::call`]; a page that is being left may answer with an error.
    pub fn try_call(&mut self, method: &str, arguments: Value) -> Result<Value, Value> {
        let id = self.send(self.page.clone(), method, arguments);
        loop {
            let message = self.read(method);
            if message["id"] == id {
                return message
                    .get("error")
                    .map_or_else(|| Ok(message["result"].clone()), |error| Err(error.clone()));
            }
        }
    }

    /// What every worker of the page answers to this call; a worker that does not know it answers nothing.
    pub fn call_workers(&mut self, method: &str, arguments: &Value) -> Vec<Value> {
        let workers = self.workers.clone();
        let mut call = |worker| {
            let id = self.send(Some(worker), method, arguments.clone());
            loop {
                let message = self.read(method);
                if message["id"] == id {
                    return message["result"].clone();
                }
            }
        };
        workers.into_iter().map(&mut call).collect()
    }

    /// Makes all of these calls before the first is answered.
    pub fn call_all(&mut self, method: &str, arguments: Vec<Value>) {
        let mut waiting: HashSet<u64> =
            arguments.into_iter().map(|arguments| self.send(self.page.clone(), method, arguments)).collect();
        while !waiting.is_empty() {
            let message = self.read(method);
            if message["id"].as_u64().is_some_and(|id| waiting.remove(&id)) {
                assert!(message.get("error").is_none(), "{method}: {}", message["error"]);
            }
        }
    }

    fn send(&mut self, session: Option<String>, method: &str, arguments: Value) -> u64 {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": arguments });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string())).expect("Chromium still listens");
        self.calls
    }

    fn read(&mut self, method: &str) -> Value {
        let message = self.socket.read().unwrap_or_else(|error| panic!("no answer to {method}: {error}"));
        let message: Value = serde_json::from_str(message.to_text().unwrap_or("null")).expect("JSON");
        match message["method"].as_str() {
            Some("Page.loadEventFired") => self.loads += 1,
            Some("Target.attachedToTarget") => {
                // A new worker stands still until it is watched like the page. What a worker does not know of this, it
                // answers with an error that nobody waits for.
                let session = message["params"]["sessionId"].as_str().map(String::from);
                self.workers.extend(session.clone());
                for (method, arguments) in watching() {
                    self.send(session.clone(), method, arguments);
                }
                self.send(session, "Runtime.runIfWaitingForDebugger", json!({}));
            }
            Some("Target.detachedFromTarget") => {
                self.workers.retain(|worker| message["params"]["sessionId"] != worker.as_str());
            }
            Some(event) => self.troubles.note(event, &message["params"]),
            None => {}
        }
        message
    }
}

/// What makes a page or a worker report all that it says and fetches, and its workers in turn.
fn watching() -> [(&'static str, Value); 4] {
    let workers = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
    [
        ("Runtime.enable", json!({})),
        ("Log.enable", json!({})),
        ("Network.enable", json!({})),
        ("Target.setAutoAttach", workers),
    ]
}
