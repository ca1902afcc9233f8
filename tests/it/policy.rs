//! What the screens offer and what PostgreSQL does are the same: a role that the policy offers something to finds a record on
//! which it works, as its own login; a role that it does not offer it to is refused on every record there is.

use std::collections::BTreeMap;

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, result::Error, sql_query,
    sql_types::Text,
};
use kehu::domain::{
    kind::Kind,
    operation::{MOVES, Move},
    policy,
    session::{Role, Session},
};

use crate::{matrix::Company, support::TestDb};

const OPEN: &str = "kehu.opportunity where deleted_at is null and state = 'open'";

/// One login of each role, and more where the golden company has more.
const LOGINS: [(&str, Role); 14] = [
    ("liuzy", Role::Gm),
    ("chenm", Role::Md),
    ("zhangw", Role::Sd),
    ("zhaom", Role::Sd),
    ("wug", Role::Sd),
    ("john", Role::Sp),
    ("lina", Role::Sp),
    ("huangzq", Role::Sp),
    ("hej", Role::Sp),
    ("sunl", Role::Ac),
    ("zhout", Role::Ab),
    ("m_care", Role::Cs),
    ("m_mark", Role::Mk),
    ("m_admin", Role::Sa),
];

fn session(login: &str, role: Role) -> Session {
    Session {
        operator_id: 0,
        login: login.into(),
        name: login.into(),
        role,
        dept_id: 0,
        dept: String::new(),
        today: "2002-03-13".parse().expect("a date"),
    }
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

fn texts(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<One> = sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|one| one.v).collect()
}

/// Whether the statement, which answers a text, is permitted; it is taken back. A guard that holds for everybody permits; the
/// wrong state of a record says nothing, and neither does no row at all.
fn permitted(conn: &mut PgConnection, sql: &str) -> bool {
    conn.batch_execute("begin").expect("a transaction begins");
    let answer = sql_query(sql).load::<One>(conn);
    conn.batch_execute("rollback").expect("a transaction is taken back");
    match answer {
        Ok(rows) => rows.first().is_some_and(|one| one.v != "not_yours"),
        Err(Error::DatabaseError(_, info)) => {
            let message = info.message();
            let denied = ["not permitted: ", "permission denied for ", "new row violates row-level security"];
            let says_nothing = info.constraint_name() == Some("kehu:bad_state");
            !says_nothing && !denied.iter().any(|start| message.starts_with(start))
        }
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// An order of 50,000, due on 2002-03-12, for a customer; or an existing one entered again.
fn sale(fields: &str, state: &str) -> String {
    format!(
        "select kehu.save_order(jsonb_build_object({fields}, 'intent', gen_random_uuid(), 'state', '{state}',
          'lines', (select jsonb_agg(jsonb_build_object('publication_id', p.id, 'position_id', a.id, 'list_price', '50000', 'discount', '1',
             'insertions', jsonb_build_array(jsonb_build_object('issue_id', i.id))))
             from kehu.publication p join kehu.ad_position a on a.publication_id = p.id and a.code = 'NYZB'
             join kehu.issue i on i.publication_id = p.id and i.publish_on = '2002-04-15' where p.code = 'SLS'),
          'instalments', '[{{\"due_on\": \"2002-03-12\", \"amount\": \"50000\"}}]'::jsonb))::text as v"
    )
}

fn act(db: &TestDb, login: &str, statements: &[&str]) {
    let mut conn = db.as_login(login);
    for sql in statements {
        conn.batch_execute(sql).unwrap_or_else(|error| panic!("{login}: {sql}: {error}"));
    }
}

