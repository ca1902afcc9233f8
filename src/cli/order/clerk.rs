//! A clerk who turns orders in words into orders: reads the media once and remembers what it sold, finds the customer, works everything out as the form
//! does, and stores or only tries.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    cli::{
        Context, Failure,
        ask::{Ask, strange},
        desk,
        rows::words as company,
    },
    domain::{
        order_draft::{DraftLine, OrderDraft},
        order_text::{self, OrderText, OrderTextError},
        record::Values,
        value::Link,
    },
    entry::{
        meant::Meant,
        order::{
            among::among,
            field::Field,
            place, said,
            typed::{Typed, TypedLink},
            warn, words,
            work::{Known, Work, Wrong, work_out},
        },
        words as entry_words,
    },
    i18n::Lang,
    screen::editor::Ground,
    store::{Catalogue, Desk, OrderSaved, Reply, Request, TakenPosition, Words},
};

/// Who enters.
pub struct Clerk<'a> {
    ask: Ask,
    cx: &'a Context,
    /// The media.
    pub catalogue: Arc<Catalogue>,
    /// The company's words. With them come the fields that its administrator added.
    pub words: Arc<Words>,
    /// What the orders become: `confirmed` or `requested`.
    pub state: &'static str,
}

/// An order that can be sent.
pub struct Prepared {
    /// What was typed, with customer and positions found.
    pub typed: Typed,
    /// What follows from it.
    pub work: Work,
    /// What should be looked at, as the form asks about it.
    pub warned: Vec<warn::Warning>,
    /// The customer at the desk.
    pub desk: Box<Desk>,
    /// What is sent.
    pub order: OrderDraft,
}

impl Clerk<'_> {
    /// Reads a text; what cannot be read is an error of the command line.
    pub fn read(text: &str, lang: Lang) -> Result<OrderText, Failure> {
        order_text::parse(text).map_err(|e: OrderTextError| Failure::usage(entry_words::order_text(&e, lang)))
    }

    /// Signs in and reads the media. The desk confirms, a salesperson hands in, as in the form.
    pub fn open(hand_in: bool, cx: &Context) -> anyhow::Result<Clerk<'_>> {
        let mut ask = Ask::open(cx)?;
        let catalogue = media(&mut ask)?;
        let words = company(&mut ask)?;
        let state = if ask.session.role.keeps_orders() && !hand_in { "confirmed" } else { "requested" };
        Ok(Clerk { ask, cx, catalogue, words, state })
    }

    /// Finds the customer and the positions and works everything out, with what the added fields hold. What is wrong is said as in the form.
    pub fn prepare(&mut self, text: &OrderText, added: Values, intent: Uuid) -> anyhow::Result<Prepared> {
        let lang = self.cx.lang;
        let customer = desk::customer(&mut self.ask, &text.customer, lang)?;
        let mut typed = said::typed(text, &self.catalogue);
        typed.intent = intent;
        typed.added = added;
        typed.customer_text = customer.label.clone();
        typed.customer = Some(Link { id: customer.id, label: customer.label });
        let desk = match self.ask.ask(&Request::Desk(customer.id))? {
            Reply::Desk(desk) => desk,
            other => return Err(strange(&other)),
        };
        typed.propose_plan(desk.last_order.as_ref());
        let known = Known { today: self.ask.session.today, catalogue: &self.catalogue, desk: Some(&desk) };
        for field in said::to_find(&typed) {
            let among = among(field, &typed, &work_out(&typed, known));
            let found = desk::one(&mut self.ask, among, typed.text(field), lang)?;
            if let Some(link) = typed.link_mut(field) {
                *link = TypedLink::to(found.id, &found.label);
            }
        }
        let work = work_out(&typed, known);
        if let Some((field, wrong)) = work.hindrance(self.state) {
            return Err(self.refusal(&typed, *field, wrong).into());
        }
        let warned = warn::warnings(&typed, &work, known, self.state == "confirmed");
        // Whoever stores it in spite of what is told has accepted it.
        let accepted = warned.iter().map(warn::Warning::logged).collect();
        let order = OrderDraft { accepted, ..work.draft(&typed, &self.catalogue, self.state) };
        Ok(Prepared { typed, work, warned, desk, order })
    }

    /// What is wrong, with the words it is about.
    fn refusal(&self, typed: &Typed, field: Field, wrong: &Wrong) -> Failure {
        let lang = self.cx.lang;
        if let Wrong::PlaceNotTaken(text) = wrong
            && let Meant::Several(places) = place::meant(&self.catalogue, text)
        {
            return desk::several_fit(text, places.iter().map(|place| place.label(&self.catalogue)), lang);
        }
        let about = field.line().and_then(|n| typed.lines.get(n)).map(|line| line.place_text.trim());
        let said = words::say(wrong, lang);
        Failure::refused(match about.filter(|about| !about.is_empty() && !said.contains(about)) {
            Some(about) => format!("{}: {said}", crate::text::clean(about)),
            None => said,
        })
    }

    /// Whether it would be stored: the save itself, undone.
    pub fn try_out(&mut self, prepared: &Prepared) -> anyhow::Result<()> {
        self.ask.try_out(&Request::SaveOrder(Box::new(prepared.order.clone())))?;
        self.sold(&prepared.order, None);
        Ok(())
    }

    /// Stores it; the same intent again is the same order. When the link breaks, the server is asked what became of it.
    pub fn store(&mut self, prepared: &Prepared) -> anyhow::Result<OrderSaved> {
        let save = Request::SaveOrder(Box::new(prepared.order.clone()));
        match self.ask.once(&save, &Request::AskOrder(prepared.order.intent), self.cx)? {
            Reply::OrderSaved(saved) => {
                self.sold(&prepared.order, Some((saved.id, saved.code.clone())));
                Ok(saved)
            }
            other => Err(strange(&other)),
        }
    }

    /// What is sold once per issue is not offered to the next order of the same file.
    fn sold(&mut self, order: &OrderDraft, by: Option<(i64, String)>) {
        if order.state != "confirmed" {
            return;
        }
        let catalogue = Arc::make_mut(&mut self.catalogue);
        for publication in &mut catalogue.publications {
            for issue in publication.issues.iter_mut().chain(&mut publication.late) {
                let has = |line: &&DraftLine| line.insertions.iter().any(|it| it.issue_id == issue.id);
                let taken = order.lines.iter().filter(has);
                issue
                    .taken
                    .extend(taken.map(|line| TakenPosition { position: line.position_id, by: by.clone() }));
            }
        }
    }

    /// The order that this intent stored before, if it did.
    pub fn stored_before(&mut self, intent: Uuid) -> anyhow::Result<Option<OrderSaved>> {
        match self.ask.find(&Request::AskOrder(intent))? {
            Some(Reply::OrderSaved(saved)) => Ok(Some(saved)),
            Some(other) => Err(strange(&other)),
            None => Ok(None),
        }
    }

    /// For whom what is typed is read.
    pub fn ground(&self) -> Ground {
        Ground { lang: self.cx.lang, today: self.ask.session.today }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.cx.lang
    }
}

fn media(ask: &mut Ask) -> anyhow::Result<Arc<Catalogue>> {
    match ask.ask(&Request::Catalogue)? {
        Reply::Catalogue(catalogue) => Ok(catalogue),
        other => Err(strange(&other)),
    }
}
