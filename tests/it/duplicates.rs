//! One customer once: which company a name means, who is told of whom, and what the finder finds.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};

use kehu::{
    db::Answering,
    domain::{
        alike::{Asked, Verdict},
        kind::Kind,
        record::Values,
        value::Value,
    },
    i18n::Lang,
    store::{Reply, Request},
};

use crate::{
    demo,
    support::{TestDb, count},
};

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

fn texts(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<One> = sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|one| one.v).collect()
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
fn a_name_has_a_core_regions_and_a_brand() {
    let db = TestDb::empty();
    let conn = &mut db.admin();
    for (name, core, regions, brand) in [
        ("上海雅韵化妆品有限公司", "雅韵化妆品", "上海", "雅韵"),
        ("上海市雅韵化妆品有限公司", "雅韵化妆品", "上海", "雅韵"),
        ("雅韵化妆品（上海）有限责任公司", "雅韵化妆品", "上海", "雅韵"),
        ("上海 雅韵 化妆品", "雅韵化妆品", "上海", "雅韵"),
        ("北京雅韵化妆品有限公司", "雅韵化妆品", "北京", "雅韵"),
        ("上海雅韵广告有限公司", "雅韵广告", "上海", "雅韵"),
        ("ＡＢＣ（中国）有限公司", "ABC", "中国", "ABC"),
        ("ABC中国公司", "ABC", "中国", "ABC"),
        ("北京广告有限公司", "广告", "北京", ""),
        ("上海广告有限公司", "广告", "上海", ""),
        // A market is no town, one legal form goes and not two, a name of a region alone keeps nothing.
        ("北京市场研究公司", "市场研究", "北京", "市场研究"),
        ("雅韵有限公司上海分公司", "雅韵有限公司", "上海", "雅韵公司"),
        ("广东深圳雅韵控股有限公司", "雅韵", "广东,深圳", "雅韵"),
        ("上海有限公司", "", "上海", ""),
        ("acme co., ltd", "ACME", "", "ACME"),
        ("(）", "", "", ""),
    ] {
        let sql = format!(
            "select concat_ws('|', p.core, array_to_string(p.regions, ','), p.brand) as v
             from kehu_priv.name_words() w, kehu_priv.name_parts('{name}', w.regions, w.trades) p"
        );
        assert_eq!(texts(conn, &sql), [format!("{core}|{regions}|{brand}")], "{name}");
    }
}

/// Verdict and reason for the first five customers of the golden company, whoever asks.
fn verdicts(conn: &mut PgConnection, call: &str) -> Vec<String> {
    texts(
        conn,
        &format!("select concat_ws(' ', l.verdict, l.reason, l.name) as v from kehu.like_customer({call}) l"),
    )
}

#[test]
fn who_enters_a_company_again_is_told() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "update kehu.customer set phone = '021-6288 0001', uscc = '91110000802100433B' where id = 1",
        )
        .unwrap();
    // Of another branch: sees none of Shanghai's customers.
    let conn = &mut db.as_login("huangzq");
    let yayun = "上海雅韵化妆品有限公司";
    for (call, expected) in [
        ("'上海雅韵化妆品有限公司'", format!("block name {yayun}")),
        ("'上海　雅韵-化妆品有限公司 '", format!("block name {yayun}")),
        ("'雅韵化妆品（上海）有限责任公司'", format!("strong core {yayun}")),
        ("'雅韵化妆品'", format!("strong core {yayun}")),
        ("'北京雅韵化妆品有限公司'", format!("weak core_elsewhere {yayun}")),
        ("'上海雅韵广告有限公司'", format!("weak brand {yayun}")),
        ("'上海雅韵化妆品行'", format!("weak similar {yayun}")),
        ("'另一家', '91110000802100433b'", format!("block uscc {yayun}")),
        ("'另一家', null, '(021) 62880001 转 8'", format!("strong phone {yayun}")),
    ] {
        assert_eq!(verdicts(conn, call), [expected], "{call}");
    }
    for nothing in ["'上海广告有限公司'", "'上海有限公司'", "'北京化妆品公司'", "'一'", "''", "null"]
    {
        assert_eq!(verdicts(conn, nothing), Vec::<String>::new(), "{nothing}");
    }
    let told = texts(
        conn,
        "select concat_ws(' ', l.id, l.name, l.department, l.owner, l.status) as v from kehu.like_customer('雅韵化妆品') l",
    );
    assert_eq!(told, [format!("{yayun} 上海分公司 王约翰 active")], "no number of what he may not read");
    let own = verdicts(&mut db.as_login("john"), "'雅韵化妆品', null, null, 1");
    assert_eq!(own, Vec::<String>::new(), "a company is not its own double");
}

