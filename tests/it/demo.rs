//! The demo company, loaded once: as many of everything as promised, due when promised, whole in every sum, and open to every login.

use std::sync::OnceLock;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use kehu::local::Fixture;

use crate::support::{TestDb, count};

static LOADED: OnceLock<TestDb> = OnceLock::new();
static DEMO: OnceLock<TestDb> = OnceLock::new();

/// A copy of the company, to change.
pub fn copy() -> TestDb {
    // Nobody stays connected to what is copied.
    TestDb::like(LOADED.get_or_init(|| {
        let db = TestDb::empty();
        Fixture::Demo.load(&mut db.admin()).unwrap_or_else(|error| panic!("{error}"));
        db
    }))
}

/// The company; the tests only read it.
fn demo() -> &'static TestDb {
    DEMO.get_or_init(copy)
}

#[test]
fn media_and_customers_are_as_many_as_promised() {
    let mut conn = demo().admin();
    for (from, n) in [
        ("kehu.department", 14),
        ("kehu_priv.operator", 49),
        ("kehu.publication", 10),
        ("kehu.ad_position", 90),
        ("kehu.rate_card", 20),
        ("kehu.rate_item", 180),
        ("kehu.customer", 600),
        ("kehu.customer where kind <> 'advertiser'", 40),
        ("kehu.customer where status = 'active'", 270),
        ("kehu.customer where status = 'archived'", 90),
        ("kehu.customer where is_reference", 12),
        ("kehu.customer where is_key", 25),
        (
            "kehu.customer c where is_key and not exists (select from kehu.contact k where k.customer_id = c.id and k.is_decider)",
            3,
        ),
        ("kehu.contact", 1_100),
        ("kehu.lead", 80),
        ("kehu.contact where birth_calendar = 'lunar'", 30),
        ("kehu.holiday where is_off_day", 39),
    ] {
        assert_eq!(count(&mut conn, from), n, "{from}");
    }
    assert_eq!(
        count(
            &mut conn,
            "kehu.issue where publish_on not between kehu.today() - interval '12 months' and kehu.today() + interval '12 months'"
        ),
        0
    );
}

#[test]
fn eight_contacts_have_a_birthday_within_two_weeks() {
    let near = "kehu.contact k, generate_series(0, 13) d where birth_calendar = 'solar' \
        and (birth_month, birth_day) = (extract(month from kehu.today() + d), extract(day from kehu.today() + d))";
    assert_eq!(count(&mut demo().admin(), near), 8);
}

#[test]
fn the_same_company_was_entered_twice_twenty_times() {
    // By the name without legal form and town, in its plain form.
    let towns = "select string_agg(distinct city, '|') from kehu.department";
    let bare = format!(
        "select regexp_replace(k.name_core, ({towns}), '') as bare, c.id \
         from kehu_priv.customer_key k join kehu.customer c on c.id = k.customer_id where c.kind = 'advertiser'"
    );
    let pairs = format!("(select bare from ({bare}) b group by bare having count(*) = 2) p");
    assert_eq!(count(&mut demo().admin(), &pairs), 20);
}

#[test]
fn orders_and_money_are_as_many_as_promised() {
    let mut conn = demo().admin();
    for (from, least, most) in [
        ("kehu.sales_order", 260, 260),
        ("kehu.sales_order where state = 'draft'", 8, 8),
        ("kehu.sales_order where state = 'requested'", 5, 5),
        ("kehu.sales_order where state = 'terminated'", 3, 3),
        ("kehu.sales_order where state = 'suspended'", 3, 3),
        ("kehu.sales_order where state = 'cancelled'", 4, 4),
        ("kehu.sales_order where state = 'completed'", 30, 190),
        ("kehu.sales_order where agency_id is not null", 15, 45),
        ("kehu.insertion", 900, 1_100),
        ("kehu.insertion where makegood_of_id is not null", 2, 2),
        ("kehu.insertion where state in ('missed', 'madegood')", 2, 2),
        (
            "kehu.insertion where counted and planned_on < kehu.today() and state in ('planned', 'booked', 'material_in')",
            4,
            4,
        ),
        ("kehu.instalment", 850, 950),
        ("kehu.instalment where state = 'written_off'", 3, 3),
        ("kehu.instalment where counted and state = 'open' and received > 0 and outstanding > 0", 10, 40),
        ("kehu.invoice", 150, 150),
        ("kehu.invoice where state = 'requested'", 12, 12),
        ("kehu.invoice where state = 'issued'", 18, 18),
        ("kehu.invoice where state in ('red', 'void')", 4, 8),
        ("kehu.contract", 90, 90),
        ("kehu.contract where state = 'in_force'", 55, 65),
        ("kehu.sales_order where contract_id is not null", 20, 150),
        ("kehu.payment", 600, 600),
        ("kehu.payment where state = 'voided'", 3, 3),
        ("kehu.payment where unallocated > 0", 22, 60),
        (
            "kehu.payment p where (select count(*) from kehu.payment_allocation where payment_id = p.id) > 1",
            20,
            300,
        ),
        (
            "kehu.instalment i where (select count(*) from kehu.payment_allocation where instalment_id = i.id) > 1",
            20,
            60,
        ),
    ] {
        let n = count(&mut conn, from);
        assert!((least..=most).contains(&n), "{from}: {n}");
    }
}

