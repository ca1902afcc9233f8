//! The sorts of record there are, by their stable English names (spec/05).

use serde::{Deserialize, Serialize};

/// A sort of record. Its name is used in code, on the command line, in filters, notifications and the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 客户: an advertiser, an agency, or both.
    Customer,
    /// 联系人 of a customer.
    Contact,
    /// 开票抬头 of a customer.
    InvoiceTitle,
    /// 潜在客户: a company that may become a customer.
    Lead,
    /// 媒体: a magazine.
    Publication,
    /// 刊期 of a publication.
    Issue,
    /// 版位 of a publication.
    Position,
    /// 刊例价: the list price of a position while its rate card is valid.
    Rate,
    /// 订单.
    Order,
    /// 订单变更: what was changed of an order, or needs a director's approval.
    OrderChange,
    /// 订单明细: position, issues, discount.
    Line,
    /// 刊登: one line in one issue.
    Insertion,
    /// 收款计划: one part of an order's collection plan.
    Instalment,
    /// 收款.
    Payment,
    /// 分配: the part of a payment that pays an instalment.
    Allocation,
    /// 发票 of an order, from the request to the customer's hands.
    Invoice,
    /// 合同 with a customer, that orders name.
    Contract,
    /// 销售机会: a sale that may come about.
    Opportunity,
    /// 机会明细: what an opportunity would order.
    OpportunityLine,
    /// 机会联系人: which part a contact plays in it.
    OpportunityContact,
    /// 报价: what a customer was offered for an opportunity, version after version.
    Quote,
    /// 报价明细: a position in so many issues, at a price.
    QuoteLine,
    /// 文档模板: a text with placeholders that a quote, a proposal or a contract fills.
    DocTemplate,
    /// 阶段历史: how long an opportunity stayed in a stage.
    Stay,
    /// 竞争对手.
    Competitor,
    /// 销售流程: a way that opportunities go.
    Pipeline,
    /// 阶段 of a pipeline, with its standard.
    Stage,
    /// 阶段任务: what entering a stage plans.
    StageTask,
    /// 行动: visits, calls, tasks, collection todos.
    Activity,
    /// 疑似重复客户: two customers that may be one company.
    DupCandidate,
    /// 操作员.
    Operator,
    /// 部门.
    Department,
    /// 节假日: days off, and weekend days that are worked.
    Holiday,
    /// 设置 of the whole company.
    Setting,
    /// 字典项: an entry of a list that the company extends.
    DictItem,
    /// 共享规则: whose orders an assistant keeps, whose customers are lent to whom.
    SharingRule,
    /// 移交: what one person handed over to others at once.
    HandOver,
    /// 批注 on a record.
    Comment,
    /// 收件箱: what was said about one's records.
    Inbox,
    /// 附件 of a record.
    File,
    /// 动态: one line of a timeline.
    Event,
    /// 样板客户: the directory that everybody reads.
    Reference,
    /// 自定义字段: a field that the administrator adds to a kind.
    CustomField,
}

impl Kind {
    /// All kinds, in the order of the enum.
    pub const ALL: [Kind; 43] = [
        Kind::Customer,
        Kind::Contact,
        Kind::InvoiceTitle,
        Kind::Lead,
        Kind::Publication,
        Kind::Issue,
        Kind::Position,
        Kind::Rate,
        Kind::Order,
        Kind::OrderChange,
        Kind::Line,
        Kind::Insertion,
        Kind::Instalment,
        Kind::Payment,
        Kind::Allocation,
        Kind::Invoice,
        Kind::Contract,
        Kind::Opportunity,
        Kind::OpportunityLine,
        Kind::OpportunityContact,
        Kind::Quote,
        Kind::QuoteLine,
        Kind::DocTemplate,
        Kind::Stay,
        Kind::Competitor,
        Kind::Pipeline,
        Kind::Stage,
        Kind::StageTask,
        Kind::Activity,
        Kind::DupCandidate,
        Kind::Operator,
        Kind::Department,
        Kind::HandOver,
        Kind::SharingRule,
        Kind::DictItem,
        Kind::Setting,
        Kind::Holiday,
        Kind::Comment,
        Kind::Inbox,
        Kind::File,
        Kind::Event,
        Kind::Reference,
        Kind::CustomField,
    ];

    /// The stable name, such as `invoice_title`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Customer => "customer",
            Kind::Contact => "contact",
            Kind::InvoiceTitle => "invoice_title",
            Kind::Lead => "lead",
            Kind::Publication => "publication",
            Kind::Issue => "issue",
            Kind::Position => "position",
            Kind::Rate => "rate",
            Kind::Order => "order",
            Kind::OrderChange => "order_change",
            Kind::Line => "line",
            Kind::Insertion => "insertion",
            Kind::Instalment => "instalment",
            Kind::Payment => "payment",
            Kind::Allocation => "allocation",
            Kind::Invoice => "invoice",
            Kind::Contract => "contract",
            Kind::Opportunity => "opportunity",
            Kind::OpportunityLine => "opportunity_line",
            Kind::OpportunityContact => "opportunity_contact",
            Kind::Quote => "quote",
            Kind::QuoteLine => "quote_line",
            Kind::DocTemplate => "doc_template",
            Kind::Stay => "stay",
            Kind::Competitor => "competitor",
            Kind::Pipeline => "pipeline",
            Kind::Stage => "stage",
            Kind::StageTask => "stage_task",
            Kind::Activity => "activity",
            Kind::DupCandidate => "dup_candidate",
            Kind::Operator => "operator",
            Kind::Department => "department",
            Kind::Holiday => "holiday",
            Kind::Setting => "setting",
            Kind::DictItem => "dict_item",
            Kind::SharingRule => "sharing_rule",
            Kind::HandOver => "hand_over",
            Kind::Comment => "comment",
            Kind::Inbox => "inbox",
            Kind::File => "file",
            Kind::Event => "event",
            Kind::Reference => "reference",
            Kind::CustomField => "custom_field",
        }
    }

    /// Whether a record keeps the intent that made it: a first save whose outcome is unknown can then be sent again, and
    /// makes the record once. The others can only be looked for.
    pub fn keeps_intent(self) -> bool {
        matches!(
            self,
            Kind::Customer
                | Kind::Contact
                | Kind::Lead
                | Kind::Order
                | Kind::OrderChange
                | Kind::Payment
                | Kind::Invoice
                | Kind::Contract
                | Kind::Opportunity
                | Kind::Quote
                | Kind::Activity
                | Kind::Comment
                | Kind::File
        )
    }

    /// The kind with this name.
    pub fn find(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
