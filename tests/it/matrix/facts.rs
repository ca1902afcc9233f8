//! What is so in the company, read behind the rights from the columns where people put it: who is whose superior, who owns a
//! customer, whose customer an order is. Never from the columns that triggers carry down, nor from what is compiled of them.

use std::collections::BTreeMap;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Jsonb};
use serde::{Deserialize, de::DeserializeOwned};

use super::relations::RELATIONS;

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: i32,
    pub login: String,
    pub role: String,
    pub dept: i32,
    pub boss: Option<i32>,
    pub active: bool,
    pub version: i32,
}

#[derive(Debug, Deserialize)]
pub struct Department {
    pub id: i32,
    pub kind: String,
    pub parent: Option<i32>,
}

/// Departments that a sharing rule gives to an assistant, or to all of a role.
#[derive(Debug, Deserialize)]
pub struct Rule {
    pub entity: String,
    pub kind: Option<String>,
    pub dept: Option<i32>,
    pub person: Option<i32>,
    pub role: Option<String>,
    pub writes: bool,
}

/// A record lent to a colleague, and not over yet.
#[derive(Debug, Deserialize)]
pub struct Share {
    /// Its kind and id: `customer 1`.
    pub of: String,
    pub person: i32,
    pub writes: bool,
}

#[derive(Debug, Deserialize)]
pub struct Customer {
    pub id: i64,
    pub name: String,
    pub owner: i32,
    pub first_owner: i32,
    pub dept: i32,
    pub status: String,
    pub gone: bool,
    pub version: i32,
    /// An order that is not deleted, or a payment, names him.
    pub has_business: bool,
    /// A contract binds him, or did.
    pub bound: bool,
    /// An order under way names him.
    pub busy: bool,
}

#[derive(Debug, Deserialize)]
pub struct Order {
    pub id: i64,
    pub customer: i64,
    pub agency: Option<i64>,
    pub salesperson: i32,
    pub state: String,
    pub gone: bool,
    pub version: i32,
    pub confirmed_by: Option<i32>,
    pub paid: bool,
    /// What is not invoiced yet is above zero.
    pub uninvoiced: bool,
    pub invoiced: bool,
    /// Some insertion is no longer merely planned.
    pub begun: bool,
    /// Some insertion has appeared or failed to.
    pub appeared: bool,
    pub plan_whole: bool,
    pub outstanding: String,
}

/// A row of any table, by the people and records that give rights to it.
#[derive(Debug, Default, Deserialize)]
pub struct Row {
    pub key: String,
    pub customer: Option<i64>,
    pub order: Option<i64>,
    /// The second customer of a pair.
    #[serde(default)]
    pub other: Option<i64>,
    /// Who it belongs to where it has no customer: the executor of an activity, the writer of a draft.
    pub person: Option<i32>,
    /// Who made it, or set the task.
    pub author: Option<i32>,
    #[serde(default)]
    pub creator: Option<i32>,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub gone: bool,
    #[serde(default)]
    pub version: i32,
    /// What it can be read by that is lent alone: `opportunity 3`, `lead 4`.
    #[serde(default)]
    pub alone: Option<String>,
    /// Of an opportunity: in which stage it is.
    #[serde(default)]
    pub step: i32,
    /// Of money: something is still asked for, or still allocated.
    #[serde(default)]
    pub due: bool,
}

#[derive(Debug)]
pub struct Facts {
    pub people: Vec<Person>,
    pub departments: Vec<Department>,
    pub rules: Vec<Rule>,
    pub shares: Vec<Share>,
    pub customers: BTreeMap<i64, Customer>,
    pub orders: BTreeMap<i64, Order>,
    rows: BTreeMap<&'static str, Vec<Row>>,
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Jsonb)]
    v: serde_json::Value,
}

fn all<T: DeserializeOwned>(conn: &mut PgConnection, query: &str) -> Vec<T> {
    sql_query(format!("select to_jsonb(q) as v from ({query}) q"))
        .load::<One>(conn)
        .unwrap_or_else(|error| panic!("{query}: {error}"))
        .into_iter()
        .map(|one| serde_json::from_value(one.v).unwrap_or_else(|error| panic!("{query}: {error}")))
        .collect()
}

