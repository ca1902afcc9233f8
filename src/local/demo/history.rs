//! The audit of the demo company tells when things were done and by whom, not when they were loaded.

/// Rows of the load take the moment and the person of the record they belong to. The audit is only added to, also for the
/// superuser: for this one statement the guard is lifted.
pub const BACKDATE: &str = "alter table kehu_priv.audit disable trigger only_added; \
    with made as ( \
      select 'customer' as kind, id, created_at, created_by from kehu.customer \
      union all select 'contact', id, created_at, created_by from kehu.contact \
      union all select 'invoice_title', t.id, t.created_at, c.created_by from kehu.invoice_title t join kehu.customer c on c.id = t.customer_id \
      union all select 'order', id, created_at, created_by from kehu.sales_order \
      union all select 'line', l.id, o.created_at, o.created_by from kehu.order_line l join kehu.sales_order o on o.id = l.order_id \
      union all select 'insertion', i.id, coalesce(i.marked_at, i.created_at), coalesce(i.marked_by, o.created_by) \
        from kehu.insertion i join kehu.sales_order o on o.id = i.order_id \
      union all select 'instalment', i.id, o.created_at, o.created_by from kehu.instalment i join kehu.sales_order o on o.id = i.order_id \
      union all select 'order_change', id, requested_at, requested_by from kehu.order_change \
      union all select 'payment', id, created_at, created_by from kehu.payment \
      union all select 'allocation', id, created_at, created_by from kehu.payment_allocation \
      union all select 'invoice', id, created_at, created_by from kehu.invoice \
      union all select 'contract', id, created_at, created_by from kehu.contract \
      union all select 'opportunity', id, created_at, created_by from kehu.opportunity \
      union all select 'quote', id, created_at, created_by from kehu.quote \
      union all select 'activity', id, created_at, created_by from kehu.activity) \
    update kehu_priv.audit a set at = m.created_at, who = o.login \
      from made m join kehu_priv.operator o on o.id = m.created_by where m.kind = a.kind and m.id = a.record_id; \
    alter table kehu_priv.audit enable trigger only_added; \
    update kehu.sales_order set updated_at = created_at; \
    update kehu.payment set updated_at = created_at; \
    update kehu.instalment set updated_at = created_at";