#[test]
fn a_second_one_of_a_name_comes_in_with_a_directors_word_alone() {
    let db = TestDb::golden();
    let (mut john, mut zhangw) = (db.as_login("john"), db.as_login("zhangw"));
    let again = "insert into kehu.customer (name) values ('上海 晨光汽车销售 有限公司')";
    assert_eq!(refusal(&mut john, again).as_deref(), Some("duplicate_name"));
    let renamed = "update kehu.customer set name = '上海晨光汽车销售有限公司' where id = 1";
    assert_eq!(refusal(&mut john, renamed).as_deref(), Some("duplicate_name"), "on edit too");
    let permit = "select kehu.permit_duplicate('上海晨光汽车销售有限公司', '母公司与子公司同名')";
    assert_eq!(refusal(&mut john, permit).as_deref(), Some("not_yours"));
    assert_eq!(refusal(&mut zhangw, permit), None);
    assert_eq!(refusal(&mut john, again), None);
    assert_eq!(refusal(&mut john, again).as_deref(), Some("duplicate_name"), "a permit is used once");
    let kept = "select dup_ok_reason::text as v from kehu_priv.customer_key where dup_ok_reason is not null";
    assert_eq!(texts(&mut db.admin(), kept), ["母公司与子公司同名"]);
    // A tax id as well.
    let uscc = |id: i64| format!("update kehu.customer set uscc = '91110000802100433B' where id = {id}");
    assert_eq!(refusal(&mut john, &uscc(1)), None);
    assert_eq!(refusal(&mut zhangw, &uscc(5)).as_deref(), Some("customer_uscc_taken"));
}

#[test]
fn a_credit_code_is_kept_as_it_is_meant_and_a_mistyped_one_is_refused() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    let uscc = |code: &str| format!("update kehu.customer set uscc = '{code}' where id = 1");
    for (typed, kept) in [
        ("9111 0000-8021 0043 3b", "91110000802100433B"),
        ("９１３３０１００７９９６５５０５８Ｂ", "91330100799655058B"),
        ("310104123456789", "310104123456789"),
        (" ", ""),
    ] {
        assert_eq!(refusal(&mut john, &uscc(typed)), None, "{typed}");
        let now = texts(&mut john, "select coalesce(uscc, '') as v from kehu.customer where id = 1");
        assert_eq!(now, [kept]);
    }
    for wrong in
        ["91110000802100433A", "9111000080210043B3", "9111000080210O433B", "9111000080210043", "12345"]
    {
        assert_eq!(refusal(&mut john, &uscc(wrong)).as_deref(), Some("customer_uscc"), "{wrong}");
    }
    // By the same rule as the program's.
    let digit = "select kehu.credit_digit('9144030071526726X') as v";
    assert_eq!(texts(&mut john, digit), ["G"]);
    assert_eq!(kehu::domain::credit_code::digit("9144030071526726X"), Some('G'));
}