/// The company of the matrix, and what each role still lacks to try everything on: made by those who may.
fn company() -> Company {
    let company = Company::open();
    let db = &company.db;
    let of = |id: i64| format!("'customer_id', {id}");
    let directors =
        texts(&mut db.admin(), "select id::text as v from kehu.customer where name = '市场总监公司'");
    let own = &directors[0];
    act(
        db,
        "chenm",
        &[
            &sale(&format!("'customer_id', {own}"), "draft"),
            &format!("insert into kehu.contact (customer_id, name) values ({own}, '总监的联系人')"),
            &format!("insert into kehu.invoice_title (customer_id, title) values ({own}, '总监的抬头')"),
        ],
    );
    // A director has a draft of his own.
    act(
        db,
        "zhangw",
        &[
            "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(),
               'customer_id', 5, 'name', 'x', 'product_line', '杂志', 'intent_evidence', '客户说要投放十期封底')) ->> 'id'))",
        ],
    );
    // Whoever directs has somebody to speak to in an opportunity of his own.
    let met = "select kehu.name_opportunity_contact(jsonb_build_object('opportunity_id', o.id, 'contact_id', k.id, 'role', 'key'))
        from kehu.opportunity o join kehu.contact k on k.customer_id = o.customer_id where o.owner_id = kehu.me() and o.state = 'open'";
    act(db, "chenm", &[met]);
    act(db, "zhout", &[&sale(&of(5), "confirmed")]);
    act(db, "liuzy", &[&sale(&format!("'customer_id', {own}"), "confirmed")]);
    // Directors ask for invoices of their own customers.
    let asks = "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', o.id, 'type', 'receipt', 'amount', '1'))
        from kehu.sales_order o where o.owner_id = kehu.me() and o.state = 'confirmed'";
    act(db, "chenm", &[asks]);
    act(db, "zhangw", &["insert into kehu.invoice_title (customer_id, title) values (5, '东方置业')", asks]);
    act(
        db,
        "zhout",
        &[
            "select kehu.dun(array(select id from kehu.instalment where customer_id in (1, 5) and counted), gen_random_uuid())",
        ],
    );
    act(db, "zhangw", &["insert into kehu.customer (name) values ('总监移交公司')"]);
    act(
        db,
        "chenm",
        &[
            "select kehu.hand_over(3, '{2}', 'one', array[(select id from kehu.customer where name = '总监移交公司')], 'x', gen_random_uuid())",
        ],
    );
    act(db, "hej", &[&sale(&of(4), "draft"), &sale(&of(4), "requested")]);
    let to_suspend = texts(
        &mut db.as_login("sunl"),
        &format!("select x.v::jsonb ->> 'id' as v from ({}) x", sale(&of(4), "confirmed")),
    );
    act(
        db,
        "sunl",
        &[
            &format!(
                "select kehu.move_order(id, version, 'suspended', 'x') from kehu.sales_order where id = {}",
                to_suspend[0]
            ),
            "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 4, 'received_on', '2002-03-13', 'amount', '100',
               'allocations', (select jsonb_agg(jsonb_build_object('instalment_id', id, 'amount', '100')) from kehu.instalment where order_id = 4)))",
            "select kehu.book_payment('{\"intent\": \"6f9619ff-8b86-d011-b42d-00c04fc964ff\", \"payer_id\": 4, \"received_on\": \"2002-03-13\", \"amount\": \"7\", \"allocations\": []}')",
        ],
    );
    // The centre has something to book, something booked and something missed, too.
    let newest = "kehu.insertion where customer_id = 4 and counted and state";
    let confirmed = sale(&of(4), "confirmed");
    act(
        db,
        "sunl",
        &[
            &confirmed,
            &confirmed,
            &confirmed,
            &format!(
                "select kehu.mark_insertion(id, version, 'booked') from (select id, version from {newest} = 'planned' order by id desc limit 2) i"
            ),
            &format!(
                "select kehu.mark_insertion(id, version, 'missed') from (select id, version from {newest} = 'booked' order by id desc limit 1) i"
            ),
        ],
    );
    // Two that were made one.
    act(db, "liuzy", &["insert into kehu.customer (name) values ('甲乙公司'), ('甲乙有限公司')"]);
    db.admin()
        .batch_execute(
            "insert into kehu.dup_candidate (first_id, second_id, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
             select a.id, b.id, 90, 'core', a.name, b.name, a.owner_id, a.dept_id, b.owner_id, b.dept_id
               from kehu.customer a join kehu.customer b on b.name = '甲乙有限公司' where a.name = '甲乙公司'",
        )
        .expect("a pair");
    let merge = "select kehu.merge_pair(id, version, 'first', '{}') from kehu.dup_candidate where first_name = '甲乙公司'";
    act(db, "liuzy", &[merge]);
    for (login, _) in LOGINS {
        act(
            db,
            login,
            &[
                "insert into kehu.activity (kind, title, due_on) values ('task', '自己的事', '2002-03-20'), ('task', '自己做完的', '2002-03-13')",
                "select kehu.complete_activity(id, version, 'x') from kehu.activity where title = '自己做完的' and owner_id = kehu.me()",
                "insert into kehu.comment (activity_id, text) select id, 'x' from kehu.activity where title = '自己的事' and owner_id = kehu.me()",
                "insert into kehu.file (activity_id, name, body) select id, 'x', 'x' from kehu.activity where title = '自己的事' and owner_id = kehu.me()",
            ],
        );
    }
    // Something is said about everybody's work by somebody above, and about the general manager's too.
    for login in ["liuzy", "chenm"] {
        act(
            db,
            login,
            &[
                "insert into kehu.comment (activity_id, text) select id, 'x' from kehu.activity where title = '自己的事'",
            ],
        );
    }
    company
}

/// The statements that try something on every record there is, whoever may see it.
struct Tries<'a> {
    admin: &'a mut PgConnection,
}

