//! Who may see, change and add what: the rights as the permission page and the page on row security say them in words, for one
//! login. Knows the facts of the company, nothing of policies, arrays or groups.

use super::facts::{Customer, Facts, Order, Person, Row};

/// How a login stands to a person who owns something. Rights climb along ownership, and along nothing else (D14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Own,
    /// Direct superior: everything but delete.
    Direct,
    /// A sales director over people of his department's subtree, never those above him (D12): as a direct superior.
    Department,
    /// Superior of a superior: reads.
    Indirect,
    Stranger,
}

/// What a desk or a share may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// The rights of one login.
pub struct Model<'a> {
    pub facts: &'a Facts,
    pub login: &'a str,
    /// The active operator of that login; without one there are no rights at all, whatever groups the login is in.
    pub me: Option<&'a Person>,
}

/// What holds for an order that counts: money reports and customer service know of it.
pub fn counts(state: &str) -> bool {
    ["confirmed", "executing", "suspended", "completed", "terminated"].contains(&state)
}

impl<'a> Model<'a> {
    pub fn of(facts: &'a Facts, login: &'a str) -> Self {
        Self { facts, login, me: facts.person(login).filter(|person| person.active) }
    }

    pub fn is(&self, roles: &[&str]) -> bool {
        self.me.is_some_and(|me| roles.contains(&me.role.as_str()))
    }

    pub fn is_me(&self, id: i32) -> bool {
        self.me.is_some_and(|me| me.id == id)
    }

    pub fn standing(&self, owner: i32) -> Standing {
        let Some(me) = self.me else { return Standing::Stranger };
        let steps = self.steps_up(owner, me.id);
        if steps == Some(0) {
            return Standing::Own;
        }
        if steps == Some(1) {
            return Standing::Direct;
        }
        let owner = self.facts.by_id(owner);
        if me.role == "sd" && self.inside(owner.dept, me.dept) && self.steps_up(me.id, owner.id).is_none() {
            return Standing::Department;
        }
        if steps.is_some() { Standing::Indirect } else { Standing::Stranger }
    }

    /// How many superiors lie between a person and his `boss`; 0 for himself.
    fn steps_up(&self, person: i32, boss: i32) -> Option<usize> {
        std::iter::successors(Some(person), |id| self.facts.by_id(*id).boss).position(|id| id == boss)
    }

    /// Whether a department is `top` or below it.
    pub fn inside(&self, dept: i32, top: i32) -> bool {
        self.line_up(dept).any(|it| it == top)
    }

    fn line_up(&self, dept: i32) -> impl Iterator<Item = i32> {
        std::iter::successors(Some(dept), |id| self.department(*id).parent)
    }

    fn department(&self, id: i32) -> &super::facts::Department {
        self.facts.departments.iter().find(|it| it.id == id).expect("departments are complete")
    }

    pub fn reads_of(&self, owner: i32) -> bool {
        self.standing(owner) != Standing::Stranger
    }

    pub fn writes_of(&self, owner: i32) -> bool {
        matches!(self.standing(owner), Standing::Own | Standing::Direct | Standing::Department)
    }

    /// An assistant's order scope: departments that the sharing rules give, matched with the row's department (D13).
    pub fn scope(&self, dept: i32, access: Access) -> bool {
        self.is(&["ac", "ab"]) && self.ruled("order_scope", dept, access)
    }

    /// Whether a sharing rule gives the login what is of a department.
    fn ruled(&self, entity: &str, dept: i32, access: Access) -> bool {
        let Some(me) = self.me else { return false };
        self.facts
            .rules
            .iter()
            .filter(|rule| rule.entity == entity)
            .filter(|rule| rule.person == Some(me.id) || rule.role.as_deref() == Some(&*me.role))
            .filter(|rule| access == Access::Read || rule.writes)
            .any(|rule| {
                self.line_up(dept).any(|it| {
                    rule.dept == Some(it) || rule.kind.as_deref() == Some(&*self.department(it).kind)
                })
            })
    }

    /// Departments whose customers a rule lends.
    pub fn lent(&self, dept: i32, access: Access) -> bool {
        self.ruled("customer", dept, access)
    }

    /// The order desk: assistants with a writing scope over the department, and the general manager.
    pub fn desk(&self, dept: i32) -> bool {
        self.is(&["gm"]) || self.scope(dept, Access::Write)
    }

    /// Lent: a share of this customer, or a rule over its department.
    fn share(&self, customer: i64, access: Access) -> bool {
        self.ruled("customer", self.customer(customer).dept, access) || self.shared(customer, access)
    }

    /// A share of this customer, and no rule.
    fn shared(&self, customer: i64, access: Access) -> bool {
        self.shares(&format!("customer {customer}"), access)
    }

