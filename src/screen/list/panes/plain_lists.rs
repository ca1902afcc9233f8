//! The lists of kinds that have little of their own: a name, perhaps a window or a key.

use super::{
    DUE_COLUMNS, DUE_HINTS, MARK_HINTS, Pane, TODO_COLUMNS, TODO_HINTS, any_state, every, plain, tab,
};
use crate::{
    command::{Cmd, Context},
    domain::{
        filter::{Filter, Op},
        kind::Kind,
        value::Value,
    },
    i18n::Msg,
};

pub static PLAIN: &[Pane] = &[
    plain("contacts", Kind::Contact, Msg::PaneContacts),
    Pane {
        tabs: &[
            tab("open", Msg::TabLeadsOpen, |_| any_state(&["new", "working"])),
            tab("converted", Msg::TabLeadsConverted, |_| any_state(&["converted"])),
            tab("dropped", Msg::TabLeadsDropped, |_| any_state(&["dropped"])),
            tab("all", Msg::TabAll, every),
        ],
        hints: &[Cmd::New, Cmd::NextState, Cmd::PlanActivity, Cmd::Transfer, Cmd::Remove],
        main: Some(Cmd::NextState),
        also: &[Kind::Activity],
        ..plain("leads", Kind::Lead, Msg::PaneLeads)
    },
    plain("invoice_titles", Kind::InvoiceTitle, Msg::KindsInvoiceTitle),
    plain("publications", Kind::Publication, Msg::PaneMedia),
    Pane {
        // One books what is still to appear; what has appeared is looked up.
        tabs: &[
            tab("ahead", Msg::TabAhead, |s| Filter::is("publish_on", Op::Ge, Value::Date(s.today))),
            tab("all", Msg::TabAll, every),
        ],
        ..plain("issues", Kind::Issue, Msg::PaneIssues)
    },
    plain("positions", Kind::Position, Msg::PanePositions),
    plain("rates", Kind::Rate, Msg::PaneRates),
    plain("lines", Kind::Line, Msg::KindsLine),
    Pane {
        context: Some(Context::Delivery),
        hints: MARK_HINTS,
        main: Some(Cmd::NextState),
        ..plain("insertions", Kind::Insertion, Msg::PaneInsertions)
    },
    Pane {
        context: Some(Context::Receivables),
        columns: DUE_COLUMNS,
        hints: DUE_HINTS,
        main: Some(Cmd::Receive),
        ..plain("instalments", Kind::Instalment, Msg::KindsInstalment)
    },
    plain("allocations", Kind::Allocation, Msg::KindsAllocation),
    Pane {
        context: Some(Context::Todos),
        columns: TODO_COLUMNS,
        hints: TODO_HINTS,
        main: Some(Cmd::Done),
        ..plain("activities", Kind::Activity, Msg::KindsActivity)
    },
    plain("opportunity_lines", Kind::OpportunityLine, Msg::KindsOpportunityLine),
    plain("opportunity_contacts", Kind::OpportunityContact, Msg::KindsOpportunityContact),
    plain("quote_lines", Kind::QuoteLine, Msg::KindsQuoteLine),
    plain("doc_templates", Kind::DocTemplate, Msg::KindsDocTemplate),
    plain("stays", Kind::Stay, Msg::KindsStay),
    plain("competitors", Kind::Competitor, Msg::KindsCompetitor),
    plain("pipelines", Kind::Pipeline, Msg::KindsPipeline),
    plain("stages_set", Kind::Stage, Msg::KindsStage),
    plain("stage_tasks", Kind::StageTask, Msg::KindsStageTask),
    plain("operators", Kind::Operator, Msg::PaneOperators),
    plain("departments", Kind::Department, Msg::PaneDepartments),
    plain("sharing_rules", Kind::SharingRule, Msg::KindsSharingRule),
    plain("dict_items", Kind::DictItem, Msg::KindsDictItem),
    plain("custom_fields", Kind::CustomField, Msg::KindsCustomField),
    plain("settings", Kind::Setting, Msg::KindsSetting),
    Pane { hints: &[Cmd::Remove], ..plain("holidays", Kind::Holiday, Msg::KindsHoliday) },
    Pane { hints: &[Cmd::Remove], ..plain("hand_overs", Kind::HandOver, Msg::KindsHandOver) },
    plain("comments", Kind::Comment, Msg::KindsComment),
    Pane {
        tabs: &[
            tab("unread", Msg::TabUnread, |_| Filter::eq("unread", Value::Flag(true))),
            tab("all", Msg::TabAll, every),
        ],
        hints: &[Cmd::OpenCustomer, Cmd::OpenOrder, Cmd::Comment, Cmd::PickState],
        ..plain("inbox", Kind::Inbox, Msg::KindsInbox)
    },
    plain("files", Kind::File, Msg::KindsFile),
    plain("timeline", Kind::Event, Msg::KindsEvent),
    plain("references", Kind::Reference, Msg::KindsReference),
];
