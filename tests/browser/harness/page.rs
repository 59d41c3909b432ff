//! What a test sees of the site: one page, its elements by their `data-testid`.

use super::{Site, chromium, connection::Connection};
use base64ct::Encoding;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

/// The screen that a page is looked at on.
#[derive(Clone, Copy)]
pub struct View {
    pub width: u32,
    pub height: u32,
    /// Device pixels for each pixel of the page.
    pub scale: f64,
    pub touch: bool,
    pub dark: bool,
    pub reduced_motion: bool,
}

impl View {
    pub const PROJECTOR: View =
        View { width: 1280, height: 720, scale: 1.0, touch: false, dark: false, reduced_motion: false };
    pub const PHONE: View = View { width: 390, height: 844, scale: 3.0, touch: true, ..View::PROJECTOR };

    pub fn dark(self) -> View {
        View { dark: true, ..self }
    }

    pub fn reduced_motion(self) -> View {
        View { reduced_motion: true, ..self }
    }
}

/// An answer to a question of the browser.
#[derive(Clone, Copy)]
pub enum Permission {
    Granted,
    Denied,
}

/// One page in a browser context of its own. Each test ends with [`Page::finish`].
pub struct Page {
    pub site: Site,
    pub(super) connection: Connection,
    expected: Vec<String>,
    finished: bool,
}

impl Page {
    /// Opens the site at a route such as `#/draw`, or `""`.
    pub fn open(route: &str, view: View) -> Page {
        Page::open_at(Site::new(), route, view)
    }

    /// Opens a site some of whose files may have been replaced.
    pub fn open_at(site: Site, route: &str, view: View) -> Page {
        Page::open_after("", site, route, view)
    }

    /// Opens a site after this script of JavaScript, which runs anew with every reload. The browser does not keep the site.
    pub fn open_after(script: &str, site: Site, route: &str, view: View) -> Page {
        Page::open_kept(&format!("delete Navigator.prototype.serviceWorker; {script}"), site, route, view)
    }

    /// Opens a site likewise, which the browser keeps for when there is no network.
    pub fn open_kept(script: &str, site: Site, route: &str, view: View) -> Page {
        let connection = Connection::open(&chromium::shared(), site.origin());
        let address = site.address() + route;
        let mut page = Page { site, connection, expected: Vec::new(), finished: false };
        page.look_with(view);
        page.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        page.call("Page.navigate", json!({ "url": address }));
        page.wait_for_load(0);
        page
    }

    /// Opens the site that is one file, without a server.
    pub fn open_file(route: &str, view: View) -> Page {
        let connection = Connection::open(&chromium::shared(), "file://".to_owned());
        let mut page = Page { site: Site::empty(), connection, expected: Vec::new(), finished: false };
        page.look_with(view);
        let file = Site::path("convoscope.html");
        page.call("Page.navigate", json!({ "url": format!("file://{}{route}", file.display()) }));
        page.wait_for_load(0);
        page
    }

