//! Invoices of an order: never above it, the tax inside, the title as it was when the invoice was issued.

use diesel::connection::SimpleConnection;

use crate::support::{TestDb, one, refusal};

fn ask(fields: &str) -> String {
    format!(
        "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), {fields})) ->> 'id' as v"
    )
}

fn moved(id: &str, to: &str, given: &str) -> String {
    format!("select kehu.move_invoice(id, version, '{to}', '{given}') from kehu.invoice where id = {id}")
}

fn changed(id: &str, field: &str, value: &str) -> String {
    format!(
        "select kehu.save_invoice(jsonb_build_object('id', id, 'version', version, '{field}', '{value}')) from kehu.invoice where id = {id}"
    )
}

#[test]
fn the_tax_is_inside() {
    let db = TestDb::golden();
    let admin = &mut db.admin();
    // As the owner of the table, past the ceiling of any one order.
    admin.batch_execute("alter table kehu.sales_order drop constraint sales_order_invoiced_fits").unwrap();
    for (amount, rate, parts) in [
        ("106000", "0.06", "100000.00 6000.00"),
        ("120000", "0.06", "113207.55 6792.45"),
        ("0.01", "0.06", "0.01 0.00"),
        ("100", "0", "100.00 0.00"),
        ("999999999999.99", "0.13", "884955752212.38 115044247787.61"),
    ] {
        let sql = format!(
            "with n as (insert into kehu.invoice (intent, code, order_id, invoice_title_id, title, type, amount, tax_rate, requested_on, created_by)
               values (gen_random_uuid(), 'X-{amount}', 1, 1, 'x', 'receipt', {amount}, {rate}, '2002-03-13', 1) returning net, tax, amount)
             select net || ' ' || tax as v from n where net + tax = amount"
        );
        admin.batch_execute("begin; update kehu.sales_order set invoiced = 0 where id = 1").unwrap();
        assert_eq!(one(admin, &sql), parts, "{amount} at {rate}");
        admin.batch_execute("rollback").unwrap();
    }
}

