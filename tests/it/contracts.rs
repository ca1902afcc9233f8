//! Contracts as far as an order needs them: no confirmation without one where it is required, and what is typed of one.

use diesel::{PgConnection, connection::SimpleConnection};

use crate::support::{TestDb, one, refusal};

/// A confirmed order of 50,000 for customer 1, under this contract.
fn order(contract: &str, signed: &str) -> String {
    format!(
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'state', 'confirmed', 'customer_id', 1, 'contract_id', {contract},
          'signed_on', '{signed}',
          'lines', (select jsonb_agg(jsonb_build_object('publication_id', p.id, 'position_id', a.id, 'list_price', '50000', 'discount', '1',
             'insertions', jsonb_build_array(jsonb_build_object('issue_id', i.id))))
             from kehu.publication p join kehu.ad_position a on a.publication_id = p.id and a.code = 'NYZB'
             join kehu.issue i on i.publication_id = p.id and i.publish_on = '2002-04-15' where p.code = 'SLS'),
          'instalments', '[{{\"due_on\": \"2002-04-01\", \"amount\": \"50000\"}}]'::jsonb)) ->> 'id' as v"
    )
}

fn contract(conn: &mut PgConnection, fields: &str) -> String {
    one(
        conn,
        &format!(
            "select kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), {fields})) ->> 'id' as v"
        ),
    )
}

fn moved(id: &str, to: &str, given: &str) -> String {
    format!("select kehu.move_contract(id, version, '{to}', '{given}') from kehu.contract where id = {id}")
}

