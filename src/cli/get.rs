//! `kehu get CODE`: one whole record by the code that people use for it, or by its kind and number.

use super::{
    Context, Exit,
    ask::strange,
    fields,
    print::{Format, Sheet},
    rows,
};
use crate::{
    domain::{entity, field::FieldDef, kind::Kind},
    i18n::Msg,
    store::{Reply, Request},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "CODE")]
    code: String,
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[arg(long, value_name = "NAMES")]
    columns: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// What is written on paper and said on the telephone comes first: a login may be called like a publication.
const FIRST: [Kind; 4] = [Kind::Order, Kind::OrderChange, Kind::Customer, Kind::Payment];

/// The kinds that have codes, in the order in which a code is looked for.
fn coded() -> impl Iterator<Item = Kind> {
    let others = Kind::ALL.into_iter().filter(|kind| !FIRST.contains(kind));
    FIRST.into_iter().chain(others).filter(|kind| entity::def(*kind).code.is_some())
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let kinds: Vec<Kind> = match &args.kind {
        Some(name) => vec![fields::kind(name, cx)?],
        None => coded().collect(),
    };
    let (mut ask, words) = rows::opened(None, cx)?;
    for kind in kinds {
        let def = entity::def(kind);
        // A record of a kind without codes is called by its number.
        let request = match (def.code, args.code.parse()) {
            (Some(_), _) => Request::ByCode(kind, args.code.clone()),
            (None, Ok(id)) => Request::Record(kind, id),
            (None, Err(_)) => continue,
        };
        let row = match ask.find(&request)? {
            None => continue,
            Some(Reply::Record(row)) => row,
            Some(other) => return Err(strange(&other)),
        };
        let columns: Vec<&FieldDef> = match &args.columns {
            Some(names) => fields::columns(def, Some(names), cx)?,
            None => def.fields.iter().collect(),
        };
        let rows = [row];
        let mut sheet = Sheet::new(def, &columns, &rows, cx.lang);
        if [Format::Table, Format::Xlsx].contains(&args.format) {
            sheet.words = words;
        }
        if args.format == Format::Table {
            sheet.print_record()?;
        } else {
            sheet.print(args.format, cx)?;
        }
        return Ok(Exit::Ok);
    }
    eprintln!("kehu: {}", cx.lang.fmt(Msg::CliNoSuchCode, &[&clean(&args.code)]));
    Ok(Exit::Nothing)
}