#[test]
fn a_form_is_told_what_the_database_tells() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "insert into kehu.contact (customer_id, name, mobile) values (1, '钱经理', '13800138000')",
        )
        .unwrap();
    let told = |login: &str, kind: Kind, except: Option<i64>, values: Values| {
        let mut answering = Answering::new(db.as_login(login), Lang::En);
        match answering.ask(&Request::Alike(Asked { kind, except, values })) {
            Ok(Reply::Alike(found)) => found
                .into_iter()
                .map(|it| (it.verdict, it.reason, it.id, it.name, it.company, it.owner))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let name = |name: &str| Values::new().with("name", Value::text(name));
    let yayun = "上海雅韵化妆品有限公司".to_owned();
    let john = "王约翰".to_owned();
    assert_eq!(
        told("huangzq", Kind::Customer, None, name("雅韵化妆品")),
        [(Verdict::Strong, "core".into(), None, yayun.clone(), String::new(), john.clone())]
    );
    assert_eq!(told("john", Kind::Customer, Some(1), name("雅韵化妆品")), []);
    let person = Values::new().with("name", Value::text("老钱")).with("mobile", Value::text("138 0013 8000"));
    assert_eq!(
        told("huangzq", Kind::Contact, None, person),
        [(Verdict::Strong, "mobile".into(), None, String::new(), yayun, john)]
    );
    assert_eq!(told("john", Kind::Order, None, name("雅韵化妆品")), [], "of other kinds nothing is asked");
}

#[test]
fn a_person_is_known_by_his_number_and_by_his_name_at_the_customer() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "insert into kehu.contact (customer_id, name, mobile) values (1, '钱经理', '138 0013 8000')",
        )
        .unwrap();
    let asked = |login: &str, call: &str| {
        let sql = format!(
            "select concat_ws(' ', l.reason, l.name, l.customer, l.owner) as v from kehu.like_contact({call}) l"
        );
        texts(&mut db.as_login(login), &sql)
    };
    assert_eq!(asked("john", "'', '+86-13800138000'"), ["mobile 钱经理 上海雅韵化妆品有限公司 王约翰"]);
    assert_eq!(asked("huangzq", "'', '0086 138 0013 8000'"), ["mobile 上海雅韵化妆品有限公司 王约翰"]);
    assert_eq!(asked("john", "' 钱经理', null, 1"), ["name 钱经理 上海雅韵化妆品有限公司 王约翰"]);
    assert_eq!(asked("huangzq", "'钱经理', null, 1"), Vec::<String>::new(), "not whether he is there");
}

#[test]
fn the_finder_finds_the_planted_pairs_and_nothing_of_ordinary_words() {
    let db = demo::copy();
    let mut liuzy = db.as_login("liuzy");
    liuzy
        .batch_execute(
            "insert into kehu.customer (name) values ('北京广告有限公司'), ('上海广告有限公司'), ('北京国际文化传媒广告有限公司'), ('上海国际文化传媒广告有限公司');
             select kehu.find_duplicates()",
        )
        .unwrap();
    // Planted as neighbours: the same short name, entered by two people one after the other.
    let planted = "kehu.dup_candidate d join kehu.customer_card a on a.customer_id = d.first_id join kehu.customer_card b on b.customer_id = d.second_id
        where d.second_id = d.first_id + 1 and a.short_name = b.short_name and d.score = 90";
    let admin = &mut db.admin();
    assert_eq!(count(admin, planted), 20);
    assert_eq!(count(admin, "kehu.dup_candidate"), 20);

    // What was decided stays decided; what is no pair any more is forgotten; another one is found.
    liuzy
        .batch_execute(
            "select kehu.decide_duplicate(id, version, 'not_dup', '两家') from kehu.dup_candidate order by id limit 1;
             update kehu.customer set name = '完全不同的一家' where id = (select max(second_id) from kehu.dup_candidate where state = 'open');
             insert into kehu.customer (name) values ('雅韵化妆品');
             select kehu.find_duplicates()",
        )
        .unwrap();
    let states = "select state || ' ' || count(*) as v from kehu.dup_candidate group by state order by 1";
    assert_eq!(texts(admin, states), ["not_dup 1", "open 19"]);
    assert_eq!(count(admin, "kehu.dup_candidate where first_id = 1 and reason = 'core'"), 1);
}