#[test]
fn money_is_due_when_promised() {
    let mut conn = demo().admin();
    let due = "kehu.instalment where counted and outstanding > 0 and";
    let today = "kehu.today()";
    for (when, least, most) in [
        (format!("due_on = {today}"), 6, 6),
        (format!("date_trunc('week', due_on) = date_trunc('week', {today})"), 25, 25),
        (format!("date_trunc('month', due_on) = date_trunc('month', {today})"), 40, 82),
        (format!("due_on < {today}"), 38, 48),
        (format!("{today} - due_on between 1 and 30"), 4, 56),
        (format!("{today} - due_on between 31 and 60"), 4, 20),
        (format!("{today} - due_on between 61 and 90"), 4, 20),
        (format!("{today} - due_on > 90"), 4, 20),
        (
            format!(
                "due_on = {today} and salesperson_id = (select id from kehu_priv.operator where login = 'john')"
            ),
            2,
            4,
        ),
        (
            format!(
                "date_trunc('month', due_on) = date_trunc('month', {today}) and salesperson_id = (select id from kehu_priv.operator where login = 'john')"
            ),
            5,
            40,
        ),
    ] {
        let n = count(&mut conn, &format!("{due} {when}"));
        assert!((least..=most).contains(&n), "{when}: {n}");
    }
}

#[test]
fn every_sum_is_whole() {
    let mut conn = demo().admin();
    let signed = "o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')";
    for (rule, broken) in [
        ("I1", format!("kehu.sales_order o where {signed} and net_amount <> (select coalesce(sum(amount), 0) from kehu.instalment where order_id = o.id and state <> 'cancelled')")),
        ("I2", "kehu.payment p where allocated <> (select coalesce(sum(amount), 0) from kehu.payment_allocation where payment_id = p.id) or allocated > amount".into()),
        ("I3", "kehu.instalment i where received <> (select coalesce(sum(amount), 0) from kehu.payment_allocation where instalment_id = i.id) or received > amount".into()),
        ("I4 net", "kehu.sales_order o where net_amount <> (select coalesce(sum(amount), 0) from kehu.order_line where order_id = o.id)".into()),
        ("I4 gross", "kehu.sales_order o where gross_amount <> (select coalesce(sum(list_price * case when surcharge_kind is null then issues else 1 end), 0) from kehu.order_line where order_id = o.id) or discount_amount <> gross_amount - net_amount".into()),
        ("I5", format!("kehu.order_line l join kehu.sales_order o on o.id = l.order_id where {signed} and surcharge_kind is null and (amount, issues::bigint) <> (select coalesce(sum(i.amount), 0), count(*) from kehu.insertion i where i.order_line_id = l.id and i.state <> 'cancelled' and i.makegood_of_id is null)")),
        ("I6", "kehu.sales_order where invoiced > net_amount".into()),
        ("I6 sum", "kehu.sales_order o where invoiced <> (select coalesce(sum(amount), 0) from kehu.invoice where order_id = o.id and state not in ('red', 'void'))".into()),
        ("invoices of later", "kehu.invoice where greatest(requested_on, issued_on, received_by_customer_on) > kehu.today()".into()),
        ("I7", "(select from kehu.insertion where holds group by issue_id, position_id having count(*) > 1) x".into()),
        ("received", "kehu.sales_order o where received <> (select coalesce(sum(received), 0) from kehu.instalment where order_id = o.id)".into()),
        ("children count", format!("kehu.instalment i join kehu.sales_order o on o.id = i.order_id where i.counted <> ({signed})")),
        ("closed", "kehu.sales_order where amending".into()),
        ("due after entry", "kehu.instalment i join kehu.sales_order o on o.id = i.order_id where i.due_on < (o.created_at at time zone 'Asia/Shanghai')::date".into()),
        ("issue", "kehu.insertion i join kehu.issue s on s.id = i.issue_id where (i.publication_id, i.planned_on) <> (s.publication_id, s.publish_on)".into()),
        ("industry", "kehu.order_line l join kehu.publication p on p.id = l.publication_id join kehu.customer c on c.id = l.customer_id where p.industry_limit <> '{}' and c.industry <> all (p.industry_limit)".into()),
        ("future", "kehu.payment where received_on > kehu.today()".into()),
        ("payer", "kehu.payment_allocation a join kehu.payment p on p.id = a.payment_id where not kehu_priv.pays_for(p.payer_id, a.order_id)".into()),
    ] {
        assert_eq!(count(&mut conn, &broken), 0, "{rule}");
    }
    assert_eq!(count(&mut conn, "kehu_priv.integrity()"), 0);
}

