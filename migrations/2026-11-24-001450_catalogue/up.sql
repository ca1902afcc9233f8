-- What the order desk must know beyond its own rows: which places are sold already, and whether an order was saved.
set local role kehu_owner;

-- Positions sold once per issue that are held in issues that have not appeared. By whom stays hidden; that they are sold shows anyway, in the refusal.
create function kehu.taken_positions() returns table (issue_id bigint, position_id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_today date := kehu.today();
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  return query select i.issue_id, i.position_id from kehu.insertion i join kehu.issue n on n.id = i.issue_id
    where i.holds and n.publish_on >= v_today order by 1, 2;
end $$;
grant execute on function kehu.taken_positions() to kehu_operator;
comment on function kehu.taken_positions() is 'Exclusive positions that are sold in issues that have not appeared yet';

-- After a lost answer the program asks by the intent of the save.
create index order_card_saved_intent on kehu.order_card (saved_intent) where saved_intent is not null;

reset role;
