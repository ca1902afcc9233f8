drop trigger reference on kehu.customer_card;
drop trigger reference on kehu.customer;
drop trigger reference_new on kehu.customer;
drop function kehu_priv.reference_kept();
drop table kehu.reference_card;
drop view kehu_rpt.customer_profile;
delete from kehu.setting where key in ('grade_a', 'grade_b');
