-- An advance that goes back to its payer: a refund that takes from no instalment, but from what a receipt has left.
set local role kehu_owner;

-- p: intent, amount (all that is left without it), received_on (today), method, bank_ref, note. Several receipts may be paid out with one intent.
create function kehu.pay_out_advance(p_id bigint, p_version int, p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_key uuid; v_id bigint; r kehu.payment; v_amount numeric; v_on date;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  v_key := md5(kehu_priv.given_uuid(p, 'intent')::text || ':' || p_id)::uuid;
  select id into v_id from kehu.payment where created_by = v_me and intent = v_key;
  if v_id is not null then
    if not kehu_priv.may_read('payment', v_id) then perform kehu_priv.deny('not_yours'); end if;
    return kehu_priv.payment_answer(v_id, 0, true);
  end if;
  r := kehu_priv.lock_payment(p_id, p_version, '{}');
  if r.state = 'voided' or r.kind <> 'receipt' or r.unallocated = 0 then perform kehu_priv.refuse('bad_state', 'state', r.state); end if;
  v_amount := coalesce(kehu_priv.given_money(p, 'amount'), r.unallocated);
  if v_amount = 0 then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  if v_amount > r.unallocated then perform kehu_priv.refuse('over_allocated', 'amount', r.unallocated::text); end if;
  v_on := coalesce(kehu_priv.given_date(p, 'received_on'), kehu.today());
  if v_on > kehu.today() or v_on < r.received_on then perform kehu_priv.refuse('bad_date', 'received_on', kehu.today()::text); end if;
  update kehu.payment set paid_out = paid_out + v_amount where id = p_id;
  v_id := nextval(pg_get_serial_sequence('kehu.payment', 'id'));
  insert into kehu.payment (id, intent, code, payer_id, kind, received_on, amount, paid_out, returns_id, method, bank_ref, note, owner_id, dept_id, created_by)
    overriding system value
    values (v_id, v_key, 'PAY-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), r.payer_id, 'refund', v_on, v_amount, v_amount, p_id,
            coalesce(nullif(btrim(p ->> 'method'), ''), 'transfer'), nullif(btrim(p ->> 'bank_ref'), ''), nullif(btrim(p ->> 'note'), ''), r.owner_id, r.dept_id, v_me);
  return kehu_priv.payment_answer(v_id, 0, false);
end $$;
grant execute on function kehu.pay_out_advance(bigint, int, jsonb) to kehu_operator;

comment on function kehu.pay_out_advance(bigint, int, jsonb) is 'Pays what is left of a receipt back to its payer; idempotent by creator, intent and receipt';

reset role;
