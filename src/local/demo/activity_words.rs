//! What salespeople write down: titles, results and what customers said, by kind of activity.

/// Kind, share in percent, titles, results.
pub type Words = (&'static str, f64, &'static [&'static str], &'static [&'static str]);

/// The kinds that people plan for themselves and others.
pub const KINDS: [Words; 7] = [
    (
        "call",
        35.0,
        &[
            "确认排期",
            "跟进方案",
            "核对余款",
            "催素材",
            "询问下半年预算",
            "约拜访时间",
            "回访上期版面",
            "确认发票抬头",
        ],
        &[
            "已确认",
            "下周答复",
            "对方出差,周五再联系",
            "需要补充报价",
            "同意先订两期",
            "未接,已留言",
            "财务在走审批",
        ],
    ),
    (
        "visit",
        22.0,
        &[
            "拜访市场总监",
            "上门送样刊",
            "介绍春季专题",
            "工厂参观",
            "拜访新任品牌经理",
            "沟通年度框架",
            "拜访财务经理",
        ],
        &[
            "介绍了专题与版位,留下刊例",
            "样刊已送达,现场看了印刷",
            "对方愿意看正式方案",
            "谈到竞品投放,需要差异化",
            "确认决策流程与时间",
        ],
    ),
    (
        "meeting",
        8.0,
        &["版面沟通会", "季度投放复盘", "方案讲解会", "与代理公司三方会"],
        &["确定封底画面", "达成下季度排期", "增加一个跨页", "价格仍需总监批准"],
    ),
    (
        "mail",
        10.0,
        &["发送报价", "发送夏季方案", "发送刊例", "发送合同草稿", "发送结案报告"],
        &["已发送", "对方已确认收到", "附件过大,改发链接"],
    ),
    (
        "message",
        12.0,
        &["到账提醒", "节前问候并确认排期", "发送样刊照片", "提醒素材截止"],
        &["已读", "对方回复收到", "约定明天通话"],
    ),
    ("care", 3.0, &["生日问候", "送新年台历", "公司周年祝贺"], &["已送到", "对方很高兴"]),
    (
        "task",
        10.0,
        &["整理竞品投放", "更新客户资料", "准备年度方案", "核对样刊寄送", "填写报销", "整理名片"],
        &["已完成", "已更新", "提交给总监"],
    ),
];

/// What customers said after a visit.
pub const FEEDBACK: [&str; 8] = [
    "愿意看方案",
    "满意",
    "希望再给一点折扣",
    "预算要等总部批复",
    "更看重版面位置",
    "对印刷质量提出意见",
    "准备增加投放",
    "暂时没有计划",
];

/// What comes next.
pub const NEXT: [&str; 5] = ["周五前发送报价", "下月初再约", "请总监一同拜访", "准备竞品对比", "跟进合同"];

/// Why an activity was called off.
pub const CALLED_OFF: [&str; 3] = ["对方改期", "客户临时出差", "合并到下次拜访"];

/// What is answered to a collection todo that promises nothing yet.
pub const ANSWERS: [&str; 4] =
    ["对方财务说本周排款", "总监已签字,等出纳", "发票下周一送到", "正在与采购核对刊登记录"];
