//! Asks for a new password: on the terminal without showing it, else from the first line of standard input. The password
//! never leaves this process; what goes to the server is a verifier, from which it cannot be read back.

use std::io::{self, BufRead, IsTerminal};

use super::{Context, Failure};
use crate::{
    db::password::{SHORTEST, verifier},
    i18n::Msg,
};

/// Asks for the new password of `login` and gives its SCRAM verifier.
pub fn new_verifier(login: &str, cx: &Context) -> anyhow::Result<String> {
    let password = if io::stdin().is_terminal() {
        let password = rpassword::prompt_password(cx.lang.fmt(Msg::CliPassword, &[&login]))?;
        if password != rpassword::prompt_password(cx.lang.tr(Msg::CliPasswordAgain))? {
            return Err(Failure::usage(cx.lang.tr(Msg::CliPasswordsDiffer)).into());
        }
        password
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    verifier(&password).ok_or_else(|| Failure::usage(cx.lang.fmt(Msg::CliPasswordShort, &[&SHORTEST])).into())
}
