//! The book of views: those built in for a role (spec/08.2) and for each of a superior's people, one's own, those of others. Knows
//! their words, no rows and no screen.

mod anomalies;
mod leads;
mod reports;
mod sales;
mod sales_reports;

use super::lexicon::Labels;
use crate::{
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        query::{self, Expr, People},
        record::Row,
        session::{Role, Session},
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{SavedView, Scope},
};

/// A view as the book holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// By which it is found again, whatever it is called.
    pub key: String,
    /// What it is called, in the reader's language.
    pub name: String,
    /// The kind of its rows.
    pub kind: Kind,
    /// Which rows, in the words of the filter language with its stable names.
    pub query: String,
    /// The person it is about: what `@person` means in it.
    pub person: Option<People>,
    /// The same view of other people has the same name here.
    pub family: Option<&'static str>,
    /// What is kept of it; none: it is built in.
    pub saved: Option<Saved>,
}

/// What is kept of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its id and version.
    pub id: (i64, i32),
    /// It is one's own.
    pub own: bool,
    /// Whose it is.
    pub owner: String,
    /// Who uses it.
    pub scope: Scope,
    /// It is shown as it is kept.
    pub locked: bool,
    /// How many others use it, where it is one's own.
    pub readers: i32,
}

/// No superior has more people directly below him.
const MOST_PEOPLE: u32 = 200;

/// What is asked for the people of whoever asks: those whose superior he is.
pub fn people() -> ListQuery {
    let mine =
        Filter::Whose("superior".into(), People::Me).and(Filter::eq("status", Value::Code("active".into())));
    ListQuery::of(Kind::Operator).filter(mine).limit(MOST_PEOPLE)
}

impl Person {
    /// One of the rows that were answered.
    pub fn of(row: &Row) -> Person {
        Person { login: row.get("login").str().to_owned(), name: row.get("name").str().to_owned() }
    }
}

/// Somebody whose superior the reader is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// His login.
    pub login: String,
    /// His name.
    pub name: String,
}

/// A built-in view.
struct BuiltIn {
    key: &'static str,
    name: Msg,
    kind: Kind,
    query: &'static str,
    roles: &'static [Role],
}

use Role::{Ab, Ac, Cs, Gm, Md, Mk, Sa, Sd, Sp};

const DESK: &[Role] = &[Ac, Ab];
const LEADS: &[Role] = &[Sd, Gm];
const EVERYBODY: &[Role] = &[Gm, Md, Sd, Sp, Ac, Ab, Cs, Mk, Sa];
const SELLS: &[Role] = &[Sp, Sd];
const LOOKS_AFTER: &[Role] = &[Sp, Sd, Gm, Md];
/// Those who keep the company's data in order.
const KEEPS: &[Role] = &[Sp, Sd, Gm, Md, Sa];
/// Those who follow receivables and deliveries.
const MONEY: &[Role] = &[Ac, Ab, Sd, Gm, Md, Sp];

