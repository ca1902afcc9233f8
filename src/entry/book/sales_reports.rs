//! The reports of opportunities that are tables of figures or charts (P4 to P8, P17). What they add up to is what `kehu_rpt` says.

use super::{BuiltIn, LEADS, LOOKS_AFTER, built};
use crate::{domain::kind::Kind, i18n::Msg};

/// They stand behind the other reports.
pub static SALES_REPORTS: &[BuiltIn] = &[
    // P4
    built(
        "report_funnel",
        Msg::ReportFunnel,
        Kind::Opportunity,
        "is:open show:pivot(rows=stage,count,sum(amount),sum(weighted),avg(days_in_stage),count(pace:over))",
        LOOKS_AFTER,
    ),
    built(
        "report_stages",
        Msg::ReportStages,
        Kind::Opportunity,
        "is:open show:chart(bar,x=stage,y=sum(amount))",
        LOOKS_AFTER,
    ),
    built(
        "report_flow",
        Msg::ReportFlow,
        Kind::Stay,
        "left_on:$month=this_month show:pivot(rows=stage,cols=direction,count)",
        LOOKS_AFTER,
    ),
    // P5
    built(
        "report_bands",
        Msg::ReportBands,
        Kind::Opportunity,
        "is:open show:pivot(rows=value_band,cols=importance,sum(amount))",
        LOOKS_AFTER,
    ),
    built(
        "report_product_lines",
        Msg::ReportProductLines,
        Kind::Opportunity,
        "is:open show:pivot(rows=product_line,cols=value_band,count)",
        LOOKS_AFTER,
    ),
    // P6
    built(
        "report_success",
        Msg::ReportSuccess,
        Kind::Opportunity,
        "state:won,lost closed_at:$year=this_year \
         show:pivot(rows=salesperson,count,count(state:won),rate(state:won),sum(amount))",
        LOOKS_AFTER,
    ),
    built(
        "report_lost",
        Msg::ReportLost,
        Kind::Opportunity,
        "state:lost closed_at:$year=this_year show:pivot(rows=lost_reason,cols=competitor,count)",
        LOOKS_AFTER,
    ),
    // P7
    built(
        "report_pace",
        Msg::ReportPace,
        Kind::Stay,
        "direction:forward left_on:$year=this_year \
         show:pivot(rows=stage_owner,count,rate(is:on_time),avg(days),avg(standard_days))",
        LOOKS_AFTER,
    ),
    // P8
    built(
        "report_uncontacted",
        Msg::ReportUncontacted,
        Kind::Opportunity,
        "is:open show:pivot(rows=owner,count,sum(amount),count(last_contact_at:-7d..today),\
         count(last_contact_at:-15d..-8d),count(last_contact_at:-30d..-16d),count(last_contact_at:-60d..-31d),\
         count(last_contact_at:..-61d),count(no:last_contact_at))",
        LOOKS_AFTER,
    ),
    // P17
    built(
        "report_forecast",
        Msg::ReportForecast,
        Kind::Opportunity,
        "is:open has:expected_close_on show:pivot(rows=owner,cols=expected_close_on.month,sum(weighted))",
        LEADS,
    ),
];
