//! Quotes of the demo company: what its opportunities were offered. They follow from the opportunities and their lines, so they are made
//! of them by the database.

/// 120: of what was won 45 accepted, a third of them in their second version; of what is open 30 in every state (12 with the customer,
/// 9 drafts, 3 to be approved, 3 approved, 3 expired), ten after an earlier version; 20 rejected of what was lost.
pub const QUOTES: &str = "update kehu.setting set value = to_jsonb('星河传媒广告有限公司'::text) where key = 'company_name'; \
    create temp table demo_quote on commit drop as \
      select row_number() over (order by made, n, revision) as id, q.* from ( \
        select o.id as n, v.revision, o.owner_id, \
          case when v.revision < x.versions then 'superseded' else x.state end as state, \
          (case when o.closed_at is null then o.stage_entered_on + least(kehu.today() - o.stage_entered_on, 2) else kehu.day_of(o.closed_at) - 6 end) \
            - case when x.state = 'expired' then 40 else 0 end - 5 * (x.versions - v.revision) as made \
        from (select o.*, row_number() over (partition by o.state, s.seq >= 4 order by o.id) as k, s.seq from kehu.opportunity o join kehu.stage s on s.id = o.stage_id) o, \
          lateral (select case \
              when o.state = 'won' and o.k <= 45 then 'accepted' when o.state = 'lost' and o.seq >= 4 and o.k <= 20 then 'rejected' \
              when o.state = 'open' and o.seq >= 4 and o.k <= 30 then (array['sent', 'draft', 'sent', 'submitted', 'sent', 'draft', 'sent', 'approved', 'draft', 'expired'])[1 + o.k % 10] end as state, \
            case when o.state = 'won' and o.k % 3 = 0 or o.state = 'open' and o.k % 3 = 1 then 2 else 1 end as versions) x, \
          lateral generate_series(1, x.versions) v (revision) where x.state is not null) q; \
    insert into kehu.quote (id, intent, code, opportunity_id, revision, state, state_reason, valid_until, submitted_by, approved_by, sent_on, answered_on, created_by, created_at, updated_at) \
      overriding system value \
      select q.id, md5('quote ' || q.id)::uuid, 'Q-' || lpad(q.id::text, 5, '0'), q.n, q.revision, case when q.state = 'expired' then 'sent' else q.state end, \
        case q.state when 'rejected' then '价格高于预算' end, q.made + 30, case when q.state in ('submitted', 'approved') then q.owner_id end, \
        case when q.state = 'approved' then (select coalesce(o.superior_id, o.id) from kehu_priv.operator o where o.id = q.owner_id) end, \
        case when q.state not in ('draft', 'submitted', 'approved') then q.made end, case when q.state in ('accepted', 'rejected') then q.made + 4 end, \
        q.owner_id, (q.made + time '10:00') at time zone 'Asia/Shanghai', (q.made + time '10:00') at time zone 'Asia/Shanghai' \
      from demo_quote q order by q.id; \
    insert into kehu.quote_line (quote_id, seq, publication_id, position_id, issues, list_price, discount) \
      select q.id, l.seq, l.publication_id, l.position_id, l.issues, l.list_price, \
        case when q.state in ('submitted', 'approved') then 0.55 when q.state = 'superseded' then least(1, l.discount + 0.05) else l.discount end \
      from demo_quote q join kehu.opportunity_line l on l.opportunity_id = q.n order by q.id, l.seq";
