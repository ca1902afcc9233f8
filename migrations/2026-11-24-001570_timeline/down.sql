drop view kehu_rpt.timeline;
drop function kehu.customer_changes(bigint);
