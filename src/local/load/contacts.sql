-- Two people at each customer.
insert into kehu.contact (id, intent, customer_id, name, pinyin, initials, gender, job_title, mobile, email, relation_depth, is_key, is_decider, birth_calendar, birth_month,
                          birth_day, owner_id, dept_id, created_by, created_at, updated_at) overriding system value
  select n, md5('contact' || n)::uuid, c.id, f.words[x.f] || w.words[x.w], f.pinyin[x.f] || w.pinyin[x.w], f.initials[x.f] || w.initials[x.w],
         case when x.w <= 24 then 'f' else 'm' end, (array['市场总监', '品牌经理', '财务经理', '采购', '总经理'])[1 + n % 5], '139' || lpad((n * 7919 % 100000000)::text, 8, '0'),
         'k' || n || '@example.com', 1 + n % 5, n % 2 = 1, n % 2 = 1, 'solar', pg_temp.one_of(n, 31, 12), pg_temp.one_of(n, 32, 28), c.owner, c.dept, c.owner,
         pg_temp.at(c.since, n, 33), pg_temp.at(c.since + pg_temp.one_of(n, 34, 300), n, 35)
    from pg_temp.load_size s, generate_series(1::bigint, s.contacts) g(n) join pg_temp.load_customer c on c.id = (g.n + 1) / 2, pg_temp.load_list f, pg_temp.load_list w,
      lateral (select pg_temp.one_of(n, 36, cardinality(f.words)) as f, pg_temp.one_of(n, 37, cardinality(w.words)) as w) x
   where f.kind = 'surname' and w.kind = 'given' order by n;
