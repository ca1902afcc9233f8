//! Contracts and invoices of the demo company: the first with whom most is done, the second of what was due. They follow from
//! the customers, orders and plans that are there, so they are made of them by the database.

/// The 90 contracts, most in force, and the orders of their time that name them.
pub const CONTRACTS: &str = "insert into kehu.contract (id, intent, code, customer_id, kind, amount, signed_on, start_on, end_on, our_signer, their_signer, state, \
        state_reason, created_by, created_at, updated_at) overriding system value \
      select n, md5('contract ' || n)::uuid, 'CT-' || lpad(n::text, 5, '0'), c.id, \
        case when c.kind = 'agency' then 'agency' when n % 3 = 0 then 'framework' else 'direct' end, \
        case when n % 3 <> 0 then 60000 + n * 2500 end, case when state not in ('draft', 'in_review') then begun - 6 end, begun, begun + 364, \
        (select o.name from kehu_priv.operator o where o.role = 'sd' and o.dept_id = c.dept_id order by o.id limit 1), \
        (select k.name from kehu.contact k where k.customer_id = c.id order by k.is_decider desc, k.id limit 1), state, \
        case state when 'terminated' then '客户业务调整' end, c.owner_id, made, made \
      from (select k.*, state, begun, (begun - 10 + time '10:00') at time zone 'Asia/Shanghai' as made \
              from (select c.*, row_number() over (order by c.needs_contract desc, c.last_order_on is null, c.is_key desc, c.id) as n \
                      from kehu.customer c where c.status <> 'archived' and c.deleted_at is null) k, \
                   lateral (select case n % 15 when 5 then 'draft' when 6 then 'in_review' when 7 then 'signed' when 8 then 'completed' when 9 then 'terminated' \
                                     else 'in_force' end as state) s, \
                   lateral (select kehu.today() - case state when 'completed' then 400 + n::int when 'draft' then -20 when 'in_review' then -10 when 'signed' then -5 \
                                     else (n * 17 % 340)::int end as begun) b \
             where n <= 90) c; \
    update kehu.sales_order o set contract_id = k.id from kehu.contract k \
     where k.customer_id in (o.customer_id, o.agency_id) and k.state in ('in_force', 'completed', 'terminated') and o.signed_on between k.start_on and k.end_on \
       and (o.agency_id is null or k.customer_id = o.customer_id)";

/// The 150 invoices, one for an instalment each: the latest still asked for or on their way.
pub const INVOICES: &str = "insert into kehu.invoice (id, intent, code, order_id, invoice_title_id, title, tax_no, bank_account, type, amount, tax_rate, number, requested_on, \
        issued_on, received_by_customer_on, state, state_reason, created_by, created_at, updated_at) overriding system value \
      select n, md5('invoice ' || n)::uuid, 'INV-' || lpad(n::text, 5, '0'), order_id, title_id, title, tax_no, concat_ws(' ', bank, account), \
        case when n % 9 = 0 then 'receipt' else 'digital_general' end, amount, tax_rate, \
        case when state not in ('requested', 'void') then to_char(requested_on, 'YYYY') || lpad(n::text, 16, '0') end, requested_on, \
        case when state not in ('requested', 'void') then least(requested_on + 2, kehu.today()) end, \
        case when state = 'delivered' then least(requested_on + 6, kehu.today()) end, state, \
        case state when 'red' then '抬头有误,重开' when 'void' then '客户改为下月开票' end, assistant_id, made, made \
      from (select x.*, (requested_on + time '11:00') at time zone 'Asia/Shanghai' as made, \
              case when n > 138 then 'requested' when n > 120 then 'issued' when n % 37 = 0 then 'red' when n % 41 = 0 then 'void' else 'delivered' end as state \
              from (select i.order_id, i.amount, o.tax_rate, coalesce(o.assistant_id, o.salesperson_id) as assistant_id, t.id as title_id, t.title, t.tax_no, t.bank, t.account, \
                      greatest(o.signed_on, least(i.due_on, kehu.today()) - 3) as requested_on, \
                      151 - row_number() over (order by i.due_on desc, i.id) as n \
                    from kehu.instalment i join kehu.sales_order o on o.id = i.order_id \
                    join lateral (select t.* from kehu.invoice_title t where t.customer_id = case o.bill_to when 'agency' then o.agency_id else o.customer_id end \
                                   order by t.is_default desc, t.id limit 1) t on true \
                   where i.counted and i.state = 'open' and i.due_on <= kehu.today() + 10) x \
             where n >= 1) y";
