//! The pieces screens are drawn from. They know text, numbers and roles, not records, commands or keys. Everything they
//! show has passed `text::clean`.

mod bars;
mod editing;
mod frame_box;
mod hints;
mod line_edit;
mod note_edit;
mod overlay;
#[cfg(test)]
pub(crate) mod shown;
mod sweep;
mod table;
mod tabs;

pub use bars::bar;
pub use frame_box::frame_box;
pub use hints::hints;
pub use line_edit::LineEdit;
pub use note_edit::NoteEdit;
pub use overlay::{centred, overlay};
pub use sweep::sweep;
pub use table::{Align, Column, Grid, Space, measure, solve};
pub use tabs::{WindowTab, window_tabs};
