//! The data's half of the registry: one table per kind, typed inside, behind one door. The definitions of `domain::entity`
//! are the other half; a test demands that both name the same fields.

mod about;
mod activity;
mod allocation;
mod comment;
mod competitor;
mod contact;
mod contract;
mod custom_field;
mod customer;
mod department;
mod dict_item;
mod doc_template;
mod door;
mod dup_candidate;
mod event;
mod file;
mod hand_over;
mod holiday;
mod inbox;
mod insertion;
mod instalment;
mod invoice;
mod invoice_title;
mod issue;
mod lead;
mod line;
mod operator;
mod opportunity;
mod opportunity_contact;
mod opportunity_line;
mod order;
mod order_change;
mod payment;
mod pipeline;
mod position;
mod publication;
mod quote;
mod quote_line;
mod rate;
mod reference;
mod setting;
mod sharing_rule;
mod stage;
mod stage_task;
mod stay;

use diesel::{
    PgConnection, QueryResult,
    sql_types::{BigInt, Jsonb, Numeric},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    among::{Ids, Keys},
    column::{Column, Expr, Make, Order, Predicate},
    found::{FoundRow, Shown, Sought},
    given::Given,
    pieces::{Pieces, Question},
    totals::Tally,
    trouble::Trouble,
};
use crate::{
    domain::kind::Kind,
    store::{Explained, Reason, StoreError},
};

pub use door::{Door, MOST};

/// How many sums one question can ask.
pub const SUMS: usize = 4;

/// What one question reads.
pub struct Plan<Q> {
    /// Which rows; none: all.
    pub filter: Option<Predicate<Q>>,
    /// In which order.
    pub order: Vec<Order<Q>>,
    /// How many.
    pub limit: i64,
}

/// How many rows, and their sums.
pub type Totals = (i64, [Option<Decimal>; SUMS]);

/// The rows of a kind: where they come from and what can be asked and changed.
pub trait Table: 'static {
    /// The tables the rows come from.
    type From: 'static;
    /// What is read.
    type Row;

    /// The kind.
    const KIND: Kind;
    /// The columns, under the names of the fields.
    const COLUMNS: &'static [Column<Self::Row, Self::From>];
    /// What a row to pick is called, and what tells it from others.
    const PICK: (&'static [&'static str], &'static [&'static str]);

    /// Where the fields stand that the administrator added; none: the kind takes none.
    const EXT: Option<Make<Self::From, Jsonb>> = None;

    /// What they hold.
    fn ext(_: &Self::Row) -> &serde_json::Value {
        &serde_json::Value::Null
    }

    /// The id.
    fn id() -> Expr<Self::From, BigInt>;
    /// Id and version of a row.
    fn head(row: &Self::Row) -> (i64, i32);
    /// The rows that a typed word means.
    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<Self::From>>;
    /// Reads rows.
    fn read(conn: &mut PgConnection, plan: Plan<Self::From>) -> QueryResult<Vec<Self::Row>>;
    /// How rows are read, without reading any.
    fn explained(conn: &mut PgConnection, plan: Plan<Self::From>) -> QueryResult<Explained>;
    /// Counts rows, at most `most` of them, and adds up what they hold.
    fn totals(
        conn: &mut PgConnection,
        filter: Option<Predicate<Self::From>>,
        sums: [Expr<Self::From, Numeric>; SUMS],
        most: Option<i64>,
    ) -> QueryResult<Totals>;

    /// Counts and adds up rows by several windows, in one pass.
    fn windows(
        conn: &mut PgConnection,
        filter: Option<Predicate<Self::From>>,
        tally: Tally<Self::From>,
    ) -> QueryResult<Vec<(i64, Option<Decimal>)>>;

    /// The rows that a search of the database names, and of each what is shown.
    fn found(
        conn: &mut PgConnection,
        sought: Sought,
        filter: Option<Predicate<Self::From>>,
        shown: Shown<Self::From>,
    ) -> QueryResult<Vec<FoundRow>>;

    /// The question for the ids in `keys` of the rows that a filter lets through.
    fn ids(filter: Option<Predicate<Self::From>>, keys: Keys<Self::From>) -> Ids;

    /// The question for these pieces of the rows that a filter lets through.
    fn pieces(filter: Option<Predicate<Self::From>>, pieces: Pieces<Self::From>) -> Question;

    /// Makes a record; answers its id and version. The same intent makes it once, where [`Kind::keeps_intent`] says so.
    fn insert(_: &mut PgConnection, _: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        Err(fixed())
    }

    /// Changes a record that still has this version; answers the new one, or nothing.
    fn update(_: &mut PgConnection, _: (i64, i32), _: &Given) -> Result<Option<i32>, Trouble> {
        Err(fixed())
    }
}