static BUILT_IN: &[BuiltIn] = &[
    built("due_today", Msg::BookDueToday, Kind::Instalment, "is:open @scope due_on:$day=today", MONEY),
    built("due_week", Msg::BookDueWeek, Kind::Instalment, "is:open @scope due_on:$week=this_week", MONEY),
    built("due_month", Msg::BookDueMonth, Kind::Instalment, "is:open @scope due_on:$month=this_month", MONEY),
    built("overdue", Msg::BookOverdue, Kind::Instalment, "is:overdue @scope sort:-overdue_days", MONEY),
    built("not_due", Msg::BookNotDue, Kind::Instalment, "is:open @scope due_on:>today", MONEY),
    built("all_due", Msg::BookAllDue, Kind::Instalment, "is:open @scope sort:due_on", MONEY),
    built("age_30", Msg::BookAge30, Kind::Instalment, "is:open @scope due_on:-30d..-1d", MONEY),
    built("age_60", Msg::BookAge60, Kind::Instalment, "is:open @scope due_on:-60d..-31d", MONEY),
    built("age_90", Msg::BookAge90, Kind::Instalment, "is:open @scope due_on:-90d..-61d", MONEY),
    built("age_old", Msg::BookAgeOld, Kind::Instalment, "is:open @scope due_on:..-91d", MONEY),
    built("to_enter", Msg::BookToEnter, Kind::Order, "state:requested @scope", DESK),
    built(
        "answered",
        Msg::BookAnswered,
        Kind::Activity,
        "kind:dunning assigned_by:@me (has:answered_at or is:overdue)",
        DESK,
    ),
    built("appears_day", Msg::BookAppearsDay, Kind::Insertion, "is:open @scope planned_on:$day=today", MONEY),
    built("appears", Msg::BookAppears, Kind::Insertion, "is:open @scope planned_on:$week=this_week", MONEY),
    built(
        "appears_month",
        Msg::BookAppearsMonth,
        Kind::Insertion,
        "is:open @scope planned_on:$month=this_month",
        MONEY,
    ),
    built("late", Msg::BookLate, Kind::Insertion, "is:late @scope sort:planned_on", MONEY),
    built("material_late", Msg::BookMaterialLate, Kind::Insertion, "is:material_late @scope", MONEY),
    built("all_appear", Msg::BookAllAppear, Kind::Insertion, "is:open @scope sort:planned_on", MONEY),
    built("unpaid", Msg::BookUnpaid, Kind::Order, "is:open @scope sort:-outstanding", DESK),
    built(
        "key_customers",
        Msg::BookKeyCustomers,
        Kind::Customer,
        "(value_grade:A or is:key) @team sort:last_contact_at cols:name,owner,last_contact_at,outstanding,overdue",
        LEADS,
    ),
    built("to_approve", Msg::BookToApprove, Kind::OrderChange, "state:requested sort:requested_at", LEADS),
    built(
        "tracked",
        Msg::BookTracked,
        Kind::Customer,
        "is:key sort:-sold_year cols:name,owner,last_contact_at,sold_year,outstanding,overdue",
        &[Gm],
    ),
    built(
        "all_key",
        Msg::BookKeyCustomers,
        Kind::Customer,
        "(value_grade:A or is:key) sort:last_contact_at cols:name,owner,last_contact_at,outstanding,overdue",
        &[Md],
    ),
    built(
        "my_customers",
        Msg::BookMyCustomers,
        Kind::Customer,
        "owner:@me sort:status,name group:status cols:name,status,value_grade,last_contact_at,next_contact_on",
        SELLS,
    ),
    built(
        "my_collecting",
        Msg::BookMyCollecting,
        Kind::Activity,
        "kind:dunning owner:@me is:open sort:due_on",
        SELLS,
    ),
    built(
        "my_day",
        Msg::BookMyDay,
        Kind::Activity,
        "owner:@me due_on:$day=today -state:cancelled sort:due_on cols:due_on,kind,title,customer,state",
        EVERYBODY,
    ),
    built(
        "my_week",
        Msg::BookMyWeek,
        Kind::Activity,
        "owner:@me due_on:$week=this_week -state:cancelled sort:due_on cols:due_on,kind,title,customer,state",
        EVERYBODY,
    ),
    built("my_month", Msg::BookMyMonth, Kind::Activity, MY_MONTH, EVERYBODY),
    built("my_done", Msg::BookMyDone, Kind::Activity, MY_DONE, EVERYBODY),
    built("my_late", Msg::BookMyLate, Kind::Activity, MY_LATE, EVERYBODY),
    built("my_on_time", Msg::BookMyOnTime, Kind::Activity, MY_ON_TIME, EVERYBODY),
    built(
        "silent_7",
        Msg::BookSilent7,
        Kind::Customer,
        "@team -status:archived last_contact_at:..-7d sort:last_contact_at",
        LOOKS_AFTER,
    ),
    built(
        "silent_15",
        Msg::BookSilent15,
        Kind::Customer,
        "@team -status:archived last_contact_at:..-15d sort:last_contact_at",
        LOOKS_AFTER,
    ),
    built(
        "silent_30",
        Msg::BookSilent30,
        Kind::Customer,
        "@team -status:archived last_contact_at:..-30d sort:last_contact_at",
        LOOKS_AFTER,
    ),
    built(
        "silent_90",
        Msg::BookSilent90,
        Kind::Customer,
        "@team -status:archived last_contact_at:..-90d sort:last_contact_at",
        LOOKS_AFTER,
    ),
    built(
        "silent_180",
        Msg::BookSilent180,
        Kind::Customer,
        "@team -status:archived last_contact_at:..-180d sort:last_contact_at",
        LOOKS_AFTER,
    ),
    built(
        "silent_never",
        Msg::BookSilentNever,
        Kind::Customer,
        "@team -status:archived no:last_contact_at sort:created_at",
        LOOKS_AFTER,
    ),
    built("duplicates", Msg::BookDuplicates, Kind::DupCandidate, "state:open sort:-score", KEEPS),
    built("no_contact", Msg::BookNoContact, Kind::Customer, "no:contact sort:-created_at", KEEPS),
    built("no_phone", Msg::BookNoPhone, Kind::Customer, "no:phone sort:-created_at", KEEPS),
    built("no_industry", Msg::BookNoIndustry, Kind::Customer, "no:industry sort:-created_at", KEEPS),
    built("no_decider", Msg::BookNoDecider, Kind::Customer, "is:no_decider sort:name", KEEPS),
    built("no_mobile", Msg::BookNoMobile, Kind::Contact, "no:mobile sort:-created_at", KEEPS),
    built("stale", Msg::BookStale, Kind::Customer, "@team updated_at:..-90d sort:updated_at", SELLS),
    built(
        "birthdays",
        Msg::BookBirthdays,
        Kind::Contact,
        "is:key owner:@me next_birthday_on:today..+14 sort:next_birthday_on \
         cols:name,customer,next_birthday_on,birth_calendar,job_title,mobile",
        SELLS,
    ),
    built(
        "references",
        Msg::BookReferences,
        Kind::Customer,
        "is:reference sort:industry,name group:industry cols:name,industry,reference_text,owner,city",
        &[Sp, Sd, Gm, Md, Ac, Ab],
    ),
];

