//! Who is signed in, and what the screen offers him. The database decides; a test demands that both agree.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The roles of spec/00 0.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 总经理.
    Gm,
    /// 市场总监.
    Md,
    /// 销售总监.
    Sd,
    /// 业务人员.
    Sp,
    /// 北京杂志销售中心助理.
    Ac,
    /// 分公司销售部助理.
    Ab,
    /// 客服.
    Cs,
    /// 市场.
    Mk,
    /// 系统管理员.
    Sa,
}

impl Role {
    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            Role::Gm => "gm",
            Role::Md => "md",
            Role::Sd => "sd",
            Role::Sp => "sp",
            Role::Ac => "ac",
            Role::Ab => "ab",
            Role::Cs => "cs",
            Role::Mk => "mk",
            Role::Sa => "sa",
        }
    }

    /// Enters orders for others and keeps deliveries and receivables (R13, R14).
    pub fn is_assistant(self) -> bool {
        matches!(self, Role::Ac | Role::Ab)
    }

    /// Sells: owns customers.
    pub fn sells(self) -> bool {
        matches!(self, Role::Sp | Role::Sd)
    }

    /// Confirms orders, books payments, sends collection todos (D4).
    pub fn keeps_orders(self) -> bool {
        self.is_assistant() || self == Role::Gm
    }
}

/// The operator who is signed in, as the server knows him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// His operator id.
    pub operator_id: i32,
    /// His login, which is his PostgreSQL role.
    pub login: String,
    /// His name.
    pub name: String,
    /// His role.
    pub role: Role,
    /// His department's id.
    pub dept_id: i32,
    /// His department's name.
    pub dept: String,
    /// The company's business date.
    pub today: NaiveDate,
}