    pub fn look_with(&mut self, view: View) {
        let View { width, height, scale, touch, dark, reduced_motion } = view;
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": touch });
        self.call("Emulation.setDeviceMetricsOverride", screen);
        self.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": touch, "maxTouchPoints": 5 }));
        self.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        let features = json!([
            { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
            { "name": "prefers-reduced-motion", "value": if reduced_motion { "reduce" } else { "no-preference" } },
        ]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    pub(super) fn call(&mut self, method: &str, arguments: Value) -> Value {
        self.connection.call(method, arguments)
    }

    /// Makes all of these calls before the first is answered.
    pub(super) fn call_all(&mut self, method: &str, arguments: Vec<Value>) {
        self.connection.call_all(method, arguments);
    }

    /// What the person at this browser answers when the page asks for the camera.
    pub fn answer_camera(&mut self, setting: Permission) {
        let setting = match setting {
            Permission::Granted => "granted",
            Permission::Denied => "denied",
        };
        let asked = json!({
            "permission": { "name": "camera" }, "setting": setting, "origin": self.site.origin(),
            "browserContextId": self.connection.context,
        });
        self.call("Browser.setPermission", asked);
    }

    /// What the browser gives this site room for, in bytes; as much as it likes if that is `None`.
    pub fn limit_storage(&mut self, bytes: Option<u64>) {
        let mut quota = json!({ "origin": self.site.origin() });
        if let Some(bytes) = bytes {
            quota["quotaSize"] = bytes.into();
        }
        self.call("Storage.overrideQuotaForOrigin", quota);
    }

    pub fn reload(&mut self) {
        let loads = self.connection.loads;
        self.call("Page.reload", json!({}));
        self.wait_for_load(loads);
    }

    /// Runs a script, a moment after this is answered, that opens the page anew.
    pub fn reload_by(&mut self, script: &str) {
        let loads = self.connection.loads;
        self.evaluate(&format!("setTimeout(() => {{ {script} }}, 50); null"));
        self.wait_for_load(loads);
    }

    /// Closes the site, and opens it again.
    pub fn leave_and_return(&mut self) {
        let address = self.evaluate("location.href");
        for url in [Value::from("about:blank"), address] {
            let loads = self.connection.loads;
            self.call("Page.navigate", json!({ "url": url }));
            self.wait_for_load(loads);
            self.pause(Duration::from_secs(1));
        }
    }

    pub(super) fn wait_for_load(&mut self, loads: usize) {
        let since = Instant::now();
        while self.connection.loads == loads {
            assert!(
                since.elapsed() < Duration::from_secs(30),
                "the page does not load: {:#?}",
                self.troubles()
            );
            let _ = self.connection.try_call("Runtime.evaluate", json!({ "expression": "null" }));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The value of an expression of JavaScript; of a promise, what it resolves to.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let arguments = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", arguments);
        let failure = answer.get("exceptionDetails");
        assert!(failure.is_none(), "{expression}\nthrew {}", failure.unwrap_or(&Value::Null));
        answer["result"]["value"].clone()
    }

    /// The text of an element, or `None` while there is no such element.
    #[track_caller]
    pub fn text(&mut self, testid: &str) -> Option<String> {
        let text = self.evaluate(&format!("{}?.textContent.trim()", element(testid)));
        text.as_str().map(String::from)
    }

    /// Waits until the element is there and its text is as wanted; answers that text.
    #[track_caller]
    pub fn wait_for(&mut self, testid: &str, wanted: impl Fn(&str) -> bool, patience: Duration) -> String {
        let since = Instant::now();
        loop {
            match self.text(testid) {
                Some(text) if wanted(&text) => return text,
                last if since.elapsed() > patience => {
                    panic!(
                        "after {patience:?} `{testid}` is still {last:?}; troubles: {:#?}",
                        self.troubles()
                    )
                }
                _ => thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    /// An attribute of an element, or `None` while there is no such element or attribute.
    #[track_caller]
    pub fn attribute(&mut self, testid: &str, name: &str) -> Option<String> {
        let value = self.evaluate(&format!("{}?.getAttribute('{name}')", element(testid)));
        value.as_str().map(String::from)
    }

    /// Waits until the element is there and its attribute is as wanted; answers that attribute.
    #[track_caller]
    pub fn wait_for_attribute(
        &mut self,
        [testid, name]: [&str; 2],
        wanted: impl Fn(&str) -> bool,
        patience: Duration,
    ) -> String {
        let since = Instant::now();
        loop {
            match self.attribute(testid, name) {
                Some(value) if wanted(&value) => return value,
                last => assert!(since.elapsed() < patience, "`{name}` of `{testid}` is still {last:?}"),
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Lets time pass for the page, until that is on the screen.
    pub fn pause(&mut self, time: Duration) {
        self.evaluate(&format!("new Promise(done => setTimeout(done, {}))", time.as_millis()));
        self.see();
    }

    /// Writes `name.png` into the folder that the variable SCREENSHOTS names, where it is set.
    pub fn screenshot(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("SCREENSHOTS") else { return };
        let answer = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let encoded = answer["data"].as_str().expect("a picture");
        let bytes = base64ct::Base64::decode_vec(encoded).expect("base64");
        fs::create_dir_all(&folder).expect("a folder for the pictures");
        fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("a place for the picture");
    }

    /// What went wrong so far and was not expected.
    pub fn troubles(&self) -> Vec<String> {
        let unexpected = |trouble: &&String| !self.expected.iter().any(|part| trouble.contains(part));
        self.connection.troubles.found.iter().filter(unexpected).cloned().collect()
    }

    /// Troubles that contain this text belong to the test: without one of them, it fails.
    pub fn expect_trouble(&mut self, text: &str) {
        self.expected.push(text.to_string());
    }

    /// Ends the test: nothing may have gone wrong but what was expected.
    #[track_caller]
    pub fn finish(mut self) {
        self.pause(Duration::from_millis(50));
        self.finished = true;
        let troubles = self.troubles();
        assert!(troubles.is_empty(), "the page had troubles: {troubles:#?}");
        for text in &self.expected {
            let found = &self.connection.troubles.found;
            assert!(
                found.iter().any(|trouble| trouble.contains(text)),
                "no trouble with {text:?} in {found:#?}"
            );
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("troubles of the page until then: {:#?}", self.troubles());
        } else {
            assert!(self.finished, "a test that opens a page must end with page.finish()");
        }
    }
}

/// The element with this name, in JavaScript.
pub(super) fn element(testid: &str) -> String {
    format!("document.querySelector('[data-testid=\"{testid}\"]')")
}
