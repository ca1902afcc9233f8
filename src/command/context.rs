//! Where a key is pressed. A screen names its contexts, the closest first; the first that binds the key decides.

use crate::i18n::{Lang, Msg};

/// A place where keys have a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Outside text fields, on every screen.
    Everywhere,
    /// Any list, board or record.
    List,
    /// The receivables pane.
    Receivables,
    /// The delivery pane.
    Delivery,
    /// Todos.
    Todos,
    /// Orders.
    Orders,
    /// Payments.
    Payments,
    /// One record.
    Record,
    /// Any form.
    Form,
    /// The order form.
    OrderForm,
    /// A field that takes text.
    Field,
    /// The templates of orders.
    Templates,
    /// The book of views.
    Book,
    /// The home page.
    Home,
    /// A list of choices under a typed line: pickers, the palette.
    Picker,
    /// The filter line of a list.
    Filter,
    /// A yes-or-no question.
    Confirm,
    /// The help screen and other texts to read.
    Reading,
    /// The settings of a person.
    Settings,
}

impl Context {
    /// All contexts with the names keymaps use in `when`.
    pub const ALL: [(Context, &'static str); 19] = [
        (Context::Everywhere, "everywhere"),
        (Context::List, "list"),
        (Context::Receivables, "receivables"),
        (Context::Delivery, "delivery"),
        (Context::Todos, "todos"),
        (Context::Orders, "orders"),
        (Context::Payments, "payments"),
        (Context::Record, "record"),
        (Context::Form, "form"),
        (Context::OrderForm, "order_form"),
        (Context::Field, "field"),
        (Context::Templates, "templates"),
        (Context::Book, "book"),
        (Context::Home, "home"),
        (Context::Picker, "picker"),
        (Context::Filter, "filter"),
        (Context::Confirm, "confirm"),
        (Context::Reading, "reading"),
        (Context::Settings, "settings"),
    ];

    /// The name keymaps use.
    pub fn name(self) -> &'static str {
        Context::ALL.iter().find(|(context, _)| *context == self).map_or("", |(_, name)| name)
    }

    /// What it is called in the help.
    pub fn title(self, lang: Lang) -> &'static str {
        Msg::find(&format!("context.{}", self.name())).map_or(self.name(), |msg| lang.tr(msg))
    }

    /// The context of this name.
    pub fn find(name: &str) -> Option<Context> {
        Context::ALL.iter().find(|(_, n)| *n == name).map(|(context, _)| *context)
    }
}
