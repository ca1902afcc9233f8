//! Where the commands `g x`, the digits and the palette lead, and which places each role has pinned.

use super::{Screen, open};
use crate::{
    command::Cmd,
    domain::{
        kind::Kind,
        session::{Role, Session},
    },
};

/// The screen of a place; none when the command is no place.
pub fn open(cmd: Cmd, _: &Session) -> Option<Box<dyn Screen>> {
    Some(match cmd {
        Cmd::GoReceivables => open::receivables(),
        Cmd::GoDelivery => open::delivery(),
        Cmd::GoTodos => open::todos(),
        Cmd::GoToEnter => open::orders_to_enter(),
        Cmd::GoDrafts => open::drafts(),
        Cmd::GoCustomers => open::list(Kind::Customer),
        Cmd::GoContacts => open::list(Kind::Contact),
        Cmd::GoOrders => open::list(Kind::Order),
        Cmd::GoPayments => open::list(Kind::Payment),
        Cmd::GoInvoices => open::list(Kind::Invoice),
        Cmd::GoToIssue => open::invoices_to_issue(),
        Cmd::GoContracts => open::list(Kind::Contract),
        Cmd::GoMedia => open::list(Kind::Publication),
        Cmd::GoIssues => open::list(Kind::Issue),
        Cmd::GoChanges => open::list(Kind::OrderChange),
        Cmd::GoPositions => open::list(Kind::Position),
        Cmd::GoRates => open::list(Kind::Rate),
        Cmd::GoInsertions => open::list(Kind::Insertion),
        Cmd::GoOperators => open::list(Kind::Operator),
        Cmd::GoDepartments => open::list(Kind::Department),
        _ => return None,
    })
}

/// The places that the digits open, `1` the first of them, which is there at the start: at most nine.
pub fn pinned(role: Role) -> &'static [Cmd] {
    match role {
        Role::Ac | Role::Ab => &[
            Cmd::GoReceivables,
            Cmd::GoDelivery,
            Cmd::GoToEnter,
            Cmd::GoCustomers,
            Cmd::GoTodos,
            Cmd::GoOrders,
            Cmd::GoPayments,
            Cmd::GoChanges,
        ],
        Role::Sp => &[
            Cmd::GoTodos,
            Cmd::GoCustomers,
            Cmd::GoReceivables,
            Cmd::GoOrders,
            Cmd::GoDelivery,
            Cmd::GoContacts,
        ],
        Role::Gm | Role::Sd | Role::Md => &[
            Cmd::GoReceivables,
            Cmd::GoOrders,
            Cmd::GoCustomers,
            Cmd::GoTodos,
            Cmd::GoDelivery,
            Cmd::GoPayments,
            Cmd::GoMedia,
            Cmd::GoChanges,
        ],
        Role::Cs => &[Cmd::GoTodos, Cmd::GoCustomers, Cmd::GoContacts, Cmd::GoOrders, Cmd::GoDelivery],
        Role::Mk => &[Cmd::GoCustomers, Cmd::GoContacts, Cmd::GoTodos, Cmd::GoMedia],
        Role::Sa => &[
            Cmd::GoOperators,
            Cmd::GoDepartments,
            Cmd::GoMedia,
            Cmd::GoIssues,
            Cmd::GoPositions,
            Cmd::GoRates,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::probe::Probe;

    #[test]
    fn every_pinned_place_opens_and_is_pinned_once() {
        let session = Probe::new(open::receivables()).session;
        for role in [Role::Gm, Role::Md, Role::Sd, Role::Sp, Role::Ac, Role::Ab, Role::Cs, Role::Mk, Role::Sa]
        {
            let places = pinned(role);
            assert!((1..=9).contains(&places.len()), "{role:?}");
            for (n, place) in places.iter().enumerate() {
                assert!(open(*place, &session).is_some(), "{role:?} {place:?}");
                assert!(!places[..n].contains(place), "{role:?} {place:?}");
            }
        }
        assert!(open(Cmd::Up, &session).is_none());
    }
}
