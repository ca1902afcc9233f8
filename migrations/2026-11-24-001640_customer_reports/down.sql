set local role kehu_owner;
drop function kehu_rpt.data_quality(), kehu_rpt.new_business(date, date);
drop function kehu_rpt.eighty_twenty_headline(date, text), kehu_rpt.eighty_twenty(date, text), kehu_rpt.forgotten(date), kehu_rpt.care(date, date, date);
drop function kehu.changed_customers(date, date);
drop function kehu_rpt.distribution(text, text, text), kehu_rpt.time_zone();
reset role;
