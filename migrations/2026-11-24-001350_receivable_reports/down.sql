set local role kehu_owner;
drop function kehu_rpt.sales(date, date), kehu_rpt.delivery_tabs(), kehu_rpt.receivable_ageing(), kehu_rpt.receivable_tabs();
drop view kehu_rpt.delivery, kehu_rpt.receivable;
reset role;
