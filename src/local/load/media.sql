-- Forty titles with nine places each, two years of issues behind and one ahead, a rate card for each year.
insert into kehu.publication (id, code, name, pinyin, initials, group_id, class_id, periodicity, publisher, book_days, material_days, pay_days, discount_floor) overriding system value
  select n, 'T' || lpad(n::text, 2, '0'), a.words[1 + n * 7 % 40] || b.words[1 + n * 11 % 40] || (array['周刊', '画报', '月刊', '生活'])[1 + n % 4],
         a.pinyin[1 + n * 7 % 40] || b.pinyin[1 + n * 11 % 40] || (array['zhoukan', 'huabao', 'yuekan', 'shenghuo'])[1 + n % 4],
         a.initials[1 + n * 7 % 40] || b.initials[1 + n * 11 % 40] || (array['zk', 'hb', 'yk', 'sh'])[1 + n % 4],
         1 + n % 2, 1 + n % 6, (array['weekly', 'biweekly', 'monthly'])[1 + n % 3], '示例杂志社', 25, 18, 30, 0.6
    from generate_series(1, 40) n, pg_temp.load_list a, pg_temp.load_list b where a.kind = 'brand_a' and b.kind = 'brand_b';

create temp table load_place on commit drop as
  select * from (values (1, 'FD', '封底', 'fengdi', 'fd', '210x285', true, 200), (2, 'FE', '封二', 'fenger', 'fe', '210x285', true, 160), (3, 'FS', '封三', 'fengsan', 'fs', '210x285', true, 130),
    (4, 'FY', '扉页', 'feiye', 'fy', '210x285', true, 150), (5, 'MLDY', '目录对页', 'muluduiye', 'mldy', '210x285', true, 135), (6, 'KY', '跨页', 'kuaye', 'ky', '420x285', false, 190),
    (7, 'NYZB', '内页整版', 'neiyezhengban', 'nyzb', '210x285', false, 100), (8, 'HB', '1/2横', '12heng', '12h', '210x140', false, 58), (9, 'SB', '1/3竖', '13shu', '13s', '70x285', false, 40))
    p(n, code, name, pinyin, initials, size, once, percent);
insert into kehu.ad_position (id, publication_id, code, name, pinyin, initials, size, colour, unique_per_issue) overriding system value
  select (b.id - 1) * 9 + p.n, b.id, p.code, p.name, p.pinyin, p.initials, p.size, 'colour', p.once from kehu.publication b, pg_temp.load_place p order by b.id, p.n;

insert into kehu.rate_card (id, publication_id, valid_from, valid_to) overriding system value
  select (b.id - 1) * 4 + y + 3, b.id, make_date(extract(year from s.today)::int + y, 1, 1), make_date(extract(year from s.today)::int + y, 12, 31)
    from kehu.publication b, generate_series(-2, 1) y, pg_temp.load_size s;
insert into kehu.rate_item (rate_card_id, position_id, list_price)
  select c.id, p.id, round((30000 + c.publication_id * 1000) * (100 + 5 * (extract(year from c.valid_from)::int - extract(year from s.today)::int)) / 100.0 * l.percent / 10000) * 100
    from kehu.rate_card c join kehu.ad_position p on p.publication_id = c.publication_id join pg_temp.load_place l on l.code = p.code, pg_temp.load_size s order by c.id, p.id;

create temp table load_issue on commit drop as
  select b.id as publication_id, d.day::date as day, row_number() over (partition by b.id order by d.day)::int as k,
         row_number() over (partition by b.id, extract(year from d.day) order by d.day)::int as no,
         row_number() over (order by b.id, d.day) as id
    from kehu.publication b, pg_temp.load_size s,
      lateral (select day from generate_series(s.today - 730 - extract(isodow from s.today)::int + 1 + (b.id % 5)::int, s.today + 365, interval '7 days') with ordinality x(day, w)
                where case b.periodicity when 'weekly' then true when 'biweekly' then w % 2 = 0 else w % 4 = 0 end) d;
insert into kehu.issue (id, publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on, status) overriding system value
  select i.id, i.publication_id, extract(year from i.day)::int, i.no, extract(year from i.day) || '年第' || i.no || '期', i.day, i.day - 25, i.day - 18, i.day - 30,
         case when i.day <= s.today then 'published' when i.day <= s.today + 240 then 'open' else 'planned' end
    from pg_temp.load_issue i, pg_temp.load_size s order by i.id;
create index on pg_temp.load_issue (publication_id, day);
create index on pg_temp.load_issue (publication_id, k);
analyze pg_temp.load_issue, kehu.rate_card, kehu.rate_item, kehu.ad_position, kehu.publication;
