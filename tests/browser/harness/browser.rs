use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// How long a browser may take to start, and for one answer.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A page in whatever browser speaks one of WebDriver's protocols.
pub trait Browser {
    /// Opens an address anew.
    fn go(&mut self, address: &str);

    /// What an expression comes to, or what it promises.
    fn evaluate(&mut self, expression: &str) -> Value;

    /// Does what WebDriver calls the actions of an input source.
    fn perform(&mut self, actions: Value);

    /// Waits until the text of what has this `data-testid` is as wanted.
    fn wait_for(&mut self, testid: &str, wanted: impl Fn(&str) -> bool) -> String {
        let since = Instant::now();
        loop {
            let text =
                self.evaluate(&format!("document.querySelector('[data-testid=\"{testid}\"]')?.textContent"));
            if let Some(text) = text.as_str().filter(|text| wanted(text)) {
                return text.to_owned();
            }
            assert!(since.elapsed() < PATIENCE, "{testid}: {text}");
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn click(&mut self, testid: &str) {
        self.drag(testid, &[(0.5, 0.5)]);
    }

    /// Moves the pointer, pressed, from one point of something to the next: parts of its width and height.
    fn drag(&mut self, testid: &str, points: &[(f64, f64)]) {
        let place = format!(
            "(() => {{ const e = document.querySelector('[data-testid=\"{testid}\"]'); e.scrollIntoView({{ block: 'nearest' }});
            const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }})()"
        );
        let place = self.evaluate(&place);
        let [x, y, width, height] = [0, 1, 2, 3].map(|i| place[i].as_f64().expect("a place"));
        let at = |(right, down): (f64, f64)| json!({ "type": "pointerMove", "x": (x + right * width) as i64, "y": (y + down * height) as i64, "duration": 20 });
        let mut actions = vec![at(points[0]), json!({ "type": "pointerDown", "button": 0 })];
        actions.extend(points[1..].iter().map(|point| at(*point)));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        self.perform(json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions }));
    }
}
