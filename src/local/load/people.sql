-- Departments: head office, marketing, service, branches with three offices each. People in five levels: general manager, market
-- directors, directors of branches, directors of offices, salespeople; an assistant in each branch.
create temp table load_dept on commit drop as
  select 3 + b as id, b as branch, null::int as office, lpad(b::text, 2, '0') as no from pg_temp.load_size s, generate_series(1, s.branches) b
  union all
  select 3 + s.branches + (b - 1) * 3 + o, b, o, lpad(((b - 1) * 3 + o)::text, 3, '0') from pg_temp.load_size s, generate_series(1, s.branches) b, generate_series(1, 3) o;

insert into kehu.department (id, code, name, kind, city, parent_id, sort) overriding system value
  values (1, 'HQ', '总部', 'hq', '北京', null, 1), (2, 'MK', '市场部', 'team', '北京', 1, 2), (3, 'CS', '客户服务部', 'team', '北京', 1, 3);
insert into kehu.department (id, code, name, kind, city, parent_id, sort) overriding system value
  select d.id, case when d.office is null then 'B' else 'F' end || d.no,
         l.words[1 + (case when d.office is null then d.branch else d.branch * 3 + d.office end) % cardinality(l.words)]
           || case when d.office is null then '分公司' else '办事处' end || d.no,
         case when d.office is not null then 'office' when d.branch = 1 then 'centre' else 'branch' end,
         l.words[1 + (case when d.office is null then d.branch else d.branch * 3 + d.office end) % cardinality(l.words)],
         case when d.office is null then 1 else 3 + d.branch end, d.id
    from pg_temp.load_dept d, pg_temp.load_list l where l.kind = 'city';

-- In the order of their ids; superiors come first.
create temp table load_person on commit drop as
  with s as (select * from pg_temp.load_size),
  sales as (   -- six in the branch, six in each of its offices
    select d.branch, d.office, d.id as dept, n from pg_temp.load_dept d, generate_series(1, 6) n)
  select row_number() over (order by level, branch nulls first, office nulls first, n)::int as id, role, dept, branch, office, level,
         row_number() over (partition by role order by level, branch nulls first, office nulls first, n) as no
    from (select 1 as level, 'gm' as role, 1 as dept, null::int as branch, null::int as office, 1 as n
          union all select 2, 'md', case n when 1 then 1 else 2 end, null, null, n from generate_series(1, 2) n
          union all select 3, 'sd', id, branch, null, 1 from pg_temp.load_dept where office is null
          union all select 4, 'sd', id, branch, office, 1 from pg_temp.load_dept where office is not null
          union all select 5, 'sp', dept, branch, office, n from sales
          union all select 6, 'ab', id, branch, null, 1 from pg_temp.load_dept where office is null
          union all select 7, 'ac', 4, null, null, n from generate_series(1, 2) n
          union all select 8, 'cs', 3, null, null, n from s, generate_series(1, s.people - 29 * s.branches - 7) n
          union all select 9, 'mk', 2, null, null, 1) x;

create temp table load_superior on commit drop as
  select p.id, case
      when p.role = 'gm' then null
      when p.role in ('md', 'ac') then 1
      when p.role in ('cs', 'mk') then 2
      when p.level = 3 then 2 + (p.branch % 2)
      when p.level = 4 or p.role = 'ab' or p.office is null then (select q.id from pg_temp.load_person q where q.level = 3 and q.branch = p.branch)
      else (select q.id from pg_temp.load_person q where q.level = 4 and q.branch = p.branch and q.office = p.office) end as superior
    from pg_temp.load_person p;

do $$ declare p record; begin
  for p in
    select x.*, b.superior, f.words[pg_temp.one_of(x.id, 11, cardinality(f.words))] || g.words[pg_temp.one_of(x.id, 12, cardinality(g.words))] as name,
           f.pinyin[pg_temp.one_of(x.id, 11, cardinality(f.words))] || g.pinyin[pg_temp.one_of(x.id, 12, cardinality(g.words))] as pinyin,
           f.initials[pg_temp.one_of(x.id, 11, cardinality(f.words))] || g.initials[pg_temp.one_of(x.id, 12, cardinality(g.words))] as initials,
           x.role || case x.role when 'gm' then '' when 'sp' then lpad(x.no::text, 4, '0') when 'sd' then lpad(x.no::text, 3, '0') when 'ab' then lpad(x.no::text, 2, '0') else x.no::text end as login
      from pg_temp.load_person x join pg_temp.load_superior b using (id), pg_temp.load_list f, pg_temp.load_list g
     where f.kind = 'surname' and g.kind = 'given' order by x.id
  loop
    perform kehu_priv.make_operator(p.login, p.name, p.pinyin, p.initials, p.role, p.dept, p.superior);
  end loop;
end $$;
insert into kehu.sharing_rule (entity, from_dept_kind, to_role) values ('order_scope', 'centre', 'ac');
insert into kehu.sharing_rule (entity, from_dept_id, to_operator_id) select 'order_scope', dept_id, id from kehu_priv.operator where role = 'ab';
update kehu_priv.operator set hired_on = kehu.today() - 400 - id % 2000;

-- The administrator comes last, with the triggers at work: they compile who reaches whom.
set local session_replication_role = origin;
select kehu_priv.make_operator('admin', '管理员', 'guanliyuan', 'gly', 'sa', 1, 1);
set local session_replication_role = replica;

-- Who sells, from the busiest to the least: the share of each falls with his rank.
create temp table load_seller on commit drop as
  select r.id, r.dept, r.rank::int, sum(1.0 / (r.rank + 10)) over (order by r.rank) / sum(1.0 / (r.rank + 10)) over () as upto
    from (select p.id, p.dept, row_number() over (order by p.role <> 'sp', hashint8extended(p.id, 13)) as rank
            from pg_temp.load_person p where p.role in ('sp', 'sd')) r;
create temp table load_sellers on commit drop as
  select array_agg(id order by rank) as ids, array_agg(upto::float8 order by rank) as upto from pg_temp.load_seller;
-- Which assistant keeps the orders of which department.
create temp table load_desk on commit drop as
  select d.id as dept, (select p.id from pg_temp.load_person p where p.role = 'ab' and p.branch = d.branch) as assistant from pg_temp.load_dept d;
analyze pg_temp.load_person, pg_temp.load_seller, pg_temp.load_desk;
