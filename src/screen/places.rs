//! Where the commands `g x`, the digits and the palette lead, and which places each role has pinned.

use super::{Screen, open};
use crate::{
    command::Cmd,
    domain::{
        kind::Kind,
        session::{Role, Session},
    },
    entry::pins::Pins,
};

/// The commands of the digits.
pub const DIGITS: [Cmd; 10] = [
    Cmd::View0,
    Cmd::View1,
    Cmd::View2,
    Cmd::View3,
    Cmd::View4,
    Cmd::View5,
    Cmd::View6,
    Cmd::View7,
    Cmd::View8,
    Cmd::View9,
];

/// The digit of a command; none where it has none.
pub fn digit_of(cmd: Cmd) -> Option<u8> {
    (0..).zip(DIGITS).find(|(_, known)| *known == cmd).map(|(digit, _)| digit)
}

/// What the digits open, `0` first: home, the places of the role, and where a view is pinned, that view.
pub fn digits(role: Role, pins: &Pins) -> Vec<(u8, Cmd)> {
    let place = |digit: u8| match (digit, pins.at(digit)) {
        (0, _) | (_, Some(_)) => Some(DIGITS[usize::from(digit)]),
        (digit, None) => pinned(role).get(usize::from(digit) - 1).copied(),
    };
    (0..=9).filter_map(|digit| Some((digit, place(digit)?))).collect()
}

/// The place that is there at the start: whoever leads others begins with what they do, all others with their own work.
pub fn first(role: Role) -> Cmd {
    match role {
        Role::Gm | Role::Md | Role::Sd => Cmd::View0,
        _ => pinned(role)[0],
    }
}

/// The screen of a place; none when the command is no place.
pub fn open(cmd: Cmd, _: &Session) -> Option<Box<dyn Screen>> {
    Some(match cmd {
        Cmd::View0 => open::home(),
        Cmd::GoReceivables => open::receivables(),
        Cmd::GoDelivery => open::delivery(),
        Cmd::GoTodos => open::todos(),
        Cmd::GoToEnter => open::orders_to_enter(),
        Cmd::GoDrafts => open::drafts(),
        Cmd::GoCustomers => open::list(Kind::Customer),
        Cmd::GoContacts => open::list(Kind::Contact),
        Cmd::GoLeads => open::list(Kind::Lead),
        Cmd::GoOrders => open::list(Kind::Order),
        Cmd::GoPayments => open::list(Kind::Payment),
        Cmd::GoInvoices => open::list(Kind::Invoice),
        Cmd::GoToIssue => open::invoices_to_issue(),
        Cmd::GoContracts => open::list(Kind::Contract),
        Cmd::GoOpportunities => open::list(Kind::Opportunity),
        Cmd::GoQuotes => open::list(Kind::Quote),
        Cmd::GoDocTemplates => open::list(Kind::DocTemplate),
        Cmd::GoCompetitors => open::list(Kind::Competitor),
        Cmd::GoStages => open::list(Kind::Stage),
        Cmd::GoPipelines => open::list(Kind::Pipeline),
        Cmd::GoMedia => open::list(Kind::Publication),
        Cmd::GoIssues => open::list(Kind::Issue),
        Cmd::GoChanges => open::list(Kind::OrderChange),
        Cmd::GoDuplicates => open::list(Kind::DupCandidate),
        Cmd::GoInbox => open::list(Kind::Inbox),
        Cmd::GoReferences => open::list(Kind::Reference),
        Cmd::GoPositions => open::list(Kind::Position),
        Cmd::GoRates => open::list(Kind::Rate),
        Cmd::GoInsertions => open::list(Kind::Insertion),
        Cmd::GoOperators => open::list(Kind::Operator),
        Cmd::GoDepartments => open::list(Kind::Department),
        Cmd::GoSharingRules => open::list(Kind::SharingRule),
        Cmd::GoDictionaries => open::list(Kind::DictItem),
        Cmd::GoCustomFields => open::list(Kind::CustomField),
        Cmd::GoSettings => open::list(Kind::Setting),
        Cmd::GoHolidays => open::list(Kind::Holiday),
        Cmd::GoHandOvers => open::list(Kind::HandOver),
        _ => return None,
    })
}

/// The places that the digits open where no view is pinned, `1` the first of them: at most nine.
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
        Role::Mk => &[Cmd::GoLeads, Cmd::GoCustomers, Cmd::GoContacts, Cmd::GoTodos, Cmd::GoMedia],
        Role::Sa => &[
            Cmd::GoOperators,
            Cmd::GoDepartments,
            Cmd::GoSharingRules,
            Cmd::GoDictionaries,
            Cmd::GoSettings,
            Cmd::GoHolidays,
            Cmd::GoHandOvers,
            Cmd::GoDuplicates,
            Cmd::GoMedia,
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
        for role in [Role::Sd, Role::Ab] {
            assert!(open(first(role), &session).is_some());
        }
    }

    #[test]
    fn a_pinned_view_takes_its_digit_and_the_places_keep_theirs() {
        let mut pins = Pins::default();
        let before = digits(Role::Sd, &pins);
        assert_eq!(before.iter().map(|(digit, _)| *digit).collect::<Vec<_>>(), (0..=8).collect::<Vec<_>>());
        pins.turn("a", "a");
        pins.turn("b", "b");
        let after = digits(Role::Sd, &pins);
        assert_eq!(after[..8], before[..8]);
        assert_eq!(after[8..], [(8, Cmd::View8), (9, Cmd::View9)]);
        assert_eq!(digits(Role::Mk, &pins).last(), Some(&(9, Cmd::View9)));
    }
}
