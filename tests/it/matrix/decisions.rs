//! The requirements and decisions on rights that one may ask for by name, each with its allowed twin.

use diesel::{PgConnection, connection::SimpleConnection};

use super::{
    Company,
    attempt::{Outcome, column, outcome},
    guards::unguarded,
};

fn customers(conn: &mut PgConnection) -> String {
    column(conn, "select id::text as v from kehu.customer order by id").join(" ")
}

fn count(conn: &mut PgConnection, from: &str) -> String {
    column(conn, &format!("select count(*)::text as v from {from}")).concat()
}

/// Enters an order for that customer, as a draft.
fn enters(customer: i64) -> String {
    format!(
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {customer}))"
    )
}

#[test]
fn r13_the_centre_assistant_keeps_the_orders_of_all_offices() {
    let company = Company::open();
    let conn = &mut company.db.as_login("sunl");
    assert_eq!(count(conn, "kehu.customer where id in (4, 1)"), "1");
    assert_eq!(count(conn, "kehu.sales_order where customer_id = 4"), "1");
    assert_eq!(count(conn, "kehu.sales_order where customer_id = 1"), "0");
    assert_eq!(outcome(conn, &enters(4)), Outcome::Done);
    assert_eq!(outcome(conn, &enters(1)), Outcome::Denied);
}

#[test]
fn r14_the_branch_assistant_keeps_the_orders_of_the_branch() {
    let company = Company::open();
    let conn = &mut company.db.as_login("zhout");
    assert_eq!(count(conn, "kehu.customer where id in (1, 2, 3, 4, 5)"), "3");
    for id in [1, 2, 5] {
        assert_eq!(
            column(
                conn,
                &format!("update kehu.customer set city = city where id = {id} returning id::text as v")
            )
            .len(),
            0
        );
        assert_eq!(outcome(conn, &enters(id)), Outcome::Done);
    }
    assert_eq!(outcome(conn, &enters(4)), Outcome::Denied);
}

#[test]
fn r17_a_new_customer_is_shared_to_the_assistant_at_once() {
    let company = Company::open();
    let conn = &mut company.db.as_login("sunl");
    let new = "kehu.customer where name = '武汉新客户公司'";
    assert_eq!(count(conn, new), "0");
    company
        .db
        .as_login("hej")
        .batch_execute("insert into kehu.customer (name) values ('武汉新客户公司')")
        .unwrap();
    assert_eq!(count(conn, new), "1");
    assert_eq!(count(&mut company.db.as_login("zhout"), new), "0");
}

#[test]
fn d11_identity_is_the_session_user_and_row_security_is_not_forced() {
    let company = Company::open();
    let admin = &mut company.db.admin();
    let odd = "pg_class where relnamespace = 'kehu'::regnamespace and relkind = 'r' and (not relrowsecurity or relforcerowsecurity)";
    assert_eq!(count(admin, odd), "0");
    assert_eq!(count(admin, "pg_roles where rolname = 'kehu_owner' and not rolcanlogin"), "1");
    let conn = &mut company.db.as_login("john");
    let own = customers(conn);
    for disguise in ["select set_config('kehu.operator_id', '1', false)", "set role kehu_operator"] {
        conn.batch_execute(disguise).unwrap();
        assert_eq!(column(conn, "select kehu.me()::text as v").concat(), "4", "{disguise}");
    }
    // Fewer groups, fewer rows; never more.
    assert_eq!(customers(conn), "");
    conn.batch_execute("reset role").unwrap();
    assert_eq!(customers(conn), own);
    let refused = conn.batch_execute("set role kehu_all_read").unwrap_err().to_string();
    assert!(refused.contains("permission denied to set role"), "{refused}");
}

