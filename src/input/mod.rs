//! Keys and what they mean: a key press becomes a [`Key`], the [`Keymap`] says what it does in the contexts of the top
//! screen. It knows commands by name and must not know screens, nor how a command is done.
//!
//! ```text
//! let (keymap, warnings) = Keymap::load(&settings.keys.value, &[config_dir, system_dir]);
//! let contexts = stack(&screen.contexts(), screen.types());
//! match keymap.resolve(&contexts, screen.types(), &mut pending, key) { .. }
//! ```

mod event;
mod file;
mod key;
mod keymap;
mod resolve;
mod script;
mod sheet;
mod stack;
mod trie;
mod warning;

pub use key::{BadKey, Code, Key};
pub use keymap::{Binding, Keymap};
pub use resolve::{Continuation, Pending, Resolved};
pub use script::script;
pub use sheet::{Group, SheetRow, markdown};
pub use stack::{stack, usual};
pub use warning::{Trouble, Warning};
