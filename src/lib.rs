//! kehu 客户: a keyboard-driven terminal CRM, straight onto a shared PostgreSQL.
//!
//! Words used everywhere: a **kind** is a sort of record (customer, order ...), a **record** one row of it, a **field** a
//! named value of a record. A **view** shows records; a **screen** is one entry of the stack the user sees. A **command**
//! is anything a user can do, by name; an **operation** is a business move that the database guards. A **slot** holds the
//! newest request of one place on the screen, a **ticket** tells its answer from an older one. A **draft** is what was
//! typed and not saved yet.
//!
//! Data flows one way: key, command, `App::update`, effect, request, lane, reply, frame. Which room may name which is
//! written in `tests/it/rooms.rs` and checked there.

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod db;
pub mod domain;
pub mod entry;
pub mod export;
pub mod i18n;
pub mod input;
pub mod keep;
pub mod local;
pub mod model;
pub mod schema;
pub mod screen;
pub mod settings;
pub mod store;
pub mod term;
pub mod text;
pub mod theme;
pub mod toml_file;
pub mod widget;