#[test]
fn d12_a_director_reaches_the_people_below_his_department_and_none_above_him() {
    let company = Company::open();
    let team = company.facts.customer("下属").id;
    let change =
        |id: i64| format!("update kehu.customer set city = city where id = {id} returning id::text as v");
    assert_eq!(column(&mut company.db.as_login("zhangw"), &change(team)).len(), 1);
    // His superior sits in the same office.
    let below = &mut company.db.as_login("m_below");
    assert_eq!(column(below, &change(company.facts.customer("下级总监").id)).len(), 1);
    assert_eq!(
        count(below, &format!("kehu.customer where id = {}", company.facts.customer("上级总监").id)),
        "0"
    );
}

#[test]
fn d13_being_in_charge_of_an_order_grants_nothing() {
    let company = Company::open();
    company
        .db
        .admin()
        .batch_execute("update kehu.sales_order set assistant_id = 8 where id in (1, 4)")
        .unwrap();
    let conn = &mut company.db.as_login("sunl");
    assert_eq!(column(conn, "select id::text as v from kehu.sales_order where assistant_id = 8"), ["4"]);
}

#[test]
fn d14_rights_climb_along_ownership_only() {
    let company = Company::open();
    // A lender's right, an assistant's scope: the superior of neither sees what they see.
    let sees = |login: &str, id: i64| {
        count(&mut company.db.as_login(login), &format!("kehu.customer where id = {id}")) == "1"
    };
    assert!(sees("m_reader", 1) && sees("m_writer", 1) && !sees("m_lead", 1));
    assert!(sees("m_deskread", 3) && !sees("m_lead", 3));
    // What his people own he does.
    assert!(
        sees("m_lead", company.facts.customer("组员").id)
            && sees("m_lead", company.facts.customer("新人").id)
    );
}

#[test]
fn d15_what_has_changed_hands_is_archived_not_deleted() {
    let company = Company::open();
    let deletes =
        |id: i64| format!("select kehu.delete_customer({id}, version) from kehu.customer where id = {id}");
    let archives = |id: i64| {
        format!(
            "select kehu.set_customer_status({id}, version, 'archived', 'x') from kehu.customer where id = {id}"
        )
    };
    let given = company.facts.customer("空转").id;
    let own = company.facts.customer("可删").id;
    let lina = &mut company.db.as_login("lina");
    assert_eq!(outcome(lina, &deletes(given)), Outcome::Denied);
    assert_eq!(outcome(lina, &archives(given)), Outcome::Done);
    assert_eq!(outcome(&mut company.db.as_login("liuzy"), &deletes(given)), Outcome::Done);
    // The first owner again.
    let john = &mut company.db.as_login("john");
    assert_eq!(outcome(john, &deletes(company.facts.customer("往返").id)), Outcome::Done);
    assert_eq!(outcome(john, &deletes(own)), Outcome::Done);
    // Make it mine, then delete it.
    let zhangw = &mut company.db.as_login("zhangw");
    let mine = format!("select kehu.transfer_customer('{{{own}}}', 3, 'x')");
    assert_eq!(outcome(zhangw, &mine), Outcome::Done);
    assert_eq!(outcome(zhangw, &format!("{mine}; {}", deletes(own))), Outcome::Denied);
    // And nobody deletes by a statement.
    assert_eq!(outcome(john, &format!("delete from kehu.customer where id = {own}")), Outcome::Denied);
}

#[test]
fn d16_sums_hold_by_checks_of_one_row() {
    let company = Company::open();
    let admin = &mut company.db.admin();
    let instalment = "delete from kehu.instalment where order_id = 2 and seq = 2";
    assert_eq!(unguarded(admin, "sales_order_plan_whole", instalment), None);
    // Deferred triggers speak of a fact of one row: nothing is left open, and what was made has what is required.
    let deferred = "select distinct tgname::text as v from pg_trigger where tgdeferrable and not tgisinternal order by 1";
    assert_eq!(column(admin, deferred), ["ext_whole", "no_open_change"]);
}

