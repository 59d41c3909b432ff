//! One Chromium process with an empty profile, gone with the test.

use super::finder;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const FLAGS: [&str; 15] = [
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    // A clock and a circle in motion instead of the machine's camera, if it has one.
    "--use-fake-device-for-media-stream",
    // Whatever a page asks of another host fails at once, with or without a network.
    "--host-resolver-rules=MAP lecture-hall.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
];

pub struct Chromium {
    process: Child,
    profile: PathBuf,
}

impl Chromium {
    /// Starts it and answers its DevTools port and path.
    pub fn start() -> (Chromium, u16, String) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("convoscope-chromium-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let profile = std::env::temp_dir().join(name);
        fs::create_dir_all(&profile).expect("a folder for temporary files");
        let program = finder::find().expect("no Chromium: install it, or let CHROME name its program");
        let words = File::create(profile.join("words.txt")).expect("a file for what Chromium says");
        let process = Command::new(&program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdout(words.try_clone().expect("a second handle"))
            .stderr(words)
            .spawn()
            .unwrap_or_else(|error| panic!("{} did not start: {error}", program.display()));
        let mut chromium = Chromium { process, profile };
        let (port, path) = chromium.door();
        (chromium, port, path)
    }

    /// Chromium writes its port, a line end and its path into a file as soon as it listens.
    fn door(&mut self) -> (u16, String) {
        let since = Instant::now();
        loop {
            let file = fs::read_to_string(self.profile.join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, path)) = file.split_once('\n')
                && path.starts_with("/devtools/browser/")
            {
                return (port.parse().expect("a port"), path.trim().to_string());
            }
            let ended = self.process.try_wait().expect("a child process");
            if ended.is_some() || since.elapsed() > Duration::from_secs(60) {
                let words = fs::read_to_string(self.profile.join("words.txt")).unwrap_or_default();
                panic!("Chromium opened no DevTools port (ended: {ended:?}). It said:\n{words}");
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its child processes may write for a moment longer.
        for _ in 0..50 {
            if fs::remove_dir_all(&self.profile).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}
