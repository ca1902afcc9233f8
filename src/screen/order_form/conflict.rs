//! Somebody else saved the order first: both changes are laid over one another; what both changed is asked. Nothing typed is
//! lost, and nothing is saved that was not seen.

use super::{OrderForm, field::Field, typed::Typed};
use crate::{
    domain::{order_draft::OrderDraft, record::Values},
    entry::order::{
        loaded::typed_of,
        merge::{Clash, Unit, merge},
    },
    i18n::{Lang, Msg},
    screen::{Cx, open, trouble},
    store::{Reply, Request, StoreError},
};

/// Two changes of one order, while a person chooses.
#[derive(Debug)]
pub(super) struct Settling {
    base: Typed,
    theirs: Typed,
    order: Box<OrderDraft>,
}

impl OrderForm {
    /// What did the other one save?
    pub(super) fn ask_theirs(&mut self, order: Option<i64>, cx: &mut Cx) {
        self.held.clear();
        self.told = Some(trouble::say(&StoreError::Stale, cx.lang));
        if let Some(id) = order {
            self.asked.theirs = Some(cx.ask("theirs", Request::LoadOrder(id)));
        }
    }

    /// The order as it is now.
    pub(super) fn theirs_came(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        let order = match answer {
            Ok(Reply::Order(order)) => order,
            Ok(_) => return,
            Err(e) => {
                self.told = Some(trouble::say(&e, cx.lang));
                return;
            }
        };
        let of = |order: &OrderDraft| typed_of(order, &self.catalogue, self.today);
        // A form from before the order was known keeps all of its own.
        let base = self.typed.base.as_deref().map_or_else(|| self.typed.clone(), of);
        let theirs = of(&order);
        let clashes = merge(&base, &self.typed, &theirs, &|_| true).clashes;
        let settling = Settling { base, theirs, order };
        if clashes.is_empty() {
            return self.lay_over(settling, &|_| true, cx);
        }
        self.settling = Some(settling);
        let rows = clashes.into_iter().map(|Clash { unit, texts }| (label(unit, cx.lang), texts)).collect();
        let title = crate::text::clean(&self.typed.customer_text).into_string();
        cx.push(open::conflict_of_texts(title, rows));
    }

    /// The choices are made: these are mine.
    pub(super) fn settled(&mut self, mine: &Values, cx: &mut Cx) {
        if let Some(settling) = self.settling.take() {
            self.lay_over(settling, &|n| mine.has(&n.to_string()), cx);
        }
    }

    fn lay_over(&mut self, settling: Settling, keep_mine: &dyn Fn(usize) -> bool, cx: &mut Cx) {
        let Settling { base, theirs, order } = settling;
        let merged = merge(&base, &self.typed, &theirs, keep_mine);
        // Going back would take away what the other one changed.
        self.undo.clear();
        self.typed = merged.typed;
        self.typed.base = Some(order);
        self.work();
        let field = self.field();
        self.go(field, cx);
        self.hold.keep(&self.typed, cx);
        let labels: Vec<String> = merged.theirs.into_iter().map(|unit| label(unit, cx.lang)).collect();
        self.told = Some(match labels.as_slice() {
            [] => cx.lang.tr(Msg::OrderSettled).to_owned(),
            labels => cx.lang.fmt(Msg::OrderMerged, &[&labels.join(", ")]),
        });
    }
}

fn label(unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Field(field) => lang.tr(name(field)).to_owned(),
        Unit::Line(n) => lang.fmt(Msg::OrderLine, &[&(n + 1)]),
        Unit::NewLine => lang.tr(Msg::OrderNewLine).to_owned(),
    }
}

/// What a field is called.
pub(super) fn name(field: Field) -> Msg {
    match field {
        Field::Customer => Msg::DeskCustomer,
        Field::Signed => Msg::DeskSigned,
        Field::Salesperson => Msg::DeskSalesperson,
        Field::Place(_) => Msg::DeskPlace,
        Field::Size(_) => Msg::OrderSize,
        Field::Colour(_) => Msg::OrderColour,
        Field::Issues(_) => Msg::DeskIssues,
        Field::Price(_) => Msg::DeskListPrice,
        Field::Discount(_) => Msg::DeskDiscount,
        Field::Plan => Msg::OrderPlan,
        Field::PartAmount(_) => Msg::DeskAmount,
        Field::PartDue(_) => Msg::OrderDue,
        Field::Agency => Msg::OrderAgency,
        Field::Commission => Msg::OrderCommission,
        Field::BillTo => Msg::OrderBillTo,
        Field::Payer => Msg::OrderPayer,
        Field::Title => Msg::OrderTitle,
        Field::Tax => Msg::OrderTax,
        Field::PayNote => Msg::OrderPayNote,
        Field::Contract => Msg::FieldContract,
        Field::Added => Msg::OrderAdded,
        Field::Note => Msg::DeskNote,
    }
}