const MY_MONTH: &str = "owner:@me due_on:$month=this_month -state:cancelled sort:due_on \
    cols:due_on,kind,title,customer,state,done_at,result";
const MY_DONE: &str = "owner:@me due_on:$month=this_month state:done sort:due_on \
    cols:due_on,kind,title,customer,done_at,result,customer_feedback";
const MY_ON_TIME: &str = "owner:@me due_on:$month=this_month is:on_time sort:due_on \
    cols:due_on,kind,title,customer,done_at,result,customer_feedback";
const MY_LATE: &str = "owner:@me due_on:$month=this_month is:overdue sort:due_on \
    cols:due_on,kind,title,customer,state,overdue_days";

const fn built(
    key: &'static str,
    name: Msg,
    kind: Kind,
    query: &'static str,
    roles: &'static [Role],
) -> BuiltIn {
    BuiltIn { key, name, kind, query, roles }
}

/// What somebody has to do, by month, week and day, and of the month what is done, what is late, what was done in time: name with the person, family,
/// query.
const WORK: [(Msg, &str, &str); 6] = [
    (Msg::BookWorkMonth, "work_month", "due_on:$month=this_month -state:cancelled group:week"),
    (Msg::BookWorkWeek, "work_week", "due_on:$week=this_week -state:cancelled"),
    (Msg::BookWorkDay, "work_day", "due_on:$day=today -state:cancelled"),
    (Msg::BookWorkDone, "work_done", "due_on:$month=this_month state:done"),
    (Msg::BookWorkLate, "work_late", "due_on:$month=this_month is:overdue"),
    (Msg::BookWorkOnTime, "work_on_time", "due_on:$month=this_month is:on_time"),
];

/// The words of a built-in view for a role. What the market director follows is the whole company (spec/07.2): nobody's scope.
fn words(view: &BuiltIn, role: Role) -> String {
    match role {
        Md => view.query.replace("@scope ", "").trim_end_matches(" @scope").to_owned(),
        _ => view.query.to_owned(),
    }
}

/// The views of a reader, in the order of the book: those of his people, those of his role, his own, those of others.
pub fn views(session: &Session, people: &[Person], saved: &[SavedView], lang: Lang) -> Vec<View> {
    let work = WORK.iter().flat_map(|(name, family, period)| {
        people.iter().map(move |person| View {
            key: format!("{family}:{}", person.login),
            name: lang.fmt(*name, &[&person.name]),
            kind: Kind::Activity,
            query: format!(
                "owner:@person {period} sort:due_on \
                 cols:due_on,kind,title,customer,state,done_at,result,customer_feedback"
            ),
            person: Some(People::Login(person.login.clone())),
            family: Some(family),
            saved: None,
        })
    });
    let own = |view: &BuiltIn| words(view, session.role);
    let all = BUILT_IN
        .iter()
        .chain(sales::SALES)
        .chain(leads::LEADS)
        .chain(anomalies::ANOMALIES)
        .chain(reports::REPORTS)
        .chain(sales_reports::SALES_REPORTS);
    let role = all.filter(|view| view.roles.contains(&session.role)).map(|view| View {
        key: view.key.to_owned(),
        name: lang.tr(view.name).to_owned(),
        kind: view.kind,
        query: own(view),
        person: None,
        family: None,
        saved: None,
    });
    let kept = saved.iter().map(|view| View {
        key: format!("saved:{}", view.id),
        name: view.name.clone(),
        kind: view.kind,
        query: view.query.clone(),
        person: None,
        family: None,
        saved: Some(Saved {
            id: (view.id, view.version),
            own: view.own,
            owner: view.owner.clone(),
            scope: view.scope.clone(),
            locked: view.locked,
            readers: view.readers,
        }),
    });
    work.chain(role).chain(kept).collect()
}

