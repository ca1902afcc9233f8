//! A listener between a client and the server: passes everything on and notes what the client sends. Unix sockets, and TCP without
//! TLS. It is for counting and reading along, not for times.

use std::{
    fs, io,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    os::unix::{
        fs::DirBuilderExt,
        net::{UnixListener, UnixStream},
    },
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use crate::db::connect::Target;

/// What a client sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A statement, under a name or none, with the types of its parameters.
    Parse(String, String, Vec<u32>),
    /// The statement of that name is to run with these values.
    Bind(String, Params),
    /// The client waits for the server: one round trip.
    Trip,
}

/// The values of parameters, in binary.
pub type Params = Vec<Option<Vec<u8>>>;

/// A statement with its values, as it was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text.
    pub sql: String,
    /// The types of its parameters.
    pub types: Vec<u32>,
    /// Their values, in binary.
    pub params: Params,
}

/// How often the client waited for the server.
pub fn trips(heard: &[Heard]) -> usize {
    heard.iter().filter(|one| **one == Heard::Trip).count()
}

/// The listener. Connections through it live on when it is dropped.
pub struct Tap {
    dir: PathBuf,
    heard: Arc<Mutex<Vec<Heard>>>,
    known: Mutex<Vec<(String, String, Vec<u32>)>>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Tap {
    /// Listens before the server of `target`; answers the way through it.
    pub fn open(target: &Target) -> io::Result<(Tap, Target)> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("kehu-tap-{}-{number}", std::process::id()));
        fs::DirBuilder::new().mode(0o700).create(&dir)?;
        let listener = UnixListener::bind(dir.join(".s.PGSQL.5432"))?;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (note, (host, port)) = (heard.clone(), target.address());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = Line::connect(&host, &port) else { return };
                let _ = pass(Line::Unix(client), server, note.clone());
            }
        });
        let way = target.clone().with_address(&dir.to_string_lossy(), "5432");
        Ok((Tap { dir, heard, known: Mutex::default() }, way))
    }

    /// What was heard since the last time.
    pub fn take(&self) -> Vec<Heard> {
        std::mem::take(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The statements that ran among what was heard. Names that were prepared earlier are remembered.
    pub fn statements(&self, heard: &[Heard]) -> Vec<Statement> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ran = Vec::new();
        for one in heard {
            match one {
                Heard::Parse(name, sql, types) => {
                    known.retain(|(other, ..)| other != name);
                    known.push((name.clone(), sql.clone(), types.clone()));
                }
                Heard::Bind(name, params) => {
                    if let Some((_, sql, types)) = known.iter().find(|(other, ..)| other == name) {
                        ran.push(Statement {
                            sql: sql.clone(),
                            types: types.clone(),
                            params: params.clone(),
                        });
                    }
                }
                Heard::Trip => {}
            }
        }
        ran
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

enum Line {
    Unix(UnixStream),
    Tcp(TcpStream),
}

impl Line {
    fn connect(host: &str, port: &str) -> io::Result<Line> {
        if host.starts_with('/') {
            return UnixStream::connect(format!("{host}/.s.PGSQL.{port}")).map(Line::Unix);
        }
        let line = TcpStream::connect(format!("{host}:{port}"))?;
        line.set_nodelay(true)?;
        Ok(Line::Tcp(line))
    }

    fn twin(&self) -> io::Result<Line> {
        Ok(match self {
            Line::Unix(line) => Line::Unix(line.try_clone()?),
            Line::Tcp(line) => Line::Tcp(line.try_clone()?),
        })
    }

    fn end(&self) {
        let _ = match self {
            Line::Unix(line) => line.shutdown(Shutdown::Both),
            Line::Tcp(line) => line.shutdown(Shutdown::Both),
        };
    }
}

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Line::Unix(line) => line.read(into),
            Line::Tcp(line) => line.read(into),
        }
    }
}

impl Write for Line {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        match self {
            Line::Unix(line) => line.write(from),
            Line::Tcp(line) => line.write(from),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn pass(mut client: Line, mut server: Line, note: Arc<Mutex<Vec<Heard>>>) -> io::Result<()> {
    let (mut answers, mut back) = (server.twin()?, client.twin()?);
    thread::spawn(move || {
        let _ = io::copy(&mut answers, &mut back);
        back.end();
    });
    thread::spawn(move || {
        let _ = listen(&mut client, &mut server, &note);
        server.end();
    });
    Ok(())
}

/// The first message has no letter; all others are a letter, a length that counts itself, and the rest.
fn listen(client: &mut Line, server: &mut Line, note: &Mutex<Vec<Heard>>) -> io::Result<()> {
    let mut first = true;
    loop {
        let mut head = vec![0; if first { 4 } else { 5 }];
        client.read_exact(&mut head)?;
        let length = u32::from_be_bytes([
            head[head.len() - 4],
            head[head.len() - 3],
            head[head.len() - 2],
            head[head.len() - 1],
        ]);
        let mut body = vec![0; (length as usize).saturating_sub(4)];
        client.read_exact(&mut body)?;
        if !first && let Some(heard) = understood(head[0], &body) {
            note.lock().unwrap_or_else(PoisonError::into_inner).push(heard);
        }
        head.extend(body);
        server.write_all(&head)?;
        first = false;
    }
}

fn understood(letter: u8, body: &[u8]) -> Option<Heard> {
    let mut rest = Rest(body);
    match letter {
        b'P' => {
            let (name, sql) = (rest.text()?, rest.text()?);
            let types = (0..rest.short()?).map(|_| rest.long()).collect::<Option<_>>()?;
            Some(Heard::Parse(name, sql, types))
        }
        b'B' => {
            let (_portal, name) = (rest.text()?, rest.text()?);
            for _ in 0..rest.short()? {
                rest.short()?;
            }
            let value = |rest: &mut Rest| match rest.long()? {
                u32::MAX => Some(None),
                length => rest.bytes(length as usize).map(|bytes| Some(bytes.to_vec())),
            };
            let params = (0..rest.short()?).map(|_| value(&mut rest)).collect::<Option<_>>()?;
            Some(Heard::Bind(name, params))
        }
        b'S' | b'Q' | b'F' => Some(Heard::Trip),
        _ => None,
    }
}

/// What is left of a message.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        self.bytes(2).map(|b| u16::from_be_bytes([b[0], b[1]]))
    }

    fn long(&mut self) -> Option<u32> {
        self.bytes(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn text(&mut self) -> Option<String> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = String::from_utf8_lossy(self.bytes(end)?).into_owned();
        self.bytes(1)?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_understood_and_broken_ones_are_none() {
        let parse = b"name\0select $1\0\0\x01\0\0\0\x17";
        let heard = understood(b'P', parse);
        assert_eq!(heard, Some(Heard::Parse("name".into(), "select $1".into(), vec![23])));
        let bind = b"\0name\0\0\x01\0\x01\0\x02\0\0\0\x02ab\xff\xff\xff\xff\0\0";
        assert_eq!(
            understood(b'B', bind),
            Some(Heard::Bind("name".into(), vec![Some(b"ab".to_vec()), None]))
        );
        assert_eq!(understood(b'S', b""), Some(Heard::Trip));
        assert_eq!(understood(b'P', b"name"), None);
        assert_eq!(understood(b'E', b""), None);
    }
}
