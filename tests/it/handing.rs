//! People move: everything of a person is handed over at once and back again, nothing is lost on the way, and nobody is
//! disabled who still holds something.

use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    db::answer::answer,
    domain::{
        handing::{Asked, Share},
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    i18n::Lang,
    store::{Reply, Request, StoreError},
};
use uuid::Uuid;

use crate::support::{Hired, TestDb, one, refusal, unsound, values};

/// Whose everything is, down to the last child; without what counts edits.
const WHOSE: &str = "select 'customer ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || first_owner_id || ' ' || status as v from kehu.customer
    union all select 'card ' || customer_id || ' ' || owner_id || ' ' || dept_id from kehu.customer_card
    union all select 'contact ' || id || ' ' || owner_id || ' ' || dept_id from kehu.contact
    union all select 'title ' || id || ' ' || owner_id || ' ' || dept_id from kehu.invoice_title
    union all select 'order ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || salesperson_id || ' ' || state || ' ' || net_amount || ' ' || received || ' ' || version from kehu.sales_order
    union all select 'line ' || id || ' ' || owner_id || ' ' || salesperson_id from kehu.order_line
    union all select 'insertion ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || state from kehu.insertion
    union all select 'instalment ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || received || ' ' || state from kehu.instalment
    union all select 'payment ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || allocated from kehu.payment
    union all select 'allocation ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || amount from kehu.payment_allocation
    union all select 'activity ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || state || ' ' || coalesce(order_dept_id, 0) || ' ' || created_by || ' ' || assigned_by_id from kehu.activity
    union all select 'lead ' || id || ' ' || owner_id || ' ' || dept_id || ' ' || state || ' ' || version from kehu.lead
    union all select 'dunning ' || activity_id || ' ' || owner_id || ' ' || dept_id || ' ' || is_open from kehu.dunning
    union all select 'share ' || record_id || ' ' || operator_id || ' ' || access from kehu_priv.record_share
    union all select 'draft ' || id || ' ' || operator_id from kehu.draft
    order by 1";

/// John has a draft, a todo of his own, one that is done, a collection todo, and lends a customer.
fn company() -> TestDb {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "insert into kehu.customer (name, city) values ('苏州一号公司', '广州'), ('苏州二号公司', '上海'), ('苏州三号公司', null), ('苏州四号公司', '广州');
             insert into kehu.contact (customer_id, name) select id, '联系人' from kehu.customer where name like '苏州%';
             insert into kehu.activity (kind, title, due_on) values ('task', '没有客户的事', '2002-03-20'), ('task', '做完的事', '2002-03-13');
             insert into kehu.activity (kind, title, customer_id, due_on) select 'call', '回访', id, '2002-03-20' from kehu.customer where name = '苏州一号公司';
             select kehu.complete_activity(id, version, 'x') from kehu.activity where title = '做完的事';
             select kehu.share('customer', 1, 7, 'read', null, 'x');
             select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1));
             insert into kehu.lead (name, city) values ('苏州线索一', '广州'), ('苏州线索二', null);
             insert into kehu.activity (kind, title, lead_id, due_on) select 'call', '问问', id, '2002-03-20' from kehu.lead where name = '苏州线索二';
             insert into kehu.draft (id, form, payload) values (gen_random_uuid(), 'customer', '{}')",
        )
        .expect("john works");
    db.as_login("zhout")
        .batch_execute("select * from kehu.dun(array(select id from kehu.instalment where customer_id = 1 and counted), gen_random_uuid())")
        .expect("the assistant asks for the money");
    db
}

fn whose(db: &TestDb) -> Vec<String> {
    values(&mut db.admin(), WHOSE)
}

fn hand_over(conn: &mut PgConnection, to: &str, rule: &str) -> String {
    one(
        conn,
        &format!("select kehu.hand_over(4, '{to}', '{rule}', null, '离职', '{}')::text as v", Uuid::new_v4()),
    )
}

const OWNERS: &str = "select string_agg(c.name || ' ' || o.login, ', ' order by c.id) as v from kehu.customer c join kehu.colleague o on o.id = c.owner_id
    where c.name like '苏州%' or c.id = 1";

