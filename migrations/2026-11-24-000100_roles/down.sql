drop schema if exists kehu_rpt, kehu_priv, kehu;
