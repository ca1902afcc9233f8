//! The rows that somebody may read, as a plain condition: what a query would say if nobody else kept its rows apart.

use super::raw::{Raw, RawError};
use crate::domain::kind::Kind;

/// What somebody's rights are made of: SQL literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    all: bool,
    me: String,
    owners: String,
    depts: String,
}

/// The rights of the operator of this connection.
pub fn rights(raw: &mut Raw) -> Result<Rights, RawError> {
    let mut ask = |sql: &str| raw.one(sql).map(Option::unwrap_or_default);
    Ok(Rights {
        all: ask("select kehu.sees_all()")? == "t",
        me: ask("select kehu.me()")?,
        owners: ask("select kehu.readable_owners()")?,
        depts: ask("select kehu.order_depts()")?,
    })
}

/// The table of a kind, as the query builder writes it.
pub fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "\"kehu\".\"customer\"",
        Kind::Contact => "\"kehu\".\"contact\"",
        Kind::InvoiceTitle => "\"kehu\".\"invoice_title\"",
        Kind::Order => "\"kehu\".\"sales_order\"",
        Kind::Line => "\"kehu\".\"order_line\"",
        Kind::Insertion => "\"kehu\".\"insertion\"",
        Kind::Instalment => "\"kehu\".\"instalment\"",
        Kind::Payment => "\"kehu\".\"payment\"",
        Kind::Allocation => "\"kehu\".\"payment_allocation\"",
        Kind::Activity => "\"kehu\".\"activity\"",
        Kind::Opportunity => "\"kehu\".\"opportunity\"",
        Kind::OpportunityLine => "\"kehu\".\"opportunity_line\"",
        Kind::OpportunityContact => "\"kehu\".\"opportunity_contact\"",
        Kind::Stay => "\"kehu\".\"stage_history\"",
        Kind::Quote => "\"kehu\".\"quote\"",
        Kind::QuoteLine => "\"kehu\".\"quote_line\"",
        // Read by all: no condition, no table to name.
        _ => "",
    }
}

impl Rights {
    /// The condition on the table of a kind, by the name `table` it has in the query.
    pub fn condition(&self, kind: Kind, table: &str) -> String {
        let owned = |column: &str| format!("{table}.{column} = any ('{}'::int[])", self.owners);
        let kept = |column: &str| format!("{table}.{column} = any ('{}'::int[])", self.depts);
        let mine = |column: &str| format!("{table}.{column} = {}", self.me);
        let assists = self.depts != "{}";
        let arms: Vec<String> = match kind {
            _ if self.all => Vec::new(),
            Kind::Customer | Kind::Contact | Kind::InvoiceTitle if assists => vec![kept("dept_id")],
            Kind::Payment if assists => vec![kept("dept_id"), mine("created_by")],
            Kind::Order | Kind::Line | Kind::Insertion | Kind::Instalment | Kind::Allocation if assists => {
                vec![kept("dept_id")]
            }
            Kind::Opportunity
            | Kind::OpportunityLine
            | Kind::OpportunityContact
            | Kind::Stay
            | Kind::Quote
            | Kind::QuoteLine
                if assists =>
            {
                vec![kept("dept_id")]
            }
            Kind::Activity if assists => {
                vec![owned("owner_id"), mine("assigned_by_id"), kept("order_dept_id")]
            }
            Kind::Opportunity
            | Kind::OpportunityLine
            | Kind::OpportunityContact
            | Kind::Stay
            | Kind::Quote
            | Kind::QuoteLine => {
                vec![owned("owner_id")]
            }
            Kind::Customer | Kind::Contact | Kind::InvoiceTitle | Kind::Payment => vec![owned("owner_id")],
            Kind::Order | Kind::Line | Kind::Insertion | Kind::Instalment | Kind::Allocation => {
                vec![owned("owner_id"), owned("salesperson_id")]
            }
            Kind::Activity => vec![owned("owner_id"), mine("assigned_by_id")],
            _ => Vec::new(),
        };
        // What was deleted is kept out by a rule for all, and the indexes leave it out.
        let alive = match kind {
            Kind::Customer
            | Kind::Contact
            | Kind::InvoiceTitle
            | Kind::Order
            | Kind::Activity
            | Kind::Opportunity
            | Kind::OpportunityLine
            | Kind::OpportunityContact
            | Kind::Quote
            | Kind::QuoteLine
            | Kind::Stay => {
                format!("{table}.deleted_at is null")
            }
            _ => "true".to_owned(),
        };
        if arms.is_empty() { alive } else { format!("{alive} and ({})", arms.join(" or ")) }
    }

    /// The same query with the condition in it. Only the outermost query is written in capitals by the query builder.
    pub fn within(&self, kind: Kind, table: &str, sql: &str) -> String {
        let condition = self.condition(kind, table);
        let (head, tail) = match sql.rfind(" ORDER BY ") {
            Some(at) => sql.split_at(at),
            None => (sql, ""),
        };
        match head.find(" WHERE ") {
            Some(at) => format!("{} WHERE ({}) AND {condition}{tail}", &head[..at], &head[at + 7..]),
            None => format!("{head} WHERE {condition}{tail}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salesperson() -> Rights {
        Rights { all: false, me: "7".into(), owners: "{7}".into(), depts: "{}".into() }
    }

    #[test]
    fn the_condition_joins_the_others_and_leaves_the_order_alone() {
        let within = |sql| salesperson().within(Kind::Customer, "c", sql);
        let owned = "c.deleted_at is null and (c.owner_id = any ('{7}'::int[]))";
        assert_eq!(
            within("SELECT x FROM c ORDER BY x LIMIT $1"),
            format!("SELECT x FROM c WHERE {owned} ORDER BY x LIMIT $1")
        );
        assert_eq!(
            within("SELECT (select y from d where d.id = x) FROM c WHERE a OR b ORDER BY x"),
            format!("SELECT (select y from d where d.id = x) FROM c WHERE (a OR b) AND {owned} ORDER BY x")
        );
    }

    #[test]
    fn what_has_a_condition_has_a_table_to_put_it_on() {
        for kind in Kind::ALL {
            let free = salesperson().condition(kind, "t") == "true";
            assert!(free || !table(kind).is_empty(), "{kind:?}");
        }
    }

    #[test]
    fn whoever_sees_all_and_what_all_see_has_no_condition() {
        let manager = Rights { all: true, ..salesperson() };
        assert_eq!(manager.condition(Kind::Order, "o"), "o.deleted_at is null");
        assert_eq!(manager.condition(Kind::Instalment, "i"), "true");
        assert_eq!(salesperson().condition(Kind::Issue, "i"), "true");
        assert!(salesperson().condition(Kind::Order, "o").contains("o.salesperson_id"));
    }
}
