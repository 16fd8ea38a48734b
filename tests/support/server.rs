//! A server that sends made-up bytes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

/// Serves the bytes that `respond` gives for a path, one connection at a time.
pub(crate) fn stand_in(respond: impl Fn(&str) -> Vec<u8> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.expect("a connection");
            let mut request = Vec::new();
            let mut chunk = [0; 1024];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = connection.read(&mut chunk).expect("a request");
                if read == 0 {
                    break;
                }
                request.extend_from_slice(&chunk[..read]);
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            // A client that has read enough hangs up.
            let _ = connection.write_all(&respond(path));
        }
    });
    address
}
