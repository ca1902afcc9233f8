//! Two customers become one and two again: nothing that names a customer is forgotten, and nothing stays behind.

use std::collections::BTreeMap;

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};
use kehu::{
    db::Answering,
    domain::{
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    i18n::Lang,
    store::{Reply, Request},
};

use crate::{
    demo,
    support::{count, one},
};

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    a: String,
    #[diesel(sql_type = Text)]
    b: String,
}

fn pairs(conn: &mut PgConnection, sql: &str) -> Vec<(String, String)> {
    let rows: Vec<Pair> = sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|pair| (pair.a, pair.b)).collect()
}

/// What every table holds, but the logs; of pairs not how often they were decided.
fn everything(conn: &mut PgConnection) -> BTreeMap<String, String> {
    let tables = pairs(
        conn,
        "select c.oid::regclass::text as a, c.relname::text as b from pg_class c
          where c.relkind = 'r' and c.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace)
            and c.relname not in ('audit', 'merge_log', 'login_log')",
    );
    let digest = |(table, name): (String, String)| {
        let less = match name.as_str() {
            "dup_candidate" => " - 'version' - 'updated_at'",
            // Made anew by its trigger.
            "reference_card" => " - 'updated_at'",
            _ => "",
        };
        let sql = format!(
            "select '{table}' as a, coalesce(md5(string_agg(x, ' ' order by x)), '') as b from (select (to_jsonb(t){less})::text as x from {table} t) y"
        );
        pairs(conn, &sql).remove(0)
    };
    tables.into_iter().map(digest).collect()
}

/// Pairs of customers who have most, so that every table has rows of them; of different owners, with shares, tags, subsidiaries.
const PAIRS: &str = "insert into kehu.dup_candidate (first_id, second_id, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
    select a.id, b.id, 60, 'named', a.name, b.name, a.owner_id, a.dept_id, b.owner_id, b.dept_id
      from (select c.id, lead(c.id) over (order by n.orders desc, c.id) as next, row_number() over (order by n.orders desc, c.id) as place
              from kehu.customer c, lateral (select count(*) as orders from kehu.sales_order o where c.id in (o.customer_id, o.agency_id, o.bill_to_customer_id)) n) x
      join kehu.customer a on a.id = least(x.id, x.next) join kehu.customer b on b.id = greatest(x.id, x.next) where x.place % 2 = 1 and x.place < 40
       and not exists (select from kehu.sales_order o where (o.customer_id, o.agency_id) in ((a.id, b.id), (b.id, a.id)));
    update kehu.customer set parent_id = (select min(first_id) from kehu.dup_candidate) where id in (select second_id from kehu.dup_candidate order by id limit 2);
    update kehu.customer_card set tags = '{老客户}' where customer_id % 3 = 0;
    insert into kehu_priv.record_share (kind, record_id, operator_id, access, created_by)
      select 'customer', i, 1 + (i + n) % 5, 'read', 1 from kehu.dup_candidate d, unnest(array[first_id, second_id]) i, generate_series(0, 2) n
      union all select 'opportunity', i, 6, 'read', 1 from kehu.dup_candidate d, unnest(array[first_id, second_id]) i on conflict do nothing";

const LENT_ALONE: &str = "select md5(string_agg(to_jsonb(s)::text, ' ' order by s.id)) as v from kehu_priv.record_share s where kind = 'opportunity'";

