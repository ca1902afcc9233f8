-- The customers, now that it is known when they were last spoken to and ordered last; what the audit would hold of the making; the indexes.
insert into kehu.customer (id, intent, code, name, pinyin, initials, kind, uscc, source, value_grade, industry, relation_level, status, is_key, city, phone, default_pay_days, next_contact_on,
                           last_contact_at, last_order_on, owner_id, dept_id, first_owner_id, created_by, created_at, updated_at) overriding system value
  select c.id, md5('customer' || c.id)::uuid, 'CU-' || lpad(c.id::text, greatest(5, length(c.id::text)), '0'), c.name, c.pinyin, c.initials, c.kind,
         case when c.id % 5 < 3 then '99310MA' || lpad(c.id::text, 10, '0') || kehu.credit_digit('99310MA' || lpad(c.id::text, 10, '0')) end, (array['visit', 'campaign', 'introduced', 'assigned', 'own', 'other'])[1 + c.id % 6],
         case when c.id <= s.customers / 50 then 'a' when c.id <= s.customers / 5 then 'b' else 'c' end, c.industry, (1 + c.id % 5)::text, c.status, c.id <= s.customers / 25, c.city,
         '0' || pg_temp.one_of(c.id, 91, 899) + 99 || '-' || 20000000 + c.id, 0, case when c.status = 'active' and c.id % 2 = 0 then s.today + pg_temp.one_of(c.id, 92, 30) - 5 end,
         a.last_contact, o.last_order, c.owner, c.dept, c.owner, c.owner, pg_temp.at(c.since, c.id, 93), greatest(pg_temp.at(c.since, c.id, 93), a.last_contact)
    from pg_temp.load_size s, pg_temp.load_customer c
    left join (select customer, max(pg_temp.at(due_on, id, 80)) as last_contact from pg_temp.load_activity where done and not off and kind in ('visit', 'call', 'meeting', 'mail', 'message') group by 1) a on a.customer = c.id
    left join (select customer, max(entered) as last_order from pg_temp.load_order where counted group by 1) o on o.customer = c.id
   order by c.id;

insert into kehu_priv.audit (at, who, app, txid, kind, record_id, action, new)
  select x.at, o.login, 'load', 0, x.kind, x.id, 'insert', x.new from (
    select created_at as at, created_by, 'customer' as kind, id, jsonb_build_object('code', code, 'name', name) as new from kehu.customer
    union all select created_at, created_by, 'order', id, jsonb_build_object('code', code, 'net_amount', net_amount) from kehu.sales_order
    union all select created_at, created_by, 'payment', id, jsonb_build_object('code', code, 'amount', amount) from kehu.payment) x
   join kehu_priv.operator o on o.id = x.created_by order by x.at;
