//! What the server keeps in place of a password, made here so that the password never leaves this process.

use postgres_protocol::password::scram_sha_256;

/// Fewer letters are a joke.
pub const SHORTEST: usize = 8;

/// The SCRAM verifier of a password that is long enough.
pub fn verifier(password: &str) -> Option<String> {
    (password.chars().count() >= SHORTEST).then(|| scram_sha_256(password.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_becomes_a_verifier_and_a_short_one_is_refused() {
        assert!(verifier("长一些的密码啊啊").unwrap().starts_with("SCRAM-SHA-256$4096:"));
        assert!(verifier("long enough").unwrap() != verifier("long enough").unwrap());
        assert_eq!(verifier("short"), None);
    }
}