#[test]
fn no_more_is_invoiced_than_was_ordered() {
    let db = TestDb::golden();
    let (john, zhout) = (&mut db.as_login("john"), &mut db.as_login("zhout"));
    // Of 120,000 the golden invoice has 25,000.
    assert_eq!(refusal(john, &ask("'order_id', 1, 'amount', '95000.01'")), "over_invoiced amount 95000.00");
    let id = one(john, &ask("'order_id', 1, 'amount', '94999.99'"));
    assert_eq!(refusal(zhout, &changed(&id, "amount", "95000.01")), "over_invoiced amount 95000.00");
    zhout.batch_execute(&changed(&id, "amount", "94000")).unwrap();
    // Left out: all that is left. Then nothing is.
    let rest = one(zhout, &ask("'order_id', 1"));
    assert_eq!(
        one(zhout, &format!("select amount::text as v from kehu.invoice where id = {rest}")),
        "1000.00"
    );
    assert_eq!(refusal(zhout, &ask("'order_id', 1")), "over_invoiced amount 0.00");
    // Withdrawn, or reversed, it can be invoiced again.
    assert_eq!(refusal(john, &moved(&id, "void", "{}")), "needs_reason reason");
    john.batch_execute(&moved(&id, "void", r#"{"reason": "开错"}"#)).unwrap();
    zhout.batch_execute(&moved("1", "red", r#"{"reason": "退回"}"#)).unwrap();
    let left = "select (net_amount - invoiced)::text as v from kehu.sales_order where id = 1";
    assert_eq!(one(zhout, left), "119000.00");
    assert_eq!(refusal(john, &ask("'order_id', 1, 'amount', '0'")), "bad_value amount");
    assert_eq!(refusal(john, &ask("'order_id', 1, 'amount', '1.005'")), "too_many_decimals amount");
    // A draft is not invoiced, a stranger's order is not there.
    assert_eq!(refusal(john, &ask("'order_id', 5, 'amount', '1'")), "bad_state order draft");
    assert_eq!(refusal(john, &ask("'order_id', 2, 'amount', '1'")), "not_yours");
    one(&mut db.as_login("lina"), &ask("'order_id', 2, 'amount', '1'"));
}

#[test]
fn an_issued_invoice_keeps_the_title_it_had() {
    let db = TestDb::golden();
    let (john, zhout) = (&mut db.as_login("john"), &mut db.as_login("zhout"));
    let id = one(john, &ask("'order_id', 1, 'amount', '1000', 'type', 'paper_general'"));
    let title =
        format!("select concat_ws('|', title, tax_no, number) as v from kehu.invoice where id = {id}");
    john.batch_execute("update kehu.invoice_title set title = '雅韵化妆品(上海)', tax_no = '310000000009' where customer_id = 1").unwrap();
    zhout.batch_execute(&moved(&id, "issued", r#"{"number": "3100-0000-00 1234 5678"}"#)).unwrap();
    assert_eq!(one(john, &title), "雅韵化妆品(上海)|310000000009|310000000012345678");
    john.batch_execute("update kehu.invoice_title set title = '又改名' where customer_id = 1").unwrap();
    assert_eq!(one(john, &title), "雅韵化妆品(上海)|310000000009|310000000012345678");
    // Nor is it changed any more, but handed over on a day between its issue and today.
    assert_eq!(refusal(zhout, &changed(&id, "amount", "2")), "bad_state state issued");
    let early = moved(&id, "delivered", r#"{"received_by_customer_on": "2002-03-12"}"#);
    assert_eq!(refusal(zhout, &early), "bad_date received_by_customer_on 2002-03-13");
    zhout.batch_execute(&moved(&id, "delivered", "{}")).unwrap();
    assert_eq!(refusal(zhout, &moved(&id, "void", r#"{"reason": "x"}"#)), "bad_state state delivered");
}

#[test]
fn what_a_type_demands_of_title_and_number() {
    let db = TestDb::golden();
    let (john, zhout) = (&mut db.as_login("john"), &mut db.as_login("zhout"));
    let special = ask("'order_id', 1, 'amount', '10', 'type', 'digital_special'");
    let name = "上海雅韵化妆品有限公司";
    john.batch_execute("update kehu.invoice_title set tax_no = ' ' where customer_id = 1").unwrap();
    assert_eq!(refusal(john, &special), format!("title_tax_no invoice_title {name}"));
    assert_eq!(
        refusal(john, &ask("'order_id', 1, 'amount', '10'")),
        format!("title_tax_no invoice_title {name}")
    );
    one(john, &ask("'order_id', 1, 'amount', '10', 'type', 'receipt'"));
    john.batch_execute("update kehu.invoice_title set tax_no = '310000000001' where customer_id = 1")
        .unwrap();
    assert_eq!(refusal(john, &special), format!("title_address invoice_title {name}"));
    john.batch_execute(
        "update kehu.invoice_title set address = '南京路 1 号', phone = '62180001' where customer_id = 1",
    )
    .unwrap();
    assert_eq!(refusal(john, &special), format!("title_bank invoice_title {name}"));
    john.batch_execute("update kehu.invoice_title set bank = '工行', account = '1001' where customer_id = 1")
        .unwrap();
    let id = one(john, &special);
    assert_eq!(refusal(john, &ask("'order_id', 1, 'amount', '10', 'type', 'napkin'")), "bad_value type");
    assert_eq!(
        refusal(john, &ask("'order_id', 1, 'amount', '10', 'invoice_title_id', 2")),
        "bad_value invoice_title"
    );

    let issue = |number: &str| moved(&id, "issued", &format!(r#"{{"number": "{number}"}}"#));
    assert_eq!(refusal(zhout, &moved(&id, "issued", "{}")), "required number");
    for wrong in ["12345678", "2002000000000000000A", "200200000000000000001"] {
        assert_eq!(refusal(zhout, &issue(wrong)), "bad_number number", "{wrong}");
    }
    assert!(refusal(zhout, &issue("20020000000000000001")).starts_with("invoice_number_taken "));
    let late = moved(&id, "issued", r#"{"number": "20020000000000000009", "issued_on": "2002-03-14"}"#);
    assert_eq!(refusal(zhout, &late), "bad_date issued_on 2002-03-13");
    zhout.batch_execute(&issue("20020000000000000009")).unwrap();
}

#[test]
fn a_request_sent_twice_is_one() {
    let db = TestDb::golden();
    let (john, zhout) = (&mut db.as_login("john"), &mut db.as_login("zhout"));
    let twice = r#"select kehu.save_invoice('{"intent": "5d0e2002-0000-4000-8000-0000000000bb", "order_id": 1, "amount": "95000"}') ->> 'id' as v"#;
    let id = one(john, twice);
    assert_eq!(one(john, twice), id);
    let stale = format!("select kehu.move_invoice({id}, 7, 'void', '{{\"reason\": \"x\"}}')");
    assert_eq!(refusal(john, &stale), "stale version");
    // Only the desk writes it; who asked withdraws, another salesperson sees nothing of it.
    let issue = moved(&id, "issued", r#"{"number": "20020000000000000003"}"#);
    assert_eq!(refusal(john, &issue), "not_yours");
    zhout.batch_execute(&issue).unwrap();
    let lina = &mut db.as_login("lina");
    assert_eq!(one(lina, "select count(*)::text as v from kehu.invoice where order_id = 1"), "0");
}

#[test]
fn an_order_with_invoices_is_not_taken_back() {
    let db = TestDb::golden();
    let (lina, zhout, zhangw) =
        (&mut db.as_login("lina"), &mut db.as_login("zhout"), &mut db.as_login("zhangw"));
    let id = one(lina, &ask("'order_id', 2, 'amount', '88000'"));
    let to = |to: &str| {
        format!("select kehu.move_order(id, version, '{to}', 'x') from kehu.sales_order where id = 2")
    };
    assert_eq!(refusal(zhangw, &to("cancelled")), "bad_state state confirmed");
    lina.batch_execute(&moved(&id, "void", r#"{"reason": "x"}"#)).unwrap();
    zhangw.batch_execute(&to("cancelled")).unwrap();
    assert_eq!(refusal(zhout, &ask("'order_id', 2, 'amount', '1'")), "bad_state order cancelled");
}