#[test]
fn everything_goes_to_the_receivers_and_all_of_it_comes_back() {
    let db = company();
    let before = whose(&db);
    let history =
        values(&mut db.admin(), "select md5(h::text) as v from kehu_priv.owner_history h order by id");
    let mut zhangw = db.as_login("zhangw");
    let id = hand_over(&mut zhangw, "{3,5}", "evenly");
    assert_eq!(
        one(&mut zhangw, OWNERS),
        "上海雅韵化妆品有限公司 zhangw, 苏州一号公司 lina, 苏州二号公司 zhangw, 苏州三号公司 lina, 苏州四号公司 zhangw"
    );
    let admin = &mut db.admin();
    // Nothing is left with him but what he has done, sold and kept for himself.
    let left = "select string_agg(what, ' ' order by what) as v from (
        select 'customer' as what from kehu.customer where owner_id = 4 union all select 'contact' from kehu.contact where owner_id = 4
        union all select 'order' from kehu.sales_order where owner_id = 4 union all select 'instalment' from kehu.instalment where owner_id = 4
        union all select 'payment' from kehu.payment where owner_id = 4 union all select 'dunning' from kehu.dunning where owner_id = 4
        union all select 'lead' from kehu.lead where owner_id = 4 and state in ('new', 'working')
        union all select 'todo' from kehu.activity where owner_id = 4 and state = 'planned'
        union all select 'done' from kehu.activity where owner_id = 4 and title = '做完的事' union all select 'draft' from kehu.draft where operator_id = 4) x";
    assert_eq!(one(admin, left), "done draft");
    // Whoever got the customer got what there was to be done for it; the rest went to the first.
    let todos = "select string_agg(title || ' ' || owner_id, ', ' order by title) as v from kehu.activity where title in ('没有客户的事', '回访')";
    assert_eq!(one(admin, todos), "回访 5, 没有客户的事 3");
    // As the lead went, so went what there was to be done for it.
    let asked = "select (a.owner_id = l.owner_id and l.owner_id in (3, 5))::text as v from kehu.activity a join kehu.lead l on l.id = a.lead_id where a.title = '问问'";
    assert_eq!(one(admin, asked), "true");
    // What he sold stays his sale; the draft goes along (D18). Lent is lent.
    let sold = "select count(*) filter (where salesperson_id <> 4) || ' of ' || count(*) as v from kehu.sales_order where customer_id = 1 and state <> 'draft'";
    assert_eq!(one(admin, sold), "0 of 1");
    assert_eq!(
        one(
            admin,
            "select count(*)::text as v from kehu.sales_order where customer_id = 1 and salesperson_id = 3 and state = 'draft'"
        ),
        "2"
    );
    assert_eq!(
        one(&mut db.as_login("huangzq"), "select count(*)::text as v from kehu.customer where id = 1"),
        "1"
    );
    // One batch, one row for each.
    let batch = "select count(*) || ' ' || count(distinct batch) || ' ' || count(distinct to_operator_id) as v from kehu_priv.owner_history where reason = '离职'";
    let customers = one(admin, "select customers + activities + leads || ' 1 2' as v from kehu.hand_over");
    assert_eq!(one(admin, batch), customers);

    let back = one(&mut zhangw, &format!("select kehu.hand_back({id}, 1, '回来')::text as v"));
    assert_eq!(format!("{back} 1 2"), customers, "as many came back as went");
    assert_eq!(whose(&db), before);
    let after = values(admin, "select md5(h::text) as v from kehu_priv.owner_history h order by id");
    assert_eq!(after[..history.len()], history, "histories are only added to");
    assert_eq!(after.len() - history.len(), 2 * back.parse::<usize>().expect("a count"), "there and back");
    assert_eq!(refusal(&mut zhangw, &format!("select kehu.hand_back({id}, 2)")), "bad_state state");
    assert!(unsound(admin).is_empty());
}

#[test]
fn cities_find_their_receivers_and_the_same_intent_is_done_once() {
    let db = company();
    let mut liuzy = db.as_login("liuzy");
    let sql =
        format!("select kehu.hand_over(4, '{{5,7}}', 'city', null, '离职', '{}')::text as v", Uuid::new_v4());
    let first = one(&mut liuzy, &sql);
    assert_eq!(
        one(&mut liuzy, OWNERS),
        "上海雅韵化妆品有限公司 lina, 苏州一号公司 huangzq, 苏州二号公司 lina, 苏州三号公司 lina, 苏州四号公司 huangzq"
    );
    assert_eq!(one(&mut liuzy, &sql), first, "sent again, done once");
    assert_eq!(one(&mut liuzy, "select count(*)::text as v from kehu.hand_over"), "1");
    // What went on to somebody else stays there; the rest comes back.
    let on = "select kehu.transfer_customer(array[(select id from kehu.customer where name = '苏州一号公司')], 6, 'x')::text as v";
    assert_eq!(one(&mut liuzy, on), "1");
    one(&mut liuzy, &format!("select kehu.hand_back({first}, 1)::text as v"));
    assert_eq!(
        one(&mut liuzy, OWNERS),
        "上海雅韵化妆品有限公司 john, 苏州一号公司 zhaom, 苏州二号公司 john, 苏州三号公司 john, 苏州四号公司 john"
    );
    assert_eq!(
        one(
            &mut liuzy,
            "select state || ' ' || (returned < customers + activities + leads) as v from kehu.hand_over"
        ),
        "returned true"
    );
}

