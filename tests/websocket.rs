//! Error messages and close frames through a real WebSocket.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::net::{TcpListener, TcpStream};

use api_error_catalog::{
    CatalogError, Category, Transport, UnresolvedReason, audixa, elevenlabs, faseeh,
};
use support::answers::{Answer, answers};
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Message, WebSocket};

/// The errors that a client gets from a server's messages.
fn received(messages: Vec<Message>) -> Vec<Message> {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        let mut socket: WebSocket<TcpStream> = tungstenite::accept(stream).expect("a handshake");
        let closed = messages.last().is_some_and(Message::is_close);
        for message in messages {
            socket.send(message).expect("sent");
        }
        if !closed {
            socket.close(None).expect("closed");
        }
        // Until the client has answered the close frame, or is gone.
        while socket.read().is_ok() {}
    });
    let stream = TcpStream::connect(address).expect("a connection");
    let (mut socket, _) =
        tungstenite::client(format!("ws://{address}/"), stream).expect("a handshake");
    let mut got = Vec::new();
    while let Ok(message) = socket.read() {
        let last = message.is_close();
        got.push(message);
        if last {
            let _ = socket.flush();
            break;
        }
    }
    drop(socket);
    server.join().expect("the server ends");
    got
}

fn close(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame {
        code: CloseCode::from(code),
        reason: reason.into(),
    }))
}

fn sent(answer: &Answer) -> Vec<Message> {
    match answer.how.strip_prefix("close ") {
        Some(code) => vec![close(code.parse().expect("a code"), &answer.body)],
        None => vec![Message::text(answer.body.as_str())],
    }
}

fn tried<E: CatalogError>(answer: &Answer) -> Vec<String> {
    let got = received(sent(answer));
    let error = E::try_from_message(&got[0]).expect("an error");
    let mut faults = answer.faults(&error);
    // And again, as we send it.
    let again =
        E::try_from_message(&received(vec![error.response().to_message()])[0]).expect("an error");
    faults.extend((again != error).then(|| format!("{} came back as another", answer.body)));
    faults
}

#[test]
fn every_error_of_a_websocket_is_read_and_sent() {
    let mut faults = Vec::new();
    let rows: Vec<Answer> = answers()
        .into_iter()
        .filter(|answer| !answer.is_http())
        .collect();
    assert!(rows.len() >= 10, "{}", rows.len());
    for answer in &rows {
        faults.extend(match &*answer.catalog {
            "audixa" => tried::<audixa::Error>(answer),
            "elevenlabs" => tried::<elevenlabs::Error>(answer),
            "faseeh" => tried::<faseeh::Error>(answer),
            other => panic!("no WebSocket of {other} is documented"),
        });
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_no_error_is_none() {
    let messages = [
        Message::text(r#"{"audio":"UklGRg==","isFinal":false}"#),
        Message::text(r#"{"message_type":"partial_transcript","text":"so far"}"#),
        Message::binary(vec![0, 1, 2, 255]),
        Message::Ping("x".into()),
    ];
    for message in messages {
        assert_eq!(
            elevenlabs::Error::try_from_message(&message),
            None,
            "{message}"
        );
    }
    let plain = elevenlabs::Error::from_message(r#"{"audio":"UklGRg=="}"#);
    assert_eq!(
        plain.unresolved_reason(),
        Some(UnresolvedReason::UnknownShape),
        "who wants it as an error gets one"
    );
}

#[test]
fn a_message_with_another_constant_is_no_error() {
    let message = |kind: &str| {
        format!(r#"{{"type": "{kind}", "message": "Invalid message type. Expected \"x\""}}"#)
    };
    assert!(faseeh::Error::try_from_message(&Message::text(message("error"))).is_some());
    let hint = faseeh::Error::try_from_message(&Message::text(message("hint")));
    assert_eq!(hint, None);
}

#[test]
fn what_a_server_makes_is_what_a_client_reads() {
    let made = faseeh::Error::builder(faseeh::ErrorKind::InvalidWebSocketMessageType)
        .arg("expected", "voice-request")
        .build()
        .expect("a documented error");
    let got = received(vec![made.to_message()]);
    assert_eq!(
        got[0],
        Message::text(
            r#"{"type":"error","message":"Invalid message type. Expected \"voice-request\""}"#
        )
    );
    assert_eq!(faseeh::Error::try_from_message(&got[0]), Some(made));
}

#[test]
fn a_close_frame_keeps_its_code_and_reason() {
    let got = received(vec![
        Message::text(r#"{"audio":""}"#),
        close(1008, "You have exceeded the most contexts th"),
    ]);
    let errors: Vec<elevenlabs::Error> = got
        .iter()
        .filter_map(elevenlabs::Error::try_from_message)
        .collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].transport(), Transport::Close(1008));
    assert_eq!(
        errors[0].message(),
        Some("You have exceeded the most contexts th")
    );
    assert_eq!(
        errors[0].to_string(),
        "close frame (close 1008): You have exceeded the most contexts th"
    );
    let long = elevenlabs::Error::from_close(1011, format!("x{}", "ü".repeat(100)));
    let cut = elevenlabs::Error::try_from_message(&received(vec![long.to_message()])[0])
        .expect("an error");
    assert_eq!(cut.message().map(str::len), Some(123));
    let silent = elevenlabs::Error::try_from_message(&Message::Close(None)).expect("an error");
    assert_eq!(
        (silent.transport(), silent.category()),
        (Transport::Close(1005), Category::Unknown)
    );
}
