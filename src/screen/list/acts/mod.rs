//! What can be done to the rows of a list: one function per command, by the kind of the rows. What a role may is the
//! database's decision; here only that which obviously does not apply is said at once.

mod hung;
mod missing;
mod money;
mod records;
mod states;

pub use missing::filled_in;
pub use money::answer;
pub use records::set;

use super::columns;
use crate::{
    command::Cmd,
    domain::{
        entity::{self, EntityDef},
        kind::Kind,
        operation::{MOVES, Move, Operation, Target},
        policy,
        record::{Row, Values},
        session::Session,
    },
    i18n::Msg,
    screen::{Cx, form, offered, open},
    store::{Request, Ticket},
};

/// What a command is done to.
pub struct On<'a> {
    /// The kind of the rows.
    pub kind: Kind,
    /// The marked rows; without marks the row under the cursor.
    pub rows: Vec<&'a Row>,
    /// The row under the cursor.
    pub here: Option<&'a Row>,
}

/// What a command led to.
#[derive(Debug)]
pub enum Step {
    /// It is done: a screen was opened, or the person was told why not.
    Done,
    /// Something was asked; the list waits for the answer.
    Asked(Ticket, Wait),
    /// A question was opened; yes asks this.
    Question(Request, Wait),
    /// The moves that apply were opened; what is picked is carried out by `picked`.
    Menu,
}

/// What the list waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wait {
    /// Records to be moved on.
    Move(Move),
    /// Collection todos: the salesperson of each instalment.
    Dun(Vec<(i64, String)>),
    /// The open collection todo of an instalment.
    Promise,
    /// A payment to be booked.
    Book,
    /// A field to have another value: what is said when it has.
    Set(String),
}

/// Carries a command out; none when it is not one of these.
pub fn run(cmd: Cmd, on: &On, cx: &mut Cx) -> Option<Step> {
    Some(match cmd {
        Cmd::Open => records::open(on, cx),
        Cmd::New => records::new(on, cx),
        Cmd::Edit => records::edit(on, cx),
        Cmd::NewOrder => records::new_order(on, cx),
        Cmd::CopyLastOrder => records::copy_last_order(on, cx),
        Cmd::PlanActivity => records::plan_activity(on, cx),
        Cmd::LogActivity => records::log_activity(on, cx),
        Cmd::RequestInvoice => records::request_invoice(on, cx),
        Cmd::History => records::history(on, cx),
        Cmd::Comment => hung::new(Kind::Comment, on, cx),
        Cmd::Attach => hung::new(Kind::File, on, cx),
        Cmd::BulkEdit => records::bulk(on, cx),
        Cmd::Import => records::import(on, cx),
        Cmd::Transfer => states::transfer(on, cx),
        Cmd::Share => states::share(on, cx),
        Cmd::NextState => states::next(on, cx),
        Cmd::PreviousState => states::previous(on, cx),
        Cmd::PickState => menu(on, cx),
        Cmd::Remove => states::remove(on, cx),
        Cmd::Done => states::done(on, cx),
        Cmd::Dun => money::dun(on, cx),
        Cmd::Receive => money::receive(on, cx),
        Cmd::ReceiveRest => money::receive_rest(on, cx),
        Cmd::Promise => money::promise(on, cx),
        Cmd::PutOff => money::put_off(on, cx),
        Cmd::WriteOff => money::write_off(on, cx),
        Cmd::Refund => money::refund(on, cx),
        Cmd::OpenOrder => records::open_order(on, cx),
        Cmd::OpenCustomer => records::open_customer(on, cx),
        _ => return None,
    })
}

impl On<'_> {
    fn def(&self) -> &'static EntityDef {
        entity::def(self.kind)
    }

    /// The rows as targets of a move, each with what it is called.
    fn targets(&self) -> Vec<(Target, String)> {
        let target =
            |row: &&Row| (Target { id: row.id, version: row.version }, columns::label(self.def(), row));
        self.rows.iter().map(target).collect()
    }
}

/// Tells why nothing happens.
fn told(msg: Msg, cx: &mut Cx) -> Step {
    cx.info(cx.lang.tr(msg));
    Step::Done
}

/// Tells why a role makes no such move.
fn unless_offered(what: Move, cx: &mut Cx) -> Option<Step> {
    if policy::offers(cx.session, what) {
        return None;
    }
    cx.bad(offered::not_to_you(cx, offered::name(what, cx.lang)));
    Some(Step::Done)
}

/// Tells why a role makes no new records of a kind.
fn unless_creating(kind: Kind, cx: &mut Cx) -> Option<Step> {
    if policy::can_create(cx.session, kind) {
        return None;
    }
    cx.bad(offered::create_not_to_you(cx, kind));
    Some(Step::Done)
}

