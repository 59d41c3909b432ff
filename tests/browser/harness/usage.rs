//! What a page takes of the machine.

use super::Page;
use serde_json::{Value, json};

impl Page {
    /// From now on this runs in every document before its own scripts.
    pub fn run_before_each_load(&mut self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Opens another link in the page that is there.
    pub fn go_to(&mut self, link: &str) {
        self.evaluate(&format!("location.hash = {}", json!(link)));
    }

    /// Frees what nobody refers to.
    pub fn collect_garbage(&mut self) {
        self.call("HeapProfiler.enable", json!({}));
        self.call("HeapProfiler.collectGarbage", json!({}));
        self.call("HeapProfiler.disable", json!({}));
    }

    /// The figures of the DevTools, each with its name and value.
    pub fn metrics(&mut self) -> Vec<Value> {
        self.call("Performance.enable", json!({}));
        self.call("Performance.getMetrics", json!({}))["metrics"].as_array().cloned().unwrap_or_default()
    }

    /// The values of an expression in every worker.
    pub fn evaluate_in_workers(&mut self, expression: &str) -> Vec<Value> {
        let arguments = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answers = self.connection.call_workers("Runtime.evaluate", &arguments);
        answers.into_iter().map(|answer| answer["result"]["value"].clone()).collect()
    }
}