impl Tries<'_> {
    /// `%` in the statement becomes the id, `#` the version, of each row of a relation.
    fn each(&mut self, rows: &str, statement: &str) -> Vec<String> {
        let found = texts(self.admin, &format!("select id || ' ' || version as v from {rows} order by id"));
        found
            .iter()
            .map(|row| {
                let (id, version) = row.split_once(' ').expect("an id and a version");
                statement.replace('%', id).replace('#', version)
            })
            .collect()
    }

    fn create(&mut self, kind: Kind) -> Vec<String> {
        let one = |sql: &str| vec![format!("with n as ({sql} returning 1) select 'done' as v from n")];
        match kind {
            Kind::Customer => {
                let mut tries = one("insert into kehu.customer (name) values ('政策新客户')");
                tries.extend(texts(self.admin, "select id::text as v from kehu_priv.operator").iter().map(|id| {
                    format!("with n as (insert into kehu.customer (name, owner_id) values ('政策新客户', {id}) returning 1) select 'done' as v from n")
                }));
                tries
            }
            Kind::Contact => self.each(
                "kehu.customer where deleted_at is null",
                "with n as (insert into kehu.contact (customer_id, name) values (%, 'x') returning 1) select 'done' as v from n",
            ),
            Kind::InvoiceTitle => self.each(
                "kehu.customer where deleted_at is null",
                "with n as (insert into kehu.invoice_title (customer_id, title) values (%, 'x') returning 1) select 'done' as v from n",
            ),
            Kind::Publication => one("insert into kehu.publication (code, name, group_id, class_id, periodicity) values ('X', 'x', 1, 1, 'weekly')"),
            Kind::Issue => one("insert into kehu.issue (publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on)
                                values (1, 2003, 1, 'x', '2003-01-01', '2003-01-01', '2003-01-01', '2003-01-01')"),
            Kind::Position => one("insert into kehu.ad_position (publication_id, code, name) values (1, 'XY', 'x')"),
            Kind::Rate => one("insert into kehu.rate_item (rate_card_id, position_id, list_price)
                               select r.id, p.id, 5 from kehu.rate_card r join kehu.ad_position p on p.publication_id = r.publication_id and p.code = 'XX'"),
            Kind::Order => self.each("kehu.customer where deleted_at is null", &sale("'customer_id', %", "draft")),
            Kind::OrderChange => one("insert into kehu.order_change (order_id, kind) values (1, 'amend')"),
            Kind::Line => one("insert into kehu.order_line (order_id, seq) values (1, 9)"),
            Kind::Insertion => one("insert into kehu.insertion (order_line_id, seq) values (1, 9)"),
            Kind::Instalment => one("insert into kehu.instalment (order_id, seq, due_on, amount) values (1, 9, '2002-04-01', 1)"),
            Kind::Allocation => one("insert into kehu.payment_allocation (payment_id, instalment_id, amount) values (1, 2, 1)"),
            Kind::Payment => self.each(
                "kehu.customer where deleted_at is null",
                "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', %, 'received_on', '2002-03-13', 'amount', '1', 'allocations', '[]'::jsonb))::text as v",
            ),
            Kind::Invoice => self.each(
                "kehu.sales_order where deleted_at is null",
                "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', %, 'type', 'receipt', 'amount', '1'))::text as v",
            ),
            Kind::Contract => self.each(
                "kehu.customer where deleted_at is null",
                "select kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', %))::text as v",
            ),
            Kind::Opportunity => self.each(
                "kehu.customer where deleted_at is null",
                "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', %, 'name', 'x', 'product_line', '杂志',
                   'intent_evidence', '客户说要投放十期封底'))::text as v",
            ),
            Kind::OpportunityLine => self.each(
                OPEN,
                "select kehu.save_opportunity_line('{\"opportunity_id\": %, \"position_id\": 1, \"list_price\": \"5\"}')::text as v",
            ),
            Kind::OpportunityContact => self.each(
                OPEN,
                "select kehu.name_opportunity_contact('{\"opportunity_id\": %, \"contact_id\": 1, \"role\": \"key\"}')::text as v",
            ),
            Kind::DocTemplate => one("insert into kehu.doc_template (name, kind, body) values ('x', 'quote', 'x')"),
            Kind::Quote => self.make(Move::MakeQuote),
            Kind::QuoteLine => self.each(
                "kehu.quote where deleted_at is null and state = 'draft'",
                "select kehu.save_quote_line('{\"quote_id\": %, \"position_id\": 1, \"list_price\": \"5\"}')::text as v",
            ),
            Kind::Stay => one("insert into kehu.stage_history (opportunity_id, stage_id) values (1, 1)"),
            Kind::Competitor => one("insert into kehu.competitor (name) values ('x')"),
            Kind::Pipeline => one("insert into kehu.pipeline (name) values ('x')"),
            Kind::Stage => one("insert into kehu.stage (pipeline_id, seq, code, name, name_en, win_rate, standard_days, warn_days) values (1, 9, 'x_x', 'x', 'x', 1, 1, 1)"),
            Kind::StageTask => one("insert into kehu.stage_task (stage_id, title) values (1, 'x')"),
            Kind::Lead => {
                let mut tries = one("insert into kehu.lead (name) values ('政策线索')");
                tries.extend(texts(self.admin, "select id::text as v from kehu_priv.operator").iter().map(|id| {
                    format!("with n as (insert into kehu.lead (name, owner_id) values ('政策线索', {id}) returning 1) select 'done' as v from n")
                }));
                tries
            }
            Kind::Activity => one("insert into kehu.activity (kind, title, due_on) values ('task', 'x', '2002-03-20')"),
            Kind::DupCandidate => self.make(Move::FindDuplicates),
            Kind::Comment => self.each(
                "kehu.activity where deleted_at is null",
                "with n as (insert into kehu.comment (activity_id, text) values (%, 'x') returning 1) select 'done' as v from n",
            ),
            Kind::File => self.each(
                "kehu.activity where deleted_at is null",
                "with n as (insert into kehu.file (activity_id, name, body) values (%, 'x', 'x') returning 1) select 'done' as v from n",
            ),
            Kind::Inbox => one("insert into kehu.inbox_item (operator_id, comment_id) values (1, 1)"),
            Kind::Event => one("insert into kehu_priv.audit (kind) values ('x')"),
            Kind::Reference => one("insert into kehu.reference_card (customer_id, name, owner_id) values (3, 'x', 4)"),
            Kind::Operator => self.make(Move::CreateOperator),
            Kind::Department => one("insert into kehu.department (code, name, kind) values ('X', 'x', 'team')"),
            Kind::SharingRule => one("insert into kehu.sharing_rule (from_dept_id, to_role) values (3, 'ac')"),
            Kind::CustomField => one("insert into kehu.custom_field (kind, name, label, type) values ('customer', 'x_y', 'x', 'text')"),
            Kind::DictItem => one("insert into kehu.dict_item (dict_code, code, label, label_en) values ('source', 'x', 'x', 'x')"),
            Kind::Setting => one("insert into kehu.setting (key, value) values ('x', '1')"),
            Kind::Holiday => one("insert into kehu.holiday (date, name, is_off_day) values ('2002-10-01', 'x', true)"),
            Kind::HandOver => one("insert into kehu.hand_over (rule) values ('one')"),
        }
    }

    fn edit(&mut self, kind: Kind) -> Vec<String> {
        let all = |set: &str| {
            vec![format!(
                "with n as (update {set} returning 1) select case when count(*) = 0 then 'not_yours' else 'done' end as v from n"
            )]
        };
        match kind {
            Kind::Customer => all("kehu.customer set city = city"),
            Kind::Contact => all("kehu.contact set wechat = wechat"),
            Kind::InvoiceTitle => all("kehu.invoice_title set phone = phone"),
            Kind::Publication => all("kehu.publication set publisher = publisher"),
            Kind::Issue => all("kehu.issue set label = label"),
            Kind::Position => all("kehu.ad_position set size = size"),
            Kind::Rate => all("kehu.rate_item set list_price = list_price"),
            Kind::Order => {
                let orders = "kehu.sales_order where deleted_at is null and state in ('draft', 'requested')";
                let ids = texts(
                    self.admin,
                    &format!(
                        "select '''id'', ' || id || ', ''version'', ' || version || ', ''customer_id'', ' || customer_id as v from {orders}"
                    ),
                );
                ids.iter().map(|fields| sale(fields, "draft")).collect()
            }
            Kind::OrderChange => all("kehu.order_change set reason = reason"),
            Kind::Line => all("kehu.order_line set amount = amount"),
            Kind::Insertion => self.make(Move::PublishInsertion),
            Kind::Instalment => all("kehu.instalment set amount = amount"),
            Kind::Payment => all("kehu.payment set amount = amount"),
            Kind::Allocation => all("kehu.payment_allocation set amount = amount"),
            Kind::Invoice => self.each(
                "kehu.invoice where state = 'requested'",
                "select kehu.save_invoice(jsonb_build_object('id', %, 'version', #, 'note', 'x'))::text as v",
            ),
            Kind::Contract => self.each(
                "kehu.contract where deleted_at is null",
                "select kehu.save_contract(jsonb_build_object('id', %, 'version', #, 'note', 'x'))::text as v",
            ),
            Kind::Opportunity => self.each(
                OPEN,
                "select kehu.save_opportunity(jsonb_build_object('id', %, 'version', #, 'name', 'y'))::text as v",
            ),
            Kind::OpportunityLine => self.each(
                "kehu.opportunity_line",
                "select kehu.save_opportunity_line('{\"id\": %, \"version\": #, \"issues\": 2}')::text as v",
            ),
            Kind::OpportunityContact => all("kehu.opportunity_contact set role = role"),
            Kind::DocTemplate => all("kehu.doc_template set body = body"),
            Kind::Quote => self.each(
                "kehu.quote where deleted_at is null and state = 'draft'",
                "select kehu.save_quote(jsonb_build_object('id', %, 'version', #, 'note', 'y'))::text as v",
            ),
            Kind::QuoteLine => self.each(
                "kehu.quote_line",
                "select kehu.save_quote_line('{\"id\": %, \"version\": #, \"issues\": 2}')::text as v",
            ),
            Kind::Stay => all("kehu.stage_history set reason = reason"),
            Kind::Competitor => all("kehu.competitor set media = media"),
            Kind::Pipeline => all("kehu.pipeline set sort = sort"),
            Kind::Stage => all("kehu.stage set strategy = strategy"),
            Kind::StageTask => all("kehu.stage_task set title = title"),
            Kind::Lead => all("kehu.lead set city = city"),
            Kind::Activity => all("kehu.activity set title = title"),
            Kind::DupCandidate => all("kehu.dup_candidate set note = note"),
            Kind::Operator => self.make(Move::ChangeOperator),
            Kind::Department => all("kehu.department set name = name"),
            Kind::SharingRule => all("kehu.sharing_rule set note = note"),
            Kind::CustomField => all("kehu.custom_field set label = label"),
            Kind::DictItem => all("kehu.dict_item set label = label"),
            Kind::Setting => all("kehu.setting set note = note"),
            Kind::Holiday => all("kehu.holiday set name = name"),
            Kind::HandOver => all("kehu.hand_over set reason = reason"),
            Kind::Comment => all("kehu.comment set text = text"),
            Kind::File => all("kehu.file set note = note"),
            Kind::Inbox => all("kehu.inbox_item set read_at = read_at"),
            Kind::Event => all("kehu_priv.audit set kind = kind"),
            Kind::Reference => all("kehu.reference_card set name = name"),
        }
    }

    /// Every insertion in one state, marked with another.
    fn mark(&mut self, from: &str, to: &str) -> Vec<String> {
        self.each(
            &format!("kehu.insertion where state = '{from}'"),
            &format!("select kehu.mark_insertion(%, #, '{to}', p_note => 'x')::text as v"),
        )
    }

    fn make(&mut self, what: Move) -> Vec<String> {
        const SCRAM: &str = "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let orders =
            |states: &str| format!("kehu.sales_order where deleted_at is null and state in ({states})");
        let order = |to: &str| format!("select kehu.move_order(%, #, '{to}', 'x')::text as v");
        let asked = |kind: &str| {
            format!("select kehu.request_change(%, #, '{kind}', 'x', gen_random_uuid())::text as v")
        };
        let contracts =
            |states: &str| format!("kehu.contract where deleted_at is null and state in ({states})");
        let invoice = |to: &str| {
            format!(
                "select kehu.move_invoice(%, #, '{to}', '{{\"number\": \"R%\", \"reason\": \"x\"}}')::text as v"
            )
        };
        let contract =
            |to: &str| format!("select kehu.move_contract(%, #, '{to}', '{{\"reason\": \"x\"}}')::text as v");
        let quotes = |states: &str| format!("kehu.quote where deleted_at is null and state in ({states})");
        let quote =
            |to: &str| format!("select kehu.move_quote(%, #, '{to}', '{{\"reason\": \"x\"}}')::text as v");
        let stage = |to: &str| {
            format!("select kehu.move_opportunity(%, #, '{to}', '{{\"reason\": \"x\"}}')::text as v")
        };
        let ended = |to: &str| {
            format!(
                "select kehu.end_opportunity(%, #, '{to}', '{{\"reason\": \"x\", \"lost_reason\": \"price\"}}')::text as v"
            )
        };
        let todo = "kehu.activity where deleted_at is null and state = 'planned' and kind = 'dunning'";
        let planned = "kehu.activity where deleted_at is null and state = 'planned'";
        // Disabling ends all sessions of the login, in every database: only of those who are there for it.
        let idle = "kehu_priv.operator where login in ('m_gone', 'm_kept')";
        match what {
            Move::TransferCustomer => {
                self.each("kehu.customer", "select kehu.transfer_customer('{%}', 3, 'x')::text as v")
            }
            Move::SetCustomerStatus => {
                self.each("kehu.customer", "select kehu.set_customer_status(%, #, 'normal', 'x')::text as v")
            }
            Move::DeleteCustomer => {
                self.each("kehu.customer", "select kehu.delete_customer(%, #)::text as v")
            }
            Move::Share => self
                .each("kehu.customer", "select kehu.share('customer', %, 5, 'read', null, 'x')::text as v"),
            Move::Unshare => {
                self.each("kehu.customer", "select kehu.unshare('customer', %, 5)::text as v")
            }
            Move::ShareOpportunity => self.each(
                "kehu.opportunity where deleted_at is null",
                "select kehu.share('opportunity', %, 5, 'read', null, 'x')::text as v",
            ),
            Move::UnshareOpportunity => self.each(
                "kehu.opportunity where deleted_at is null",
                "select kehu.unshare('opportunity', %, 5)::text as v",
            ),
            Move::ShareLead => {
                self.each("kehu.lead", "select kehu.share('lead', %, 5, 'read', null, 'x')::text as v")
            }
            Move::UnshareLead => self.each("kehu.lead", "select kehu.unshare('lead', %, 5)::text as v"),
            Move::DeleteInvoiceTitle => {
                self.each("kehu.invoice_title", "select kehu.delete_invoice_title(%, #)::text as v")
            }
            Move::FindDuplicates => vec!["select kehu.find_duplicates()::text as v".to_owned()],
            Move::WorkLead => self.each("kehu.lead where state = 'new'", "select kehu.move_lead(%, #, 'working')::text as v"),
            Move::DropLead => self.each("kehu.lead where state = 'new'", "select kehu.move_lead(%, #, 'dropped', 'x')::text as v"),
            Move::ReopenLead => self.each("kehu.lead where state = 'dropped'", "select kehu.move_lead(%, #, 'working')::text as v"),
            Move::ConvertLead => {
                self.each("kehu.lead where state = 'new'", "select kehu.convert_lead(%, #, null, true)::text as v")
            }
            Move::TransferLead => self.each("kehu.lead", "select kehu.transfer_lead('{%}', 4, 'x')::text as v"),
            Move::DeleteLead => self.each("kehu.lead where state = 'new'", "select kehu.delete_lead(%, #)::text as v"),
            Move::PermitDuplicate => vec!["select kehu.permit_duplicate('新公司', 'x')::text as v".to_owned()],
            Move::NotDuplicate => self.each(
                "kehu.dup_candidate where state = 'open'",
                "select kehu.decide_duplicate(%, #, 'not_dup', 'x')::text as v",
            ),
            Move::ReopenDuplicate => self.each(
                "kehu.dup_candidate where state = 'not_dup'",
                "select kehu.decide_duplicate(%, #, 'open')::text as v",
            ),
            Move::MergePair => self.each(
                "kehu.dup_candidate where state = 'open' and not gone",
                "select kehu.merge_pair(%, #, 'first', '{}')::text as v",
            ),
            Move::UndoMerge => self.each(
                "kehu.dup_candidate where state = 'merged'",
                "select kehu.undo_merge(%, #)::text as v",
            ),
            Move::DeleteContact => self.each("kehu.contact", "select kehu.delete_contact(%, #)::text as v"),
            Move::RequestOrder => self.each(&orders("'draft'"), &order("requested")),
            Move::ConfirmOrder => self.each(&orders("'draft', 'requested'"), &order("confirmed")),
            Move::SuspendOrder => self.each(&orders("'confirmed', 'executing'"), &order("suspended")),
            Move::ResumeOrder => self.each(&orders("'suspended'"), &order("confirmed")),
            Move::CancelOrder => self.each(&orders("'draft', 'requested', 'confirmed'"), &order("cancelled")),
            Move::IssueInvoice => self.each("kehu.invoice where state = 'requested'", &invoice("issued")),
            Move::DeliverInvoice => self.each("kehu.invoice where state = 'issued'", &invoice("delivered")),
            Move::RedInvoice => self.each("kehu.invoice where state in ('issued', 'delivered')", &invoice("red")),
            Move::VoidInvoice => self.each("kehu.invoice where state = 'requested'", &invoice("void")),
            Move::LinkContract => self.each(
                "kehu.sales_order where deleted_at is null and state <> 'cancelled'",
                "select kehu.link_contract(%, #, null)::text as v",
            ),
            Move::FillOrder => self.each(
                "kehu.sales_order where deleted_at is null",
                "select kehu.fill_order(%, #, '{}')::text as v",
            ),
            Move::SubmitContract => self.each(&contracts("'draft'"), &contract("in_review")),
            Move::ReturnContract => self.each(&contracts("'in_review'"), &contract("draft")),
            Move::SignContract => self.each(&contracts("'draft', 'in_review'"), &contract("signed")),
            Move::StartContract => self.each(&contracts("'signed'"), &contract("in_force")),
            Move::CompleteContract => self.each(&contracts("'in_force'"), &contract("completed")),
            Move::TerminateContract => self.each(&contracts("'signed', 'in_force'"), &contract("terminated")),
            Move::VoidContract => self.each(&contracts("'draft', 'in_review', 'signed'"), &contract("void")),
            Move::DeleteContract => {
                self.each(&contracts("'draft'"), "select kehu.delete_contract(%, #)::text as v")
            }
            Move::AdvanceOpportunity => self.each(OPEN, &stage("next")),
            Move::StepBackOpportunity => self.each(OPEN, &stage("back")),
            Move::SetStage => self.each(OPEN, &stage("proposal")),
            Move::WinOpportunity => self.each(OPEN, &ended("won")),
            Move::LoseOpportunity => self.each(OPEN, &ended("lost")),
            Move::VoidOpportunity => self.each(OPEN, &ended("invalid")),
            Move::SuspendOpportunity => self.each(OPEN, &ended("suspended")),
            Move::ResumeOpportunity => self.each(
                "kehu.opportunity where deleted_at is null and state = 'suspended'",
                &ended("open"),
            ),
            Move::ReopenOpportunity => self.each(
                "kehu.opportunity where deleted_at is null and closed_at is not null",
                &ended("open"),
            ),
            Move::TransferOpportunity => {
                self.each("kehu.opportunity", "select kehu.transfer_opportunity('{%}', 3, 'x')::text as v")
            }
            Move::DeleteOpportunity => {
                self.each("kehu.opportunity", "select kehu.delete_opportunity(%, #)::text as v")
            }
            Move::DropOpportunityLine => {
                self.each("kehu.opportunity_line", "select kehu.drop_opportunity_line(%, #)::text as v")
            }
            Move::DropOpportunityContact => self.each(
                "(select id, 1 as version from kehu.opportunity_contact) c",
                "select kehu.drop_opportunity_contact(%)::text as v",
            ),
            Move::MakeQuote => self.each(
                OPEN,
                "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', %))::text as v",
            ),
            Move::SubmitQuote => self.each(&quotes("'draft'"), &quote("submitted")),
            Move::ApproveQuote => self.each(&quotes("'submitted'"), &quote("approved")),
            Move::ReturnQuote => self.each(&quotes("'submitted', 'approved'"), &quote("draft")),
            Move::SendQuote => self.each(&quotes("'draft', 'approved'"), &quote("sent")),
            Move::AcceptQuote => self.each(&quotes("'sent'"), &quote("accepted")),
            Move::RejectQuote => self.each(&quotes("'sent'"), &quote("rejected")),
            Move::DeleteQuote => {
                self.each(&quotes("'draft'"), "select kehu.delete_quote(%, #)::text as v")
            }
            Move::DropQuoteLine => {
                self.each("kehu.quote_line", "select kehu.drop_quote_line(%, #)::text as v")
            }
            Move::PrintQuote => self.each("kehu.quote", "select code as v from kehu.quote where id = %"),
            Move::PrintProposal => self.each("kehu.opportunity", "select code as v from kehu.opportunity where id = %"),
            Move::PrintContract => self.each("kehu.contract", "select code as v from kehu.contract where id = %"),
            Move::BookInsertion => self.mark("planned", "booked"),
            Move::UnbookInsertion => self.mark("booked", "planned"),
            Move::ReceiveMaterial => self.mark("booked", "material_in"),
            Move::PublishInsertion => self.mark("published", "published"),
            Move::UnpublishInsertion => self.mark("published", "material_in"),
            Move::MissInsertion => self.mark("booked", "missed"),
            Move::MakeGood => self.each(
                "kehu.insertion where state = 'missed'",
                "select kehu.make_good(%, #, (select min(n.id) from kehu.issue n join kehu.insertion i on i.publication_id = n.publication_id where i.id = %))::text as v",
            ),
            Move::TerminateOrder => {
                self.each(&orders("'confirmed', 'executing', 'suspended'"), &order("terminated"))
            }
            Move::RequestCancel => self.each(&orders("'confirmed'"), &asked("cancel")),
            Move::RequestTerminate => self.each(&orders("'confirmed', 'executing'"), &asked("terminate")),
            Move::RequestApproval => self.each(&orders("'draft', 'requested'"), &asked("approval")),
            Move::ApproveOrder => self.each(
                &orders("'draft', 'requested'"),
                "select kehu.approve_order(%, #, 'x', gen_random_uuid())::text as v",
            ),
            Move::ReplanOrder => self.each(
                &orders("'confirmed', 'executing', 'suspended'"),
                "select kehu.replan_order(%, #, '[]', 'x', 'x')::text as v",
            ),
            Move::ReducePrice => self.each(
                "kehu.insertion where state = 'missed'",
                "select kehu.reduce_price(%, #, 'x')::text as v",
            ),
            Move::ApproveChange => self.each(
                "kehu.order_change where state = 'requested'",
                "select kehu.decide_change(%, #, 'approved')::text as v",
            ),
            Move::RejectChange => self.each(
                "kehu.order_change where state = 'requested'",
                "select kehu.decide_change(%, #, 'rejected', 'x')::text as v",
            ),
            Move::WithdrawChange => self.each(
                "kehu.order_change where state = 'requested'",
                "select kehu.withdraw_change(%, #)::text as v",
            ),
            Move::Dun => self.each(
                "kehu.instalment",
                "select coalesce(reason, 'made') as v from kehu.dun('{%}', gen_random_uuid())",
            ),
            Move::AnswerDunning => {
                self.each(todo, "select kehu.answer_dunning(%, #, '2002-03-20')::text as v")
            }
            Move::BlockDunning => {
                self.each("kehu.instalment", "select kehu.block_dunning(%, #, '2002-03-20', 'x')::text as v")
            }
            Move::WriteOff => self.each("kehu.instalment", "select kehu.write_off(%, #, 'x')::text as v"),
            Move::VoidPayment => self.each("kehu.payment", "select kehu.void_payment(%, #, 'x')::text as v"),
            Move::VoidAllocatedPayment => self.each(
                "kehu.payment where allocated > 0",
                "select kehu.void_payment(%, (kehu.unallocate_payment(%, #) ->> 'version')::int, 'x')::text as v",
            ),
            Move::PayOut => self.each(
                "kehu.payment where unallocated > 0",
                "select kehu.pay_out_advance(%, #, jsonb_build_object('intent', gen_random_uuid()))::text as v",
            ),
            Move::AllocatePayment => {
                self.each("kehu.payment", "select kehu.allocate_payment(%, #, '[]')::text as v")
            }
            Move::UnallocatePayment => {
                self.each("kehu.payment", "select kehu.unallocate_payment(%, #)::text as v")
            }
            Move::ConfirmPayment => self.each("kehu.payment", "select kehu.confirm_payment(%, #)::text as v"),
            Move::StartActivity => self.each(planned, "select kehu.start_activity(%, #)::text as v"),
            Move::AcknowledgeActivity => {
                self.each(planned, "select kehu.acknowledge_activity(%)::text as v")
            }
            Move::DeleteActivity => self.each(planned, "select kehu.delete_activity(%, #)::text as v"),
            Move::CompleteActivity => {
                self.each(planned, "select kehu.complete_activity(%, #, 'x', 'x', 'x')::text as v")
            }
            Move::CancelActivity => self.each(planned, "select kehu.cancel_activity(%, #, 'x')::text as v"),
            Move::ReopenActivity => self
                .each("kehu.activity where state = 'done'", "select kehu.reopen_activity(%, #)::text as v"),
            Move::HandOver => self.each(
                "kehu_priv.operator where login in ('m_leaver', 'm_team', 'm_low', 'zhangw')",
                "select kehu.hand_over(%, '{4}', 'one', null, 'x', gen_random_uuid())::text as v",
            ),
            Move::DeleteHoliday => self.each(
                "(select id, version from kehu.holiday) h",
                "select kehu.delete_holiday(%)::text as v",
            ),
            Move::HandBack => self.each("kehu.hand_over", "select kehu.hand_back(%, #)::text as v"),
            Move::CreateOperator => {
                vec![format!(
                    "select kehu.create_operator('policy_new', '新人', '', '', 'sp', 3, 3, '{SCRAM}')::text as v"
                )]
            }
            Move::ChangeOperator => {
                self.each(idle, "select kehu.change_operator(%, #, '改名', '', '', 'sp', 2, 1)::text as v")
            }
            Move::DisableOperator => self.each(idle, "select kehu.disable_operator(%, #)::text as v"),
            Move::EnableOperator => self.each(idle, "select kehu.enable_operator(%, #)::text as v"),
            Move::MarkRead => self.each("kehu.inbox_item", "select kehu.mark_read(%, true)::text as v"),
            Move::MarkUnread => self.each("kehu.inbox_item", "select kehu.mark_read(%, false)::text as v"),
            Move::DeleteComment => {
                self.each("kehu.comment where deleted_at is null", "select kehu.delete_comment(%, #)::text as v")
            }
            Move::SaveFile => self.each("kehu.file", "select octet_length(body)::text as v from kehu.file where id = %"),
            Move::DeleteFile => {
                self.each("kehu.file where deleted_at is null", "select kehu.delete_file(%, #)::text as v")
            }
            // One's own, whoever one is.
            Move::SetPassword => {
                vec![format!("select kehu.set_operator_password(kehu.me(), '{SCRAM}')::text as v")]
            }
        }
    }
}

