drop table kehu_priv.audit;
