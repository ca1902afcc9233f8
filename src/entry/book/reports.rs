//! The reports of spec/07 that are tables of figures or charts over the rows of one kind: each is a view like the others, opened, changed
//! and kept as one. By the rights of its reader: what a salesperson sees is his own.

use super::{
    BuiltIn,
    Role::{Ab, Ac, Gm, Md, Sa, Sd, Sp},
    built,
};
use crate::{domain::kind::Kind, i18n::Msg};

const SALES: &[crate::domain::session::Role] = &[Gm, Md, Sd, Sp];
const MONEY: &[crate::domain::session::Role] = &[Gm, Md, Sd, Sp, Ac, Ab];
const LEADS: &[crate::domain::session::Role] = &[Gm, Md, Sd];

/// Those who keep the company's data in order.
const KEEPERS: &[crate::domain::session::Role] = &[Gm, Md, Sd, Sp, Sa];
/// Customers by what they ordered in twelve months (P11).
const EIGHTY_TWENTY: &str = "counted:yes signed_on:>-1y signed_on:<=today sort:-net_amount \
    show:pivot(rows=customer,sum(net_amount),part(net_amount),running(net_amount))";

/// All of them.
pub static REPORTS: &[BuiltIn] = &[
    // P1
    built(
        "report_sales",
        Msg::ReportSales,
        Kind::Order,
        "counted:yes signed_on:$year=this_year \
         show:pivot(rows=department+salesperson,cols=signed_on.month,sum(net_amount))",
        MONEY,
    ),
    built(
        "report_received",
        Msg::ReportReceived,
        Kind::Allocation,
        "payment.state:recorded,confirmed received_on:$year=this_year \
         show:pivot(rows=salesperson,cols=received_on.month,sum(amount))",
        MONEY,
    ),
    built(
        "report_months",
        Msg::ReportMonths,
        Kind::Order,
        "counted:yes signed_on:last_12m show:chart(line,x=signed_on.month,y=sum(net_amount))",
        LEADS,
    ),
    // P3
    built(
        "report_ageing",
        Msg::ReportAgeing,
        Kind::Instalment,
        "is:open show:pivot(rows=customer,cols=age,sum(outstanding))",
        MONEY,
    ),
    built(
        "report_ages",
        Msg::ReportAges,
        Kind::Instalment,
        "is:open show:chart(bar,x=age,y=sum(outstanding))",
        MONEY,
    ),
    // P9
    built(
        "report_customers",
        Msg::ReportCustomers,
        Kind::Customer,
        "-status:archived show:pivot(rows=industry,cols=value_grade,count)",
        SALES,
    ),
    built(
        "report_sources",
        Msg::ReportSources,
        Kind::Customer,
        "-status:archived show:pivot(rows=source,cols=status,count)",
        SALES,
    ),
    built(
        "report_places",
        Msg::ReportPlaces,
        Kind::Customer,
        "-status:archived show:pivot(rows=department+owner,cols=value_grade,count)",
        LEADS,
    ),
    // P10
    built(
        "report_care",
        Msg::ReportCare,
        Kind::Customer,
        "-status:archived show:pivot(rows=owner,count,count(created_at:$month=this_month),count(changed:$month=this_month),\
         count(activity.contacted_at:$month=this_month),count(no:last_contact_at),count(last_contact_at:..-7d),\
         count(last_contact_at:..-15d),count(last_contact_at:..-30d),count(last_contact_at:..-90d),count(last_contact_at:..-180d))",
        SALES,
    ),
    // P11
    built("report_80_20", Msg::Report8020, Kind::Order, EIGHTY_TWENTY, SALES),
    built(
        "report_greatest",
        Msg::ReportGreatest,
        Kind::Order,
        "counted:yes signed_on:>-1y signed_on:<=today show:chart(bar,x=customer,y=sum(net_amount))",
        LEADS,
    ),
    // P12
    built(
        "report_new_customers",
        Msg::ReportNewCustomers,
        Kind::Customer,
        "created_at:$year=this_year show:pivot(rows=first_owner,cols=created_at.month,count)",
        SALES,
    ),
    built(
        "report_first_orders",
        Msg::ReportFirstOrders,
        Kind::Order,
        "counted:yes signed_on:$year=this_year show:pivot(rows=customer.first_owner,cols=is_first,sum(net_amount))",
        SALES,
    ),
    built(
        "report_first_counts",
        Msg::ReportFirstCounts,
        Kind::Order,
        "counted:yes signed_on:$year=this_year show:pivot(rows=customer.first_owner,cols=is_first,count)",
        SALES,
    ),
    // P24
    built(
        "report_quality",
        Msg::ReportQuality,
        Kind::Customer,
        "show:pivot(rows=owner,count,count(no:contact),count(no:phone),count(no:industry),count(is:no_decider))",
        KEEPERS,
    ),
    built(
        "report_mobiles",
        Msg::ReportMobiles,
        Kind::Contact,
        "show:pivot(rows=owner,count,count(no:mobile))",
        KEEPERS,
    ),
    // P13
    built(
        "report_done",
        Msg::ReportDone,
        Kind::Activity,
        "due_on:$month=this_month -state:cancelled show:pivot(rows=owner,cols=due_on.week,rate(state:done))",
        SALES,
    ),
    // P17
    built(
        "report_expected",
        Msg::ReportExpected,
        Kind::Instalment,
        "is:open show:pivot(rows=salesperson,cols=due_on.month,sum(outstanding))",
        MONEY,
    ),
    // P19
    built(
        "report_media",
        Msg::ReportMedia,
        Kind::Insertion,
        "counted:yes -state:cancelled planned_on:$year=this_year \
         show:pivot(rows=publication,cols=planned_on.month,sum(amount))",
        MONEY,
    ),
    // P23
    built(
        "report_agencies",
        Msg::ReportAgencies,
        Kind::Order,
        "counted:yes has:agency signed_on:$year=this_year \
         show:pivot(rows=agency,cols=signed_on.quarter,sum(commission_amount))",
        &[Gm, Md, Sd, Ac, Ab],
    ),
];