#[test]
fn a_fifth_of_the_customers_carries_four_fifths() {
    let share = "(select 1 where (select sum(v) from (select sum(net_amount) v, row_number() over (order by sum(net_amount) desc) r, count(*) over () n \
        from kehu.sales_order where state not in ('draft', 'requested', 'cancelled') group by customer_id) x where r <= n * 0.2) \
        / (select sum(net_amount) from kehu.sales_order where state not in ('draft', 'requested', 'cancelled')) between 0.75 and 0.85) x";
    assert_eq!(count(&mut demo().admin(), share), 1);
}

#[test]
fn activities_and_collection_todos_are_as_many_as_promised() {
    let mut conn = demo().admin();
    let john = "owner_id = (select id from kehu_priv.operator where login = 'john')";
    let this_month = "date_trunc('month', due_on) = date_trunc('month', kehu.today())";
    for (from, least, most) in [
        ("kehu.activity".to_owned(), 3_000, 3_000),
        ("kehu.activity where due_on > kehu.today() + 14".into(), 0, 0),
        ("kehu.activity where due_on > kehu.today() and kind not in ('dunning', 'delivery')".into(), 60, 400),
        (format!("kehu.activity where {john}"), 150, 500),
        (format!("kehu.activity where {john} and {this_month}"), 8, 60),
        (format!("kehu.activity where {john} and state = 'planned'"), 6, 60),
        ("kehu.dunning where is_open and answered_at is null and level = 1".into(), 5, 25),
        ("kehu.dunning where is_open and answered_at is not null".into(), 5, 25),
        ("kehu.dunning where is_open and level = 2".into(), 5, 5),
        ("kehu.dunning where not is_open".into(), 60, 60),
        ("kehu.instalment where promised_on is not null".into(), 3, 25),
        ("kehu.activity where kind = 'delivery'".into(), 15, 40),
    ] {
        let n = count(&mut conn, &from);
        assert!((least..=most).contains(&n), "{from}: {n}");
    }
    for (rule, broken) in [
        ("I9", "(select from kehu.dunning where is_open group by instalment_id having count(*) > 1) x"),
        ("an owner", "kehu.activity where owner_id is null or dept_id is null"),
        (
            "open as its activity",
            "kehu.dunning d join kehu.activity a on a.id = d.activity_id where d.is_open <> (a.state in ('planned', 'in_progress'))",
        ),
        (
            "nothing to ask",
            "kehu.dunning d join kehu.instalment i on i.id = d.instalment_id where d.is_open and i.outstanding = 0",
        ),
        (
            "as its activity",
            "kehu.dunning d join kehu.activity a on a.id = d.activity_id where (d.owner_id, d.dept_id, d.order_dept_id, d.assigned_by_id) <> (a.owner_id, a.dept_id, a.order_dept_id, a.assigned_by_id)",
        ),
        ("done in the future", "kehu.activity where done_at > now()"),
        (
            "last contact",
            "kehu.customer c where last_contact_at is distinct from (select max(done_at) from kehu.activity a where a.customer_id = c.id and a.state = 'done' and kind in ('visit', 'call', 'meeting', 'mail', 'message'))",
        ),
        (
            "the loader left traces",
            "kehu_priv.audit where who = 'kehu_dba' and kind in ('customer', 'contact', 'order', 'payment', 'activity', 'instalment')",
        ),
    ] {
        assert_eq!(count(&mut conn, broken), 0, "{rule}");
    }
}

