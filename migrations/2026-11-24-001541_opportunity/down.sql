alter table kehu.order_card drop column opportunity_id;
drop table kehu.pursuit, kehu.opportunity_card, kehu.opportunity_contact, kehu.opportunity_line, kehu.stage_history, kehu.opportunity;
