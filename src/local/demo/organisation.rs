//! The departments and people of the demo company, and who keeps whose orders.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Jsonb,
};
use serde_json::{Value, json};

use super::{pour::pour, spelling::spell};

/// Code, name, kind, city. The first is above all others; ids are places in this table, from 1.
pub const DEPARTMENTS: [(&str, &str, &str, &str); 14] = [
    ("HQ", "总部", "hq", "北京"),
    ("MK", "市场部", "team", "北京"),
    ("CS", "客户服务部", "team", "北京"),
    ("BJ", "北京杂志销售中心", "centre", "北京"),
    ("SH", "上海分公司", "branch", "上海"),
    ("GZ", "广州分公司", "branch", "广州"),
    ("SZ", "深圳分公司", "branch", "深圳"),
    ("NJ", "南京办事处", "office", "南京"),
    ("HZ", "杭州办事处", "office", "杭州"),
    ("QD", "青岛办事处", "office", "青岛"),
    ("SY", "沈阳办事处", "office", "沈阳"),
    ("XA", "西安办事处", "office", "西安"),
    ("XM", "厦门办事处", "office", "厦门"),
    ("WH", "武汉办事处", "office", "武汉"),
];

/// Login, name, role, department, superior. Ids are places in this table, from 1. The eleven of the golden company keep
/// their roles: roles belong to the whole server, and both companies may live on one.
pub const PEOPLE: [(&str, &str, &str, &str, &str); 49] = [
    ("liuzy", "刘志远", "gm", "HQ", ""),
    ("chenm", "陈默", "md", "HQ", "liuzy"),
    ("fangh", "方华", "md", "MK", "liuzy"),
    ("zhouj", "周杰", "sd", "BJ", "chenm"),
    ("zhangw", "张伟", "sd", "SH", "chenm"),
    ("zhaom", "赵敏", "sd", "GZ", "chenm"),
    ("tangzh", "唐振华", "sd", "SZ", "chenm"),
    ("gux", "顾欣", "sd", "NJ", "chenm"),
    ("shenyf", "沈逸飞", "sd", "HZ", "chenm"),
    ("yuhb", "于海波", "sd", "QD", "chenm"),
    ("guanxl", "关晓琳", "sd", "SY", "chenm"),
    ("maj", "马军", "sd", "XA", "chenm"),
    ("lincx", "林春晓", "sd", "XM", "chenm"),
    ("wug", "吴刚", "sd", "WH", "chenm"),
    ("lix", "李想", "sp", "BJ", "zhouj"),
    ("haol", "郝磊", "sp", "BJ", "zhouj"),
    ("menggt", "孟广田", "sp", "BJ", "zhouj"),
    ("qinyn", "秦雅楠", "sp", "BJ", "zhouj"),
    ("john", "王约翰", "sp", "SH", "zhangw"),
    ("lina", "李娜", "sp", "SH", "zhangw"),
    ("xuy", "徐颖", "sp", "SH", "zhangw"),
    ("zhub", "朱斌", "sp", "SH", "zhangw"),
    ("dongql", "董青莲", "sp", "SH", "zhangw"),
    ("huangzq", "黄志强", "sp", "GZ", "zhaom"),
    ("liangjw", "梁家伟", "sp", "GZ", "zhaom"),
    ("oumj", "欧美娟", "sp", "GZ", "zhaom"),
    ("hes", "何松", "sp", "GZ", "zhaom"),
    ("chengf", "程峰", "sp", "SZ", "tangzh"),
    ("luol", "罗兰", "sp", "SZ", "tangzh"),
    ("wenb", "温斌", "sp", "SZ", "tangzh"),
    ("jiangt", "蒋涛", "sp", "NJ", "gux"),
    ("panyq", "潘雨晴", "sp", "NJ", "gux"),
    ("qianw", "钱伟", "sp", "HZ", "shenyf"),
    ("louxd", "楼晓东", "sp", "HZ", "shenyf"),
    ("sund", "孙达", "sp", "QD", "yuhb"),
    ("jinm", "金梅", "sp", "SY", "guanxl"),
    ("baix", "白雪", "sp", "XA", "maj"),
    ("chenzp", "陈志鹏", "sp", "XM", "lincx"),
    ("hej", "何静", "sp", "WH", "wug"),
    ("pengt", "彭涛", "sp", "WH", "wug"),
    ("sunl", "孙丽", "ac", "BJ", "liuzy"),
    ("yangf", "杨帆", "ac", "BJ", "liuzy"),
    ("zhout", "周婷", "ab", "SH", "zhangw"),
    ("fengl", "冯兰", "ab", "GZ", "zhaom"),
    ("dingx", "丁香", "ab", "SZ", "tangzh"),
    ("weny", "文燕", "cs", "CS", "chenm"),
    ("kongd", "孔冬", "cs", "CS", "chenm"),
    ("yaob", "姚冰", "mk", "MK", "fangh"),
    ("admin", "管理员", "sa", "HQ", "liuzy"),
];

