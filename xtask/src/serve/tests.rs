use super::*;
use crate::http::{Body, Found, Rules, Server};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// More bytes than a request may have.
const TOO_LONG: usize = 16 << 10;

fn server(rules: Rules) -> Server {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let find = |path: &str| {
        let policy = Some("default-src 'self'");
        let file = || Found { media_type: "text/plain", policy, body: Body::Bytes(b"the file".to_vec()) };
        (path == "/a").then(file)
    };
    Server::start(listener, rules, find).unwrap()
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// All that is answered to these bytes.
fn said(server: &Server, request: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn status(server: &Server, request: &str) -> u16 {
    said(server, request).split(' ').nth(1).unwrap().parse().unwrap()
}

const GOOD: &str = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[test]
fn get_has_a_body_and_head_has_none() {
    let server = server(Rules::default());
    let (got, head) = (said(&server, GOOD), said(&server, &GOOD.replace("GET", "HEAD")));
    let (headers, body) = got.split_once("\r\n\r\n").unwrap();
    assert!(
        headers.starts_with("HTTP/1.1 200 OK\r\n") && headers.contains("\r\nContent-Length: 8\r\n"),
        "{headers}"
    );
    assert!(headers.contains("\r\nContent-Security-Policy: default-src 'self'\r\n"), "{headers}");
    assert_eq!((body, head), ("the file", format!("{headers}\r\n\r\n")));
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let server = server(Rules::default());
    for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
        assert_eq!(status(&server, &GOOD.replace("localhost", host)), 200, "{host}");
    }
    for host in
        ["evil.test", "localhost.evil.test", "127.0.0.1.evil.test:8080", "localhost:", "localhost:x", ""]
    {
        assert_eq!(status(&server, &GOOD.replace("localhost", host)), 403, "{host}");
    }
    assert_eq!(status(&server, "GET /a HTTP/1.1\r\n\r\n"), 400);
    assert_eq!(status(&server, "GET /a HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n"), 400);
}

#[test]
fn what_it_cannot_answer_is_refused_and_harms_nothing() {
    let server = server(Rules::default());
    for (request, expected) in [
        ("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", 405),
        ("PUT /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 405),
        ("GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        ("nonsense\r\n\r\n", 400),
        ("GET /a HTTP/1.1\r\nHost: local\0host\r\n\r\n", 400),
        (&format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(TOO_LONG)), 431),
        (&format!("GET /a HTTP/1.1\r\n{}Host: localhost\r\n\r\n", "a: b\r\n".repeat(100)), 431),
    ] {
        assert_eq!(status(&server, request), expected, "{request:.60}");
        assert_eq!(status(&server, GOOD), 200, "after {request:.60}");
    }
}

#[test]
fn half_a_request_is_waited_for_as_long_as_the_rules_say() {
    let server = server(Rules { patience: Duration::from_millis(200), ..Rules::default() });
    let since = Instant::now();
    assert_eq!(status(&server, &GOOD[..20]), 408);
    assert!(since.elapsed() >= Duration::from_millis(200));
    // Bytes that trickle in do not prolong it.
    let mut slow = connect(&server);
    let trickle = GOOD.bytes().take(20).all(|byte| {
        thread::sleep(Duration::from_millis(50));
        slow.write_all(&[byte]).is_ok()
    });
    let mut answer = String::new();
    let answered = slow.read_to_string(&mut answer);
    assert!(!trickle || answered.is_err() || answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[test]
fn slow_clients_do_not_hinder_others() {
    let server = server(Rules { connections: 16, patience: Duration::from_secs(60), ..Rules::default() });
    let begun: Vec<TcpStream> = (0..60)
        .map(|i| {
            let mut stream = connect(&server);
            let request =
                ["GET /a HTT", "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx"][i % 2];
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    let since = Instant::now();
    for _ in 0..20 {
        assert_eq!(status(&server, GOOD), 200);
    }
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
    drop(begun);
}

#[test]
fn only_the_files_of_the_folder_are_offered() {
    let folder = std::env::temp_dir().join(format!("convoscope-offered-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    assert!(Offered::new(folder.clone()).is_err());
    fs::write(folder.join("train-images-idx3-ubyte"), [1]).unwrap();
    fs::write(folder.join("secret.txt"), [2]).unwrap();
    let offered = Offered::new(folder.clone()).unwrap();
    assert_eq!(
        offered.find("/data/train-images-idx3-ubyte"),
        Some(folder.canonicalize().unwrap().join("train-images-idx3-ubyte"))
    );
    for url in ["/data/secret.txt", "/data/../train-images-idx3-ubyte", "/train-images-idx3-ubyte"] {
        assert_eq!(offered.find(url), None, "{url}");
    }
    let page = offered.named_in("<html><head><title>x</title></head></html>");
    assert!(page.contains("<meta name=\"convoscope-data\" content=\"train-images-idx3-ubyte\">"), "{page}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn names_of_files_are_no_markup() {
    let names = vec!["\"><script>idx".to_owned()];
    let page = Offered { folder: PathBuf::new(), names }.named_in("<head></head>");
    assert!(page.contains("content=\"&quot;&gt;&lt;script&gt;idx\""), "{page}");
}