impl View {
    /// Whether it has this name or key; those that are built in have a name in each language, so that words about them hold in both.
    pub fn is_called(&self, name: &str) -> bool {
        let built_in = || {
            BUILT_IN
                .iter()
                .chain(sales::SALES)
                .chain(leads::LEADS)
                .chain(anomalies::ANOMALIES)
                .find(|view| view.key == self.key)
        };
        let named = |view: &BuiltIn| [Lang::En, Lang::Zh].iter().any(|lang| lang.tr(view.name) == name);
        self.name == name || self.key == name || built_in().is_some_and(named)
    }
}

/// The rows of the view of a kind with this name or key: what `in:"name"` means. None where there is no such view, or where not all
/// of its words are understood: the rest of them would let more rows pass than its author meant.
pub fn rows_of(views: &[View], kind: Kind, name: &str, labels: &Labels) -> Option<Expr> {
    let view = views.iter().find(|view| view.kind == kind && view.is_called(name))?;
    let reading = query::read_rows(&view.query, kind, labels);
    let rows = reading.faults.is_empty().then_some(reading.query.rows)?;
    Some(view.person.as_ref().map_or_else(|| rows.clone(), |person| rows.about(person)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::query::{Meaning, Tongue},
        store::Words,
    };

    fn session(role: Role) -> Session {
        Session {
            operator_id: 4,
            login: "zhangw".into(),
            name: "张伟".into(),
            role,
            dept_id: 3,
            dept: "上海分公司".into(),
            today: "2002-03-13".parse().expect("a date"),
        }
    }

    #[test]
    fn every_built_in_view_is_understood_whole_and_reads_back_in_both_languages() {
        let item = |code: &str| (code.to_owned(), code.to_owned(), code.to_owned());
        let words = Words::from([("value_grade".to_owned(), vec![item("A")])]);
        let labels = Labels { dictionaries: Some(&words) };
        let people = [Person { login: "john".into(), name: "王约翰".into() }];
        for role in [Gm, Md, Sd, Sp, Ac, Ab] {
            for view in views(&session(role), &people, &[], Lang::En) {
                let reading = query::read_rows(&view.query, view.kind, &labels);
                assert_eq!(reading.faults, [], "{}", view.query);
                let meaning = Meaning {
                    today: "2002-03-13".parse().expect("a date"),
                    me: 4,
                    person: view.person.clone(),
                    param: &|_| None,
                    view: &|_, _| None,
                };
                let filter = query::filter(&reading.query.rows, view.kind, &meaning);
                assert!(filter.is_ok(), "{}: {filter:?}", view.query);
                for tongue in [Tongue::English, Tongue::Chinese] {
                    let printed = query::print(&reading.query, view.kind, tongue, &labels);
                    assert_eq!(
                        query::read_rows(&printed, view.kind, &labels).query,
                        reading.query,
                        "{printed}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_superior_has_the_same_views_of_each_of_his_people_and_others_none() {
        let people =
            ["john", "lina"].map(|login| Person { login: login.into(), name: format!("Mr {login}") });
        let all = views(&session(Sd), &people, &[], Lang::En);
        let of = |login: &str| {
            let person = Some(People::Login(login.into()));
            all.iter().filter(|view| view.person == person).count()
        };
        assert_eq!((of("john"), of("lina")), (WORK.len(), WORK.len()));
        assert!(all[0].name.contains("Mr john") && all[1].name.contains("Mr lina"), "{:?}", all[0]);
        assert!(views(&session(Sp), &[], &[], Lang::En).iter().all(|view| view.person.is_none()));
    }

    #[test]
    fn a_view_inside_a_filter_is_found_by_kind_and_name_and_a_half_understood_one_is_not() {
        let labels = Labels { dictionaries: None };
        let kept = |id, name: &str, query: &str| SavedView {
            id,
            version: 1,
            name: name.into(),
            kind: Kind::Customer,
            query: query.into(),
            owner: "x".into(),
            own: true,
            scope: Scope::Own,
            locked: false,
            readers: 0,
        };
        let saved = [kept(1, "外地", "-city:上海"), kept(2, "odd", "is:key nofield:'; drop table")];
        let people = [Person { login: "john".into(), name: "john".into() }];
        let views = views(&session(Sd), &people, &saved, Lang::En);
        let found = |kind, name: &str| rows_of(&views, kind, name, &labels);
        assert!(found(Kind::Customer, "外地").is_some() && found(Kind::Customer, "saved:1").is_some());
        assert_eq!(found(Kind::Order, "外地"), None);
        assert_eq!(found(Kind::Customer, "odd"), None);
        let month = found(Kind::Activity, "john: work this month").expect("a view of a person");
        let meaning = Meaning {
            today: "2002-03-13".parse().unwrap(),
            me: 4,
            person: None,
            param: &|_| None,
            view: &|_, _| None,
        };
        assert!(query::filter(&month, Kind::Activity, &meaning).is_ok(), "whom it is about is known");
    }
}
