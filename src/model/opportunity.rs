//! Opportunities as rows, with their lines, contacts and stays. Nothing is written: functions make, change and move them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::{opportunity, opportunity_contact, opportunity_line, stage_history};

/// An opportunity.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = opportunity, check_for_backend(Pg))]
pub struct Opportunity {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub name: String,
    pub customer_id: i64,
    pub state: String,
    pub state_reason: Option<String>,
    pub intent_evidence: String,
    pub amount: Option<Decimal>,
    pub lines: i32,
    pub own_win_rate: Option<i32>,
    pub importance: String,
    pub is_key_project: bool,
    pub expected_close_on: Option<NaiveDate>,
    pub stage_entered_on: NaiveDate,
    pub standard_days: i32,
    pub closed_at: Option<DateTime<Utc>>,
    pub lost_reason: Option<String>,
    pub lost_competitor_id: Option<i64>,
    pub last_contact_at: Option<DateTime<Utc>>,
    pub next_activity_on: Option<NaiveDate>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub salesperson_id: i32,
    pub first_owner_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OpportunityRow {
    pub own: Opportunity,
    pub customer: Option<String>,
    pub product_line: Option<String>,
    pub pipeline_id: Option<i32>,
    pub pipeline: Option<String>,
    pub stage: Option<String>,
    pub competitor: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    /// The owner while it is open; of a closed one whoever closed it.
    pub salesperson: Option<String>,
    pub first_owner: Option<String>,
    pub created_by: Option<String>,
    /// Percent: its own, else that of its stage; 100 of a won one, 0 of a lost one.
    pub win_rate: Option<i32>,
    pub weighted: Option<Decimal>,
    pub value_band: Option<String>,
    /// While it is open or put aside.
    pub days_in_stage: Option<i32>,
    pub over_days: Option<i32>,
    pub pace: Option<String>,
    pub days_uncontacted: Option<i32>,
    pub stale: bool,
    pub closing: bool,
    /// Fields that the administrator added.
    pub ext: Option<serde_json::Value>,
}

/// What an opportunity would order.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = opportunity_line, check_for_backend(Pg))]
pub struct OpportunityLine {
    pub id: i64,
    pub version: i32,
    pub opportunity_id: i64,
    pub seq: i32,
    pub publication_id: i64,
    pub position_id: i64,
    pub issues: i32,
    pub list_price: Decimal,
    pub discount: Decimal,
    pub unit_price: Decimal,
    pub amount: Decimal,
    pub owner_id: i32,
    pub customer_id: i64,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OpportunityLineRow {
    pub own: OpportunityLine,
    pub opportunity: Option<String>,
    pub publication: Option<String>,
    pub position: Option<String>,
    pub customer: Option<String>,
    pub owner: Option<String>,
}

/// Which part a contact plays.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = opportunity_contact, check_for_backend(Pg))]
pub struct OpportunityContact {
    pub id: i64,
    pub opportunity_id: i64,
    pub contact_id: i64,
    pub role: String,
    pub owner_id: i32,
    pub customer_id: i64,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OpportunityContactRow {
    pub own: OpportunityContact,
    pub opportunity: Option<String>,
    pub contact: Option<String>,
    pub customer: Option<String>,
    pub owner: Option<String>,
}

/// A stay in a stage.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = stage_history, check_for_backend(Pg))]
pub struct Stay {
    pub id: i64,
    pub opportunity_id: i64,
    pub entered_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub standard_days: i32,
    pub direction: Option<String>,
    pub reason: Option<String>,
    pub overridden: bool,
    pub moved_by: Option<i32>,
    pub stage_owner_id: i32,
    pub owner_id: i32,
    pub dept_id: i32,
    pub customer_id: i64,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct StayRow {
    pub own: Stay,
    pub opportunity: Option<String>,
    pub stage: Option<String>,
    pub moved_by: Option<String>,
    pub stage_owner: Option<String>,
    pub customer: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    /// Whole days; of the stage it is in until today.
    pub days: Option<i32>,
    /// Whether it left within the standard.
    pub on_time: Option<bool>,
}