#[test]
fn d17_everybody_reads_names_and_nobody_phones() {
    let company = Company::open();
    let conn = &mut company.db.as_login("m_mark");
    assert_eq!(count(conn, "kehu.colleague where name = '王约翰'"), "1");
    let columns = "select string_agg(attname, ' ' order by attname) as v from pg_attribute
                   where attrelid = 'kehu.colleague'::regclass and attnum > 0";
    assert_eq!(
        column(conn, columns).concat(),
        "dept_id id initials login name pinyin role status superior_id version"
    );
    assert_eq!(outcome(conn, "select mobile from kehu_priv.operator"), Outcome::Denied);
}

#[test]
fn d18_the_former_salesperson_keeps_reading_what_he_sold() {
    let company = Company::open();
    for (name, to) in [("转同事", "lina"), ("转外地", "huangzq")] {
        let id = company.facts.customer(name).id;
        let sold = format!("kehu.sales_order where customer_id = {id} and state <> 'draft'");
        let john = &mut company.db.as_login("john");
        assert_eq!(count(john, &format!("kehu.customer where id = {id}")), "0");
        for table in ["sales_order", "order_line", "insertion", "instalment"] {
            assert!(
                count(john, &format!("kehu.{table} where customer_id = {id}")) != "0",
                "{table} of {name}"
            );
        }
        assert_eq!(count(&mut company.db.as_login("zhangw"), &sold), "1", "his director too");
        // He reads; the new owner's line and the desk work on.
        let suspend = format!("select kehu.move_order(id, version, 'suspended', 'x') from {sold}");
        assert_eq!(outcome(john, &suspend), Outcome::Denied);
        assert_eq!(outcome(&mut company.db.as_login("liuzy"), &suspend), Outcome::Done);
        assert_eq!(count(&mut company.db.as_login(to), &sold), "1");
    }
    // So that the report of his sales equals the list behind it.
    let john = &mut company.db.as_login("john");
    let report = "select orders::text || ' ' || sales as v from kehu_rpt.sales('2002-01-01', '2002-12-31') where salesperson_id = 4";
    let list = "select count(*) || ' ' || sum(net_amount) as v from kehu.sales_order where salesperson_id = 4
                and state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')";
    assert_eq!(column(john, report), column(john, list));
}

#[test]
fn d19_no_table_is_wider_than_32_columns() {
    let wide = "(select attrelid from pg_attribute a join pg_class c on c.oid = attrelid where relnamespace = 'kehu'::regnamespace
                 and relkind in ('r', 'v') and attnum > 0 and not attisdropped group by 1 having count(*) > 32) q";
    assert_eq!(count(&mut Company::open().db.admin(), wide), "0");
}

#[test]
fn open_sessions_obey_at_the_next_statement() {
    let company = Company::open();
    let admin = &mut company.db.admin();
    let (john, zhangw) = (&mut company.db.as_login("john"), &mut company.db.as_login("zhangw"));
    for conn in [&mut *john, &mut *zhangw] {
        conn.batch_execute("prepare mine as select count(*)::text as v from kehu.customer where id = 1")
            .unwrap();
    }
    // Planned once, run again and again: the plan must not keep the rights of its day.
    let sees = |conn: &mut PgConnection| column(conn, "execute mine").concat() == "1";
    assert!(sees(john) && sees(zhangw));
    admin
        .batch_execute("update kehu_priv.operator set dept_id = 4, superior_id = 6 where login = 'john'")
        .unwrap();
    assert!(sees(john) && !sees(zhangw), "another superior and department");
    admin.batch_execute("update kehu_priv.operator set status = 'disabled' where login = 'john'").unwrap();
    assert!(!sees(john), "disabled");
}

#[test]
fn nobody_drops_the_draft_of_another() {
    let company = Company::open();
    company.db.as_login("john").batch_execute("select kehu.drop_draft(id) from kehu.draft; ").unwrap();
    let admin = &mut company.db.admin();
    assert_eq!(count(admin, "kehu.draft where operator_id = 4"), "0");
    let ids = column(admin, "select id::text as v from kehu.draft where operator_id = 5");
    company.db.as_login("john").batch_execute(&format!("select kehu.drop_draft('{}')", ids[0])).unwrap();
    assert_eq!(count(admin, "kehu.draft where operator_id = 5"), "1");
}