/// What is tried, on what, and to whom it is offered.
struct Compared<'a> {
    what: String,
    tries: Vec<String>,
    offered: Box<dyn Fn(&Session) -> bool + 'a>,
}

/// Compares what is offered to each role with what some login of it is permitted on some record.
fn compare(company: &Company, cases: &[Compared]) {
    let mut conns: Vec<PgConnection> = LOGINS.iter().map(|(login, _)| company.db.as_login(login)).collect();
    let mut faults = Vec::new();
    for Compared { what, tries, offered } in cases {
        assert!(!tries.is_empty(), "{what}: there is nothing to try it on");
        let mut by_role: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        for ((login, role), conn) in LOGINS.iter().zip(&mut conns) {
            let (_, found) =
                by_role.entry(role.code()).or_insert_with(|| (offered(&session(login, *role)), false));
            *found |= !*found && tries.iter().any(|sql| permitted(conn, sql));
        }
        for (role, (offered, permitted)) in by_role {
            if offered != permitted {
                faults.push(format!("{what} by {role}: offered {offered}, permitted {permitted}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_offered_on_kinds_is_what_the_database_permits() {
    let company = company();
    let mut admin = company.db.admin();
    let mut tries = Tries { admin: &mut admin };
    let mut cases = Vec::new();
    for kind in Kind::ALL {
        cases.push(Compared {
            what: format!("creating {kind:?}"),
            tries: tries.create(kind),
            offered: Box::new(move |session| policy::can_create(session, kind)),
        });
        cases.push(Compared {
            what: format!("editing {kind:?}"),
            tries: tries.edit(kind),
            offered: Box::new(move |session| policy::can_edit(session, kind)),
        });
    }
    compare(&company, &cases);
}

#[test]
fn what_is_offered_as_moves_is_what_the_database_permits() {
    let company = company();
    let mut admin = company.db.admin();
    let mut tries = Tries { admin: &mut admin };
    let cases: Vec<Compared> = MOVES
        .iter()
        .map(|def| Compared {
            what: format!("{:?}", def.what),
            tries: tries.make(def.what),
            offered: Box::new(|session| policy::offers(session, def.what)),
        })
        .collect();
    compare(&company, &cases);
}

#[test]
fn fields_that_are_not_offered_are_refused() {
    let company = company();
    let update = |set: &str| {
        vec![format!(
            "with n as (update {set} returning 1) select case when count(*) = 0 then 'not_yours' else 'done' end as v from n"
        )]
    };
    let offered = |kind: Kind, field: &'static str| -> Box<dyn Fn(&Session) -> bool> {
        Box::new(move |session| {
            policy::can_edit(session, kind) && policy::can_edit_field(session, kind, field)
        })
    };
    compare(
        &company,
        &[
            Compared {
                what: "the credit limit".into(),
                tries: update("kehu.customer set credit_limit = 5"),
                offered: offered(Kind::Customer, "credit_limit"),
            },
            Compared {
                what: "a contact's name".into(),
                tries: update("kehu.contact set name = name"),
                offered: offered(Kind::Contact, "name"),
            },
        ],
    );
}
