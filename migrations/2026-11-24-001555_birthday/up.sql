-- Birthdays: which day one falls on next, by the sun or by the moon. The lunar months of 1989 to 2100, whose days a client could work
-- out but a filter of the database could not.
set local role kehu_owner;

create table kehu_priv.lunar_month (
  month int not null, leap bool not null, starts_on date not null, days int not null,
  primary key (month, leap, starts_on)
);
comment on table kehu_priv.lunar_month is 'Lunar months by their first day; of a year without that leap month the ordinary month stands in';
comment on column kehu_priv.lunar_month.leap is 'a birthday of a leap month: it is kept in the leap month of years that have it';

-- Per year: the first day, the month that is followed by its leap month (0: none), and each month in turn as long (1) or short (0).
with year (first, leap, long) as (values
  ('1989-02-06',0,'100101010111'), ('1990-01-27',5,'0100100101111'), ('1991-02-15',0,'010010010111'), ('1992-02-04',0,'011001001011'),
  ('1993-01-23',3,'0110101001010'), ('1994-02-10',0,'111010100101'), ('1995-01-31',8,'0110101100101'), ('1996-02-19',0,'010110101100'),
  ('1997-02-07',0,'101010110110'), ('1998-01-28',5,'1001001101101'), ('1999-02-16',0,'100100101110'), ('2000-02-05',0,'110010010110'),
  ('2001-01-24',4,'1101010010101'), ('2002-02-12',0,'110101001010'), ('2003-02-01',0,'110110100101'), ('2004-01-22',2,'0101101010101'),
  ('2005-02-09',0,'010101101010'), ('2006-01-29',7,'1010101011011'), ('2007-02-18',0,'001001011101'), ('2008-02-07',0,'100100101101'),
  ('2009-01-26',5,'1100100101011'), ('2010-02-14',0,'101010010101'), ('2011-02-03',0,'101101001010'), ('2012-01-23',4,'1011010101010'),
  ('2013-02-10',0,'101011010101'), ('2014-01-31',9,'0101010110101'), ('2015-02-19',0,'010010111010'), ('2016-02-08',0,'101001011011'),
  ('2017-01-28',6,'0101001010111'), ('2018-02-16',0,'010100101011'), ('2019-02-05',0,'101010010011'), ('2020-01-25',4,'0111010010101'),
  ('2021-02-12',0,'011010101010'), ('2022-02-01',0,'101011010101'), ('2023-01-22',2,'0100110110101'), ('2024-02-10',0,'010010110110'),
  ('2025-01-29',6,'1010010101110'), ('2026-02-17',0,'101001001110'), ('2027-02-06',0,'110100100110'), ('2028-01-26',5,'1110100100110'),
  ('2029-02-13',0,'110101010011'), ('2030-02-03',0,'010110101010'), ('2031-01-23',3,'0110101101010'), ('2032-02-11',0,'100101101101'),
  ('2033-01-31',11,'0100101011101'), ('2034-02-19',0,'010010101101'), ('2035-02-08',0,'101001001101'), ('2036-01-28',6,'1101001001011'),
  ('2037-02-15',0,'110100100101'), ('2038-02-04',0,'110101010010'), ('2039-01-24',5,'1101101010100'), ('2040-02-12',0,'101101011010'),
  ('2041-02-01',0,'010101101101'), ('2042-01-22',2,'0100101011011'), ('2043-02-10',0,'010010011011'), ('2044-01-30',7,'1010010010111'),
  ('2045-02-17',0,'101001001011'), ('2046-02-06',0,'101010100101'), ('2047-01-26',5,'1011010100101'), ('2048-02-14',0,'011011010010'),
  ('2049-02-02',0,'101011011010'), ('2050-01-23',3,'0101010110110'), ('2051-02-11',0,'100100110111'), ('2052-02-01',8,'0100100101111'),
  ('2053-02-19',0,'010010010111'), ('2054-02-08',0,'011001001011'), ('2055-01-28',6,'0110101001010'), ('2056-02-15',0,'111010100101'),
  ('2057-02-04',0,'011010110010'), ('2058-01-24',4,'1010101101100'), ('2059-02-12',0,'101010101110'), ('2060-02-02',0,'100100101110'),
  ('2061-01-21',3,'1100100101110'), ('2062-02-09',0,'110010010110'), ('2063-01-29',7,'1101010010101'), ('2064-02-17',0,'110101001010'),
  ('2065-02-05',0,'110110100101'), ('2066-01-26',5,'0101101010101'), ('2067-02-14',0,'010101101010'), ('2068-02-03',0,'101001101101'),
  ('2069-01-23',4,'0101001011101'), ('2070-02-11',0,'010100101101'), ('2071-01-31',8,'1010100101011'), ('2072-02-19',0,'101010010101'),
  ('2073-02-07',0,'101101001010'), ('2074-01-27',6,'1011010101010'), ('2075-02-15',0,'101011010101'), ('2076-02-05',0,'010101011010'),
  ('2077-01-24',4,'1010010111010'), ('2078-02-12',0,'101001011011'), ('2079-02-02',0,'010100101011'), ('2080-01-22',3,'1010100100111'),
  ('2081-02-09',0,'011010010011'), ('2082-01-29',7,'0111001010011'), ('2083-02-17',0,'011010101010'), ('2084-02-06',0,'101011010101'),
  ('2085-01-26',5,'0100110110101'), ('2086-02-14',0,'010010110110'), ('2087-02-03',0,'101001010111'), ('2088-01-24',4,'0101001001110'),
  ('2089-02-10',0,'110100100110'), ('2090-01-30',8,'1110100100110'), ('2091-02-18',0,'110101010010'), ('2092-02-07',0,'110110101010'),
  ('2093-01-27',6,'0110101101010'), ('2094-02-15',0,'010101101101'), ('2095-02-05',0,'010010101110'), ('2096-01-25',4,'1010010011101'),
  ('2097-02-12',0,'101001001101'), ('2098-02-01',0,'110100010101'), ('2099-01-21',2,'1101100100101'), ('2100-02-09',0,'110101010010')),
