drop view kehu_rpt.opportunity;
drop function kehu.close_within(), kehu.value_bands(), kehu.stale_after(text), kehu.day_of(timestamptz);
delete from kehu.setting where key in ('stale_days', 'value_bands', 'close_days');
