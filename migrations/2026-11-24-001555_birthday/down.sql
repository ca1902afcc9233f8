drop function kehu.next_birthday(text, int, int, bool, date);
drop table kehu_priv.lunar_month;