/// The id of a department by its code.
pub fn department(code: &str) -> usize {
    DEPARTMENTS.iter().position(|(c, ..)| *c == code).map_or(0, |n| n + 1)
}

/// The id of a person by his login; 0 for nobody.
pub fn person(login: &str) -> usize {
    PEOPLE.iter().position(|(l, ..)| *l == login).map_or(0, |n| n + 1)
}

/// Makes departments, people with their roles on the server, and the assistants' scopes.
pub fn load(conn: &mut PgConnection) -> QueryResult<()> {
    pour(conn, "kehu.department", departments())?;
    sql_query(
        "select kehu_priv.make_operator(p.login, p.name, p.pinyin, p.initials, p.role, p.dept, p.superior) \
         from jsonb_to_recordset($1) as p(login text, name text, pinyin text, initials text, role text, dept int, superior int)",
    )
    .bind::<Jsonb, _>(Value::Array(people()))
    .execute(conn)?;
    conn.batch_execute(SCOPES)
}

/// Centre assistants keep the centre and the offices, branch assistants their own branch. One salesperson leaves next week:
/// his customers wait to be handed over.
const SCOPES: &str = "insert into kehu.sharing_rule (entity, from_dept_kind, to_role) \
      values ('order_scope', 'centre', 'ac'), ('order_scope', 'office', 'ac'); \
    insert into kehu.sharing_rule (entity, from_dept_id, to_operator_id) \
      select 'order_scope', dept_id, id from kehu_priv.operator where role = 'ab'; \
    update kehu_priv.operator set hired_on = kehu.today() - 300 - id * 37; \
    update kehu_priv.operator set left_on = kehu.today() + 6 where login = 'pengt'";

fn departments() -> Vec<Value> {
    let row = |(n, (code, name, kind, city)): (usize, &(&str, &str, &str, &str))| {
        json!({
            "id": n + 1, "version": 1, "code": code, "name": name, "kind": kind, "city": city, "sort": n + 1,
            "parent_id": (n > 0).then_some(1), "active": true,
            "created_at": "2019-01-01T00:00:00Z", "updated_at": "2019-01-01T00:00:00Z",
        })
    };
    DEPARTMENTS.iter().enumerate().map(row).collect()
}

fn people() -> Vec<Value> {
    let row = |(login, name, role, dept, superior): &(&str, &str, &str, &str, &str)| {
        let (pinyin, initials) = spell(name);
        let superior = Some(person(superior)).filter(|id| *id > 0);
        json!({
            "login": login, "name": name, "pinyin": pinyin, "initials": initials, "role": role,
            "dept": department(dept), "superior": superior,
        })
    };
    PEOPLE.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_department_and_a_superior_who_came_before() {
        for (n, (login, _, _, dept, superior)) in PEOPLE.iter().enumerate() {
            assert!(department(dept) > 0, "{login}");
            assert!(superior.is_empty() == (n == 0) && person(superior) <= n, "{login}");
        }
        let mut logins: Vec<&str> = PEOPLE.iter().map(|p| p.0).collect();
        logins.sort_unstable();
        logins.dedup();
        assert_eq!(logins.len(), 49);
    }
}
