//! Two people changed one order: what each changed, field by field, line by line, the plan as a whole. What only one of them
//! changed is kept; where both did, each in his own way, a person chooses. Pure.

use super::{
    field::Field,
    typed::{Typed, TypedLine, TypedLink},
};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A field of the order.
    Field(Field),
    /// A line, counted from 0 as it was before.
    Line(usize),
    /// A line that was not there before.
    NewLine,
}

/// Something that both changed, as text; empty where it was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What it is about.
    pub unit: Unit,
    /// Before, as mine, as theirs.
    pub texts: [String; 3],
}

/// Both changes in one.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The order with both.
    pub typed: Typed,
    /// What both changed, in the order that the choices are asked for.
    pub clashes: Vec<Clash>,
    /// What only they changed.
    pub theirs: Vec<Unit>,
}

/// The fields that are merged one by one; the plan takes its parts with it.
const FIELDS: [Field; 14] = [
    Field::Customer,
    Field::Signed,
    Field::Salesperson,
    Field::Plan,
    Field::Agency,
    Field::Commission,
    Field::BillTo,
    Field::Payer,
    Field::Title,
    Field::Tax,
    Field::PayNote,
    Field::Contract,
    Field::Added,
    Field::Note,
];

/// `mine` and `theirs` both began as `base`. `keep_mine` is asked for each clash by its place.
pub fn merge(base: &Typed, mine: &Typed, theirs: &Typed, keep_mine: &dyn Fn(usize) -> bool) -> Merged {
    let mut out = Merged {
        typed: Typed { existing: theirs.existing, ..mine.clone() },
        clashes: Vec::new(),
        theirs: Vec::new(),
    };
    for field in FIELDS {
        let [was, ours, now] = [base, mine, theirs].map(|typed| same_as(typed, field));
        if ours == now || now == was {
            continue;
        }
        let wanted = ours == was || {
            let texts = [base, mine, theirs].map(|typed| shown(typed, field));
            out.clashes.push(Clash { unit: Unit::Field(field), texts });
            !keep_mine(out.clashes.len() - 1)
        };
        if ours == was {
            out.theirs.push(Unit::Field(field));
        }
        if wanted {
            take(&mut out.typed, theirs, field);
        }
    }
    lines(base, mine, theirs, keep_mine, &mut out);
    out.typed.tidy();
    out
}

/// What a field holds, for comparing: other records by their id.
fn same_as(typed: &Typed, field: Field) -> String {
    let link =
        |link: &TypedLink| link.link.as_ref().map_or_else(|| link.text.clone(), |it| format!("#{}", it.id));
    match field {
        Field::Customer => typed.customer.as_ref().map_or_else(String::new, |it| format!("#{}", it.id)),
        Field::Plan => format!("{} {:?}", typed.plan.trim(), typed.parts),
        Field::Added => format!("{:?}", typed.added),
        field => typed.link(field).map_or_else(|| typed.text(field).trim().to_owned(), link),
    }
}

fn shown(typed: &Typed, field: Field) -> String {
    let mut text = typed.text(field).trim().to_owned();
    if field == Field::Added {
        text = typed.added.iter().map(|(_, value)| value.plain()).collect::<Vec<_>>().join("; ");
    }
    if field == Field::Plan {
        for (n, part) in &typed.parts {
            text.push_str(&format!("; {} {} {}", n + 1, part.amount, part.due));
        }
    }
    text
}

fn take(into: &mut Typed, from: &Typed, field: Field) {
    match field {
        Field::Customer => {
            into.customer.clone_from(&from.customer);
            into.customer_text.clone_from(&from.customer_text);
        }
        Field::Added => into.added.clone_from(&from.added),
        Field::Plan => {
            into.plan.clone_from(&from.plan);
            into.plan_from.clone_from(&from.plan_from);
            into.parts.clone_from(&from.parts);
        }
        field => match (into.link_mut(field), from.link(field)) {
            (Some(into), Some(from)) => into.clone_from(from),
            _ => into.set(field, from.text(field)),
        },
    }
}

/// A line for comparing: what it says, not how it is called today.
fn essence(line: &TypedLine) -> (Option<(i64, i64)>, String) {
    let issues = if line.kept_issues.is_empty() {
        line.issues.trim().to_owned()
    } else {
        format!("{:?}", line.kept_issues)
    };
    let place = line.place.map_or_else(|| line.place_text.trim().to_owned(), |_| String::new());
    let rest = [&place, &line.size, &line.colour, &issues, &line.price, &line.discount];
    (line.place, rest.map(|text| text.trim().to_owned()).join("|"))
}

fn told(line: Option<&TypedLine>) -> String {
    let Some(line) = line else { return String::new() };
    let words = [&line.place_text, &line.size, &line.colour, &line.issues, &line.price, &line.discount];
    let words = words.map(|word| word.trim());
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// For each line of `base` the line that became of it, and the lines that are new.
fn matched<'a>(base: &[&TypedLine], side: &'a Typed) -> (Vec<Option<&'a TypedLine>>, Vec<&'a TypedLine>) {
    let mut open: Vec<&TypedLine> = side.lines.iter().filter(|line| !line.is_empty()).collect();
    let mut found: Vec<Option<&TypedLine>> = vec![None; base.len()];
    // First what is quite the same, then what stands on the same position.
    for alike in [
        (|a: &TypedLine, b: &TypedLine| essence(a) == essence(b)) as fn(&TypedLine, &TypedLine) -> bool,
        |a, b| a.place.is_some() && a.place == b.place,
    ] {
        for (n, line) in base.iter().enumerate().filter(|(n, _)| found[*n].is_none()).collect::<Vec<_>>() {
            if let Some(at) = open.iter().position(|other| alike(line, other)) {
                found[n] = Some(open.remove(at));
            }
        }
    }
    (found, open)
}

