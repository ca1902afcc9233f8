-- The words all tables are written in: money, ratios, business dates, clean text.
set local role kehu_owner;

-- NaN sorts above all numbers, so the upper bound refuses it.
create domain kehu.amount as numeric(14,2) constraint amount_range check (value >= 0 and value < 1e12);
create domain kehu.ratio as numeric(6,4) constraint ratio_range check (value >= 0 and value <= 2);
create domain kehu.bizdate as date constraint bizdate_range check (value between date '1990-01-01' and date '2100-12-31');
-- A moment, within the days above: infinity and the like stop the programs that read it.
create domain kehu.moment as timestamptz constraint bizdate_range check (value >= timestamptz '1990-01-01 00:00+00' and value < timestamptz '2101-01-02 00:00+00');
-- No control, direction, invisible, zero-width or tag characters, no byte order mark: names go to terminals and files.
create domain kehu.line as text constraint line_clean check (
  length(value) <= 200 and value !~ U&'[\0001-\001F\007F-\009F\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B\200C\200E\200F\2028-\202E\2060-\206F\3164\FEFF\FFA0\FFF0-\FFFB\+01D173-\+01D17A\+0E0000-\+0E00FF\+0E01F0-\+0E0FFF]');
create domain kehu.note as text constraint note_clean check (
  length(value) <= 20000 and value !~ U&'[\0001-\0008\000B\000C\000E-\001F\007F-\009F\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B\200C\200E\200F\202A-\202E\2060-\206F\3164\FEFF\FFA0\FFF0-\FFFB\+01D173-\+01D17A\+0E0000-\+0E00FF\+0E01F0-\+0E0FFF]');

-- The last of the eighteen characters of a unified social credit code, by the seventeen before it (GB 32100).
create function kehu.credit_digit(p_code text) returns text
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare v_letters constant text := '0123456789ABCDEFGHJKLMNPQRTUWXY'; v_sum int := 0; v_weight int := 1;
begin
  for i in 1..17 loop
    v_sum := v_sum + (position(substr(p_code, i, 1) in v_letters) - 1) * v_weight;
    v_weight := v_weight * 3 % 31;
  end loop;
  return substr(v_letters, (31 - v_sum % 31) % 31 + 1, 1);
end $$;
grant execute on function kehu.credit_digit(text) to kehu_operator;
comment on function kehu.credit_digit(text) is 'the last character that belongs to the first seventeen of a credit code';

reset role;
