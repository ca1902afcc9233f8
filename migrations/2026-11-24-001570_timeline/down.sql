drop view kehu_rpt.timeline;
drop function kehu.customer_changes(bigint), kehu.lead_changes(bigint), kehu.opportunity_changes(bigint);
drop function kehu_priv.changes_of(text, bigint, text[], text[]);