fn lines(base: &Typed, mine: &Typed, theirs: &Typed, keep_mine: &dyn Fn(usize) -> bool, out: &mut Merged) {
    let before: Vec<&TypedLine> = base.lines.iter().filter(|line| !line.is_empty()).collect();
    let (ours, our_new) = matched(&before, mine);
    let (now, their_new) = matched(&before, theirs);
    let mut lines: Vec<TypedLine> = Vec::new();
    for (n, was) in before.iter().enumerate() {
        let says = |line: Option<&TypedLine>| line.map(essence);
        let (was_says, our_says, now_says) = (says(Some(was)), says(ours[n]), says(now[n]));
        let takes_theirs = if our_says == now_says || now_says == was_says {
            false
        } else if our_says == was_says {
            out.theirs.push(Unit::Line(n));
            true
        } else {
            let texts = [told(Some(was)), told(ours[n]), told(now[n])];
            out.clashes.push(Clash { unit: Unit::Line(n), texts });
            !keep_mine(out.clashes.len() - 1)
        };
        lines.extend(if takes_theirs { now[n] } else { ours[n] }.cloned());
    }
    for line in their_new {
        if !our_new.iter().any(|other| essence(other) == essence(line)) {
            out.theirs.push(Unit::NewLine);
            lines.push(line.clone());
        }
    }
    lines.extend(our_new.into_iter().cloned());
    out.typed.lines = lines;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: i64, issues: &str, discount: &str) -> TypedLine {
        TypedLine {
            place_text: format!("P{id}"),
            place: Some((1, id)),
            issues: issues.into(),
            discount: discount.into(),
            ..TypedLine::default()
        }
    }

    fn order() -> Typed {
        let mut typed = Typed::new();
        typed.existing = Some((7, 1));
        typed.lines = vec![line(1, "3", "8"), line(2, "2", "7")];
        typed.plan = "50/50 m".into();
        typed
    }

    fn changed(change: impl FnOnce(&mut Typed)) -> Typed {
        let mut typed = order();
        change(&mut typed);
        typed
    }

    fn texts(typed: &Typed) -> Vec<String> {
        typed.lines.iter().filter(|line| !line.is_empty()).map(|line| told(Some(line))).collect()
    }

    #[test]
    fn changes_that_do_not_touch_each_other_are_both_kept() {
        let mine = changed(|typed| {
            typed.note = "mine".into();
            typed.lines[0].discount = "7".into();
            typed.lines.push(line(3, "1", "9"));
        });
        let theirs = changed(|typed| {
            typed.existing = Some((7, 2));
            typed.plan = "100 @t".into();
            typed.lines.remove(1);
            typed.lines.push(line(4, "1", "6"));
            typed.agency = TypedLink::to(9, "A");
        });
        let merged = merge(&order(), &mine, &theirs, &|_| true);
        assert_eq!(merged.clashes, []);
        let typed = merged.typed;
        assert_eq!((typed.note.as_str(), typed.plan.as_str()), ("mine", "100 @t"));
        assert_eq!(typed.existing, Some((7, 2)));
        assert_eq!(typed.agency.link.as_ref().map(|link| link.id), Some(9));
        assert_eq!(texts(&typed), ["P1 3 7", "P4 1 6", "P3 1 9"]);
        assert_eq!(
            merged.theirs,
            [Unit::Field(Field::Plan), Unit::Field(Field::Agency), Unit::Line(1), Unit::NewLine]
        );
    }

    #[test]
    fn what_both_changed_is_asked_and_goes_as_it_is_chosen() {
        let mine = changed(|typed| {
            typed.note = "mine".into();
            typed.lines[1].issues = "5".into();
        });
        let theirs = changed(|typed| {
            typed.note = "theirs".into();
            typed.lines.remove(1);
        });
        let merged = merge(&order(), &mine, &theirs, &|_| true);
        assert_eq!(merged.clashes.len(), 2);
        assert_eq!(merged.clashes[0].texts, ["", "mine", "theirs"]);
        assert_eq!(merged.clashes[1].texts, ["P2 2 7", "P2 5 7", ""]);
        assert_eq!((merged.typed.note.as_str(), texts(&merged.typed).len()), ("mine", 2));
        let merged = merge(&order(), &mine, &theirs, &|n| n == 0);
        assert_eq!((merged.typed.note.as_str(), texts(&merged.typed)), ("mine", vec!["P1 3 8".to_owned()]));
        let merged = merge(&order(), &mine, &theirs, &|_| false);
        assert_eq!(merged.typed.note, "theirs");
    }

    #[test]
    fn the_same_change_by_both_is_no_clash() {
        let both = changed(|typed| {
            typed.lines[0].discount = "5".into();
            typed.lines.push(line(3, "1", "9"));
        });
        let merged = merge(&order(), &both, &both, &|_| false);
        assert_eq!((merged.clashes.len(), merged.theirs.len()), (0, 0));
        assert_eq!(texts(&merged.typed).len(), 3);
    }
}
