//! How everything of a person would be shared out among receivers: what is asked, and what the server counts.

/// Whose records, to whom, by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The operator who gives; none: whoever owns these customers.
    pub from: Option<i64>,
    /// These customers; none: everything of his.
    pub customers: Vec<i64>,
    /// The receivers; none: what there is to be given.
    pub to: Vec<i64>,
    /// `one`, `evenly` or `city`.
    pub rule: String,
}

/// What one receiver would get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// His name; none: nobody was named yet.
    pub to: Option<String>,
    /// Customers, contacts, orders, orders under way, contracts, leads, open activities, collection todos among these.
    pub counts: [i32; 8],
}
