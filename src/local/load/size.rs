//! How large the load company is.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;

/// So many times 200,000 customers, 400,000 contacts, 300 people, 100,000 orders with 300,000 insertions and 300,000 instalments,
/// and 1,000,000 activities: from 0.001 to 8. There are at least 70 people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(u32);

/// More, and there would not be a name for each customer.
const MOST: u32 = 8_000;

impl Size {
    /// In thousandths.
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

impl FromStr for Size {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let exact = text.parse::<Decimal>().map_err(drop)?.checked_mul(1000.into()).ok_or(())?.normalize();
        let thousandths = u32::try_from(exact).ok().filter(|_| exact.scale() == 0).ok_or(())?;
        if (1..=MOST).contains(&thousandths) { Ok(Self(thousandths)) } else { Err(()) }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Decimal::new(i64::from(self.0), 3).normalize())
    }
}