const CUSTOMERS: &str = "select c.id, c.name, c.owner_id as owner, c.first_owner_id as first_owner, c.dept_id as dept, c.status,
    c.deleted_at is not null as gone, c.version,
    exists (select from kehu.sales_order o where o.deleted_at is null and c.id in (o.customer_id, o.agency_id, o.bill_to_customer_id))
      or exists (select from kehu.payment p where p.payer_id = c.id) as has_business,
    exists (select from kehu.contract k where k.customer_id = c.id and k.deleted_at is null and k.state in ('signed', 'in_force', 'completed', 'terminated')) as bound,
    exists (select from kehu.sales_order o where o.deleted_at is null and c.id in (o.customer_id, o.agency_id, o.bill_to_customer_id)
            and o.state in ('draft', 'requested', 'confirmed', 'executing', 'suspended')) as busy
  from kehu.customer c";

const ORDERS: &str = "select o.id, o.customer_id as customer, o.agency_id as agency, o.salesperson_id as salesperson, o.state, o.deleted_at is not null as gone,
    o.version, k.confirmed_by, coalesce((select sum(i.received) > 0 from kehu.instalment i where i.order_id = o.id), false) as paid,
    o.net_amount > coalesce((select sum(i.amount) from kehu.invoice i where i.order_id = o.id and i.state not in ('red', 'void')), 0) as uninvoiced,
    exists (select from kehu.invoice i where i.order_id = o.id and i.state not in ('red', 'void')) as invoiced,
    exists (select from kehu.insertion i where i.order_id = o.id and i.state <> 'planned') as begun,
    exists (select from kehu.insertion i where i.order_id = o.id and i.state in ('published', 'missed', 'madegood')) as appeared,
    o.net_amount = coalesce((select sum(i.amount) from kehu.instalment i where i.order_id = o.id and i.state <> 'cancelled'), 0) as plan_whole,
    coalesce((select sum(i.amount - i.received) from kehu.instalment i where i.order_id = o.id and i.state = 'open'), 0)::text as outstanding
  from kehu.sales_order o left join kehu.order_card k on k.order_id = o.id";

impl Facts {
    /// Reads them as superuser.
    pub fn read(conn: &mut PgConnection) -> Self {
        let rows = RELATIONS.iter().map(|relation| (relation.name, all(conn, relation.rows))).collect();
        Self {
            people: all(
                conn,
                "select id, login, role, dept_id as dept, superior_id as boss, status = 'active' as active, version
                 from kehu_priv.operator order by id",
            ),
            departments: all(conn, "select id, kind, parent_id as parent from kehu.department order by id"),
            rules: all(
                conn,
                "select from_dept_kind as kind, from_dept_id as dept, to_operator_id as person, to_role as role,
                 entity, access = 'write' as writes from kehu.sharing_rule where active",
            ),
            shares: all(
                conn,
                "select kind || ' ' || record_id as of, operator_id as person, access = 'write' as writes
                 from kehu_priv.record_share
                 where coalesce(expires_on, '2100-01-01') >= (select (value #>> '{}')::date from kehu.setting where key = 'business_date')",
            ),
            customers: all::<Customer>(conn, CUSTOMERS).into_iter().map(|it| (it.id, it)).collect(),
            orders: all::<Order>(conn, ORDERS).into_iter().map(|it| (it.id, it)).collect(),
            rows,
        }
    }

    /// The rows of a relation.
    pub fn rows(&self, relation: &str) -> &[Row] {
        self.rows.get(relation).unwrap_or_else(|| panic!("{relation} is no relation of the matrix"))
    }

    /// The operator behind a login, if there is one.
    pub fn person(&self, login: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.login == login)
    }

    /// The operator of a number that a row names.
    pub fn by_id(&self, id: i32) -> &Person {
        self.people.iter().find(|person| person.id == id).expect("rows name operators")
    }

    /// A customer of the company by his short name.
    pub fn customer(&self, name: &str) -> &Customer {
        let name = format!("{name}公司");
        self.customers.values().find(|customer| customer.name == name).expect("a customer of the company")
    }
}
