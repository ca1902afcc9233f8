//! The issues of a line: what is ahead of its position, what of that is sold and to which order, and what the typed words choose.

use super::{
    place::Place,
    typed::TypedLine,
    work::{Known, LineWork, Wrong},
};
use crate::{
    domain::issue_choice::{self, Ahead, ChoiceError, IssueChoice},
    store::{Catalogue, CatalogueIssue, CataloguePosition},
};

/// An issue as it stands for a position.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The issue.
    pub issue: &'a CatalogueIssue,
    /// The exclusive position is gone in it.
    pub taken: bool,
    /// To this order, where that may be known.
    pub by: Option<&'a str>,
}

/// Issues as they stand for a position; an exclusive one is taken where another order than `own`, or a line above, has it.
fn seen<'a>(
    place: Place,
    catalogue: &Catalogue,
    own: Option<i64>,
    above: &[LineWork],
    issues: impl Iterator<Item = &'a CatalogueIssue>,
) -> Vec<Offer<'a>> {
    let position = place.position(catalogue);
    let mine = |issue: &CatalogueIssue| {
        above
            .iter()
            .any(|line| line.place == Some(place) && line.issues.iter().any(|other| other.id == issue.id))
    };
    issues
        .map(|issue| {
            let sold = issue.taken_from(own, position.id).filter(|_| position.exclusive);
            let taken = sold.is_some() || (position.exclusive && mine(issue));
            let by = sold.and_then(|sold| sold.by.as_ref()).map(|(_, code)| code.as_str());
            Offer { issue, taken, by }
        })
        .collect()
}

/// The issues that can still be booked, the next first.
pub fn ahead<'a>(
    place: Place,
    catalogue: &'a Catalogue,
    own: Option<i64>,
    above: &[LineWork],
) -> Vec<Offer<'a>> {
    seen(place, catalogue, own, above, place.publication(catalogue).issues.iter())
}

/// What a line's words choose; issues from before stay until others are typed.
pub(super) fn of(
    text: &TypedLine,
    place: Place,
    known: Known,
    own: Option<i64>,
    above: &[LineWork],
) -> Result<Vec<CatalogueIssue>, Wrong> {
    let publication = place.publication(known.catalogue);
    let find = |id: &i64| {
        let mut all = publication.issues.iter().chain(&publication.late);
        all.find(|issue| issue.id == *id).cloned().unwrap_or(CatalogueIssue {
            id: *id,
            year: 0,
            no: 0,
            publish_on: known.today,
            booking_deadline_on: known.today,
            material_deadline_on: known.today,
            taken: Vec::new(),
        })
    };
    if !text.kept_issues.is_empty() {
        return Ok(text.kept_issues.iter().map(find).collect());
    }
    let past = text.past_issues.iter().map(find);
    if text.issues.trim().is_empty() && !text.past_issues.is_empty() {
        return Ok(past.collect());
    }
    let choice = issue_choice::parse(&text.issues).map_err(Wrong::Issues)?;
    let open = ahead(place, known.catalogue, own, above);
    let named = matches!(choice, IssueChoice::Numbers(_) | IssueChoice::On(_));
    let chosen = match choose(&choice, &open, known) {
        // Nobody is offered an issue that is late for booking, but whoever names it means it.
        Err(Wrong::Issues(ChoiceError::NoNumber(_) | ChoiceError::NothingThen)) if named => {
            let all = publication.late.iter().chain(&publication.issues);
            choose(&choice, &seen(place, known.catalogue, own, above, all), known)?
        }
        chosen => chosen?,
    };
    let chosen = chosen.into_iter().filter(|issue| !text.past_issues.contains(&issue.id));
    Ok(past.chain(chosen).collect())
}

fn choose(choice: &IssueChoice, offers: &[Offer], known: Known) -> Result<Vec<CatalogueIssue>, Wrong> {
    let ahead: Vec<Ahead> = offers
        .iter()
        .map(|it| Ahead {
            id: it.issue.id,
            no: it.issue.no.unsigned_abs(),
            on: it.issue.publish_on,
            taken: it.taken,
        })
        .collect();
    match choice.choose(&ahead, known.today) {
        Ok(chosen) => Ok(chosen.into_iter().map(|i| offers[i].issue.clone()).collect()),
        Err(ChoiceError::Taken(no)) => {
            let at = offers.iter().find(|it| it.taken && it.issue.no.unsigned_abs() == no);
            Err(Wrong::Sold { no, by: at.and_then(|it| it.by).map(str::to_owned) })
        }
        Err(e) => Err(Wrong::Issues(e)),
    }
}

/// Issues of a draft that another order has had confirmed since.
pub(super) fn sold_meanwhile(
    issues: &[CatalogueIssue],
    position: &CataloguePosition,
    own: Option<i64>,
) -> Option<Wrong> {
    let sold = |issue: &CatalogueIssue| {
        let sold = issue.taken_from(own, position.id).filter(|_| position.exclusive)?;
        Some(Wrong::Sold { no: issue.no.unsigned_abs(), by: sold.by.as_ref().map(|(_, code)| code.clone()) })
    };
    issues.iter().find_map(sold)
}
