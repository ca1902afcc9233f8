//! The keeper: hears what forms want kept and what the server says to it, writes what the server did not take, and sends it after
//! when the server is back.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, SendError, Sender, channel},
    },
    thread,
    time::Duration,
};

use super::{
    draft::{Draft, FORMAT, Fate, with_files},
    files::Files,
    memory::{Asked, Keeping, Memory},
};
use crate::{
    clock::{Clock, System},
    store::{DraftNews, KeptDraft, News, Reply, Request, Slot, StoreError, Ticket},
};

/// A draft that the server has not taken after so long is written to a file, too: a line may be dead without a word.
const LATE: Duration = Duration::from_millis(400);
/// The place of our own questions.
const OWN: Slot = Slot { screen: u64::MAX, part: "keep" };

/// Keeps drafts where the server cannot. Clones are one keeper.
#[derive(Clone)]
pub struct Keeper {
    shared: Arc<Shared>,
    words: Sender<Word>,
}

struct Shared {
    files: Files,
    memory: Mutex<Memory>,
    /// Held while a file is written: an older text never comes after a newer one, and nobody who only asks waits for a disk.
    writing: Mutex<()>,
    /// What the program is told.
    tell: Box<dyn Fn(News) + Send + Sync>,
    /// What is to be asked of the store, for whoever has it.
    want: Box<dyn Fn(Own) + Send + Sync>,
}

/// A question of the keeper's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Own(Request);

enum Word {
    Answer(Ticket, Result<Reply, StoreError>),
    /// A draft is on its way: it may come late.
    Look,
    /// It is known whose files there may be.
    Files,
}

impl Keeper {
    /// Keeps drafts for `server` in `dir`. The program is told by `tell`; what is to be asked comes by `want` and goes back
    /// through [`Keeper::own`].
    pub fn open(
        dir: PathBuf,
        server: String,
        tell: impl Fn(News) + Send + Sync + 'static,
        want: impl Fn(Own) + Send + Sync + 'static,
    ) -> Keeper {
        let shared = Arc::new(Shared {
            files: Files::in_dir(dir),
            memory: Mutex::new(Memory::of(server)),
            writing: Mutex::new(()),
            tell: Box::new(tell),
            want: Box::new(want),
        });
        let (words, heard) = channel();
        let own = shared.clone();
        let started = thread::Builder::new().name("kehu-drafts".to_owned()).spawn(move || own.run(&heard));
        if let Err(error) = started {
            tracing::error!("the thread for drafts did not start: {error}");
        }
        Keeper { shared, words }
    }

    /// Hears what is asked of the store, before the store does.
    pub fn asks(&self, ticket: Ticket, request: &Request) {
        self.shared.memory().note(ticket, request, System.now());
        if matches!(request, Request::KeepDraft(..)) {
            let _ = self.words.send(Word::Look);
        }
    }

    /// A question of our own as the store takes it; nothing, where it is of no use any more.
    pub fn own(&self, own: Own) -> Option<(Ticket, Slot, Request)> {
        let ticket = self.shared.memory().note_own(&own.0, System.now())?;
        Some((ticket, OWN, own.0))
    }

    /// Hears what the store says, and tells the program what it needs to know. Called from the store's threads.
    pub fn hear(&self, news: News) {
        match news {
            News::Answer(ticket, answer) if self.shared.memory().asked.contains_key(&ticket) => {
                let word = Word::Answer(ticket, answer);
                if let Err(SendError(Word::Answer(ticket, answer))) = self.words.send(word) {
                    (self.shared.tell)(News::Answer(ticket, answer));
                }
            }
            News::Answer(ticket, Ok(Reply::SignedIn(session))) => {
                self.shared.memory().signed_in(&session.login);
                (self.shared.tell)(News::Answer(ticket, Ok(Reply::SignedIn(session))));
                (self.shared.want)(Own(Request::Company));
            }
            News::Answer(ticket, Ok(Reply::Entered(entry))) => {
                self.shared.memory().entered(&entry.session.login, &entry.company);
                (self.shared.tell)(News::Answer(ticket, Ok(Reply::Entered(entry))));
                let _ = self.words.send(Word::Files);
            }
            news => (self.shared.tell)(news),
        }
    }

    /// Writes what the server has not taken yet: the program may end before it does.
    pub fn rescue(&self) {
        self.shared.file_waiting(Duration::ZERO);
    }
}