#[test]
fn the_finder_finds_people_who_are_there_twice_and_follows_them() {
    let db = TestDb::golden();
    let (mut admin, mut liuzy) = (db.admin(), db.as_login("liuzy"));
    let mut found = |admin: &mut PgConnection| {
        liuzy.batch_execute("select kehu.find_duplicates()").unwrap();
        let sql = "select concat_ws(' ', d.first_person, d.second_person, d.score, d.reason, d.state, d.gone) as v from kehu.dup_candidate d where d.first_contact_id is not null order by d.id";
        texts(admin, sql)
    };
    let before = found(&mut admin);
    admin
        .batch_execute(
            "insert into kehu.contact (customer_id, name, mobile, created_by) values
               (1, '双胞胎', '13711112222', 1), (1, '双 胞胎', null, 1), (1, '别人', '+86 137 1111 2222', 1),
               (2, '双胞胎', null, 1), (2, '同机异司', '13711112222', 1)",
        )
        .unwrap();
    let all = found(&mut admin);
    assert_eq!(all[before.len()..], ["双胞胎 双 胞胎 85 person open f", "双胞胎 别人 90 mobile open f"]);
    // One number in two companies makes a pair of companies.
    assert_eq!(
        count(&mut admin, "kehu.dup_candidate where (first_id, second_id, reason) = (1, 2, 'phone')"),
        1
    );
    // A name that is mended and a person who is deleted make no pair any more; what was decided stays so.
    admin
        .batch_execute(
            "update kehu.contact set name = '胞胎' where name = '双 胞胎';
             update kehu.dup_candidate set state = 'not_dup' where reason = 'mobile' and first_person = '双胞胎'",
        )
        .unwrap();
    assert_eq!(found(&mut admin)[before.len()..], ["双胞胎 别人 90 mobile not_dup f"]);
    admin.batch_execute("update kehu.contact set deleted_at = now() where name = '别人'").unwrap();
    assert_eq!(found(&mut admin)[before.len()..], ["双胞胎 别人 90 mobile not_dup t"]);
}

#[test]
fn the_own_words_of_a_company_decide_what_is_ordinary() {
    let db = demo::copy();
    let mut admin = db.admin();
    let brand = "select p.brand as v from kehu_priv.name_words() w, kehu_priv.name_parts('青岛雅韵香氛有限公司', w.regions, w.trades) p";
    assert_eq!(texts(&mut admin, brand), ["雅韵香氛"]);
    let sa = texts(&mut admin, "select login::text as v from kehu_priv.operator where role = 'sa'");
    db.as_login(&sa[0])
        .batch_execute("insert into kehu.dict_item (dict_code, code, label, label_en) values ('trade_word', 'fragrance', '香氛', 'Fragrance')")
        .unwrap();
    assert_eq!(texts(&mut admin, brand), ["雅韵"]);
}

#[test]
fn a_lead_is_looked_for_among_customers_and_leads_and_told_across_rights() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute("insert into kehu.lead (name, mobile) values ('无锡二泉食品有限公司', '139 2222 3333'), ('苏州已放弃有限公司', null);
            select kehu.move_lead(id, version, 'dropped', '无意') from kehu.lead where name = '苏州已放弃有限公司'")
        .unwrap();
    let ask = |login: &str, call: &str| {
        let sql = format!(
            "select concat_ws(' ', l.verdict, l.reason, l.name, l.owner, l.id is not null) as v from kehu.like_lead({call}) l"
        );
        texts(&mut db.as_login(login), &sql)
    };
    assert_eq!(ask("john", "'无锡二泉食品有限公司'"), ["strong lead_name 无锡二泉食品有限公司 王约翰 t"]);
    // Who may not read it is told whose it is, and no more.
    assert_eq!(ask("huangzq", "'二泉食品'"), ["strong lead_core 无锡二泉食品有限公司 王约翰 f"]);
    assert_eq!(
        ask("huangzq", "'某公司', '13922223333'"),
        ["strong lead_phone 无锡二泉食品有限公司 王约翰 f"]
    );
    assert_eq!(ask("huangzq", "'苏州已放弃有限公司'"), [""; 0]);
    assert_eq!(ask("huangzq", "'上海雅韵化妆品有限公司'"), ["block name 上海雅韵化妆品有限公司 王约翰 f"]);
    let itself =
        "'无锡二泉食品有限公司', null, null, (select id from kehu.lead where name = '无锡二泉食品有限公司')";
    assert_eq!(ask("john", itself), [""; 0]);
    // As a form asks; nothing refuses a lead.
    let mut form = Answering::new(db.as_login("lina"), Lang::En);
    let values = Values::new().with("name", Value::text("上海雅韵化妆品有限公司"));
    let Ok(Reply::Alike(found)) = form.ask(&Request::Alike(Asked { kind: Kind::Lead, except: None, values }))
    else {
        panic!("an answer")
    };
    assert_eq!((found.len(), found[0].verdict), (1, Verdict::Strong));
}