#[test]
fn where_a_contract_is_required_an_order_is_confirmed_under_one_that_holds() {
    let db = TestDb::golden();
    let (john, zhangw, zhout) =
        (&mut db.as_login("john"), &mut db.as_login("zhangw"), &mut db.as_login("zhout"));
    john.batch_execute("update kehu.customer set needs_contract = true where id = 1").unwrap();
    assert_eq!(refusal(zhout, &order("null", "2002-03-13")), "needs_contract contract");
    // The golden contract holds in 2002: signed by the director, from January to December.
    let kept = one(zhout, &order("1", "2002-03-13"));
    assert_eq!(
        one(zhout, &format!("select contract_id::text as v from kehu.sales_order where id = {kept}")),
        "1"
    );

    let draft = contract(john, "'customer_id', 1, 'start_on', '2002-03-01', 'end_on', '2002-03-10'");
    assert_eq!(refusal(zhout, &order(&draft, "2002-03-05")), "contract_unsigned contract CT-00002");
    zhangw.batch_execute(&moved(&draft, "signed", "{}")).unwrap();
    assert_eq!(
        refusal(zhout, &order(&draft, "2002-03-13")),
        "contract_out_of_time contract 2002-03-01 - 2002-03-10"
    );
    assert_eq!(
        refusal(zhout, &order(&draft, "2002-02-28")),
        "contract_out_of_time contract 2002-03-01 - 2002-03-10"
    );
    for day in ["2002-03-01", "2002-03-10"] {
        one(zhout, &order(&draft, day));
    }
    // What an order counts on is not voided; it can be ended, and then carries no new order.
    let void = moved(&draft, "void", r#"{"reason": "x"}"#);
    assert_eq!(refusal(zhangw, &void), "has_orders state");
    zhangw.batch_execute(&moved(&draft, "terminated", r#"{"reason": "x"}"#)).unwrap();
    assert_eq!(refusal(zhout, &order(&draft, "2002-03-05")), "contract_over contract CT-00002");
    // Nor is it taken away from a confirmed order, but for another that holds.
    let link = |to: &str| {
        format!("select kehu.link_contract(id, version, {to}) from kehu.sales_order where id = {kept}")
    };
    assert_eq!(refusal(zhout, &link("null")), "needs_contract contract");
    zhout.batch_execute(&link("1")).unwrap();
    // Where none is required, none is asked for.
    john.batch_execute("update kehu.customer set needs_contract = needs_contract where id = 1").unwrap();
    zhangw.batch_execute("update kehu.customer set needs_contract = false where id = 1").unwrap();
    zhout.batch_execute(&link("null")).unwrap();
    one(zhout, &order("null", "2002-03-13"));
}

#[test]
fn a_change_of_a_confirmed_order_names_another_contract() {
    let db = TestDb::golden();
    let zhout = &mut db.as_login("zhout");
    let kept = one(zhout, &order("1", "2002-03-13"));
    let change = |contract: &str| {
        format!(
            "select kehu.change_order(jsonb_build_object('intent', gen_random_uuid(), 'id', o.id, 'version', o.version, 'customer_id', 1, 'reason', 'x',
               'contract_id', {contract},
               'lines', (select jsonb_agg(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id, 'list_price', '50000', 'discount', '1',
                  'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.issue_id)) from kehu.insertion i where i.order_line_id = l.id)))
                  from kehu.order_line l where l.order_id = o.id),
               'instalments', '[{{\"due_on\": \"2002-04-01\", \"amount\": \"50000\"}}]'::jsonb)) ->> 'id' as v
               from kehu.sales_order o where o.id = {kept}"
        )
    };
    let named = format!("select coalesce(contract_id, 0)::text as v from kehu.sales_order where id = {kept}");
    one(zhout, &change("null"));
    assert_eq!(one(zhout, &named), "0");
    let john = &mut db.as_login("john");
    john.batch_execute("update kehu.customer set needs_contract = true where id = 1").unwrap();
    one(zhout, &change("null"));
    one(zhout, &change("1"));
    assert_eq!(one(zhout, &named), "1");
    assert_eq!(refusal(zhout, &change("null")), "needs_contract contract");
    let draft = contract(john, "'customer_id', 1, 'start_on', '2002-03-01'");
    assert_eq!(refusal(zhout, &change(&draft)), "contract_unsigned contract CT-00002");
}

#[test]
fn a_contract_is_of_the_orders_customer_or_agency() {
    let db = TestDb::golden();
    let zhout = &mut db.as_login("zhout");
    let other = contract(&mut db.as_login("lina"), "'customer_id', 2");
    assert_eq!(refusal(zhout, &order(&other, "2002-03-13")), "bad_value contract");
    assert_eq!(refusal(zhout, &order("99999", "2002-03-13")), "bad_value contract");
    db.as_login("lina").batch_execute("update kehu.customer set kind = 'agency' where id = 2").unwrap();
    let through =
        order(&other, "2002-03-13").replace("'customer_id', 1,", "'customer_id', 1, 'agency_id', 2,");
    one(zhout, &through);
}

#[test]
fn a_contract_is_typed_while_it_is_a_draft_and_made_once() {
    let db = TestDb::golden();
    let (john, zhangw) = (&mut db.as_login("john"), &mut db.as_login("zhangw"));
    let save = r#"select kehu.save_contract('{"intent": "5d0e2002-0000-4000-8000-0000000000aa", "customer_id": 1, "amount": "88000.10"}') ->> 'id' as v"#;
    let id = one(john, save);
    assert_eq!(one(john, save), id);
    let change = |field: &str, value: &str| {
        format!(
            "select kehu.save_contract(jsonb_build_object('id', id, 'version', version, '{field}', '{value}')) from kehu.contract where id = {id}"
        )
    };
    assert_eq!(refusal(john, &change("amount", "1.005")), "too_many_decimals amount");
    john.batch_execute(&change("start_on", "2002-04-01")).unwrap();
    assert_eq!(refusal(john, &change("end_on", "2002-03-31")), "bad_date end_on");
    john.batch_execute(&change("end_on", "2002-04-01")).unwrap();
    let stale =
        format!("select kehu.save_contract(jsonb_build_object('id', {id}, 'version', 1, 'note', 'x'))");
    assert_eq!(refusal(john, &stale), "stale version");
    john.batch_execute(&moved(&id, "in_review", "{}")).unwrap();
    assert_eq!(refusal(john, &change("amount", "1")), "bad_state state in_review");
    assert_eq!(
        refusal(zhangw, &moved(&id, "signed", r#"{"signed_on": "2002-03-14"}"#)),
        "bad_date signed_on"
    );
    zhangw
        .batch_execute(&moved(&id, "signed", r#"{"signed_on": "2002-03-13", "our_signer": "张伟"}"#))
        .unwrap();
    assert_eq!(refusal(john, &moved(&id, "in_force", "{}")), "bad_date start_on 2002-04-01");
    john.batch_execute(&change("file_ref", "柜 3")).unwrap();
    let state = format!(
        "select concat_ws(' ', state, our_signer, file_ref, amount) as v from kehu.contract where id = {id}"
    );
    assert_eq!(one(john, &state), "signed 张伟 柜 3 88000.10");
}
