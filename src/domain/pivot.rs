//! A table of figures: rows against columns, a figure in each cell, with totals that are computed and not added. What is asked, what
//! is answered, and which rows stand behind a cell. Knows no SQL and no screen.

mod asked;
mod behind;
mod figures;

pub use asked::{Asked, Axis, By, Measured};
pub use behind::behind;
pub use figures::{Crosstab, Figure, Line};

/// More rows and columns than that are not shown; the totals are of all.
pub const MOST: (usize, usize) = (500, 60);
