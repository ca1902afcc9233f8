//! The permission matrix: relation x table x verb x row state, tried by real logins, each table counted by itself, against a
//! model of the rights that is written from their description and knows nothing of the SQL.
//!
//! `company` is who and what there is, `facts` reads it, `model` and `moves` say what must come out, `cases` turns that into
//! attempts, `attempt` makes them. `mutants` breaks the schema on purpose and expects the same comparison to notice.

mod answers;
mod attempt;
mod cases;
mod columns;
mod company;
mod complete;
mod decisions;
mod facts;
mod guards;
mod inserts;
mod model;
mod moves;
mod r16;
mod relations;
mod run;

pub use cases::Area;
pub use company::Company;
pub use guards::{GUARDS, unguarded};
pub use relations::{RELATIONS, Relation};
pub use run::{Sessions, first_difference};