#[test]
fn everybody_signs_in_and_his_tabs_add_up() {
    #[derive(QueryableByName)]
    struct Login {
        #[diesel(sql_type = Text)]
        login: String,
    }
    let logins: Vec<Login> =
        sql_query("select login::text as login from kehu_priv.operator where status = 'active' order by id")
            .load(&mut demo().admin())
            .unwrap();
    assert_eq!(logins.len(), 49);
    for Login { login } in logins {
        let mut conn = demo().as_login(&login);
        assert_eq!(count(&mut conn, "(select kehu.me()) x where me is not null"), 1, "{login}");
        // Row by row over what this login may read, by the words of the definition.
        let unequal = "kehu_rpt.receivable_tabs() t join lateral ( \
            select count(*) as n, coalesce(sum(i.amount - i.received), 0) as s from kehu.instalment i join kehu.sales_order o on o.id = i.order_id \
             where o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and i.state = 'open' and i.received < i.amount \
               and case t.tab when 'today' then i.due_on = kehu.today() \
                     when 'week' then to_char(i.due_on, 'IYYY-IW') = to_char(kehu.today(), 'IYYY-IW') \
                     when 'month' then to_char(i.due_on, 'YYYY-MM') = to_char(kehu.today(), 'YYYY-MM') \
                     when 'overdue' then i.due_on < kehu.today() when 'notdue' then i.due_on > kehu.today() else true end) x on true \
            where (t.rows, t.sum) <> (x.n, x.s)";
        assert_eq!(count(&mut conn, unequal), 0, "{login}");
    }
    let mut zhout = demo().as_login("zhout");
    assert_eq!(count(&mut zhout, "kehu_rpt.receivable_tabs() t where t.rows > 0"), 6);
    let to_enter = count(&mut zhout, "kehu.sales_order where state = 'requested'");
    assert!((2..=5).contains(&to_enter), "{to_enter}");
    // The customer of the first walk is found alone by its town's and its own initials.
    assert_eq!(
        count(
            &mut zhout,
            "kehu.search_customer('shyy') s join kehu.customer c on c.id = s where c.name = '上海雅韵化妆品有限公司'"
        ),
        1
    );
    assert_eq!(count(&mut zhout, "kehu.search_customer('shyy')"), 1);
    assert_eq!(count(&mut demo().as_login("john"), "kehu_rpt.receivable_tabs() t where t.rows > 0"), 6);
}

#[test]
fn it_loads_on_a_leap_day_and_on_a_sunday_that_ends_a_month() {
    for day in ["2028-02-29", "2027-01-31"] {
        let db = TestDb::empty();
        let mut conn = db.admin();
        sql_query("update kehu.setting set value = to_jsonb($1) where key = 'business_date'")
            .bind::<Text, _>(day)
            .execute(&mut conn)
            .unwrap();
        Fixture::Demo.load(&mut conn).unwrap_or_else(|error| panic!("{day}: {error}"));
        let due = "kehu.instalment where counted and outstanding > 0 and due_on =";
        assert_eq!(count(&mut conn, &format!("{due} date '{day}'")), 6, "{day}");
        assert_eq!(count(&mut conn, "kehu.payment"), 600, "{day}");
    }
}

#[test]
fn quotes_are_in_every_state() {
    let mut conn = demo().admin();
    for (from, n) in [
        ("kehu.quote", 120),
        ("kehu_rpt.quote where state = 'accepted'", 45),
        ("kehu_rpt.quote where state = 'rejected'", 20),
        ("kehu_rpt.quote where state = 'sent'", 12),
        ("kehu_rpt.quote where state = 'expired'", 3),
        ("kehu_rpt.quote where state = 'draft'", 9),
        ("kehu_rpt.quote where state = 'submitted'", 3),
        ("kehu_rpt.quote where state = 'approved'", 3),
        ("kehu_rpt.quote where state = 'superseded'", 25),
        ("kehu.quote where lines = 0", 0),
    ] {
        assert_eq!(count(&mut conn, from), n, "{from}");
    }
}