diesel::define_sql_function! {
    /// The operator who is signed in.
    #[sql_name = "kehu.me"]
    fn me() -> diesel::sql_types::Nullable<diesel::sql_types::Integer>;
}

diesel::define_sql_function! {
    /// Words kept one by one, as one text.
    fn array_to_string(
        words: diesel::sql_types::Nullable<diesel::sql_types::Array<diesel::sql_types::Nullable<diesel::sql_types::Text>>>,
        between: diesel::sql_types::Text,
    ) -> diesel::sql_types::Nullable<diesel::sql_types::Text>;
}

/// Records of this kind are not edited by their fields.
fn fixed() -> Trouble {
    StoreError::Refused(Reason::rule("not_editable")).into()
}

/// The question of a plan.
macro_rules! planned {
    ($source:expr, $select:expr, $plan:ident) => {{
        use diesel::QueryDsl;
        let mut query = $source.select($select).into_boxed();
        if let Some(filter) = $plan.filter {
            query = query.filter(filter);
        }
        for order in $plan.order {
            query = query.then_order_by(order);
        }
        crate::db::totals::Upto(query, $plan.limit)
    }};
}
use planned;

/// The reads of a table, which need its types: the source, what is selected of it, and its id.
macro_rules! reads {
    ($source:expr, $select:expr) => {
        fn read(
            conn: &mut diesel::PgConnection,
            plan: crate::db::table::Plan<Self::From>,
        ) -> diesel::QueryResult<Vec<Self::Row>> {
            use diesel::RunQueryDsl;
            crate::db::table::planned!($source, $select, plan).load(conn)
        }

        fn explained(
            conn: &mut diesel::PgConnection,
            plan: crate::db::table::Plan<Self::From>,
        ) -> diesel::QueryResult<crate::store::Explained> {
            crate::db::explain::explain(crate::db::table::planned!($source, $select, plan), conn)
        }

        fn totals(
            conn: &mut diesel::PgConnection,
            filter: Option<crate::db::column::Predicate<Self::From>>,
            sums: [crate::db::column::Expr<Self::From, diesel::sql_types::Numeric>; crate::db::table::SUMS],
            most: Option<i64>,
        ) -> diesel::QueryResult<crate::db::table::Totals> {
            use diesel::QueryDsl;
            let [a, b, c, d] = sums;
            let mut query = $source.select((a, b, c, d)).into_boxed();
            if let Some(filter) = filter {
                query = query.filter(filter);
            }
            match most {
                Some(most) => crate::db::totals::totals(crate::db::totals::Upto(query, most), conn),
                None => crate::db::totals::totals(query, conn),
            }
        }

        fn windows(
            conn: &mut diesel::PgConnection,
            filter: Option<crate::db::column::Predicate<Self::From>>,
            tally: crate::db::totals::Tally<Self::From>,
        ) -> diesel::QueryResult<Vec<(i64, Option<rust_decimal::Decimal>)>> {
            use diesel::{QueryDsl, RunQueryDsl};
            let mut query = $source.select(tally).into_boxed();
            if let Some(filter) = filter {
                query = query.filter(filter);
            }
            query.get_result(conn).map(crate::db::totals::Tally::<Self::From>::pairs)
        }

        fn found(
            conn: &mut diesel::PgConnection,
            sought: crate::db::found::Sought,
            filter: Option<crate::db::column::Predicate<Self::From>>,
            shown: crate::db::found::Shown<Self::From>,
        ) -> diesel::QueryResult<Vec<crate::db::found::FoundRow>> {
            use diesel::{ExpressionMethods, QueryDsl, sql_types};
            let named =
                crate::db::fixed::fixed::<sql_types::Nullable<sql_types::BigInt>>(crate::db::found::NAMED);
            let mut query = $source.select((Self::id(), shown)).into_boxed();
            query = query.filter(Self::id().eq(named));
            if let Some(filter) = filter {
                query = query.filter(filter);
            }
            crate::db::found::found(query, sought, conn)
        }

        fn ids(
            filter: Option<crate::db::column::Predicate<Self::From>>,
            keys: crate::db::among::Keys<Self::From>,
        ) -> crate::db::among::Ids {
            use diesel::QueryDsl;
            macro_rules! of {
                ($keys:expr) => {{
                    let query = $source.select($keys).into_boxed();
                    match filter {
                        Some(filter) => Box::new(query.filter(filter)),
                        None => Box::new(query),
                    }
                }};
            }
            match keys {
                crate::db::among::Keys::Big(keys) => of!(keys),
                crate::db::among::Keys::Small(keys) => of!(keys),
            }
        }

        fn pieces(
            filter: Option<crate::db::column::Predicate<Self::From>>,
            pieces: crate::db::pieces::Pieces<Self::From>,
        ) -> crate::db::pieces::Question {
            use diesel::QueryDsl;
            let query = $source.select(pieces).into_boxed();
            match filter {
                Some(filter) => Box::new(query.filter(filter)),
                None => Box::new(query),
            }
        }
    };
}
use reads;

