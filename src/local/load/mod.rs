//! The load company: as many people, customers, orders and calls as a large house has, to measure with. Made by the server from
//! series of numbers, the same on every machine, with dates around the day it is loaded. The rows come with the sums that the
//! triggers would keep; at the end the whole is looked over, and one wrong sum undoes it all.

mod size;
mod words;

use diesel::{PgConnection, QueryResult, connection::SimpleConnection};

pub use self::size::Size;
use super::demo;
use crate::i18n::Msg;

/// A step of the filling, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Departments and people with their logins.
    People,
    /// Titles, places, issues, rate cards.
    Media,
    /// Customers with their cards and invoice titles.
    Customers,
    /// People at the customers.
    Contacts,
    /// Orders, lines, insertions.
    Orders,
    /// Instalments, payments, and the orders' sums.
    Money,
    /// Calls, visits, collection todos.
    Activities,
    /// Opportunities and their stages.
    Opportunities,
    /// What hangs on all of them: the customers' last orders, the audit.
    Rest,
    /// What search looks at.
    Search,
    /// The indexes.
    Indexes,
    /// Whether all sums and references hold.
    Check,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 12] = [
        Self::People,
        Self::Media,
        Self::Customers,
        Self::Contacts,
        Self::Orders,
        Self::Money,
        Self::Activities,
        Self::Opportunities,
        Self::Rest,
        Self::Search,
        Self::Indexes,
        Self::Check,
    ];

    /// Its place among them, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// What it is called.
    pub fn msg(self) -> Msg {
        match self {
            Self::People => Msg::LoadPeople,
            Self::Media => Msg::LoadMedia,
            Self::Customers => Msg::LoadCustomers,
            Self::Contacts => Msg::LoadContacts,
            Self::Orders => Msg::LoadOrders,
            Self::Money => Msg::LoadMoney,
            Self::Activities => Msg::LoadActivities,
            Self::Opportunities => Msg::LoadOpportunities,
            Self::Rest => Msg::LoadRest,
            Self::Search => Msg::LoadSearch,
            Self::Indexes => Msg::LoadIndexes,
            Self::Check => Msg::LoadCheck,
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::People => include_str!("people.sql"),
            Self::Media => include_str!("media.sql"),
            Self::Customers => include_str!("customers.sql"),
            Self::Contacts => include_str!("contacts.sql"),
            Self::Orders => include_str!("orders.sql"),
            Self::Money => include_str!("money.sql"),
            Self::Activities => include_str!("activities.sql"),
            Self::Opportunities => include_str!("opportunities.sql"),
            Self::Rest => include_str!("rest.sql"),
            Self::Search => include_str!("search.sql"),
            Self::Indexes => include_str!("indexes.sql"),
            Self::Check => FAULTS,
        }
    }
}

/// Raises an error, naming the sum or the reference that does not hold.
const FAULTS: &str = include_str!("faults.sql");

/// Fills a migrated, empty database; as superuser, within a transaction.
pub fn load(conn: &mut PgConnection, size: Size, tell: &mut dyn FnMut(Step)) -> QueryResult<()> {
    conn.batch_execute(&include_str!("begin.sql").replace("$SIZE$", &size.thousandths().to_string()))?;
    words::load(conn)?;
    for step in Step::ALL {
        tell(step);
        conn.batch_execute(step.sql())?;
    }
    demo::go_on(conn)
}
