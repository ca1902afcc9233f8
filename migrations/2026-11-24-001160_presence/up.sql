-- Who is changing a record, as far as kept drafts tell. Nothing is locked.
set local role kehu_owner;

alter table kehu.draft add column began_at timestamptz not null default now();
comment on column kehu.draft.began_at is 'when the form was first kept: since when its record is being changed';
create index draft_of_record on kehu.draft (form, ref) where ref is not null;

-- Names only, and only to whoever reads the record. A form that was not touched for half an hour is left, not open.
create function kehu.editors(p_form text, p_id bigint) returns table (name text, since timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p_form is distinct from 'order' or not kehu_priv.sees_order(p_id) then return; end if;
  return query
    select o.name::text, min(d.began_at) from kehu.draft d join kehu_priv.operator o on o.id = d.operator_id
     where d.form = p_form and d.ref = p_id::text and d.operator_id <> kehu.me() and d.saved_at > now() - interval '30 minutes'
     group by o.id, o.name order by 2;
end $$;
comment on function kehu.editors(text, bigint) is 'Who else keeps a draft that changes this record, and since when';
grant execute on function kehu.editors(text, bigint) to kehu_operator;

reset role;