/// The table of a kind.
pub fn of(kind: Kind) -> &'static dyn Door {
    match kind {
        Kind::Customer => &customer::Customers,
        Kind::Contact => &contact::Contacts,
        Kind::InvoiceTitle => &invoice_title::InvoiceTitles,
        Kind::Lead => &lead::Leads,
        Kind::Publication => &publication::Publications,
        Kind::Issue => &issue::Issues,
        Kind::Position => &position::Positions,
        Kind::Rate => &rate::Rates,
        Kind::Order => &order::Orders,
        Kind::OrderChange => &order_change::OrderChanges,
        Kind::Line => &line::Lines,
        Kind::Insertion => &insertion::Insertions,
        Kind::Instalment => &instalment::Instalments,
        Kind::Payment => &payment::Payments,
        Kind::Allocation => &allocation::Allocations,
        Kind::Invoice => &invoice::Invoices,
        Kind::Contract => &contract::Contracts,
        Kind::Opportunity => &opportunity::Opportunities,
        Kind::OpportunityLine => &opportunity_line::OpportunityLines,
        Kind::OpportunityContact => &opportunity_contact::OpportunityContacts,
        Kind::Quote => &quote::Quotes,
        Kind::QuoteLine => &quote_line::QuoteLines,
        Kind::DocTemplate => &doc_template::DocTemplates,
        Kind::Stay => &stay::Stays,
        Kind::Competitor => &competitor::Competitors,
        Kind::Pipeline => &pipeline::Pipelines,
        Kind::Stage => &stage::Stages,
        Kind::StageTask => &stage_task::StageTasks,
        Kind::Activity => &activity::Activities,
        Kind::DupCandidate => &dup_candidate::DupCandidates,
        Kind::Operator => &operator::Operators,
        Kind::Department => &department::Departments,
        Kind::Holiday => &holiday::Holidays,
        Kind::Setting => &setting::Settings,
        Kind::DictItem => &dict_item::DictItems,
        Kind::SharingRule => &sharing_rule::SharingRules,
        Kind::HandOver => &hand_over::HandOvers,
        Kind::Comment => &comment::Comments,
        Kind::Inbox => &inbox::Inbox,
        Kind::File => &file::Files,
        Kind::Event => &event::Events,
        Kind::Reference => &reference::References,
        Kind::CustomField => &custom_field::CustomFields,
    }
}
