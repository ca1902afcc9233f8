-- Which company a name means: its plain form, its core without the legal form and the regions, its brand without words of the trade;
-- and who may have it already, told across rights by name, department, owner and status and nothing else.
set local role kehu_owner;

insert into kehu.dict (code, label, label_en) values
  ('region', '地区词', 'Regions in company names'),
  ('trade_word', '行业通用词', 'Words of the trade in company names');
insert into kehu.dict_item (dict_code, code, label, label_en, sort)
  select 'region', w[2], w[1], initcap(w[2]), n from (
    select string_to_array(x, ' ') as w, n from unnest(string_to_array(
      '中国 china,北京 beijing,上海 shanghai,天津 tianjin,重庆 chongqing,河北 hebei,山西 shanxi,内蒙古 inner_mongolia,辽宁 liaoning,吉林 jilin,黑龙江 heilongjiang,江苏 jiangsu,'
      '浙江 zhejiang,安徽 anhui,福建 fujian,江西 jiangxi,山东 shandong,河南 henan,湖北 hubei,湖南 hunan,广东 guangdong,广西 guangxi,海南 hainan,四川 sichuan,贵州 guizhou,'
      '云南 yunnan,西藏 tibet,陕西 shaanxi,甘肃 gansu,青海 qinghai,宁夏 ningxia,新疆 xinjiang,香港 hong_kong,澳门 macau,台湾 taiwan,广州 guangzhou,深圳 shenzhen,'
      '南京 nanjing,杭州 hangzhou,青岛 qingdao,沈阳 shenyang,西安 xian,厦门 xiamen,武汉 wuhan,成都 chengdu,苏州 suzhou,宁波 ningbo,无锡 wuxi,长沙 changsha,郑州 zhengzhou,'
      '济南 jinan,大连 dalian,福州 fuzhou,合肥 hefei,昆明 kunming,哈尔滨 harbin,长春 changchun,石家庄 shijiazhuang,太原 taiyuan,南昌 nanchang,佛山 foshan,珠海 zhuhai,'
      '东莞 dongguan,温州 wenzhou,常州 changzhou,南宁 nanning,海口 haikou,贵阳 guiyang,兰州 lanzhou,西宁 xining,银川 yinchuan,乌鲁木齐 urumqi,呼和浩特 hohhot,拉萨 lhasa',
      ',')) with ordinality y(x, n)) z;
insert into kehu.dict_item (dict_code, code, label, label_en, sort)
  select 'trade_word', w[2], w[1], initcap(w[2]), n from (
    select string_to_array(x, ' ') as w, n from unnest(string_to_array(
      '广告 advertising,传媒 media,传播 communication,文化 culture,文化传播 culture_media,品牌传播 brand_communication,媒介 media_buying,媒介策划 media_planning,策划 planning,'
      '贸易 trading,商贸 commerce,国际 international,科技 technology,电子科技 electronic_technology,实业 industry,投资 investment,投资管理 investment_management,管理 management,'
      '发展 development,化妆品 cosmetics,日化 household_chemicals,日用化学 daily_chemicals,洗护用品 toiletries,美容用品 beauty_supplies,美容 beauty,用品 supplies,'
      '汽车 cars,汽车销售 car_sales,汽车贸易 car_trading,汽车服务 car_service,销售 sales,服务 service,集团 group,控股 holding,股份 shares,有限 limited,置业 property,'
      '房地产 real_estate,房地产开发 property_development,地产 estate,开发 developing,酒业 liquor,酿酒 brewing,食品 food,饮料 drinks,服饰 apparel,服装 clothing,医药 medicine,制药 pharmaceuticals,'
      '通信 telecom,通信设备 telecom_equipment,设备 equipment,电子 electronics,数码 digital,网络 network,信息 information,工贸 industry_and_trade,企业 enterprise',
      ',')) with ordinality y(x, n)) z;

create function kehu_priv.plain_name(p_name text) returns text
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return upper(regexp_replace(normalize(p_name, nfkc), '[^[:alnum:]]', '', 'g'));
end $$;