month as (
  select y.first::date, y.leap as leaps, n, case when y.leap > 0 and n > y.leap then n - 1 else n end as month, y.leap > 0 and n = y.leap + 1 as leap,
    substr(y.long, n, 1)::int + 29 as days
    from year y cross join lateral generate_series(1, length(y.long)) n),
dated as (
  select m.month, m.leap, m.leaps, m.days,
    m.first + coalesce(sum(m.days) over (partition by m.first order by m.n rows between unbounded preceding and 1 preceding), 0)::int as starts_on
    from month m)
insert into kehu_priv.lunar_month (month, leap, starts_on, days)
  select d.month, d.leap, d.starts_on, d.days from dated d
  union all select d.month, true, d.starts_on, d.days from dated d where not d.leap and d.month <> d.leaps;

-- A day that the month of a year does not have (29 February, the 30th of a short month) is kept on its last one.
create function kehu.next_birthday(p_calendar text, p_month int, p_day int, p_leap bool, p_from date) returns date
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_first date; v_day date; v_year int := extract(year from p_from);
begin
  if p_calendar is null or p_month not between 1 and 12 or p_day not between 1 and 31 or p_month is null or p_day is null or v_year is null then return null; end if;
  if p_calendar = 'lunar' then
    return (select m.starts_on + least(p_day, m.days) - 1 from kehu_priv.lunar_month m
             where m.month = p_month and m.leap = coalesce(p_leap, false) and m.starts_on > p_from - 30
               and m.starts_on + least(p_day, m.days) - 1 >= p_from order by m.starts_on limit 1);
  end if;
  for y in v_year .. v_year + 1 loop
    v_first := make_date(y, p_month, 1);
    v_day := least(v_first + p_day - 1, (v_first + interval '1 month')::date - 1);
    if v_day >= p_from then return v_day; end if;
  end loop;
  return null;
end $$;
grant execute on function kehu.next_birthday(text, int, int, bool, date) to kehu_operator;
comment on function kehu.next_birthday(text, int, int, bool, date) is 'the day, this one or later, on which a birthday of that calendar, month and day is kept next';

reset role;
