//! `kehu get CODE`: one whole record by the code that people use for it.

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
    #[arg(long, value_name = "NAMES")]
    columns: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// The kinds that have codes, in the order in which a code is looked for.
const CODED: [Kind; 7] = [
    Kind::Order,
    Kind::OrderChange,
    Kind::Customer,
    Kind::Payment,
    Kind::Publication,
    Kind::Operator,
    Kind::Department,
];

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let (mut ask, words) = rows::opened(None, cx)?;
    for kind in CODED {
        let (def, request) = (entity::def(kind), Request::ByCode(kind, args.code.clone()));
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
