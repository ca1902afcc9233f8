//! Connection strings, read by libpq's own parser, so that a URL means here what it means to psql. Values may be secret:
//! nothing here prints them.

use std::ffi::{CStr, CString};

use pq_sys::{PQconndefaults, PQconninfoFree, PQconninfoOption, PQconninfoParse, PQfreemem};

/// The options of a connection: libpq's names and their values.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Options(Vec<(String, String)>);

impl Options {
    /// The options that a URL or a `name=value` string sets; nothing for an empty text. `None` where libpq does not
    /// understand it; its own message is withheld, since it quotes the text.
    pub fn parse(text: &str) -> Option<Self> {
        let text = CString::new(text).ok()?;
        let mut message = std::ptr::null_mut();
        // SAFETY: `text` is a C string that outlives the call; the result and the message are freed below, once.
        let list = unsafe { PQconninfoParse(text.as_ptr(), &mut message) };
        if !message.is_null() {
            // SAFETY: libpq allocated the message and hands it to us.
            unsafe { PQfreemem(message.cast()) };
        }
        // SAFETY: the list, if any, is libpq's and not freed yet.
        unsafe { take(list) }
    }

    /// What libpq takes where nothing is set: its environment, the service that it names, and what it is born with.
    pub fn defaults() -> Self {
        // SAFETY: the call has no preconditions; the list is not freed yet.
        unsafe { take(PQconndefaults()) }.unwrap_or_default()
    }

    /// The value of an option.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Sets an option.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Sets an option that is not set.
    pub fn set_default(&mut self, name: &str, value: &str) {
        if self.get(name).is_none() {
            self.set(name, value);
        }
    }

    /// All options in one string for libpq. Holds the password, if there is one.
    pub fn to_conninfo(&self) -> String {
        let quoted = |value: &str| value.replace('\\', "\\\\").replace('\'', "\\'");
        self.0.iter().map(|(name, value)| format!("{name}='{}' ", quoted(value))).collect()
    }
}

/// # Safety
/// `list` is null or a list from libpq that nobody has freed.
unsafe fn take(list: *mut PQconninfoOption) -> Option<Options> {
    if list.is_null() {
        return None;
    }
    let mut options = Vec::new();
    let mut next = list;
    // SAFETY: libpq ends the list by an option without keyword; keywords and values are C strings.
    unsafe {
        while !(*next).keyword.is_null() {
            if !(*next).val.is_null() {
                options.push((text((*next).keyword), text((*next).val)));
            }
            next = next.add(1);
        }
        PQconninfoFree(list);
    }
    Some(Options(options))
}

/// # Safety
/// `text` is a C string.
unsafe fn text(text: *const std::ffi::c_char) -> String {
    // SAFETY: as promised by the caller.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_strings_mean_the_same() {
        let url = Options::parse("postgresql://john:a%27b%5Cc@db.example:5433/kehu?sslmode=require").unwrap();
        assert_eq!(url.get("user"), Some("john"));
        assert_eq!(url.get("password"), Some("a'b\\c"));
        assert_eq!(url.get("application_name"), None);
        assert!(Options::parse(&url.to_conninfo()).unwrap() == url);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Options::parse("postgresql://[::1/kehu").is_none());
        assert!(Options::parse("colour=red").is_none());
        assert!(Options::parse("").unwrap() == Options::default());
    }
}
