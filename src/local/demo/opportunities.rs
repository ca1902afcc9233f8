//! Opportunities of the demo company, with their lines, contacts, stays in stages and the activities that belong to them. They
//! follow from the customers and rate cards that are there, so they are made of them by the database.

/// Done contacts and planned tasks that they bring along; the other activities are so many fewer.
pub const ACTIVITIES: usize = 360;

/// 400: 180 open over the five stages (20 beyond the standard, 25 that nobody cares for, 10 key projects), 110 won, 80 lost with
/// reasons and competitors, 15 invalid, 15 put aside; each with every stage it went through.
pub const OPPORTUNITIES: &str = "insert into kehu.competitor (id, name, media, strengths, weaknesses, price_note, created_by) overriding system value \
      select n, name, media, strengths, weaknesses, price, (select min(id) from kehu_priv.operator where role = 'sd') from (values \
        (1, '华纸传媒', '都市周刊、周末画报', '发行量大', '版面质量一般', '常打六折'), (2, '东方印象广告', '航空杂志三本', '机场渠道', '不做内容', '七折起'), \
        (3, '新风尚传播', '时尚杂志', '选题新', '排期紧', '年框八折'), (4, '锦程媒介', '车志、家居', '汽车客户多', '只做华东', '送软文'), \
        (5, '万象代理', '综合代理', '价格低', '服务少', '最低五折'), (6, '海汇广告', '财经类', '高端读者', '起订量高', '不打折'), \
        (7, '都会互动', '网络媒体', '见效快', '没有品牌感', '按点击'), (8, '博闻传媒', '行业报刊', '专业读者', '覆盖窄', '六五折'), \
        (9, '北辰公关', '活动加媒体', '打包执行', '单价高', '整案报价'), (10, '星河户外', '户外大牌', '到达率高', '位置有限', '季度合约')) \
        v (n, name, media, strengths, weaknesses, price); \
    create temp table demo_opportunity on commit drop as \
      select x.*, s.id as stage_id, s.seq, s.standard_days, \
        kehu.today() - closed_ago - case when x.state = 'open' then case when n % 9 = 0 then s.standard_days + 1 + n % 11 else n * 5 % (s.standard_days + 1) end \
          else 2 + n % 9 end as entered \
      from (select n, c.id as customer_id, c.owner_id, c.dept_id, c.name as customer, \
              case when n <= 180 then 'open' when n <= 290 then 'won' when n <= 370 then 'lost' when n <= 385 then 'invalid' else 'suspended' end as state, \
              case when n <= 180 then 1 + n % 5 when n <= 290 then 5 else 1 + n % 4 end as at_stage, \
              case when n <= 180 or n > 385 then 0 else 3 + n * 13 % 330 end as closed_ago, \
              case n % 5 when 0 then 'key' when 4 then 'low' else 'normal' end as importance \
            from (select c.*, row_number() over (order by md5('opportunity ' || c.id)) as k, count(*) over () as all_of_them \
                    from kehu.customer c where c.status <> 'archived' and c.deleted_at is null) c \
            join generate_series(1, 400) n on n % c.all_of_them = c.k % c.all_of_them) x \
      join kehu.stage s on s.seq = x.at_stage and s.pipeline_id = (select min(id) from kehu.pipeline); \
    create temp table demo_stay on commit drop as \
      select o.n, s.id as stage_id, s.seq, s.standard_days, o.entered - coalesce(sum(2 + o.n * s.seq * 7 % (s.standard_days + 4)) filter (where s.seq < o.seq) \
               over (partition by o.n order by s.seq desc rows between unbounded preceding and current row), 0)::int as entered \
        from demo_opportunity o join kehu.stage s on s.seq <= o.seq and s.pipeline_id = (select min(id) from kehu.pipeline); \
    insert into kehu.opportunity (id, intent, code, name, customer_id, stage_id, state, state_reason, intent_evidence, own_win_rate, importance, class_id, is_key_project, \
        expected_close_on, stage_entered_on, standard_days, closed_at, lost_reason, lost_competitor_id, owner_id, dept_id, salesperson_id, first_owner_id, created_by, created_at, updated_at) \
      overriding system value \
      select o.n, md5('opportunity ' || o.n)::uuid, 'OP-' || lpad(o.n::text, 5, '0'), \
        (array['秋季新品', '年度投放', '品牌形象', '春节档期', '专题合作', '新店开业', '封面故事', '航线套餐'])[1 + o.n % 8], o.customer_id, o.stage_id, o.state, \
        case o.state when 'invalid' then '客户业务转向' when 'suspended' then '客户明年再议' end, \
        (array['市场总监要求本月内给出排期方案', '客户来电询问封底档期和折扣', '对方预算已批,要求两家比稿', '去年投放效果好,要求续约报价'])[1 + o.n % 4], \
        case when o.n % 13 = 0 then 60 end, o.importance, 1 + o.n % (select count(*)::int from kehu.media_class), o.n <= 180 and o.n % 18 = 5, \
        case when o.state in ('open', 'suspended') and o.n % 11 > 0 then kehu.today() - 8 + o.n * 7 % 75 end, o.entered, o.standard_days, \
        case when o.state in ('won', 'lost', 'invalid') then (kehu.today() - o.closed_ago + time '16:00') at time zone 'Asia/Shanghai' end, \
        case when o.state = 'lost' then (array['price', 'media', 'sold_out', 'competitor', 'budget', 'undecided', 'other'])[1 + o.n % 7] end, \
        case when o.state = 'lost' and o.n % 7 in (0, 3) then 1 + o.n % 10 end, o.owner_id, o.dept_id, o.owner_id, o.owner_id, o.owner_id, \
        (y.entered + time '09:30') at time zone 'Asia/Shanghai', (o.entered + time '10:00') at time zone 'Asia/Shanghai' \
      from demo_opportunity o join demo_stay y on y.n = o.n and y.seq = 1; \
    insert into kehu.stage_history (opportunity_id, stage_id, entered_at, left_at, entered_on, left_on, standard_days, direction, moved_by, stage_owner_id) \
      select y.n, y.stage_id, (y.entered + time '09:30') at time zone 'Asia/Shanghai', (z.gone + time '09:30') at time zone 'Asia/Shanghai', y.entered, z.gone, y.standard_days, \
        case when z.gone is null then null when y.seq < o.seq then 'forward' else 'close' end, case when z.gone is not null then o.owner_id end, o.owner_id \
      from demo_stay y join demo_opportunity o on o.n = y.n, \
        lateral (select coalesce((select x.entered from demo_stay x where x.n = y.n and x.seq = y.seq + 1), \
                                 case when o.state in ('won', 'lost', 'invalid') then kehu.today() - o.closed_ago end) as gone) z order by y.n, y.seq; \
    insert into kehu.opportunity_line (opportunity_id, seq, publication_id, position_id, issues, list_price, discount) \
      select o.n, l.seq, a.publication_id, a.id, 1 + (o.n + l.seq) % 4, r.list_price, (array[1, 0.9, 0.85, 0.8, 0.75])[1 + o.n % 5] \
      from demo_opportunity o, generate_series(1, 1 + o.n % 2) l(seq), \
        lateral (select i.position_id, i.list_price from kehu.rate_item i join kehu.rate_card c on c.id = i.rate_card_id and kehu.today() between c.valid_from and c.valid_to \
                  order by md5(o.n || ' ' || l.seq || ' ' || i.position_id) limit 1) r \
        join kehu.ad_position a on a.id = r.position_id order by o.n, l.seq; \
    insert into kehu.opportunity_contact (opportunity_id, contact_id, role) \
      select o.n, k.id, case when k.is_decider then 'decider' else 'key' end from demo_opportunity o join kehu.contact k on k.customer_id = o.customer_id \
       where (k.is_decider or k.is_key) and k.deleted_at is null; \
    create temp table demo_deed on commit drop as \
      select (select max(id) from kehu.activity) + row_number() over (order by o.n, v.done desc) as id, o.*, v.done, t.id as task_id, t.title as task, t.kind as task_kind, \
        case when v.done then kehu.today() - greatest(0, least(case when o.n % 4 = 3 then case o.importance when 'key' then 7 when 'normal' then 15 else 30 end + o.n % 12 \
               else o.n * 3 % case o.importance when 'key' then 7 when 'normal' then 15 else 30 end end, kehu.today() - y.entered)) \
          else kehu.today() + case when o.n % 10 = 0 then -2 else o.n % 10 end end as day, \
        (select k.id from kehu.contact k where k.customer_id = o.customer_id and k.deleted_at is null order by k.is_key desc, k.id limit 1) as contact_id \
      from demo_opportunity o join demo_stay y on y.n = o.n and y.seq = 1 \
      join kehu.stage_task t on t.stage_id = o.stage_id and t.seq = 1, (values (true), (false)) v (done) where o.state = 'open'; \
    insert into kehu.activity (id, kind, title, customer_id, contact_id, assigned_by_id, owner_id, created_by, due_on, state, done_at, result, created_at, updated_at) overriding system value \
      select id, case when done then (array['call', 'visit', 'message'])[1 + n % 3] else task_kind end, \
        case when done then (array['电话跟进', '上门沟通', '微信答复'])[1 + n % 3] else task end, customer_id, contact_id, owner_id, owner_id, owner_id, day, \
        case when done then 'done' else 'planned' end, case when done then least((day + time '15:00') at time zone 'Asia/Shanghai', now()) end, \
        case when done then (array['对方有兴趣', '等下周答复', '要求再报一次价'])[1 + n % 3] end, \
        least((least(day, kehu.today()) + time '09:00') at time zone 'Asia/Shanghai', now()), least((least(day, kehu.today()) + time '15:00') at time zone 'Asia/Shanghai', now()) \
      from demo_deed order by id; \
    insert into kehu.pursuit (activity_id, opportunity_id, stage_task_id, mandatory) select id, n, case when not done then task_id end, not done from demo_deed order by id";
