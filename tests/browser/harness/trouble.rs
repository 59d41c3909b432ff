//! What no page of this site may do: complain, throw, fail to fetch, or ask another host.

use serde_json::Value;
use std::collections::HashMap;

pub struct Troubles {
    origin: String,
    /// The addresses of the requests under way, by their ids.
    requests: HashMap<String, String>,
    pub found: Vec<String>,
}

impl Troubles {
    pub fn new(origin: String) -> Troubles {
        Troubles { origin, requests: HashMap::new(), found: Vec::new() }
    }

    /// Looks at one event of the DevTools protocol.
    pub fn note(&mut self, event: &str, about: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let trouble = match event {
            "Runtime.consoleAPICalled"
                if ["error", "warning", "assert"].contains(&text(&about["type"]).as_str()) =>
            {
                let words = about["args"].as_array().into_iter().flatten().map(spoken).collect::<Vec<_>>();
                format!("console {}: {}", text(&about["type"]), words.join(" "))
            }
            "Runtime.exceptionThrown" => {
                let details = &about["exceptionDetails"];
                format!("exception: {} {}", text(&details["text"]), spoken(&details["exception"]))
            }
            "Log.entryAdded" if ["error", "warning"].contains(&text(&about["entry"]["level"]).as_str()) => {
                format!("log: {} {}", text(&about["entry"]["text"]), text(&about["entry"]["url"]))
            }
            "Network.requestWillBeSent" => {
                let url = text(&about["request"]["url"]);
                self.requests.insert(text(&about["requestId"]), url.clone());
                if self.is_at_home(&url) {
                    return;
                }
                format!("foreign request: {url}")
            }
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                format!("foreign request: {}", text(&about["url"]))
            }
            "Network.responseReceived" if about["response"]["status"].as_u64().unwrap_or(0) >= 400 => {
                format!("status {}: {}", about["response"]["status"], text(&about["response"]["url"]))
            }
            // A reload cancels what is under way, and that is no failure.
            "Network.loadingFailed" if about["canceled"] != true => {
                let url = self.requests.get(&text(&about["requestId"])).cloned().unwrap_or_default();
                format!("failed request: {url} {}", text(&about["errorText"]))
            }
            "Inspector.targetCrashed" => "the page crashed".to_string(),
            _ => return,
        };
        self.found.push(trouble);
    }

    fn is_at_home(&self, url: &str) -> bool {
        let inside = url.strip_prefix(&self.origin).is_some_and(|rest| rest.starts_with('/'));
        inside || url.starts_with("data:") || url.starts_with("blob:") || url == "about:blank"
    }
}

/// A value of the console as people read it.
fn spoken(value: &Value) -> String {
    match (&value["description"], &value["value"]) {
        (Value::String(description), _) => description.clone(),
        (_, Value::String(value)) => value.clone(),
        (_, value) => value.to_string(),
    }
}