-- The company's lists as patterns; a word with nothing but letters cannot be more than a word in one.
create function kehu_priv.name_words(out regions text, out trades text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select coalesce(string_agg(w, '|') filter (where d = 'region'), U&'\FFFF'), coalesce(string_agg(w, '|') filter (where d = 'trade_word'), U&'\FFFF')
    into regions, trades
    from (select i.dict_code::text as d, kehu_priv.plain_name(i.label) as w from kehu.dict_item i where i.dict_code in ('region', 'trade_word') and i.active) x
   where w <> '';
end $$;

-- The parts of a name by the spec: one legal form off its end, regions off both ends, words of the trade out of the brand.
create function kehu_priv.name_parts(p_name text, p_regions text, p_trades text, out norm text, out core text, out regions text[], out brand text)
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare v_place text := '(' || p_regions || ')(?:自治区|特别行政区|省|市(?!场))?'; v_found text[];
begin
  norm := coalesce(kehu_priv.plain_name(p_name), '');
  core := regexp_replace(norm, '(股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|总公司|分公司|公司|COLTD|LTD|INC)$', '');
  regions := '{}';
  loop
    v_found := regexp_match(core, '^' || v_place);
    exit when v_found is null;
    core := regexp_replace(core, '^' || v_place, '');
    if v_found[1] <> all (regions) then regions := regions || v_found[1]; end if;
  end loop;
  loop
    v_found := regexp_match(core, v_place || '$');
    exit when v_found is null;
    core := regexp_replace(core, v_place || '$', '');
    if v_found[1] <> all (regions) then regions := regions || v_found[1]; end if;
  end loop;
  brand := regexp_replace(core, p_trades, '', 'g');
end $$;

-- Pieces of three characters, the ends marked; two thirds of them shared is alike.
create function kehu_priv.core_grams(p_core text) returns text[]
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(p_core, '') = '' then return '{}'; end if;
  return array(select distinct substr('  ' || p_core || ' ', i, 3) from generate_series(1, length(p_core) + 1) i);
end $$;
create function kehu_priv.alike(p_one text[], p_other text[]) returns numeric
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare v_both int := (select count(*) from unnest(p_one) g where g = any (p_other));
begin
  return round(v_both::numeric / nullif(cardinality(p_one) + cardinality(p_other) - v_both, 0), 4);
end $$;

-- None where too little is left to tell anybody by.
create function kehu_priv.whole_number(p_phone text) returns text
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare v text := kehu_priv.phone_number(p_phone);
begin
  return case when length(v) >= 7 then v end;
end $$;

-- A director or the administrator lets a second company of a name or tax id in, once, with his reason.
create table kehu_priv.dup_permit (
  id bigint generated always as identity primary key,
  name_norm text not null, reason kehu.line not null, permitted_by int not null references kehu_priv.operator, permitted_at timestamptz not null default now(),
  used_for bigint
);
create index dup_permit_open on kehu_priv.dup_permit (name_norm) where used_for is null;

create function kehu.permit_duplicate(p_name text, p_reason text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_norm text := kehu_priv.plain_name(p_name);
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if kehu_priv.my_role() not in ('sd', 'sa') then perform kehu_priv.deny('not_yours'); end if;
  if coalesce(v_norm, '') = '' then perform kehu_priv.refuse('required', 'name'); end if;
  if coalesce(btrim(p_reason), '') = '' then perform kehu_priv.refuse('needs_reason', 'dup_ok_reason'); end if;
  insert into kehu_priv.dup_permit (name_norm, reason, permitted_by) values (v_norm, btrim(p_reason), kehu.me());
end $$;

create function kehu_priv.customer_keys() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v record; v_permit record; v_which text;
begin
  select p.* into v from kehu_priv.name_words() w, kehu_priv.name_parts(new.name, w.regions, w.trades) p;
  -- A permit is used where it is needed.
  select d.id, d.reason into v_permit from kehu_priv.dup_permit d
   where d.name_norm = v.norm and d.used_for is null and new.deleted_at is null
     and exists (select from kehu_priv.customer_key k where k.live and k.customer_id <> new.id and (k.name_norm = v.norm or k.uscc = new.uscc))
   order by d.id limit 1 for update skip locked;
  insert into kehu_priv.customer_key as k (customer_id, name_norm, name_core, brand_key, regions, grams, uscc, live, dup_ok_reason)
    values (new.id, v.norm, case when v.brand <> '' then v.core end, nullif(v.brand, ''), v.regions,
            case when v.brand <> '' then kehu_priv.core_grams(v.core) else '{}' end, new.uscc, new.deleted_at is null, v_permit.reason)
    on conflict (customer_id) do update set name_norm = excluded.name_norm, name_core = excluded.name_core, brand_key = excluded.brand_key,
      regions = excluded.regions, grams = excluded.grams, uscc = excluded.uscc, live = excluded.live,
      dup_ok_reason = case when v_permit.id is not null then v_permit.reason when (k.name_norm, k.uscc) is not distinct from (excluded.name_norm, excluded.uscc) then k.dup_ok_reason end,
      former_names = case when k.name_norm = excluded.name_norm or k.name_norm = any (k.former_names) then k.former_names else k.former_names || k.name_norm end;
  if v_permit.id is not null then update kehu_priv.dup_permit d set used_for = new.id where d.id = v_permit.id; end if;
  return null;
exception when unique_violation then
  get stacked diagnostics v_which = constraint_name;
  if v_which = 'customer_uscc_taken' then perform kehu_priv.refuse('customer_uscc_taken', 'uscc'); end if;
  perform kehu_priv.refuse('duplicate_name', 'name');
  return null;
end $$;
create trigger keys after insert or update of name, uscc, deleted_at on kehu.customer for each row execute function kehu_priv.customer_keys();

-- By which words the keys were made. Keys follow their customer by a trigger; when the company changes its words all are made again.
create table kehu_priv.key_words (one bool primary key default true constraint key_words_one check (one), regions text not null, trades text not null);
insert into kehu_priv.key_words (regions, trades) select w.regions, w.trades from kehu_priv.name_words() w;
comment on table kehu_priv.key_words is 'The words by which the keys of customers were made';
create function kehu_priv.refresh_customer_keys() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v record;
begin
  select * into v from kehu_priv.name_words();
  perform from kehu_priv.key_words u where (u.regions, u.trades) = (v.regions, v.trades) for update;
  if found then return; end if;
  update kehu_priv.customer_key k
     set name_norm = x.norm, name_core = x.core, brand_key = x.brand, regions = x.regions, grams = kehu_priv.core_grams(x.core), uscc = x.uscc
    from (select c.id, c.uscc, p.norm, case when p.brand <> '' then p.core end as core, nullif(p.brand, '') as brand, p.regions
            from kehu.customer c, kehu_priv.name_parts(c.name, v.regions, v.trades) p) x
   where x.id = k.customer_id
     and (k.name_norm, k.name_core, k.brand_key, k.regions, k.uscc) is distinct from (x.norm, x.core, x.brand, x.regions, x.uscc);
  update kehu_priv.key_words u set regions = v.regions, trades = v.trades;
end $$;

-- Companies that may be the one being entered, across rights. `block`: it is the same; `strong`: very likely; `weak`: look. The id only where
-- the asker may read the record. What more than twenty companies share (a brand, a switchboard) tells nobody.
create function kehu.like_customer(p_name text, p_uscc text default null, p_phone text default null, p_except bigint default null)
  returns table (verdict text, reason text, score int, id bigint, name text, department text, owner text, status text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v record; v_grams text[] := '{}'; v_rare text[]; v_least int;
  v_phone text := kehu_priv.whole_number(p_phone);
  v_fours text[] := coalesce(kehu_priv.fours(kehu_priv.whole_number(p_phone)), '{}');
  v_uscc text := nullif(upper(regexp_replace(coalesce(p_uscc, ''), '\s', '', 'g')), '');
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select p.norm, case when p.brand <> '' then p.core end as core, nullif(p.brand, '') as brand, p.regions into v
    from kehu_priv.name_words() w, kehu_priv.name_parts(coalesce(p_name, ''), w.regions, w.trades) p;
  if length(v.norm) < 2 and v_uscc is null and v_phone is null then return; end if;
  if length(v.core) >= 4 then
    -- Alike by six tenths share at least one of any such many pieces: those that say most are looked for.
    v_grams := kehu_priv.core_grams(v.core);
    v_least := cardinality(v_grams) - ceil(cardinality(v_grams) * 0.6)::int + 1;
    v_rare := array(select g from unnest(v_grams) g order by g like '  %', position(btrim(g) in v.core) limit v_least);
  end if;
  return query
    select h.verdict, h.reason, h.score, case when kehu_priv.sees_customer(c.id) then c.id end, c.name::text, d.name::text, o.name::text, c.status
      from (select distinct on (x.id) x.* from (
              select k.customer_id as id, 'block' as verdict, 'name' as reason, 100 as score from kehu_priv.customer_key k where k.live and k.name_norm = v.norm and v.norm <> ''
              union all
              select k.customer_id, 'block', 'uscc', 100 from kehu_priv.customer_key k where k.live and k.uscc = v_uscc
              union all
              select k.customer_id, 'strong', 'former_name', 85 from kehu_priv.customer_key k where k.live and k.former_names <> '{}' and k.former_names @> array[v.norm]
              union all
              (select k.customer_id, case when kehu_priv.elsewhere(k.regions, v.regions) then 'weak' else 'strong' end,
                      case when kehu_priv.elsewhere(k.regions, v.regions) then 'core_elsewhere' else 'core' end,
                      case when kehu_priv.elsewhere(k.regions, v.regions) then 70 else 90 end
                 from kehu_priv.customer_key k where k.live and k.name_core = v.core
                order by kehu_priv.elsewhere(k.regions, v.regions) limit 20)
              union all
              select b.customer_id, 'weak', 'brand', 60
                from (select k.customer_id, count(*) over () as n from (select customer_id from kehu_priv.customer_key where live and brand_key = v.brand limit 21) k) b where b.n <= 20
              union all
              (select f.customer_id, 'strong', 'phone', 80
                 from (select distinct coalesce(q.customer_id, n.record_id) as customer_id from kehu_priv.name_key n
                         left join kehu.contact q on n.kind = 'contact' and q.id = n.record_id
                        where v_phone is not null and n.digits <> '' and kehu_priv.fours(n.digits) @> v_fours and v_phone = any (string_to_array(n.digits, ' '))
                        limit 21) f)
              union all
              (select s.customer_id, 'weak', 'similar', 50
                 from kehu_priv.customer_key s where s.live and v_rare <> '{}' and s.grams && v_rare and kehu_priv.alike(s.grams, v_grams) >= 0.6 limit 20)
            ) x where x.id is distinct from p_except
            order by x.id, x.score desc) h
      join kehu.customer c on c.id = h.id
      join kehu_priv.operator o on o.id = c.owner_id join kehu.department d on d.id = c.dept_id
     order by h.score desc, c.id limit 10;
end $$;

-- Both say where they are, and not in the same place. A name that does not say is not elsewhere.
create function kehu_priv.elsewhere(p_one text[], p_other text[]) returns bool
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return p_one <> '{}' and p_other <> '{}' and not p_one && p_other;
end $$;

-- People who may be the one being entered: the same number anywhere, the same name at the same customer. Told as companies are.
create function kehu.like_contact(p_name text, p_mobile text, p_customer_id bigint default null, p_except bigint default null)
  returns table (verdict text, reason text, score int, id bigint, name text, customer text, department text, owner text, status text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_mobile text := kehu_priv.whole_number(p_mobile);
  v_fours text[] := coalesce(kehu_priv.fours(kehu_priv.whole_number(p_mobile)), '{}');
  v_norm text := kehu_priv.plain_text(p_name);
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  return query
    select 'strong', h.reason, h.score, case when kehu_priv.sees_customer(c.id) then k.id end, case when kehu_priv.sees_customer(c.id) then k.name::text end,
           c.name::text, d.name::text, o.name::text, c.status
      from (select distinct on (x.id) x.* from (
              select n.record_id as id, 'mobile' as reason, 90 as score from kehu_priv.name_key n
               where v_mobile is not null and n.kind = 'contact' and n.digits <> '' and kehu_priv.fours(n.digits) @> v_fours
                 and v_mobile = any (string_to_array(n.digits, ' '))
              union all
              select q.id, 'name', 85 from kehu.contact q
               where q.customer_id = p_customer_id and v_norm <> '' and kehu_priv.plain_text(q.name) = v_norm and kehu_priv.sees_customer(p_customer_id)
            ) x where x.id is distinct from p_except order by x.id, x.score desc) h
      join kehu.contact k on k.id = h.id and k.deleted_at is null join kehu.customer c on c.id = k.customer_id and c.deleted_at is null
      join kehu_priv.operator o on o.id = c.owner_id join kehu.department d on d.id = c.dept_id
     order by h.score desc, k.id limit 10;
end $$;

grant execute on function kehu.permit_duplicate(text, text), kehu.like_customer(text, text, text, bigint), kehu.like_contact(text, text, bigint, bigint) to kehu_operator;
comment on table kehu_priv.dup_permit is 'Names that were permitted a second time, each used once';
comment on function kehu.like_customer(text, text, text, bigint) is 'companies that may be this one, across rights';
comment on function kehu.like_contact(text, text, bigint, bigint) is 'people who may be this one, across rights';

reset role;