    /// Of an opportunity or a lead that is lent by itself, and of what hangs on it.
    pub fn alone(&self, row: &Row, access: Access) -> bool {
        row.alone.as_ref().is_some_and(|of| self.shares(of, access))
    }

    fn shares(&self, of: &str, access: Access) -> bool {
        self.facts.shares.iter().any(|share| {
            share.of == of && self.is_me(share.person) && (access == Access::Read || share.writes)
        })
    }

    pub fn customer(&self, id: i64) -> &'a Customer {
        &self.facts.customers[&id]
    }

    pub fn order(&self, id: i64) -> &'a Order {
        &self.facts.orders[&id]
    }

    pub fn sees_customer(&self, c: &Customer) -> bool {
        !c.gone
            && (self.is(&["gm", "md", "cs"])
                || self.reads_of(c.owner)
                || self.scope(c.dept, Access::Read)
                || self.share(c.id, Access::Read))
    }

    /// May change it by ownership; shares are another matter, they are not passed on.
    pub fn rules_customer(&self, c: &Customer) -> bool {
        !c.gone && (self.is(&["gm"]) || self.writes_of(c.owner))
    }

    pub fn changes_customer(&self, c: &Customer) -> bool {
        self.rules_customer(c) || (!c.gone && self.share(c.id, Access::Write))
    }

    fn in_line_of(&self, c: &Customer) -> bool {
        self.is(&["gm", "md"]) || self.reads_of(c.owner) || self.scope(c.dept, Access::Read)
    }

    /// Rights follow the customer's owner; besides, who sold it, and his superiors, keep reading it (D18).
    fn sees_sale(&self, o: &Order) -> bool {
        self.in_line_of(self.customer(o.customer)) || self.reads_of(o.salesperson)
    }

    pub fn sees_order(&self, o: &Order) -> bool {
        !o.gone
            && (self.sees_sale(o)
                || self.share(o.customer, Access::Read)
                || (self.is(&["cs"]) && counts(&o.state)))
    }

    fn sees_instalment(&self, o: &Order) -> bool {
        !o.gone && (self.sees_sale(o) || self.share(o.customer, Access::Read))
    }

    fn sees_hung(&self, row: &Row) -> bool {
        let relation = match row.kind.as_str() {
            "order" => "kehu.sales_order",
            "contact" => "kehu.contact",
            "activity" => "kehu.activity",
            "payment" => "kehu.payment",
            "contract" => "kehu.contract",
            "invoice" => "kehu.invoice",
            "lead" => "kehu.lead",
            "opportunity" => {
                return !row.gone
                    && row
                        .customer
                        .is_some_and(|c| self.sees_opportunity_in(row, row.step, self.customer(c)));
            }
            _ => "kehu.customer",
        };
        !row.gone && self.sees(relation, row)
    }

    /// Whether he works on a customer, or on what its activity is about: changes it, or keeps its orders, or does the activity.
    pub fn works_on(&self, customer: Option<i64>, person: Option<i32>) -> bool {
        customer
            .map(|id| self.customer(id))
            .is_some_and(|c| self.changes_customer(c) || (!c.gone && (self.is(&["gm"]) || self.desk(c.dept))))
            || person.is_some_and(|id| self.writes_of(id))
    }

    fn sees_activity(&self, row: &Row) -> bool {
        let dept = row.order.map(|order| self.customer(self.order(order).customer).dept);
        !row.gone
            && (self.is(&["gm", "md"])
                || row.person.is_some_and(|id| self.reads_of(id))
                || row.author.is_some_and(|id| self.is_me(id))
                || dept.is_some_and(|dept| self.scope(dept, Access::Read)))
    }

    /// A pair of customers: the administrator, the general manager, and who may change both. What is gone hides it, but for the
    /// administrator of what was merged.
    pub fn sees_pair(&self, row: &Row) -> bool {
        let both = [row.customer, row.other].map(|id| self.customer(id.expect("a pair is of two")));
        let writes = |c: &Customer| self.writes_of(c.owner) || self.share(c.id, Access::Write);
        (row.state == "merged" || both.iter().all(|c| !c.gone))
            && (self.is(&["sa", "gm"]) || both.into_iter().all(writes))
    }

    /// By its own owner and the department that he had it in, also for rules, not the customer's; a share is of the customer.
    fn sees_opportunity(&self, row: &Row, c: &Customer) -> bool {
        self.sees_opportunity_in(row, row.kind.parse().unwrap_or_default(), c)
    }

    /// The same, in this department.
    fn sees_opportunity_in(&self, row: &Row, dept: i32, c: &Customer) -> bool {
        !row.gone
            && (self.is(&["gm", "md"])
                || row.person.is_some_and(|id| self.reads_of(id))
                || self.scope(dept, Access::Read)
                || self.lent(dept, Access::Read)
                || self.alone(row, Access::Read)
                || self.shared(c.id, Access::Read))
    }

    /// Its owner's line, the general manager, and to whom it or the customer is lent for writing.
    pub fn changes_opportunity(&self, row: &Row) -> bool {
        !row.gone
            && (self.is(&["gm"])
                || row.person.is_some_and(|id| self.writes_of(id))
                || row.kind.parse().is_ok_and(|dept| self.lent(dept, Access::Write))
                || self.alone(row, Access::Write)
                || row.customer.is_some_and(|id| self.shared(id, Access::Write)))
    }

    /// Its owner's line, marketing, the general manager, and to whom it is lent for writing.
    pub fn changes_lead(&self, row: &Row) -> bool {
        !row.gone
            && (self.is(&["gm", "mk"])
                || row.person.is_some_and(|id| self.writes_of(id))
                || self.alone(row, Access::Write))
    }

    /// Logs: one's own; a director those of his department; the general manager and the administrator all.
    fn sees_log(&self, person: i32) -> bool {
        self.is(&["gm", "sa"])
            || self.is_me(person)
            || (self.is(&["sd"]) && matches!(self.standing(person), Standing::Direct | Standing::Department))
    }

    /// Whether the login reads this row.
    pub fn sees(&self, relation: &str, row: &Row) -> bool {
        let customer = row.customer.map(|id| self.customer(id));
        let order = row.order.map(|id| self.order(id));
        match (relation, customer, order) {
            (
                "kehu.customer"
                | "kehu.customer_card"
                | "kehu.contact"
                | "kehu.contact_card"
                | "kehu_rpt.customer_profile",
                Some(c),
                _,
            ) => !row.gone && self.sees_customer(c),
            // What hangs on a record is read with the record; what reached somebody by him alone.
            ("kehu.comment" | "kehu.file" | "kehu_rpt.timeline", _, _) => self.sees_hung(row),
            ("kehu.inbox_item", _, _) => row.creator.is_some_and(|id| self.is_me(id)) && self.sees_hung(row),
            // A mobile number is for those who may write it.
            ("kehu.contact_mobile", Some(c), _) => {
                !row.gone && (self.changes_customer(c) || (self.is(&["cs"]) && !c.gone))
            }
            ("kehu.invoice_title", Some(c), _) => !row.gone && self.in_line_of(c),
            (
                "kehu.sales_order" | "kehu.order_card" | "kehu.order_line" | "kehu.insertion"
                | "kehu_rpt.delivery",
                _,
                Some(o),
            ) => self.sees_order(o),
            (
                "kehu.instalment" | "kehu.order_change" | "kehu_rpt.receivable" | "kehu_rpt.promise",
                _,
                Some(o),
            ) => self.sees_instalment(o),
            // Whoever booked a payment at a desk keeps seeing it, also when the payer is another branch's.
            ("kehu.payment", Some(c), _) => {
                self.in_line_of(c) || (self.is(&["ac", "ab"]) && row.author.is_some_and(|id| self.is_me(id)))
            }
            ("kehu.payment_allocation" | "kehu.invoice", _, Some(o)) => self.sees_sale(o),
            ("kehu.contract", Some(c), _) => {
                !row.gone && (self.in_line_of(c) || self.share(c.id, Access::Read))
            }
            (
                "kehu.opportunity"
                | "kehu.stage_history"
                | "kehu.opportunity_line"
                | "kehu.opportunity_contact"
                | "kehu.quote"
                | "kehu.quote_line"
                | "kehu_rpt.quote"
                | "kehu.opportunity_card"
                | "kehu_rpt.opportunity",
                Some(c),
                _,
            ) => self.sees_opportunity(row, c),
            // Only by who does it and who asked for it: an assistant reads tasks of orders, not of opportunities.
            ("kehu.pursuit", _, _) => {
                self.is(&["gm", "md"])
                    || row.person.is_some_and(|id| self.reads_of(id))
                    || row.author.is_some_and(|id| self.is_me(id))
            }
            ("kehu.activity" | "kehu.dunning" | "kehu_rpt.collection", _, _) => self.sees_activity(row),
            ("kehu.dup_candidate", _, _) => self.sees_pair(row),
            ("kehu.lead", _, _) => {
                !row.gone
                    && (self.is(&["gm", "md", "mk"])
                        || row.person.is_some_and(|id| self.reads_of(id))
                        || self.alone(row, Access::Read))
            }
            ("kehu.hand_over", _, _) => {
                self.is(&["gm", "md", "sa"])
                    || row.person.is_some_and(|id| self.reads_of(id))
                    || row.author.is_some_and(|id| self.is_me(id))
            }
            ("kehu.user_pref" | "kehu.draft", _, _) => row.person.is_some_and(|id| self.is_me(id)),
            // Lent to a department, it is read by everybody in it.
            ("kehu.order_template", _, _) => {
                row.person.is_some_and(|id| self.is_me(id))
                    || self.me.is_some_and(|me| row.kind == me.dept.to_string())
            }
            ("kehu.saved_view", _, _) => {
                row.person.is_some_and(|id| self.is_me(id))
                    || self.me.is_some_and(|me| {
                        let used =
                            ["everyone".into(), format!("role:{}", me.role), format!("person:{}", me.id)];
                        used.contains(&row.kind)
                            || row.kind.parse().is_ok_and(|dept| self.inside(me.dept, dept))
                    })
            }
            ("kehu.login_log" | "kehu.export_log", _, _) => row.person.is_some_and(|id| self.sees_log(id)),
            // Names of people, media, lists and departments are for every operator.
            _ => self.me.is_some(),
        }
    }

    /// Whether the login changes this column of this row by a plain UPDATE.
    pub fn changes(&self, relation: &str, column: &str, row: &Row) -> bool {
        if row.gone {
            return false;
        }
        match (relation, row.customer.map(|id| self.customer(id))) {
            ("kehu.customer" | "kehu.customer_card", Some(c)) => self.changes_customer(c),
            // Customer service keeps the ways to reach a person, nothing else.
            ("kehu.contact", Some(_)) if self.is(&["cs"]) => {
                ["mobile", "phone", "email", "wechat"].contains(&column)
            }
            ("kehu.contact" | "kehu.contact_card", Some(c)) => self.changes_customer(c),
            ("kehu.invoice_title", Some(c)) => self.rules_customer(c) || self.desk(c.dept),
            // Collection todos are made, changed and ended by functions only.
            ("kehu.activity", _) => {
                row.kind != "dunning" && (self.is(&["gm"]) || row.person.is_some_and(|id| self.writes_of(id)))
            }
            ("kehu.lead", _) => row.state != "converted" && self.changes_lead(row),
            ("kehu.comment", _) => {
                row.due && row.creator.is_some_and(|id| self.is_me(id)) && self.sees_hung(row)
            }
            ("kehu.file", _) => row.creator.is_some_and(|id| self.is_me(id)) && self.sees_hung(row),
            ("kehu.draft", _) => row.person.is_some_and(|id| self.is_me(id)),
            _ => self.keeps(relation),
        }
    }

    /// Whether the login keeps the lists that a table holds.
    pub fn keeps(&self, relation: &str) -> bool {
        match relation {
            "kehu.media_group" | "kehu.media_class" | "kehu.publication" | "kehu.issue"
            | "kehu.ad_position" | "kehu.rate_card" | "kehu.rate_item" => self.is(&["ac", "ab", "gm", "sa"]),
            "kehu.competitor" => self.is(&["gm", "sd"]),
            "kehu.department" | "kehu.setting" | "kehu.dict" | "kehu.dict_item" | "kehu.holiday"
            | "kehu.custom_field" | "kehu.sharing_rule" | "kehu.pipeline" | "kehu.stage"
            | "kehu.stage_task" | "kehu.doc_template" => self.is(&["sa"]),
            _ => false,
        }
    }

    /// Tables that every operator reads whole: that a row is absent is no secret there.
    pub fn keeps_no_secret(&self, relation: &str) -> bool {
        [
            "kehu.publication",
            "kehu.issue",
            "kehu.ad_position",
            "kehu.rate_card",
            "kehu.department",
            "kehu.competitor",
            "kehu.doc_template",
        ]
        .contains(&relation)
    }

    /// Whether the login gives away what that person owns: a superior what his people own, a director his own too, a salesperson
    /// never his own; the administrator of people who leave.
    pub fn gives_of(&self, id: i32) -> bool {
        self.is(&["gm", "sa"])
            || self.facts.people.iter().any(|it| it.id == id)
                && match self.standing(id) {
                    Standing::Direct | Standing::Department => true,
                    Standing::Own => self.is(&["sd", "md"]),
                    _ => false,
                }
    }

    /// Whether the login hands records over to that person.
    pub fn gives_to(&self, id: i32) -> bool {
        self.may_own(id) && (self.is(&["gm", "sa"]) || self.writes_of(id))
    }

    /// Whether a customer may belong to that person: selling is his work, and he is here.
    pub fn may_own(&self, id: i32) -> bool {
        self.facts
            .people
            .iter()
            .any(|it| it.id == id && it.active && ["sp", "sd", "md", "gm"].contains(&it.role.as_str()))
    }
}
