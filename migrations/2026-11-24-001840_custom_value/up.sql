-- Where the values of added fields stand: on the cards, whose rights and history they have. Of orders they are set by a function, as everything else of them.
set local role kehu_owner;

create trigger ext_fit before insert or update of ext on kehu.customer_card for each row execute function kehu_priv.ext_fit('customer');
create trigger ext_fit before insert or update of ext on kehu.contact_card for each row execute function kehu_priv.ext_fit('contact');
create trigger ext_fit before insert or update of ext on kehu.order_card for each row execute function kehu_priv.ext_fit('order');
create trigger ext_fit before insert or update of ext on kehu.opportunity_card for each row execute function kehu_priv.ext_fit('opportunity');
create trigger ext_fit before insert or update of ext on kehu.lead for each row execute function kehu_priv.ext_fit('lead');
create constraint trigger ext_whole after insert on kehu.customer_card deferrable initially deferred
  for each row execute function kehu_priv.ext_whole('customer', 'kehu.customer_card', 'customer_id');
create constraint trigger ext_whole after insert on kehu.contact_card deferrable initially deferred
  for each row execute function kehu_priv.ext_whole('contact', 'kehu.contact_card', 'contact_id');
create constraint trigger ext_whole after insert on kehu.opportunity_card deferrable initially deferred
  for each row execute function kehu_priv.ext_whole('opportunity', 'kehu.opportunity_card', 'opportunity_id');
create constraint trigger ext_whole after insert on kehu.lead deferrable initially deferred
  for each row execute function kehu_priv.ext_whole('lead', 'kehu.lead', 'id');
-- An order is a draft for as long as it needs; what is handed in is whole.
create function kehu_priv.order_whole() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id bigint := coalesce(to_jsonb(new) ->> 'order_id', to_jsonb(new) ->> 'id')::bigint;
begin
  if (select o.state from kehu.sales_order o where o.id = v_id) <> 'draft' then
    perform kehu_priv.hold_whole('order', (select k.ext from kehu.order_card k where k.order_id = v_id)); end if;
  return null;
end $$;
create trigger whole after insert on kehu.order_card for each row execute function kehu_priv.order_whole();
create trigger whole after update of state on kehu.sales_order for each row
  when (old.state = 'draft' and new.state in ('requested', 'confirmed')) execute function kehu_priv.order_whole();
grant update (ext) on kehu.customer_card, kehu.contact_card to kehu_operator;

-- Added fields of a record that the caller has just made: also of one whose card is not his to change afterwards.
create function kehu.fill_new(p_kind text, p_id bigint, p_set jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if jsonb_typeof(p_set) is distinct from 'object' then perform kehu_priv.refuse('bad_value', 'ext'); end if;
  if p_kind = 'customer' then
    update kehu.customer_card k set ext = jsonb_strip_nulls(k.ext || p_set) from kehu.customer c
     where k.customer_id = p_id and c.id = p_id and c.created_by = kehu.me() and c.created_at = now();
  elsif p_kind = 'contact' then
    update kehu.contact_card k set ext = jsonb_strip_nulls(k.ext || p_set) from kehu.contact c
     where k.contact_id = p_id and c.id = p_id and c.created_by = kehu.me() and c.created_at = now();
  else
    perform kehu_priv.refuse('bad_value', 'kind');
  end if;
  if not found then perform kehu_priv.deny('not_yours'); end if;
end $$;

-- Sets added fields of an order that hold what they were, and no others; null empties one. Who may name its contract may: of a counted order the desk.
create function kehu.fill_order(p_order_id bigint, p_version int, p_set jsonb, p_was jsonb default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order := kehu_priv.lock_order(p_order_id, p_version);
begin
  if kehu_priv.is_counted(o.state) and not kehu_priv.at_desk(o.dept_id) then perform kehu_priv.deny('not_yours', 'ext'); end if;
  if jsonb_typeof(p_set) is distinct from 'object' then perform kehu_priv.refuse('bad_value', 'ext'); end if;
  if not (select (select coalesce(jsonb_object_agg(w, k.ext -> w), '{}') from jsonb_object_keys(p_was) w) @> p_was from kehu.order_card k where k.order_id = p_order_id) then perform kehu_priv.stale(); end if;
  update kehu.order_card k set ext = jsonb_strip_nulls(k.ext || p_set), saved_intent = null where k.order_id = p_order_id;
  -- Named in the trigger that counts versions, and the same as before.
  update kehu.sales_order set contract_id = contract_id where id = p_order_id;
  return kehu_priv.order_answer(p_order_id, false);
end $$;

-- The same of many orders, as rows are changed: what may not be changed, or is not what it was, is left alone.
create function kehu.fill_orders(p_rows jsonb) returns bigint[] language plpgsql set search_path = pg_catalog, pg_temp as $$
declare d record; v_done bigint[] := '{}';
begin
  for d in select r.id, coalesce(r.version, o.version) as version, r.set, r.was
             from jsonb_to_recordset(p_rows) as r(id bigint, version int, set jsonb, was jsonb) join kehu.sales_order o on o.id = r.id order by r.id loop
    begin
      perform kehu.fill_order(d.id, d.version, d.set, d.was);
      v_done := v_done || d.id;
    exception when insufficient_privilege or sqlstate 'KS001' then null;
    end;
  end loop;
  return v_done;
end $$;

create function kehu.fillable_orders(p_ids bigint[]) returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then return; end if;
  return query select o.id from kehu.sales_order o where o.id = any (p_ids) and o.deleted_at is null
    and (kehu_priv.at_desk(o.dept_id) or not kehu_priv.is_counted(o.state) and o.owner_id = any (kehu.writable_owners()));
end $$;

grant execute on function kehu.fill_new(text, bigint, jsonb), kehu.fill_order(bigint, int, jsonb, jsonb), kehu.fill_orders(jsonb), kehu.fillable_orders(bigint[]) to kehu_operator;
comment on function kehu.fill_new(text, bigint, jsonb) is 'Added fields of a customer or contact that the caller has made in this transaction';
comment on function kehu.fill_orders(jsonb) is 'Sets added fields of many orders as the caller himself';
comment on function kehu.fillable_orders(bigint[]) is 'Those of the orders whose added fields the caller may set';
comment on function kehu.fill_order(bigint, int, jsonb, jsonb) is 'Sets fields of an order that the administrator added';

reset role;