/// The administrator clears the way, sees the counts before, and the person is disabled after; what he counted is what went.
#[test]
fn nobody_is_disabled_who_holds_something() {
    let db = TestDb::golden();
    let (people, admins) = (Hired::new(&db, 1, "sp", 3), Hired::new(&db, 1, "sa", 1));
    let (leaver, mut sa) = (&people.logins()[0], db.as_login(&admins.logins()[0]));
    db.as_login(leaver)
        .batch_execute(
            "insert into kehu.customer (name) values ('苏州一号公司'), ('苏州二号公司'), ('苏州三号公司');
             insert into kehu.contact (customer_id, name) select id, '联系人' from kehu.customer;
             insert into kehu.activity (kind, title, due_on) values ('task', '没有客户的事', '2002-03-20'), ('task', '还有一件', '2002-03-13');
             insert into kehu.lead (name) values ('苏州一号线索'), ('苏州二号线索'), ('苏州三号线索');
             select kehu.move_lead(id, version, 'dropped', '无意') from kehu.lead where name = '苏州三号线索';
             select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', (select min(id) from kehu.customer)))",
        )
        .expect("he works");
    let at = one(
        &mut sa,
        &format!("select id || ' ' || version as v from kehu.colleague where login = '{leaver}'"),
    );
    let (id, version) = at.split_once(' ').expect("id and version");
    let target = Target { id: id.parse().expect("an id"), version: version.parse().expect("a version") };
    let operation = |what, values| {
        Request::Operate(Operation { what, targets: vec![target], values, intent: Uuid::new_v4() })
    };
    let disable = operation(Move::DisableOperator, Values::new());
    let Err(StoreError::Refused(reason)) = answer(&mut sa, Lang::En, &disable).map_err(StoreError::from)
    else {
        panic!("he holds something")
    };
    assert_eq!((reason.rule.as_str(), reason.detail.as_str()), ("has_open_records", "3 / 2 / 0 / 2"));
    let asked = |to: &[i64]| {
        Request::Shares(Asked {
            from: Some(target.id),
            customers: Vec::new(),
            to: to.to_vec(),
            rule: "evenly".into(),
        })
    };
    let Ok(Reply::Shares(all)) = answer(&mut sa, Lang::En, &asked(&[])) else { panic!("counts") };
    assert_eq!(all, [Share { to: None, counts: [3, 3, 1, 1, 0, 2, 2, 0] }]);
    let Ok(Reply::Shares(parts)) = answer(&mut sa, Lang::En, &asked(&[5, 3])) else { panic!("counts") };
    let part = |to: &str, counts| Share { to: Some(to.into()), counts };
    assert_eq!(parts, [part("李娜", [2, 2, 1, 1, 0, 1, 2, 0]), part("张伟", [1, 1, 0, 0, 0, 1, 0, 0])]);
    let values = Values::new()
        .with("to", Value::link(5, ""))
        .with("to_2", Value::link(3, ""))
        .with("rule", Value::Code("evenly".into()))
        .with("reason", Value::text("离职"));
    assert!(answer(&mut sa, Lang::En, &operation(Move::HandOver, values)).is_ok());
    let held =
        "select string_agg(owner_id::text, ' ' order by id) as v from kehu.customer where name like '苏州%'";
    assert_eq!(one(&mut db.admin(), held), "5 3 5");
    // Leads that are followed up go along; one that was dropped stays where it was.
    let leads = "select string_agg((owner_id in (3, 5))::text, ' ' order by id) as v from kehu.lead where name like '苏州_号线索'";
    assert_eq!(one(&mut db.admin(), leads), "true true false");
    assert!(answer(&mut sa, Lang::En, &disable).is_ok(), "he holds nothing any more");
    // Back to somebody who is not here is refused in words.
    let id = one(&mut sa, "select id::text as v from kehu.hand_over");
    assert_eq!(refusal(&mut sa, &format!("select kehu.hand_back({id}, 1)")), "receiver_not_allowed from");
}
