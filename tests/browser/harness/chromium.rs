//! One Chromium process for all tests of this program. Each page lives in a browser context of its own there: nothing is
//! stored, allowed or cached that another page could see.
//!
//! A test program's statics are never dropped, and it may be aborted. So Chromium is started by a keeper, which is this
//! same program once more: it holds a pipe whose other end is ours, and ends Chromium as soon as that end is gone.

use super::browsers;
use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const FLAGS: [&str; 18] = [
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
    // Every page is in the foreground, however many there are.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    // A clock and a circle in motion instead of the machine's camera, if it has one.
    "--use-fake-device-for-media-stream",
    // Whatever a page asks of another host fails at once, with or without a network.
    "--host-resolver-rules=MAP lecture-hall.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
];

/// Tells the keeper which folder is Chromium's.
const PROFILE: &str = "CONVOSCOPE_CHROMIUM_PROFILE";

/// Where Chromium's DevTools listen.
#[derive(Clone)]
pub struct Door {
    pub port: u16,
    pub path: String,
}

impl Door {
    pub fn is_open(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port)).is_ok()
    }
}

/// The Chromium of all tests: started by the first that asks, and again by the first after it crashed.
pub fn shared() -> Door {
    static SHARED: Mutex<Option<Chromium>> = Mutex::new(None);
    let mut shared = SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(chromium) = shared.as_ref().filter(|chromium| chromium.door.is_open()) {
        return chromium.door.clone();
    }
    *shared = None;
    shared.insert(Chromium::start()).door.clone()
}

/// A Chromium process with an empty profile, gone when this is dropped or this program ends in whatever way.
pub struct Chromium {
    keeper: Child,
    profile: PathBuf,
    door: Door,
}

impl Chromium {
    pub fn start() -> Chromium {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("convoscope-chromium-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let profile = env::temp_dir().join(name);
        fs::create_dir_all(&profile).expect("a folder for temporary files");
        let mut keeper = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", KEEPER, "--quiet"])
            .env(PROFILE, &profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("this program starts once more");
        let door = wait_for_door(&mut keeper, &profile);
        Chromium { keeper, profile, door }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Chromium writes its port, a line end and its path into a file as soon as it listens.
fn wait_for_door(keeper: &mut Child, profile: &Path) -> Door {
    let since = Instant::now();
    loop {
        let file = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = file.split_once('\n')
            && path.starts_with("/devtools/browser/")
        {
            return Door { port: port.parse().expect("a port"), path: path.trim().to_string() };
        }
        let ended = keeper.try_wait().expect("a child process");
        if ended.is_some() || since.elapsed() > Duration::from_secs(60) {
            let words = fs::read_to_string(profile.join("words.txt")).unwrap_or_default();
            panic!("Chromium opened no DevTools port (ended: {ended:?}). It said:\n{words}");
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// If this program was started to keep Chromium: does that until there is nobody to keep it for, and answers `true`.
pub fn kept() -> bool {
    let Some(profile) = env::var_os(PROFILE).map(PathBuf::from) else { return false };
    let program = browsers::find_chromium().expect("no Chromium: install it, or let CHROME name its program");
    let words = File::create(profile.join("words.txt")).expect("a file for what Chromium says");
    let mut chromium = Command::new(&program)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("about:blank")
        .env_remove(PROFILE)
        .stdin(Stdio::null())
        .stdout(words.try_clone().expect("a second handle"))
        .stderr(words)
        .spawn()
        .unwrap_or_else(|error| panic!("{} did not start: {error}", program.display()));
    // Nothing is ever written into the pipe: reading ends when its other end is gone.
    let pipe = thread::spawn(|| std::io::stdin().read(&mut [0]));
    while !pipe.is_finished() && chromium.try_wait().is_ok_and(|ended| ended.is_none()) {
        thread::sleep(Duration::from_millis(20));
    }
    let _ = chromium.kill();
    let _ = chromium.wait();
    // Its child processes may write for a moment longer. Who starts it waits for the words of one that ended by itself.
    for _ in 0..1000 {
        if pipe.is_finished() && fs::remove_dir_all(&profile).is_ok() {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    true
}

/// The test that is also the keeper, by its name for the test program.
const KEEPER: &str = "harness::chromium::chromium_ends_with_who_started_it";

#[test]
fn chromium_ends_with_who_started_it() {
    if kept() {
        return;
    }
    let mut chromium = Chromium::start();
    assert!(chromium.door.is_open());
    // An end of this program, whichever it is, closes its end of the pipe.
    drop(chromium.keeper.stdin.take());
    chromium.keeper.wait().expect("a child process");
    assert!(!chromium.door.is_open() && !chromium.profile.exists());
}