impl Shared {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread. It ends with the last keeper.
    fn run(&self, heard: &Receiver<Word>) {
        loop {
            let late = self.memory().waits_since().map(|since| since + LATE);
            let word = match late {
                Some(at) => heard.recv_timeout(at.saturating_duration_since(System.now())),
                None => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match word {
                Ok(Word::Answer(ticket, answer)) => self.answered(ticket, answer),
                Ok(Word::Look) => {}
                Ok(Word::Files) => self.look_for_files(),
                Err(RecvTimeoutError::Timeout) => self.file_waiting(LATE),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn answered(&self, ticket: Ticket, answer: Result<Reply, StoreError>) {
        let Some(asked) = self.memory().asked.remove(&ticket) else {
            return (self.tell)(News::Answer(ticket, answer));
        };
        let Some(answer) = self.memory().hold_back(ticket, &asked, answer) else { return };
        let answer = match (asked, answer) {
            (Asked::Keep(it), Ok(reply)) => {
                self.taken(&it);
                if it.own {
                    return;
                }
                Ok(reply)
            }
            // The file stays for the next time.
            (Asked::Keep(it), Err(_)) if it.own => return,
            (Asked::Keep(it), Err(_)) if self.file(ticket, &it) => Ok(Reply::KeptHere),
            (Asked::Keep(_), Err(error)) => Err(error),
            (Asked::Drop(id), answer) => {
                self.memory().forget(id);
                self.log("removed", self.files.remove(id));
                answer
            }
            (Asked::List { own: false }, answer) => self.listed(answer),
            (Asked::List { own: true }, answer) => {
                if let Ok(Reply::Drafts(kept)) = answer {
                    self.send_after(&kept);
                }
                return;
            }
            (Asked::Company, answer) => {
                let known = self.memory().company_known(answer);
                // Taken before: to list the files the memory is needed again.
                let held = self.memory().let_go();
                for (ticket, answer) in held {
                    (self.tell)(News::Answer(ticket, self.listed(answer)));
                }
                if known {
                    self.look_for_files();
                }
                return;
            }
        };
        (self.tell)(News::Answer(ticket, answer));
    }

    /// Files that wait for the server: first it is asked what it has.
    fn look_for_files(&self) {
        if !self.mine().is_empty() {
            (self.want)(Own(Request::Drafts));
        }
    }

    /// What the server keeps, and the files; the files alone, where it is away.
    fn listed(&self, answer: Result<Reply, StoreError>) -> Result<Reply, StoreError> {
        match answer {
            Ok(Reply::Drafts(kept)) => Ok(Reply::Drafts(with_files(kept, self.mine()))),
            Err(error) if error.is_away() => match self.mine() {
                files if files.is_empty() => Err(error),
                files => Ok(Reply::Drafts(with_files(Vec::new(), files))),
            },
            answer => answer,
        }
    }

    /// The server has it: no file of it is needed, unless the form went on meanwhile.
    fn taken(&self, it: &Keeping) {
        let mut memory = self.memory();
        memory.has.insert(it.id, it.payload.clone());
        if !memory.is_newest(it) {
            return;
        }
        let here = memory.filed.remove(&it.id).is_some() || memory.seen.remove(&it.id);
        drop(memory);
        // What we send after may be in use by another run of the program.
        let removed = if it.own {
            self.files.remove_if(it.id, &it.payload)
        } else if here {
            self.files.remove(it.id)
        } else {
            Ok(())
        };
        self.log("removed", removed);
    }

    /// Writes a draft that the server did not take; tells whether it is on the disk.
    fn file(&self, ticket: Ticket, it: &Keeping) -> bool {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let draft = {
            let memory = self.memory();
            if memory.filed.get(&it.id) >= Some(&ticket) {
                return true;
            }
            Draft {
                format: FORMAT,
                whose: memory.whose.clone(),
                id: it.id,
                form: it.form.clone(),
                saved_at: System.wall(),
                payload: it.payload.clone(),
                before: memory.has.get(&it.id).cloned(),
            }
        };
        let written = self.files.write(&draft);
        let mut memory = self.memory();
        let Err(error) = written else {
            memory.filed.insert(it.id, ticket);
            memory.told_off = false;
            return true;
        };
        tracing::warn!("a draft could not be written: {error}");
        let told = std::mem::replace(&mut memory.told_off, true);
        drop(memory);
        if !told {
            (self.tell)(News::Draft(DraftNews::Off(error.to_string())));
        }
        false
    }

    fn file_waiting(&self, longer_than: Duration) {
        let waiting = self.memory().waiting(longer_than, System.now());
        for (ticket, it) in waiting {
            if !self.file(ticket, &it) {
                self.memory().tried(ticket);
            }
        }
    }

    /// The files of whoever is signed in. Those that cannot be read are told.
    fn mine(&self) -> Vec<Draft> {
        let whose = self.memory().whose.clone();
        let found = self.files.of(&whose);
        self.memory().seen.extend(found.mine.iter().map(|draft| draft.id));
        for path in found.aside {
            (self.tell)(News::Draft(DraftNews::Unreadable(path.display().to_string())));
        }
        found.mine
    }

    /// The server is there: it gets what it has not.
    fn send_after(&self, kept: &[KeptDraft]) {
        for draft in self.mine() {
            match draft.fate(kept) {
                Fate::Send => {
                    (self.want)(Own(Request::KeepDraft(draft.id, draft.form, draft.payload)));
                }
                Fate::Done => self.log("removed", self.files.remove_if(draft.id, &draft.payload)),
                Fate::Aside => match self.files.put_aside(draft.id) {
                    Ok(path) => {
                        (self.tell)(News::Draft(DraftNews::Elsewhere(path.display().to_string())));
                    }
                    Err(error) => tracing::warn!("a draft could not be put aside: {error}"),
                },
            }
        }
    }

    fn log(&self, what: &str, result: std::io::Result<()>) {
        if let Err(error) = result {
            tracing::warn!("a draft could not be {what}: {error}");
        }
    }
}

#[cfg(test)]
mod tests;
