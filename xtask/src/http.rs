//! Files over HTTP/1.1, for this machine only: GET and HEAD, one request for each connection. Whoever is slow, silent or
//! many hurts nobody else, and no other page can reach it by a name of its own (DNS rebinding). The browser tests serve with
//! this module too.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The names of this machine.
pub const LOCAL: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// The most bytes of a request.
const HEAD: usize = 16 << 10;

/// Whom a server answers, and how long it waits.
#[derive(Clone)]
pub struct Rules {
    /// What the header `Host` may name; any port may follow.
    pub hosts: &'static [&'static str],
    /// The most connections at a time: one more ends the oldest.
    pub connections: usize,
    /// How long a request may take to arrive, and each part of an answer to be taken.
    pub patience: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { hosts: LOCAL, connections: 128, patience: Duration::from_secs(10) }
    }
}

/// What a path names.
pub struct Found {
    pub media_type: &'static str,
    /// The content security policy that it is under.
    pub policy: Option<&'static str>,
    pub body: Body,
}

pub enum Body {
    Bytes(Vec<u8>),
    File(File),
}

/// Serves until it is dropped.
pub struct Server {
    address: SocketAddr,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers every path with what `find` finds there, or with status 404.
    pub fn start(
        listener: TcpListener,
        rules: Rules,
        find: impl Fn(&str) -> Option<Found> + Send + Sync + 'static,
    ) -> io::Result<Server> {
        let (address, ends) = (listener.local_addr()?, Arc::new(AtomicBool::new(false)));
        let ended = ends.clone();
        let thread = thread::spawn(move || accept(&listener, &Arc::new((rules, find)), &ended));
        Ok(Server { address, ends, thread: Some(thread) })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // Accepting ends with one more connection.
        if TcpStream::connect(self.address).is_ok() {
            let _ = self.thread.take().map(JoinHandle::join);
        }
    }
}

/// The connections that are open, the oldest first.
type Open = Mutex<VecDeque<(u64, TcpStream)>>;

fn accept<F>(listener: &TcpListener, service: &Arc<(Rules, F)>, ended: &AtomicBool)
where
    F: Fn(&str) -> Option<Found> + Send + Sync + 'static,
{
    let open = Arc::new(Open::default());
    for (id, stream) in (0..).zip(listener.incoming()) {
        if ended.load(Ordering::Relaxed) {
            break;
        }
        let Ok((stream, other)) = stream.and_then(|stream| Ok((stream.try_clone()?, stream))) else {
            // There are no file handles left, which passes.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let mut streams = open.lock().unwrap_or_else(PoisonError::into_inner);
        if streams.len() >= service.0.connections
            && let Some((_, oldest)) = streams.pop_front()
        {
            let _ = oldest.shutdown(Shutdown::Both);
        }
        streams.push_back((id, other));
        drop(streams);
        let (open, service) = (open.clone(), service.clone());
        thread::spawn(move || {
            // A browser that goes away in the middle of an answer is no concern of the server.
            let _ = converse(stream, &service.0, &service.1);
            open.lock().unwrap_or_else(PoisonError::into_inner).retain(|(other, _)| *other != id);
        });
    }
}

/// Reads one request and answers it.
fn converse(mut stream: TcpStream, rules: &Rules, find: &impl Fn(&str) -> Option<Found>) -> io::Result<()> {
    stream.set_write_timeout(Some(rules.patience))?;
    match read_request(&mut stream, rules)? {
        Ok(Request { path, head_only }) => match find(&path) {
            Some(found) => answer(&mut stream, 200, found, head_only),
            None => refuse(&mut stream, 404, head_only),
        },
        Err(status) => refuse(&mut stream, status, false),
    }?;
    // What was sent and not read would reset the connection, and the answer with it.
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    io::copy(&mut stream.take(HEAD as u64), &mut io::sink())?;
    Ok(())
}

struct Request {
    path: String,
    head_only: bool,
}

/// The request, or the status that refuses it.
fn read_request(stream: &mut TcpStream, rules: &Rules) -> io::Result<Result<Request, u16>> {
    let until = Instant::now() + rules.patience;
    let (mut head, mut part) = (Vec::new(), [0; 2048]);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Err(408));
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut part) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(length) => head.extend_from_slice(&part[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(error) => return Err(error),
        }
        if head.len() > HEAD {
            return Ok(Err(431));
        }
        if let Some(parsed) = parse(&head, rules) {
            return Ok(parsed);
        }
    }
}

/// What these bytes ask for, or `None` while there must come more.
fn parse(head: &[u8], rules: &Rules) -> Option<Result<Request, u16>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(status) if status.is_partial() => return None,
        Ok(_) => {}
        Err(httparse::Error::TooManyHeaders) => return Some(Err(431)),
        Err(_) => return Some(Err(400)),
    }
    let hosts: Vec<&[u8]> = request
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case("host"))
        .map(|header| header.value)
        .collect();
    let is_host = |host: &[u8]| {
        let host = String::from_utf8_lossy(host).to_ascii_lowercase();
        let named = |name: &&&str| {
            host.strip_prefix(**name).is_some_and(|port| {
                port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
            })
        };
        rules.hosts.iter().find(named).is_some()
    };
    Some(match (&hosts[..], request.method) {
        ([], _) | ([_, _, ..], _) => Err(400),
        ([host], _) if !is_host(host) => Err(403),
        (_, Some(method @ ("GET" | "HEAD"))) => {
            Ok(Request { path: request.path.unwrap_or("/").to_owned(), head_only: method == "HEAD" })
        }
        _ => Err(405),
    })
}

fn refuse(stream: &mut TcpStream, status: u16, head_only: bool) -> io::Result<()> {
    let body = Body::Bytes(format!("{}.\n", reason(status)).into_bytes());
    answer(stream, status, Found { media_type: "text/plain; charset=utf-8", policy: None, body }, head_only)
}

fn answer(
    stream: &mut TcpStream,
    status: u16,
    Found { media_type, policy, body }: Found,
    head_only: bool,
) -> io::Result<()> {
    let length = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(file) => file.metadata()?.len(),
    };
    let policy = policy.map(|policy| format!("Content-Security-Policy: {policy}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n{policy}\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nAllow: GET, HEAD\r\nConnection: close\r\n\r\n",
        reason(status)
    );
    stream.write_all(head.as_bytes())?;
    match body {
        _ if head_only => Ok(()),
        Body::Bytes(bytes) => stream.write_all(&bytes),
        // Not more than was promised, should the file grow meanwhile.
        Body::File(file) => io::copy(&mut file.take(length), stream).map(drop),
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "This server answers to names of this machine only",
        404 => "There is no such file",
        405 => "Only GET and HEAD are answered",
        408 => "Request Timeout",
        _ => "Request Header Fields Too Large",
    }
}
