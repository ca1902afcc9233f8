//! `kehu lead convert LEAD`: a lead becomes a customer, and an opportunity if one is named, by the move that the form makes.

use serde_json::json;
use uuid::Uuid;

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    desk::{self, How},
    given,
    outcome::say,
    print::json as safe,
    rows,
};
use crate::{
    domain::{
        filter::Filter,
        kind::Kind,
        operation::{Move, Operation, Target},
        record::Row,
        value::Value,
    },
    i18n::{Lang, Msg},
    screen::{editor::Ground, offered},
    store::{Reply, Request},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Convert(ConvertArgs),
}

#[derive(Debug, clap::Args)]
struct ConvertArgs {
    #[arg(value_name = "LEAD")]
    lead: String,
    #[arg(long, value_name = "CUSTOMER")]
    customer: Option<String>,
    #[arg(long)]
    sure: bool,
    #[arg(long, value_name = "NAME")]
    opportunity: Option<String>,
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    #[arg(long, value_name = "NAME")]
    product_line: Option<String>,
    #[arg(long, value_name = "YUAN")]
    amount: Option<String>,
    #[arg(long, value_name = "DATE")]
    expected_close: Option<String>,
    #[command(flatten)]
    how: How,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let Action::Convert(args) = &args.action;
    desk::told(convert(args, cx), args.how)
}

fn convert(args: &ConvertArgs, cx: &Context) -> anyhow::Result<Exit> {
    let lang = cx.lang;
    let (mut ask, words) = rows::opened(None, cx)?;
    let id = match args.lead.parse() {
        Ok(id) => id,
        Err(_) => desk::one(&mut ask, (Kind::Lead, Filter::All), &args.lead, lang)?.id,
    };
    let Some(lead) = read(id, &mut ask)? else {
        return Err(Failure {
            exit: Exit::Nothing,
            words: lang.fmt(Msg::DeskNothingFound, &[&clean(&args.lead)]),
        }
        .into());
    };
    let said = [
        ("opportunity_name", &args.opportunity),
        ("intent_evidence", &args.evidence),
        ("product_line", &args.product_line),
        ("amount", &args.amount),
        ("expected_close_on", &args.expected_close),
    ];
    let fields = Move::ConvertLead.def().fields;
    let given = said
        .into_iter()
        .filter_map(|(name, text)| Some((fields.iter().find(|def| def.name == name)?, text.as_deref()?)));
    let mut values = given::values(Kind::Lead, given, &words, Ground { lang, today: ask.session.today })?;
    if let Some(customer) = &args.customer {
        let pick = desk::customer(&mut ask, customer, lang)?;
        values.set("customer", Value::link(pick.id, pick.label));
    }
    values.set("sure", Value::Flag(args.sure));
    let targets = vec![Target { id, version: lead.version }];
    let request =
        Request::Operate(Operation { what: Move::ConvertLead, targets, values, intent: Uuid::new_v4() });
    if args.how.check {
        ask.try_out(&request)?;
        say(lang.tr(Msg::SaidChecked))?;
        return Ok(Exit::Ok);
    }
    ask.ask(&request)?;
    let Some(lead) = read(id, &mut ask)? else { return Ok(Exit::Ok) };
    say(if args.how.json { safe::text(&object(&lead)) } else { told(&lead, lang) })?;
    Ok(Exit::Ok)
}

fn read(id: i64, ask: &mut Ask) -> anyhow::Result<Option<Row>> {
    match ask.find(&Request::Record(Kind::Lead, id))? {
        Some(Reply::Record(row)) => Ok(Some(row)),
        Some(other) => Err(strange(&other)),
        None => Ok(None),
    }
}

/// What it became.
const BECAME: [&str; 3] = ["customer", "contact", "opportunity"];

fn object(lead: &Row) -> serde_json::Value {
    let of = |name: &str| match lead.get(name) {
        Value::Link(link) => json!({ "id": link.id, "name": link.label }),
        _ => serde_json::Value::Null,
    };
    let mut object = json!({ "stored": lead.id, "version": lead.version });
    for name in BECAME {
        object[name] = of(name);
    }
    object
}

fn told(lead: &Row, lang: Lang) -> String {
    let became = BECAME.iter().filter(|name| !lead.get(name).is_empty());
    let became: Vec<String> =
        became.map(|name| format!("{} {}", lang.field("lead", name), lead.get(name).plain())).collect();
    clean(&format!(
        "{}: {} → {}",
        offered::name(Move::ConvertLead, lang),
        lead.get("name").str(),
        became.join(", ")
    ))
    .into_string()
}
