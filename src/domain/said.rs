//! Words with their meaning: what a person wrote is kept as written, and two ways to say the same are equal.

/// What was said, and what it means.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// As it was written.
    pub words: String,
    /// What it means.
    pub means: T,
}

impl<T> Said<T> {
    /// These words, read by `read`.
    pub fn read<E>(words: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Said<T>, E> {
        Ok(Said { words: words.trim().to_owned(), means: read(words)? })
    }
}

impl<T: PartialEq> PartialEq for Said<T> {
    fn eq(&self, other: &Said<T>) -> bool {
        self.means == other.means
    }
}

impl<T: Eq> Eq for Said<T> {}
