-- Every change leaves a row in the audit and a hint on the channel; what happened to a record can be read by whoever may read the record.
-- Orders and money have theirs beside their tables.
set local role kehu_owner;

create trigger audit after insert or delete or update of name, kind, parent_id, uscc, source, value_grade, industry, relation_level, status, is_key, is_reference, city, phone,
    credit_limit, default_pay_days, needs_contract, next_contact_on, owner_id, dept_id, deleted_at
  on kehu.customer for each row execute function kehu_priv.write_audit('customer');
create trigger tell_i after insert on kehu.customer referencing new table as added for each statement execute function kehu_priv.tell('customer');
create trigger tell_u after update on kehu.customer referencing new table as added for each statement execute function kehu_priv.tell('customer');
-- Owner and department are carried from the customer, whose change of hands is in its own history.
create trigger audit after insert or delete on kehu.customer_card for each row execute function kehu_priv.write_audit('customer', 'customer_id');
create trigger audit_u after update on kehu.customer_card for each row when ((old.owner_id, old.dept_id) is not distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.write_audit('customer', 'customer_id');
create trigger tell_i after insert on kehu.customer_card referencing new table as added for each statement execute function kehu_priv.tell('customer', 'customer_id');
create trigger tell_u after update on kehu.customer_card referencing new table as added for each statement execute function kehu_priv.tell('customer', 'customer_id');
create trigger audit after insert or delete on kehu.contact for each row execute function kehu_priv.write_audit('contact');
create trigger audit_u after update on kehu.contact for each row when (old.customer_id <> new.customer_id or (old.owner_id, old.dept_id) is not distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.write_audit('contact');
create trigger tell_i after insert on kehu.contact referencing new table as added for each statement execute function kehu_priv.tell('contact');
create trigger tell_u after update on kehu.contact referencing new table as added for each statement execute function kehu_priv.tell('contact');
create trigger audit after insert or delete on kehu.invoice_title for each row execute function kehu_priv.write_audit('invoice_title');
create trigger audit_u after update on kehu.invoice_title for each row when (old.customer_id <> new.customer_id or (old.owner_id, old.dept_id) is not distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.write_audit('invoice_title');
create trigger tell_i after insert on kehu.invoice_title referencing new table as added for each statement execute function kehu_priv.tell('invoice_title');
create trigger tell_u after update on kehu.invoice_title referencing new table as added for each statement execute function kehu_priv.tell('invoice_title');
create trigger audit after insert or delete or update on kehu.publication for each row execute function kehu_priv.write_audit('publication');
create trigger tell_i after insert on kehu.publication referencing new table as added for each statement execute function kehu_priv.tell('publication');
create trigger tell_u after update on kehu.publication referencing new table as added for each statement execute function kehu_priv.tell('publication');
create trigger audit after insert or delete or update on kehu.issue for each row execute function kehu_priv.write_audit('issue');
create trigger tell_i after insert on kehu.issue referencing new table as added for each statement execute function kehu_priv.tell('issue');
create trigger tell_u after update on kehu.issue referencing new table as added for each statement execute function kehu_priv.tell('issue');
create trigger audit after insert or delete or update on kehu.ad_position for each row execute function kehu_priv.write_audit('position');
create trigger tell_i after insert on kehu.ad_position referencing new table as added for each statement execute function kehu_priv.tell('position');
create trigger tell_u after update on kehu.ad_position referencing new table as added for each statement execute function kehu_priv.tell('position');
create trigger audit after insert or delete or update on kehu.rate_card for each row execute function kehu_priv.write_audit('rate');
create trigger tell_i after insert on kehu.rate_card referencing new table as added for each statement execute function kehu_priv.tell('rate');
create trigger tell_u after update on kehu.rate_card referencing new table as added for each statement execute function kehu_priv.tell('rate');
create trigger audit after insert or delete or update on kehu.rate_item for each row execute function kehu_priv.write_audit('rate', 'rate_card_id');
create trigger tell_i after insert on kehu.rate_item referencing new table as added for each statement execute function kehu_priv.tell('rate', 'rate_card_id');
create trigger tell_u after update on kehu.rate_item referencing new table as added for each statement execute function kehu_priv.tell('rate', 'rate_card_id');
create trigger audit after insert or delete or update of title, contact_id, is_key, priority, plan_start, plan_end, all_day, due_on, state, result, customer_feedback, next_step, result_code,
    owner_id, deleted_at
  on kehu.activity for each row execute function kehu_priv.write_audit('activity');
create trigger tell_i after insert on kehu.activity referencing new table as added for each statement execute function kehu_priv.tell('activity');
create trigger tell_u after update on kehu.activity referencing new table as added for each statement execute function kehu_priv.tell('activity');
create trigger tell_i after insert on kehu.dunning referencing new table as added for each statement execute function kehu_priv.tell('activity', 'activity_id');
create trigger tell_u after update on kehu.dunning referencing new table as added for each statement execute function kehu_priv.tell('activity', 'activity_id');
create trigger audit after insert or delete or update on kehu.department for each row execute function kehu_priv.write_audit('department');
create trigger tell_i after insert on kehu.department referencing new table as added for each statement execute function kehu_priv.tell('department');
create trigger tell_u after update on kehu.department referencing new table as added for each statement execute function kehu_priv.tell('department');

-- Organisation and company lists: audited too.
create trigger audit after insert or delete or update of login, name, dept_id, role, superior_id, mobile, email, wechat, hired_on, left_on, status
  on kehu_priv.operator for each row execute function kehu_priv.write_audit('operator');
create trigger tell_i after insert on kehu_priv.operator referencing new table as added for each statement execute function kehu_priv.tell('operator');
create trigger tell_u after update on kehu_priv.operator referencing new table as added for each statement execute function kehu_priv.tell('operator');
create trigger audit after insert or delete or update on kehu.sharing_rule for each row execute function kehu_priv.write_audit('sharing_rule');
create trigger tell_i after insert on kehu.sharing_rule referencing new table as added for each statement execute function kehu_priv.tell('sharing_rule');
create trigger tell_u after update on kehu.sharing_rule referencing new table as added for each statement execute function kehu_priv.tell('sharing_rule');
create trigger tell_i after insert on kehu.setting referencing new table as added for each statement execute function kehu_priv.tell('setting');
create trigger tell_u after update on kehu.setting referencing new table as added for each statement execute function kehu_priv.tell('setting');
create trigger tell_i after insert on kehu.dict_item referencing new table as added for each statement execute function kehu_priv.tell('dict_item');
create trigger tell_u after update on kehu.dict_item referencing new table as added for each statement execute function kehu_priv.tell('dict_item');
create trigger tell_i after insert on kehu.holiday referencing new table as added for each statement execute function kehu_priv.tell('holiday');
create trigger tell_u after update on kehu.holiday referencing new table as added for each statement execute function kehu_priv.tell('holiday');
create trigger tell_d after delete on kehu.holiday referencing old table as gone for each statement execute function kehu_priv.tell('holiday');
create trigger audit after insert or delete or update on kehu_priv.record_share for each row execute function kehu_priv.write_audit('of the row', 'record_id', 'operator_id');
create trigger audit after insert or delete or update on kehu.setting for each row execute function kehu_priv.write_audit('setting');
create trigger audit after insert or delete or update on kehu.dict_item for each row execute function kehu_priv.write_audit('dict_item');
create trigger audit after insert or delete or update on kehu.holiday for each row execute function kehu_priv.write_audit('holiday');

create function kehu_priv.no_rewriting() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the audit is only added to' using errcode = '42501', constraint = 'kehu:not_yours';
end $$;
create trigger only_added before update or delete or truncate on kehu_priv.audit for each statement execute function kehu_priv.no_rewriting();

-- Outside row security, hence the same arms as the policies; one test compares the two for every login and row.
create function kehu_priv.may_read(p_kind text, p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_order bigint; v_customer bigint; v_owner int; v_dept int;
begin
  if kehu.me() is null then return false; end if;
  case p_kind
    when 'customer' then return kehu_priv.sees_customer(p_id);
    when 'contact' then
      return kehu_priv.sees_customer((select k.customer_id from kehu.contact k where k.id = p_id and k.deleted_at is null));
    when 'invoice_title' then
      select t.owner_id, t.dept_id into v_owner, v_dept from kehu.invoice_title t where t.id = p_id and t.deleted_at is null;
      return coalesce(v_owner is not null and (kehu.sees_all() or v_owner = any (kehu.readable_owners()) or v_dept = any (kehu.order_depts())), false);
    when 'invoice' then
      return exists (select from kehu.invoice i where i.id = p_id and (kehu.sees_all() or i.owner_id = any (kehu.readable_owners())
        or i.salesperson_id = any (kehu.readable_owners()) or i.dept_id = any (kehu.order_depts())));
    when 'contract' then return kehu_priv.sees_contract(p_id);
    when 'opportunity' then return kehu_priv.sees_opportunity(p_id);
    when 'opportunity_line' then return kehu_priv.sees_opportunity((select l.opportunity_id from kehu.opportunity_line l where l.id = p_id));
    when 'opportunity_contact' then return kehu_priv.sees_opportunity((select c.opportunity_id from kehu.opportunity_contact c where c.id = p_id));
    when 'quote' then return kehu_priv.sees_opportunity((select q.opportunity_id from kehu.quote q where q.id = p_id and q.deleted_at is null));
    when 'quote_line' then return kehu_priv.sees_opportunity((select l.opportunity_id from kehu.quote_line l where l.id = p_id and l.deleted_at is null));
    when 'stay' then return kehu_priv.sees_opportunity((select h.opportunity_id from kehu.stage_history h where h.id = p_id));
    when 'order' then return kehu_priv.sees_order(p_id);
    when 'line' then
      select l.order_id into v_order from kehu.order_line l where l.id = p_id;
      return v_order is not null and kehu_priv.may_read('order', v_order);
    when 'insertion' then
      select i.order_id into v_order from kehu.insertion i where i.id = p_id;
      return v_order is not null and kehu_priv.may_read('order', v_order);
    when 'instalment', 'order_change' then
      if p_kind = 'instalment' then select i.order_id into v_order from kehu.instalment i where i.id = p_id;
      else select c.order_id into v_order from kehu.order_change c where c.id = p_id; end if;
      -- Customer service reads orders without their money.
      return v_order is not null and exists (select from kehu.sales_order o where o.id = v_order and o.deleted_at is null
        and (kehu.sees_all() or o.owner_id = any (kehu.readable_owners()) or o.salesperson_id = any (kehu.readable_owners())
             or o.dept_id = any (kehu.order_depts()) or o.customer_id = any (kehu.shared_ids('customer', false))
             or o.dept_id = any (kehu.lent_depts(false))));
    when 'payment' then
      return exists (select from kehu.payment p where p.id = p_id and (kehu.sees_all() or p.owner_id = any (kehu.readable_owners())
        or p.dept_id = any (kehu.order_depts()) or (p.created_by = kehu.me() and kehu_priv.my_role() in ('ac', 'ab'))));
    when 'allocation' then
      return exists (select from kehu.payment_allocation a where a.id = p_id and (kehu.sees_all() or a.owner_id = any (kehu.readable_owners())
        or a.salesperson_id = any (kehu.readable_owners()) or a.dept_id = any (kehu.order_depts())));
    when 'activity' then
      return exists (select from kehu.activity a where a.id = p_id and a.deleted_at is null and (kehu.sees_all() or a.owner_id = any (kehu.readable_owners())
        or a.assigned_by_id = kehu.me() or a.order_dept_id = any (kehu.order_depts())));
    when 'lead' then return kehu_priv.sees_lead(p_id);
    when 'dup_candidate' then
      return exists (select from kehu.dup_candidate d where d.id = p_id and kehu_priv.sees_pair(d));
    when 'comment' then
      return exists (select from kehu.comment c where c.id = p_id and c.deleted_at is null and case
        when c.order_id is not null then kehu_priv.may_read('order', c.order_id)
        when c.contact_id is not null then kehu_priv.may_read('contact', c.contact_id)
        when c.activity_id is not null then kehu_priv.may_read('activity', c.activity_id)
        when c.payment_id is not null then kehu_priv.may_read('payment', c.payment_id)
        when c.contract_id is not null then kehu_priv.may_read('contract', c.contract_id)
        when c.invoice_id is not null then kehu_priv.may_read('invoice', c.invoice_id)
        when c.opportunity_id is not null then kehu_priv.sees_opportunity(c.opportunity_id)
        when c.lead_id is not null then kehu_priv.sees_lead(c.lead_id)
        else kehu_priv.sees_customer(c.customer_id) end);
    when 'publication', 'issue', 'position', 'rate', 'department', 'dict_item', 'holiday', 'pipeline', 'stage', 'stage_task', 'competitor', 'doc_template' then return true;
    when 'operator', 'sharing_rule', 'setting' then return kehu.rules_admin() or kehu.rules_all();
    else return false;
  end case;
end $$;

-- One row per changed field, newest first; of a new record one row without a field.
create function kehu.history(p_kind text, p_id bigint) returns table (at timestamptz, who text, action text, field text, old text, new text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.may_read(p_kind, p_id) then perform kehu_priv.deny('not_yours'); end if;
  return query
    select a.at, a.who::text, a.action, f.key,
           case when f.key = 'mobile' and p_kind = 'contact' then kehu_priv.told_mobile(p_id, a.old ->> f.key) else a.old ->> f.key end,
           case when f.key = 'mobile' and p_kind = 'contact' then kehu_priv.told_mobile(p_id, a.new ->> f.key) else a.new ->> f.key end
      from kehu_priv.audit a
      left join lateral jsonb_object_keys(case when a.action = 'update' then a.new end) f(key) on true
     where a.kind = p_kind and a.record_id = p_id
     order by a.at desc, a.id desc, f.key limit 2000;
end $$;
grant execute on function kehu.history(text, bigint) to kehu_operator;

reset role;
