-- Delivery: what happens to an insertion after confirmation. Amounts do not change here: a withdrawn insertion is an order change (I12).
set local role kehu_owner;

create function kehu_priv.insertion_answer(p_id bigint) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', i.id, 'version', i.version, 'state', i.state, 'order_state', o.state)
    from kehu.insertion i join kehu.sales_order o on o.id = i.order_id where i.id = p_id
$$;

-- Customer, order, insertion. Only the desk marks deliveries.
create function kehu_priv.lock_insertion(p_id bigint, p_version int) returns kehu.insertion language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.insertion;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into i from kehu.insertion where id = p_id;
  perform from kehu.customer where id = i.customer_id for share;
  perform from kehu.sales_order where id = i.order_id for no key update;
  select * into i from kehu.insertion where id = p_id for no key update;
  if i.id is null or not kehu_priv.at_desk(i.dept_id) then perform kehu_priv.deny('not_yours'); end if;
  if i.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return i;
end $$;

-- p_date is the day of publication; without it the planned day. The same state again corrects page, sample and day.
create function kehu.mark_insertion(p_id bigint, p_version int, p_state text, p_date date default null, p_page text default null, p_sample text default null, p_note text default null)
  returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i kehu.insertion := kehu_priv.lock_insertion(p_id, p_version);
  v_order text; v_day date; v_note text := nullif(btrim(p_note), '');
begin
  select state into v_order from kehu.sales_order where id = i.order_id;
  if v_order not in ('confirmed', 'executing') and not (v_order = 'completed' and i.state = 'published') then perform kehu_priv.refuse('bad_state', 'order', v_order); end if;
  if p_state = 'cancelled' and i.state in ('planned', 'booked', 'material_in', 'missed') then perform kehu_priv.refuse('lines_not_whole', 'state'); end if;
  if not (p_state = i.state and i.state in ('planned', 'booked', 'material_in', 'published', 'missed'))
     and (i.state, p_state) not in (('planned', 'booked'), ('booked', 'planned'), ('booked', 'material_in'), ('material_in', 'published'), ('booked', 'missed'), ('material_in', 'missed'), ('published', 'material_in')) then
    perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  if p_state = 'published' then
    v_day := coalesce(p_date, i.published_on, i.planned_on);
    if v_day > kehu.today() then perform kehu_priv.refuse('bad_date', 'published_on', kehu.today()::text); end if;
  elsif (i.state, p_state) = ('booked', 'planned') and v_note is null then perform kehu_priv.refuse('needs_reason', 'note');
  elsif i.state = 'published' then  -- D27: a wrong "published", taken back the same day by who set it, or by the general manager
    if v_note is null then perform kehu_priv.refuse('needs_reason', 'note'); end if;
    if not (kehu.rules_all() or (i.marked_by = kehu.me()
        and (i.marked_at at time zone 'Asia/Shanghai')::date = (now() at time zone 'Asia/Shanghai')::date)) then perform kehu_priv.deny('not_yours', 'state'); end if;
    if exists (select from kehu.insertion m where m.id = i.makegood_of_id) then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  end if;
  update kehu.insertion set state = p_state, published_on = v_day, page_no = coalesce(nullif(btrim(p_page), ''), page_no),
         sample_no = coalesce(nullif(btrim(p_sample), ''), sample_no), note = coalesce(v_note, note),
         marked_by = case when p_state = i.state then marked_by else kehu.me() end, marked_at = case when p_state = i.state then marked_at else now() end
   where id = p_id;
  if p_state = 'published' and i.makegood_of_id is not null then
    update kehu.insertion set state = 'madegood' where id = i.makegood_of_id and state = 'missed';
  end if;
  perform kehu_priv.settle_orders(array[i.order_id]);
  return kehu_priv.insertion_answer(p_id);
end $$;
grant execute on function kehu.mark_insertion(bigint, int, text, date, text, text, text) to kehu_operator;

-- A missed insertion is repeated in another issue, free of charge: when the repetition is published the missed one becomes madegood.
create function kehu.make_good(p_id bigint, p_version int, p_issue_id bigint, p_note text default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.insertion := kehu_priv.lock_insertion(p_id, p_version); n kehu.issue; v_new bigint;
begin
  if (select state from kehu.sales_order where id = i.order_id) not in ('confirmed', 'executing') then perform kehu_priv.refuse('bad_state', 'order'); end if;
  -- A repetition that was missed too: the first insertion is repeated again, not the repetition.
  if i.state <> 'missed' or i.makegood_of_id is not null or exists (select from kehu.insertion where makegood_of_id = p_id and state not in ('cancelled', 'missed')) then
    perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  select * into n from kehu.issue where id = p_issue_id and publication_id = i.publication_id and status <> 'cancelled';
  if n.id is null then perform kehu_priv.refuse('unknown_issue', 'issue'); end if;
  insert into kehu.insertion (order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount, makegood_of_id, note)
    values (i.order_id, i.order_line_id, (select max(seq) + 1 from kehu.insertion where order_line_id = i.order_line_id), i.publication_id, i.position_id, n.id,
            i.customer_id, n.publish_on, 0, p_id, nullif(btrim(p_note), ''))
    returning id into v_new;
  return kehu_priv.insertion_answer(v_new);
end $$;
grant execute on function kehu.make_good(bigint, int, bigint, text) to kehu_operator;

comment on function kehu.mark_insertion(bigint, int, text, date, text, text, text) is 'Marks what happened to an insertion';
comment on function kehu.make_good(bigint, int, bigint, text) is 'Repeats a missed insertion in another issue, free of charge';

reset role;
