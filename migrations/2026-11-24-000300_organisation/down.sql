drop table kehu_priv.owner_history, kehu_priv.record_share, kehu.sharing_rule, kehu_priv.lent, kehu_priv.org_lock, kehu_priv.desk, kehu_priv.reach, kehu_priv.operator,
  kehu.department;