/// Tells why the rows are not moved: the role makes no such move, or the state of some does not let it.
fn unless_applying(what: Move, on: &On, cx: &mut Cx) -> Option<Step> {
    let not: Vec<&Row> =
        on.rows.iter().copied().filter(|row| !policy::applies(cx.session, what, row)).collect();
    let first = *not.first()?;
    let text = match offered::why_not(cx, what, first)? {
        text if on.rows.len() == 1 || !policy::offers(cx.session, what) => text,
        _ => {
            let label = crate::text::clean(&columns::label(on.def(), first)).into_string();
            let name = offered::name(what, cx.lang);
            cx.lang.fmt(Msg::PolicySomeNot, &[&name, &not.len(), &on.rows.len(), &label])
        }
    };
    cx.bad(text);
    Some(Step::Done)
}

/// The moves that apply to each of the rows, in their order.
pub fn moves(session: &Session, kind: Kind, rows: &[&Row]) -> Vec<Move> {
    // These are about no record.
    let about_none = [Move::CreateOperator, Move::FindDuplicates];
    let of_kind = MOVES.iter().filter(|def| def.kind == kind && !about_none.contains(&def.what));
    of_kind
        .map(|def| def.what)
        .filter(|what| rows.iter().all(|row| policy::applies(session, *what, row)))
        .collect()
}

/// All moves that apply, to pick from.
fn menu(on: &On, cx: &mut Cx) -> Step {
    let Some(first) = on.rows.first() else { return told(Msg::ListNoRow, cx) };
    let moves = moves(cx.session, on.kind, &on.rows);
    if moves.is_empty() {
        return told(Msg::CardNoMoves, cx);
    }
    let title = match on.rows.len() {
        1 => columns::label(on.def(), first),
        n => cx.lang.fmt(Msg::ListMarked, &[&n]),
    };
    let choices = moves
        .iter()
        .map(|what| (what.def().name.to_owned(), offered::name(*what, cx.lang).to_owned()))
        .collect();
    cx.push(open::pick_code(title, choices, String::new()));
    Step::Menu
}

/// The move that was picked from the menu.
pub fn picked(name: &str, on: &On, cx: &mut Cx) -> Step {
    match MOVES.iter().find(|def| def.name == name) {
        Some(def) => move_on(def.what, on, Values::new(), cx),
        None => Step::Done,
    }
}

/// What is known of an appearance: day, page, tear sheet.
fn correct(on: &On, cx: &mut Cx) -> Step {
    let here = On { kind: on.kind, rows: on.here.into_iter().collect(), here: on.here };
    move_on(Move::PublishInsertion, &here, Values::new(), cx)
}

/// Opens the form of a move; one that asks nothing and harms nothing is done at once. Of one row, its fields begin with what
/// the row holds.
fn move_on(what: Move, on: &On, preset: Values, cx: &mut Cx) -> Step {
    let Some(first) = on.rows.first() else { return told(Msg::ListNoRow, cx) };
    if let Some(refused) = unless_applying(what, on, cx) {
        return refused;
    }
    if what == Move::MergeCustomers {
        return merge(on, cx);
    }
    if what == Move::FillOrder {
        cx.push(open::edit(Kind::Order, first.id));
        return Step::Done;
    }
    let def = what.def();
    if (def.fields.is_empty() || what == Move::AdvanceOpportunity) && !def.danger {
        return ask(what, on, preset, cx);
    }
    let mut values = if on.rows.len() == 1 { form::preset_of(what, first) } else { Values::new() };
    for (name, value) in preset.iter() {
        values.set(name, value.clone());
    }
    cx.push(open::operate(what, on.targets(), values));
    Step::Done
}

/// Two customers become one by a choice per field: pair by pair.
fn merge(on: &On, cx: &mut Cx) -> Step {
    match on.targets().as_slice() {
        [(pair, _)] => {
            let both = ["first", "second"].map(|name| on.rows[0].get(name).plain());
            cx.push(open::merging(*pair, both.join(" = ")));
            Step::Done
        }
        _ => told(Msg::MergeOneByOne, cx),
    }
}

/// Asks for a move without a form.
fn ask(what: Move, on: &On, values: Values, cx: &mut Cx) -> Step {
    let targets = on.targets().into_iter().map(|(target, _)| target).collect();
    let operation = Operation { what, targets, values, intent: uuid::Uuid::new_v4() };
    let ticket = cx.ask("move", Request::Operate(operation));
    Step::Asked(ticket, Wait::Move(what))
}
