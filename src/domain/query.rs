//! The filter language of ux/03 3.4 and spec/08: `state:overdue amount:>5万 due:this_week -owner:@me`, `is:late`, `no:promised`,
//! `customer.city:上海`, `(a or b)`, `$month=this_month`, `sort:-amount`, in English and Chinese at once. Text becomes a tree, the
//! tree a text again in either language, or a filter on a business date. Knows the shapes of fields, no label, no rows.

mod lexicon;
mod meaning;
mod nearest;
mod period;
mod person;
mod print;
mod read;
mod scalar;
mod settle;
mod shown;
mod shown_words;
mod token;
mod tree;

pub use lexicon::{Key, Lexicon, Thing, Tongue, codes};
pub use meaning::{Meaning, Unclear, filter};
pub use period::{Period, parse as period};
pub use person::People;
pub use print::{field as field_word, query as print};
pub use read::{Fault, Reading, Wrong, field as field_of, query as read, rows as read_rows};
pub use scalar::{param_name, param_word};
pub use shown::{
    Chart, Col, Directive, Form, Group, Measure, Mode, Pivot, Show, Side, Span, dated, end, is_date, show,
};
pub use shown_words::{Figure, Slot};
pub use token::quoted;
pub use tree::{Expr, Flag, Path, Query, Scalar, Step, Term, Test};

#[cfg(test)]
mod tests;
