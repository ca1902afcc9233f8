-- The people that filters name (spec/08.1), for the one who asks. Ids only, of the directory that everybody reads.
set local role kehu_owner;

create function kehu.people(p_who text) returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare
  own int := kehu.me();
  who text := p_who;
begin
  -- As they are to somebody below: his directs, his tree.
  if p_who like '%@%' then
    who := split_part(p_who, '@', 1);
    own := (select o.id from kehu_priv.operator o join kehu_priv.reach r on r.report_id = o.id and r.boss_id = own where o.login = split_part(p_who, '@', 2));
  end if;
  if own is null then return '{}'; end if;
  return case who
    when 'me' then array[own]
    when 'directs' then array(select o.id from kehu_priv.operator o where o.superior_id = own)
    when 'tree' then array(select r.report_id from kehu_priv.reach r where r.boss_id = own and r.report_id <> own)
    when 'team' then array(select r.report_id from kehu_priv.reach r where r.boss_id = own)
    when 'dept' then array(
      with recursive tree(id) as (
        select o.dept_id from kehu_priv.operator o where o.id = own
        union select d.id from tree t join kehu.department d on d.parent_id = t.id)
      select o.id from tree t join kehu_priv.operator o on o.dept_id = t.id)
    when 'scope' then case when (select o.role from kehu_priv.operator o where o.id = own) in ('ac', 'ab')
      then array(select o.id from kehu_priv.desk d join kehu_priv.operator o on o.dept_id = d.dept_id where d.operator_id = own)
      else array(select r.report_id from kehu_priv.reach r where r.boss_id = own) end
    else array(select o.id from kehu_priv.operator o where o.login = who) end;
end $$;
comment on function kehu.people(text) is 'The ids of me, directs, tree, team, dept, scope (an assistant''s departments; others: team), or of a login; with @login behind it: as they are to one of one''s people';
revoke execute on function kehu.people(text) from public;
grant execute on function kehu.people(text) to kehu_operator;

reset role;
