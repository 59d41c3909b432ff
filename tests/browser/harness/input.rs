//! Mouse, finger and keyboard, as events that Chromium itself takes for real.

use super::page::{Page, element};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// No two neighbouring events of a stroke are further apart than this part of the element.
const STEP: f32 = 0.05;

impl Page {
    /// Presses and releases the left button over the middle of an element.
    #[track_caller]
    pub fn click(&mut self, testid: &str) {
        self.click_at(testid, (0.5, 0.5));
    }

    /// The point is in parts of the element: (0, 0) is its upper left corner, (1, 1) its lower right one.
    #[track_caller]
    pub fn click_at(&mut self, testid: &str, point: (f32, f32)) {
        self.draw(testid, &[vec![point]]);
    }

    /// Clicks what loads the page anew, and waits until it has: the page left answers nothing more.
    #[track_caller]
    pub fn click_to_load(&mut self, testid: &str) {
        let place = self.place(testid)((0.5, 0.5));
        let loads = self.connection.loads;
        self.mouse("mouseMoved", place, 0);
        self.mouse("mousePressed", place, 1);
        self.mouse("mouseReleased", place, 0);
        self.wait_for_load(loads);
    }

    #[track_caller]
    pub fn hover(&mut self, testid: &str) {
        self.hover_at(testid, (0.5, 0.5));
    }

    #[track_caller]
    pub fn hover_at(&mut self, testid: &str, point: (f32, f32)) {
        let place = self.place(testid);
        self.mouse("mouseMoved", place(point), 0);
    }

    /// Draws with the mouse, one stroke after the other, each through its points.
    #[track_caller]
    pub fn draw(&mut self, testid: &str, strokes: &[Vec<(f32, f32)>]) {
        let place = self.place(testid);
        for stroke in strokes {
            let points = dense(stroke);
            self.mouse("mouseMoved", place(points[0]), 0);
            self.mouse("mousePressed", place(points[0]), 1);
            for &point in &points[1..] {
                self.mouse("mouseMoved", place(point), 1);
            }
            self.mouse("mouseReleased", place(points[points.len() - 1]), 0);
        }
        self.see();
    }

    /// Draws as a fast pen: no event waits for the one before to be answered, so the page is handed several at once.
    #[track_caller]
    pub fn draw_quickly(&mut self, testid: &str, strokes: &[Vec<(f32, f32)>]) {
        let place = self.place(testid);
        for stroke in strokes {
            let points = dense(stroke);
            let mut events =
                vec![mouse("mouseMoved", place(points[0]), 0), mouse("mousePressed", place(points[0]), 1)];
            events.extend(points[1..].iter().map(|&point| mouse("mouseMoved", place(point), 1)));
            events.push(mouse("mouseReleased", place(points[points.len() - 1]), 0));
            self.call_all("Input.dispatchMouseEvent", events);
        }
        self.see();
    }

    /// Touches the middle of an element for a moment.
    #[track_caller]
    pub fn tap(&mut self, testid: &str) {
        self.touch_draw(testid, &[vec![(0.5, 0.5)]]);
    }

    /// Draws with one finger.
    #[track_caller]
    pub fn touch_draw(&mut self, testid: &str, strokes: &[Vec<(f32, f32)>]) {
        let place = self.place(testid);
        for stroke in strokes {
            let points = dense(stroke);
            self.touch("touchStart", Some(place(points[0])));
            for &point in &points[1..] {
                self.touch("touchMove", Some(place(point)));
            }
            if points.len() > 1 {
                // The finger rests before it lifts: else the browser takes this for a fling, and the next tap for its end.
                self.pause(Duration::from_millis(100));
            }
            self.touch("touchEnd", None);
        }
        self.see();
    }

    /// Presses a key by its name in JavaScript, such as `Escape`, `z` or `Control+z`.
    pub fn press(&mut self, keys: &str) {
        for event in strokes(keys) {
            self.call("Input.dispatchKeyEvent", event);
        }
        self.see();
    }

    /// Presses a key so often, as fast as the browser takes it.
    pub fn press_often(&mut self, keys: &str, times: usize) {
        let events = std::iter::repeat_n(strokes(keys), times).flatten().collect();
        self.call_all("Input.dispatchKeyEvent", events);
        self.see();
    }

    /// Replaces what stands in a field, as people do.
    #[track_caller]
    pub fn retype(&mut self, testid: &str, text: &str) {
        self.click(testid);
        self.press("Control+a");
        for key in text.chars() {
            self.press(&key.to_string());
        }
        self.press("Enter");
    }

    /// Chooses an option of a list, counted from 0.
    #[track_caller]
    pub fn choose(&mut self, testid: &str, option: usize) {
        self.evaluate(&format!(
            "(list => {{ list.selectedIndex = {option}; list.dispatchEvent(new Event('change', {{ bubbles: true }})); }})({})",
            element(testid)
        ));
        self.see();
    }

    /// Chooses a file in a file field, as its dialog does.
    #[track_caller]
    pub fn choose_file(&mut self, testid: &str, file: &Path) {
        self.choose_files(testid, &[file]);
    }

    /// Chooses files in a file field, as its dialog does.
    #[track_caller]
    pub fn choose_files(&mut self, testid: &str, files: &[impl AsRef<Path>]) {
        let found = self.call("Runtime.evaluate", json!({ "expression": element(testid) }));
        let field = &found["result"]["objectId"];
        let files: Vec<&Path> = files.iter().map(AsRef::as_ref).collect();
        self.call("DOM.setFileInputFiles", json!({ "files": files, "objectId": field }));
        self.see();
    }

