//! A mail service on this machine that answers as it is told: at once, with an error, or not before it is told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// How the service is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Takes each mail.
    Well,
    /// Answers 503.
    Failing,
    /// Takes each mail, but does not say so before its mood changes.
    Slow,
}

/// A mail that was handed over, once or more often.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) recipient: String,
    /// How often it came.
    pub(super) tries: usize,
    /// How often it was taken.
    pub(super) taken: usize,
    /// The most that came before the one before was answered.
    pub(super) at_once: usize,
    open: usize,
}

#[derive(Debug)]
struct Book {
    mood: Mood,
    /// By idempotency key.
    mails: BTreeMap<String, Seen>,
    /// Recipients in the order in which mails came.
    order: Vec<String>,
}

/// The service.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) url: String,
    book: Arc<(Mutex<Book>, Condvar)>,
}

impl Service {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let book = Book {
            mood: Mood::Well,
            mails: BTreeMap::new(),
            order: Vec::new(),
        };
        let service = Self {
            url,
            book: Arc::new((Mutex::new(book), Condvar::new())),
        };
        let answering = service.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let service = answering.clone();
                std::thread::spawn(move || service.answer(stream));
            }
        });
        service
    }

    pub(super) fn feel(&self, mood: Mood) {
        self.locked().mood = mood;
        self.book.1.notify_all();
    }

    pub(super) fn mails(&self) -> Vec<(String, Seen)> {
        self.locked().mails.clone().into_iter().collect()
    }

    /// Who got mails, in the order in which they came.
    pub(super) fn order(&self) -> Vec<String> {
        self.locked().order.clone()
    }

    fn locked(&self) -> MutexGuard<'_, Book> {
        self.book.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One request a connection: its end says so.
    fn answer(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut key, mut length) = (String::new(), 0);
        for line in reader.by_ref().lines() {
            let line = line.unwrap_or_default();
            let Some((name, value)) = line.split_once(": ") else {
                if line.is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "idempotency-key" => value.clone_into(&mut key),
                "content-length" => length = value.parse().unwrap(),
                "authorization" => assert_eq!(value, "Bearer secret"),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if key.is_empty() || reader.read_exact(&mut body).is_err() {
            return;
        }
        let mail: Value = serde_json::from_slice(&body).unwrap();
        let recipient = mail["to"][0].as_str().unwrap().to_owned();
        let mut book = self.locked();
        book.order.push(recipient.clone());
        let seen = book.mails.entry(key.clone()).or_default();
        seen.recipient = recipient;
        seen.tries += 1;
        seen.open += 1;
        seen.at_once = seen.at_once.max(seen.open);
        while book.mood == Mood::Slow {
            book = self
                .book
                .1
                .wait(book)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let status = if book.mood == Mood::Failing {
            "503 Service Unavailable"
        } else {
            "200 OK"
        };
        let is_taken = book.mood == Mood::Well;
        let seen = book.mails.entry(key).or_default();
        seen.open -= 1;
        seen.taken += usize::from(is_taken);
        drop(book);
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
    }
}
