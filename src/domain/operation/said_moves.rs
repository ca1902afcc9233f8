//! Comments, the inbox, files: what can be done to them. Rows of the table of moves.

use super::{Move, MoveDef};
use crate::domain::{
    field::{Shape, field},
    kind::Kind,
};

/// `move.mark_read`.
pub const MARK_READ: MoveDef =
    MoveDef { what: Move::MarkRead, name: "mark_read", kind: Kind::Inbox, danger: false, fields: &[] };

/// `move.mark_unread`.
pub const MARK_UNREAD: MoveDef =
    MoveDef { what: Move::MarkUnread, name: "mark_unread", kind: Kind::Inbox, danger: false, fields: &[] };

/// `move.delete_comment`.
pub const DELETE_COMMENT: MoveDef = MoveDef {
    what: Move::DeleteComment,
    name: "delete_comment",
    kind: Kind::Comment,
    danger: true,
    fields: &[],
};

/// `move.save_file`.
pub const SAVE_FILE: MoveDef = MoveDef {
    what: Move::SaveFile,
    name: "save_file",
    kind: Kind::File,
    danger: false,
    fields: &[field("path", Shape::Text).edit().required()],
};

/// `move.delete_file`.
pub const DELETE_FILE: MoveDef =
    MoveDef { what: Move::DeleteFile, name: "delete_file", kind: Kind::File, danger: true, fields: &[] };