#[test]
fn a_merge_leaves_nothing_behind_and_its_undoing_leaves_no_trace() {
    let db = demo::copy();
    let mut admin = db.admin();
    admin.batch_execute(PAIRS).unwrap();
    // Said and filed about those who go.
    db.as_login("liuzy")
        .batch_execute(
            "insert into kehu.comment (customer_id, text) select second_id, '看这家' from kehu.dup_candidate;
             insert into kehu.file (customer_id, name, body) select first_id, '合同.txt', 'x' from kehu.dup_candidate",
        )
        .unwrap();
    let before = everything(&mut admin);
    assert!(before.len() > 30);
    let lent_before = one(&mut admin, LENT_ALONE);
    let mut sa = db.as_login("admin");
    sa.batch_execute(
        "select kehu.merge_pair(id, version, case id % 2 when 0 then 'first' else 'second' end,
           array['name', 'city', 'phone', 'uscc', 'note', 'parent'], '同一家') from kehu.dup_candidate order by id",
    )
    .unwrap();
    let gone = "(select victim_id from kehu_priv.merge_log)";
    assert!(count(&mut admin, "kehu_priv.merge_log") >= 15);
    // An opportunity that is lent by itself stays what is lent, whatever became of a customer with its number.
    assert_eq!(one(&mut admin, LENT_ALONE), lent_before);
    // By the catalogue: whatever names a customer names none that is gone, but for what is the customer himself.
    let names = pairs(
        &mut admin,
        "select c.conrelid::regclass::text as a, a.attname::text as b from pg_constraint c
           join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'f' and c.confrelid = 'kehu.customer'::regclass
            and c.conrelid <> all (array['kehu.customer_card', 'kehu_priv.customer_key', 'kehu.reference_card', 'kehu.dup_candidate']::regclass[])",
    );
    assert!(names.len() >= 14, "{names:?}");
    for (table, column) in &names {
        assert_eq!(count(&mut admin, &format!("{table} where {column} in {gone}")), 0, "{table}.{column}");
    }
    // Rights go with them: every part of an order is its customer's, every payment its payer's.
    for part in ["order_line", "insertion", "instalment", "order_card", "invoice"] {
        let strays = format!(
            "kehu.{part} p join kehu.sales_order o on o.id = p.order_id where (p.customer_id, p.owner_id) <> (o.customer_id, o.owner_id)"
        );
        assert_eq!(count(&mut admin, &strays), 0, "{part}");
    }
    for (child, key) in [
        ("payment", "payer_id"),
        ("contract", "customer_id"),
        ("contact", "customer_id"),
        ("sales_order", "customer_id"),
    ] {
        let strays = format!(
            "kehu.{child} p join kehu.customer c on c.id = p.{key} where (p.owner_id, p.dept_id) <> (c.owner_id, c.dept_id)"
        );
        assert_eq!(count(&mut admin, &strays), 0, "{child}");
    }
    sa.batch_execute(
        "select kehu.undo_merge(id, version) from kehu.dup_candidate where state = 'merged' order by id desc",
    )
    .unwrap();
    let after = everything(&mut admin);
    let differing: Vec<_> =
        before.iter().filter(|(table, digest)| after.get(*table) != Some(digest)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

/// What names them: what was done and is planned, said, filed, whom one speaks to for an opportunity, whose people they are.
const PEOPLE: &str = "with two as (
      select k.customer_id, min(k.id) as a, max(k.id) as b from kehu.contact k where k.deleted_at is null group by 1 having count(*) > 1 order by 1 limit 12)
    insert into kehu.dup_candidate (first_id, second_id, first_contact_id, second_contact_id, first_person, second_person, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
      select c.id, c.id, t.a, t.b, x.name, y.name, 85, 'person', c.name, c.name, c.owner_id, c.dept_id, c.owner_id, c.dept_id
        from two t join kehu.customer c on c.id = t.customer_id join kehu.contact x on x.id = t.a join kehu.contact y on y.id = t.b;
    update kehu.contact_card k set reports_to_id = d.second_contact_id from kehu.dup_candidate d where k.contact_id = d.first_contact_id and d.id % 3 = 0;
    update kehu.contact_card k set reports_to_id = d.first_contact_id from kehu.dup_candidate d where k.contact_id = d.second_contact_id and d.id % 3 = 1;
    update kehu.contact_card k set hobbies = '钓鱼', fax = '010-' || k.contact_id where k.contact_id % 2 = 0;
    insert into kehu.activity (kind, title, customer_id, contact_id, owner_id, created_by, assigned_by_id, due_on)
      select 'call', '回访', d.first_id, k, d.first_owner_id, d.first_owner_id, d.first_owner_id, kehu.today() from kehu.dup_candidate d, unnest(array[first_contact_id, second_contact_id]) k;
    insert into kehu.opportunity_contact (opportunity_id, contact_id, role)
      select o.id, k, 'key' from kehu.dup_candidate d join kehu.opportunity o on o.customer_id = d.first_id, unnest(array[first_contact_id, second_contact_id]) k
       where o.deleted_at is null on conflict do nothing";

#[test]
fn two_people_become_one_and_two_again() {
    let db = demo::copy();
    let mut admin = db.admin();
    admin.batch_execute(PEOPLE).unwrap();
    db.as_login("liuzy")
        .batch_execute(
            "insert into kehu.comment (contact_id, text) select second_contact_id, '问问他' from kehu.dup_candidate;
             insert into kehu.file (contact_id, name, body) select first_contact_id, '名片.txt', 'x' from kehu.dup_candidate",
        )
        .unwrap();
    let before = everything(&mut admin);
    let mut sa = db.as_login("admin");
    sa.batch_execute(
        "select kehu.merge_pair(id, version, case id % 2 when 0 then 'first' else 'second' end, array['name', 'mobile', 'birth_month'], '同一人')
           from kehu.dup_candidate order by id",
    )
    .unwrap();
    let gone = "(select victim_id from kehu_priv.merge_log)";
    assert_eq!(count(&mut admin, &format!("kehu.contact where id in {gone} and deleted_at is not null")), 12);
    assert_eq!(count(&mut admin, "kehu.dup_candidate where state = 'merged' and gone"), 12);
    for (table, column) in [
        ("kehu.activity", "contact_id"),
        ("kehu.comment", "contact_id"),
        ("kehu.file", "contact_id"),
        ("kehu.contact_card", "reports_to_id"),
        ("(select * from kehu.opportunity_contact where deleted_at is null) x", "contact_id"),
    ] {
        assert_eq!(count(&mut admin, &format!("{table} where {column} in {gone}")), 0, "{table}");
    }
    assert_eq!(count(&mut admin, "kehu.contact_card where reports_to_id = contact_id"), 0);
    let chosen = "kehu_priv.merge_log l join kehu.dup_candidate d on d.id = l.candidate_id join kehu.contact k on k.id = l.survivor_id
        where k.name = d.second_person and k.mobile is not distinct from coalesce(
          (select mobile from kehu.contact where id = d.second_contact_id), (select mobile from kehu.contact where id = d.first_contact_id))";
    assert_eq!(count(&mut admin, chosen), 12);
    sa.batch_execute("select kehu.undo_merge(id, version) from kehu.dup_candidate order by id desc").unwrap();
    let after = everything(&mut admin);
    let differing: Vec<_> =
        before.iter().filter(|(table, digest)| after.get(*table) != Some(digest)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

fn refusal(conn: &mut PgConnection, sql: &str) -> Option<String> {
    match conn.batch_execute(sql) {
        Ok(()) => None,
        Err(diesel::result::Error::DatabaseError(_, info)) => {
            Some(info.constraint_name().unwrap_or_default().trim_start_matches("kehu:").to_owned())
        }
        Err(other) => panic!("{sql}: {other}"),
    }
}

#[test]
fn who_went_into_another_comes_back_by_undoing_the_merge_alone_and_his_customer_by_itself() {
    let db = demo::copy();
    let mut liuzy = db.as_login("liuzy");
    liuzy
        .batch_execute(
            "insert into kehu.customer (name) values ('合并试验公司');
             insert into kehu.contact (customer_id, name) select id, '重名' from kehu.customer, generate_series(1, 2) where name = '合并试验公司';
             select kehu.find_duplicates();
             select kehu.merge_pair(id, version, 'first', '{}') from kehu.dup_candidate where first_person = '重名'",
        )
        .unwrap();
    let victim = "select kehu.restore_record('contact', second_contact_id) from kehu.dup_candidate where first_person = '重名'";
    assert_eq!(refusal(&mut liuzy, victim).as_deref(), Some("bad_state"));
    let call = |function: &str| {
        format!(
            "select kehu.{function} from kehu.dup_candidate d join kehu.customer c on c.id = d.first_id where d.first_person = '重名'"
        )
    };
    assert_eq!(refusal(&mut liuzy, &call("delete_customer(c.id, c.version)")), None);
    let id = pairs(
        &mut db.admin(),
        "select id::text as a, '' as b from kehu.customer where name = '合并试验公司'",
    )
    .remove(0)
    .0;
    assert_eq!(refusal(&mut liuzy, &format!("select kehu.restore_record('customer', {id})")), None);
    let live = format!("kehu.contact where customer_id = {id} and deleted_at is null");
    assert_eq!(count(&mut db.admin(), &live), 1);
}

#[test]
fn what_was_done_since_stays_and_a_merge_is_not_undone_for_ever() {
    let db = demo::copy();
    let (mut admin, mut sa, mut liuzy) = (db.admin(), db.as_login("admin"), db.as_login("liuzy"));
    liuzy.batch_execute("select kehu.find_duplicates()").unwrap();
    let one = "(select min(id) from kehu.dup_candidate)";
    let call = |function: &str| format!("select kehu.{function} from kehu.dup_candidate where id = {one}");
    let merge = call("merge_pair(id, version, 'first', '{city,source}')");
    let undo = call("undo_merge(id, version)");
    assert_eq!(refusal(&mut sa, &merge), None);
    assert_eq!(refusal(&mut sa, &merge).as_deref(), Some("bad_state"), "not twice");
    assert_eq!(refusal(&mut liuzy, &undo).as_deref(), Some("not_yours"), "by an administrator");
    // The name that went is known: whoever enters it is told of the one that stayed.
    let told = "(select l.reason from kehu.dup_candidate d, kehu.like_customer(d.second_name) l where d.state = 'merged' and l.id = d.first_id) x";
    assert_eq!(count(&mut liuzy, &format!("{told} where reason in ('core', 'former_name')")), 1);
    liuzy
        .batch_execute(&format!(
            "update kehu.customer set source = 'assigned', phone = '010-1' where id = (select first_id from kehu.dup_candidate where id = {one});
             insert into kehu.contact (customer_id, name) select first_id, '后来的人' from kehu.dup_candidate where id = {one}"
        ))
        .unwrap();
    let merged =
        |days: i32| format!("update kehu_priv.merge_log set merged_at = now() - interval '{days} days'");
    admin.batch_execute(&merged(31)).unwrap();
    assert_eq!(refusal(&mut sa, &undo).as_deref(), Some("merged_long_ago"));
    admin.batch_execute(&merged(29)).unwrap();
    assert_eq!(refusal(&mut sa, &undo), None);
    let first = format!("join kehu.dup_candidate d on d.id = {one} and d.first_id");
    let kept = format!(
        "kehu.customer c {first} = c.id where c.source = 'assigned' and c.phone = '010-1' and c.deleted_at is null"
    );
    assert_eq!(count(&mut admin, &kept), 1, "what a person wrote since");
    let town = format!(
        "kehu.customer c {first} = c.id join kehu_priv.merge_log l on l.candidate_id = d.id where c.city = l.before #>> '{{survivor,customer,city}}'"
    );
    assert_eq!(count(&mut admin, &town), 1, "what the merge wrote goes");
    let newcomer = format!("kehu.contact k {first} = k.customer_id where k.name = '后来的人'");
    assert_eq!(count(&mut admin, &newcomer), 1);
    // Merged again, and the name given to somebody else: then there is no way back.
    assert_eq!(refusal(&mut sa, &merge), None);
    let again = format!(
        "insert into kehu.customer (name) select second_name from kehu.dup_candidate where id = {one}"
    );
    assert_eq!(refusal(&mut liuzy, &again), None);
    assert_eq!(refusal(&mut sa, &undo).as_deref(), Some("duplicate_name"));
}

/// The program's own way: the sides, the choice, the merge, the undoing.
#[test]
fn the_program_merges_by_the_sides_it_was_told() {
    let db = demo::copy();
    let ask = |request: &Request| Answering::new(db.as_login("admin"), Lang::En).ask(request);
    let operate = |what: Move, targets: Vec<Target>, values: Values| {
        ask(&Request::Operate(Operation { what, targets, values, intent: uuid::Uuid::new_v4() }))
    };
    assert_eq!(operate(Move::FindDuplicates, vec![], Values::new()), Ok(Reply::Moved(20)));
    let mut admin = db.admin();
    let mut pair = || {
        let sql = "select id::text as a, version::text as b from kehu.dup_candidate order by id limit 1";
        let (id, version) = pairs(&mut admin, sql).remove(0);
        Target { id: id.parse().expect("an id"), version: version.parse().expect("a version") }
    };
    let first = pair();
    let Ok(Reply::Sides(sides)) = ask(&Request::Sides(first.id)) else { panic!("sides") };
    assert_eq!(sides[0].field, "keep");
    assert!(sides.iter().any(|side| side.field == "name" && side.first != side.second));
    let values = Values::new()
        .with("keep", Value::Code("second".into()))
        .with("second_fields", Value::Text("name city".into()));
    assert_eq!(operate(Move::MergePair, vec![first], values), Ok(Reply::Moved(1)));
    assert_eq!(operate(Move::UndoMerge, vec![pair()], Values::new()), Ok(Reply::Moved(1)));
    let note = Values::new().with("note", Value::Text("母公司".into()));
    assert_eq!(operate(Move::NotDuplicate, vec![pair()], note), Ok(Reply::Moved(1)));
    assert_eq!(operate(Move::ReopenDuplicate, vec![pair()], Values::new()), Ok(Reply::Moved(1)));
}