    /// Drags a file from elsewhere over an element and lets go.
    #[track_caller]
    pub fn drop_file(&mut self, testid: &str, file: &Path) {
        self.drop_files(testid, &[file]);
    }

    /// Drags files and folders from elsewhere over an element and lets go.
    #[track_caller]
    pub fn drop_files(&mut self, testid: &str, files: &[impl AsRef<Path>]) {
        let (x, y) = self.place(testid)((0.5, 0.5));
        let files: Vec<&Path> = files.iter().map(AsRef::as_ref).collect();
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.call("Input.dispatchDragEvent", json!({ "type": kind, "x": x, "y": y, "data": data }));
        }
        self.see();
    }

    /// Waits until what was done is on the screen: people see it before they do the next thing.
    pub(super) fn see(&mut self) {
        self.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))",
        );
    }

    /// Scrolls the element into view and answers where its points lie on the screen. A page that has just loaded may
    /// take a moment to show it.
    #[track_caller]
    fn place(&mut self, testid: &str) -> impl Fn((f32, f32)) -> (f64, f64) + use<> {
        let script = format!(
            "(() => {{
                const element = {};
                element?.scrollIntoView({{ block: 'nearest', inline: 'nearest', behavior: 'instant' }});
                // Of words that are broken into lines, those of the first line.
                const box = element?.getClientRects()[0];
                return box && box.width * box.height ? [box.x, box.y, box.width, box.height] : null;
            }})()",
            element(testid)
        );
        let since = Instant::now();
        let mut found = self.evaluate(&script);
        while !found.is_array() && since.elapsed() < Duration::from_secs(5) {
            self.pause(Duration::from_millis(20));
            found = self.evaluate(&script);
        }
        assert!(found.is_array(), "there is no `{testid}` to point at");
        let [x, y, width, height] = [0, 1, 2, 3].map(|i| found[i].as_f64().unwrap());
        move |(u, v)| (x + f64::from(u) * width, y + f64::from(v) * height)
    }

    fn mouse(&mut self, kind: &str, at: (f64, f64), buttons: u32) {
        self.call("Input.dispatchMouseEvent", mouse(kind, at, buttons));
    }

    fn touch(&mut self, kind: &str, point: Option<(f64, f64)>) {
        let points: Vec<Value> = point.into_iter().map(|(x, y)| json!({ "x": x, "y": y, "id": 1 })).collect();
        self.call("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
    }
}

fn mouse(kind: &str, (x, y): (f64, f64), buttons: u32) -> Value {
    let button = if kind == "mouseMoved" && buttons == 0 { "none" } else { "left" };
    let clicks = u32::from(kind != "mouseMoved");
    json!({
        "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": clicks,
        "pointerType": "mouse",
    })
}

/// The same stroke with points in between.
fn dense(stroke: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut points = vec![stroke[0]];
    for pair in stroke.windows(2) {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let steps = (dx.hypot(dy) / STEP).ceil().max(1.0);
        points.extend(
            (1..=steps as usize).map(|i| i as f32 / steps).map(|t| (pair[0].0 + t * dx, pair[0].1 + t * dy)),
        );
    }
    points
}

/// A key that goes down, with what is held, and up.
fn strokes(keys: &str) -> [Value; 2] {
    let (held, key) = keys.rsplit_once('+').unwrap_or(("", keys));
    let bit = |name| match name {
        "Alt" => 1,
        "Control" => 2,
        "Meta" => 4,
        "Shift" => 8,
        _ => panic!("{name} is no key to hold"),
    };
    let modifiers: u32 = held.split('+').filter(|name| !name.is_empty()).map(bit).sum();
    let (code, number, text) = describe(key);
    // A key that is held with Control or Alt writes nothing.
    let text = if modifiers & 7 == 0 { text } else { String::new() };
    let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
    let down = json!({
        "type": kind, "key": key, "code": code, "text": text, "modifiers": modifiers,
        "windowsVirtualKeyCode": number,
    });
    let mut up = down.clone();
    (up["type"], up["text"]) = ("keyUp".into(), "".into());
    [down, up]
}

/// A key's place on the keyboard, its number, and what it writes.
fn describe(key: &str) -> (String, u32, String) {
    const NAMED: [(&str, u32); 13] = [
        ("Backspace", 8),
        ("Tab", 9),
        ("Enter", 13),
        ("Escape", 27),
        ("PageUp", 33),
        ("PageDown", 34),
        ("End", 35),
        ("Home", 36),
        ("ArrowLeft", 37),
        ("ArrowUp", 38),
        ("ArrowRight", 39),
        ("ArrowDown", 40),
        ("Delete", 46),
    ];
    if let Some(&(name, number)) = NAMED.iter().find(|(name, _)| *name == key) {
        return (name.to_string(), number, if name == "Enter" { "\r" } else { "" }.to_string());
    }
    let mut letters = key.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { panic!("{key} is no known key") };
    let upper = letter.to_ascii_uppercase();
    let code = match upper {
        'A'..='Z' => format!("Key{upper}"),
        '0'..='9' => format!("Digit{upper}"),
        ' ' => "Space".to_string(),
        _ => String::new(),
    };
    // The numbers of letters and digits are those of ASCII; other signs have none that all keyboards share.
    let number = if code.is_empty() { 0 } else { u32::from(upper) };
    (code, number, letter.to_string())
}
