-- Who the customers are. Names are all combinations of town, brand and trade, walked in steps that meet none twice; the first customers
-- are those who buy most.
create temp table load_customer on commit drop as
  select x.id, x.owner, p.dept, x.city || x.brand || x.trade || '有限公司' as name,
         x.city_p || x.brand_p || x.trade_p || 'youxiangongsi' as pinyin, x.city_i || x.brand_i || x.trade_i || 'yxgs' as initials, x.city, x.brand, x.industry,
         case when x.id % 25 = 0 then case when x.id % 150 = 0 then 'both' else 'agency' end else 'advertiser' end as kind,
         case when x.id > s.customers * 0.75 and x.id % 4 = 0 then 'archived' when pg_temp.u(x.id, 21) < 0.45 then 'active' else 'normal' end as status,
         s.today - 365 - floor(2200 * (1 - (x.id - 0.5) / s.customers))::int as since
    from pg_temp.load_size s,
      lateral (select id, w.ids[1 + width_bucket(pg_temp.u(id, 22), w.upto)] as owner,
                      c.words[1 + m % 30] as city, c.pinyin[1 + m % 30] as city_p, c.initials[1 + m % 30] as city_i,
                      a.words[1 + m / 30 % 40] || b.words[1 + m / 1200 % 40] as brand, a.pinyin[1 + m / 30 % 40] || b.pinyin[1 + m / 1200 % 40] as brand_p,
                      a.initials[1 + m / 30 % 40] || b.initials[1 + m / 1200 % 40] as brand_i,
                      t.words[1 + m / 48000] as trade, t.pinyin[1 + m / 48000] as trade_p, t.initials[1 + m / 48000] as trade_i, i.words[1 + m / 48000 / 3] as industry
                 from generate_series(1, s.customers) id, lateral (select (id::bigint * 1000003 % 1728000)::int as m) k, pg_temp.load_sellers w,
                      pg_temp.load_list c, pg_temp.load_list a, pg_temp.load_list b, pg_temp.load_list t, pg_temp.load_list i
                where c.kind = 'city' and a.kind = 'brand_a' and b.kind = 'brand_b' and t.kind = 'trade' and i.kind = 'industry') x
    join pg_temp.load_person p on p.id = x.owner
   order by x.id;
create unique index on pg_temp.load_customer (id);
analyze pg_temp.load_customer;

insert into kehu.customer_card (customer_id, short_name, archive_reason, owner_id, dept_id, updated_at)
  select id, brand, case when status = 'archived' then '一年未投放' end, owner, dept, pg_temp.at(since, id, 23) from pg_temp.load_customer order by id;
insert into kehu.invoice_title (customer_id, title, tax_no, bank, account, is_default, owner_id, dept_id, created_at, updated_at)
  select id, name, '99' || lpad(id::text, 13, '0'), '示例银行' || city || '分行', lpad(id::text, 16, '6'), true, owner, dept, pg_temp.at(since, id, 24), pg_temp.at(since, id, 24)
    from pg_temp.load_customer where status <> 'archived' order by id;
