//! F8: the disk of this machine takes nothing more. Saving on the server works as ever, and it is said that drafts are not kept here.

use diesel::connection::SimpleConnection;
use portable_pty::CommandBuilder;

use super::{away::until, own::Own};
use crate::{pty::Pty, support::values};

#[test]
fn a_full_disk_stops_the_drafts_of_this_machine_and_nothing_else() {
    let mut own = Own::start();
    let url = own.url("zhout");
    let mut command = CommandBuilder::new("sh");
    // No file may have a single byte, and the signal that says so is not heard: what writes gets an error, as on a full disk.
    let program = format!("exec '{}' --lang en --url '{url}'", env!("CARGO_BIN_EXE_kehu"));
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f 0; {program}")]);
    let mut pty = Pty::run(command, 100, 30);
    pty.shows("[1]Due");
    let kept =
        || values(&mut own.admin("company"), "select payload ->> 'customer_text' as v from kehu.draft");
    pty.keys("o");
    pty.shows("1 Customer");
    pty.keys("z");
    until("the draft on the server", || kept() == ["z"]);
    own.crash();
    pty.keys("z");
    pty.shows("drafts cannot be kept on this machine");
    own.open();
    pty.until("the server's return", |screen| !screen.contains("offline"));
    pty.keys("y");
    let mut admin = own.admin("company");
    until("the draft on the server", || {
        values(&mut own.admin("company"), "select payload ->> 'customer_text' as v from kehu.draft")
            == ["zzy"]
    });
    admin.batch_execute("delete from kehu.draft").unwrap();
}
