//! From a request to its answer: which file of this room answers what. Knows no SQL.

use diesel::PgConnection;

use super::{
    alike, attached, bulk, catalogue, counts, deeds, desk, dictionaries, drafts, history, import, moves,
    order, paper, payment, pick, pivot, prefs, records, report, seers, sign_in, templates, trouble::Trouble,
    views,
};
use crate::{
    i18n::Lang,
    store::{Reply, Request},
};

/// Answers one request on one connection. A write is one transaction, done when this returns without an error.
pub fn answer(conn: &mut PgConnection, lang: Lang, request: &Request) -> Result<Reply, Trouble> {
    match request {
        Request::SignIn => sign_in::sign_in(conn, lang).map(Reply::SignedIn),
        Request::Enter => sign_in::enter(conn, lang).map(|entry| Reply::Entered(Box::new(entry))),
        Request::SeeAs(id) => sign_in::see_as(conn, *id).map(|seen| Reply::Seen(Box::new(seen))),
        Request::Company => sign_in::company(conn).map(Reply::Company),
        Request::KeepDraft(id, form, payload) => drafts::keep(conn, *id, form, payload).map(|()| Reply::Done),
        Request::Drafts => drafts::kept(conn).map(Reply::Drafts),
        Request::Editors(order) => drafts::editors(conn, *order).map(Reply::Editors),
        Request::DropDraft(id) => drafts::drop(conn, *id).map(|()| Reply::Done),
        Request::SetPref(key, value) => prefs::set(conn, key, value).map(|()| Reply::Done),
        Request::Prefs => prefs::all(conn).map(Reply::Prefs),
        Request::Templates => templates::all(conn).map(Reply::Templates),
        Request::KeepTemplate(template) => templates::keep(conn, template).map(|()| Reply::Done),
        Request::DropTemplate(id) => templates::drop(conn, *id).map(|()| Reply::Done),
        Request::Views => views::all(conn).map(Reply::Views),
        Request::KeepView(view) => views::keep(conn, view).map(|()| Reply::Done),
        Request::DropView(id) => views::drop(conn, *id).map(|()| Reply::Done),
        Request::Operate(operation) => moves::operate(conn, operation),
        Request::Bulk(bulk) => bulk::change(conn, bulk, &mut |_| true).map(Reply::Bulked),
        Request::ReadTable(path) => attached::table(path).map(|(name, text)| Reply::Text(name, text)),
        Request::Import(lines) => import::import(conn, lang, lines, &mut |_| true).map(Reply::Imported),
        Request::Changeable(kind, ids) => bulk::changeable(conn, *kind, ids).map(Reply::Changeable),
        Request::Deeds => deeds::all(conn).map(Reply::Deeds),
        Request::Undo(deed) => deeds::undo(conn, lang, *deed).map(Reply::Moved),
        Request::Alike(asked) => alike::alike(conn, asked).map(Reply::Alike),
        Request::Sides(pair) => moves::sides(conn, *pair).map(Reply::Sides),
        Request::Standing(order) => moves::standing(conn, *order).map(|it| Reply::Standing(Box::new(it))),
        Request::Shares(asked) => moves::preview(conn, asked).map(Reply::Shares),
        Request::Catalogue => catalogue::catalogue(conn).map(Reply::Catalogue),
        Request::Desk(customer) => desk::desk(conn, *customer).map(|desk| Reply::Desk(Box::new(desk))),
        Request::SaveOrder(draft) => order::save(conn, draft).map(Reply::OrderSaved),
        Request::ChangeOrder(draft, reason) => order::change(conn, draft, reason).map(Reply::OrderSaved),
        Request::LoadOrder(id) => order::load(conn, *id).map(|draft| Reply::Order(Box::new(draft))),
        Request::AskOrder(intent) => order::ask(conn, *intent).map(Reply::OrderSaved),
        Request::Book(draft) => payment::book(conn, draft).map(Reply::Booked),
        Request::Propose { payer, amount, instalments } => {
            payment::propose(conn, *payer, *amount, instalments).map(Reply::Proposal)
        }
        Request::History(kind, id) => history::history(conn, *kind, *id).map(Reply::History),
        Request::WhoSees(kind, id) => seers::seers(conn, *kind, *id).map(Reply::Seers),
        Request::Paper(kind, id) => {
            paper::sources(conn, *kind, *id).map(|sources| Reply::Paper(Box::new(sources)))
        }
        Request::Dictionaries => dictionaries::words(conn).map(Reply::Dictionaries),
        Request::List(query) => records::list(conn, query).map(Reply::Page),
        Request::Count(query, sums) => {
            records::count(conn, query, sums).map(|(rows, sums)| Reply::Count { rows, sums })
        }
        Request::Counts(lists) => counts::counts(conn, lists).map(Reply::Counts),
        Request::Figures(asked) => pivot::pivot(conn, asked).map(|table| Reply::Figures(Box::new(table))),
        Request::Report(asked) => {
            report::report(conn, asked).map(|(rows, headline)| Reply::Report { rows, headline })
        }
        Request::Explain(query) => records::explain(conn, query).map(Reply::Explained),
        Request::Windows(wanted) => records::windows(conn, wanted).map(Reply::Windows),
        Request::Record(kind, id) => records::record(conn, *kind, *id).map(Reply::Record),
        Request::ByCode(kind, code) => records::by_code(conn, *kind, code).map(Reply::Record),
        Request::Pick(query) => pick::pick(conn, query).map(Reply::Picks),
        Request::Tabs(set, filter, today) => records::tabs(conn, *set, filter, *today).map(Reply::Tabs),
        Request::Save(save) => records::save(conn, save).map(Reply::Saved),
    }
}
