//! [`Service`]: what answers in a worker.

/// What answers commands in a worker.
#[allow(async_fn_in_trait, reason = "workers have one thread")]
pub trait Service {
    /// What it is asked.
    type Command;
    /// What it answers.
    type Event;

    /// Does what `command` asks for. `clock` tells the time in milliseconds; benchmarks read it, and who tells when activations
    /// were there.
    async fn apply(&mut self, command: Self::Command, clock: &dyn Fn() -> f64) -> Self::Event;

    /// Takes a file for the command that comes next; `None` where the browser could not read it, or there was no room for it.
    fn take_file(&mut self, _file: Option<Vec<u8>>) {}

    /// Whether there is anything for [`slice`](Self::slice) to do.
    fn is_training(&self) -> bool {
        false
    }

    /// Takes training steps, or explains on, for `budget` milliseconds by `clock`.
    async fn slice(&mut self, _budget: f64, _clock: &dyn Fn() -> f64) -> Vec<Self::Event> {
        Vec::new()
    }

    /// Resolves when something is there that a command did not wait for, and is then to be followed by
    /// [`arrived`](Self::arrived). It may be dropped before.
    async fn arrives(&mut self) {
        std::future::pending().await
    }

    /// Goes on with what has arrived.
    async fn arrived(&mut self, _clock: &dyn Fn() -> f64) -> Vec<Self::Event> {
        Vec::new()
    }
}
