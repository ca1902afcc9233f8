drop view kehu.colleague;
drop trigger a_lock on kehu_priv.operator;
drop trigger reach on kehu_priv.operator;
drop trigger touch on kehu_priv.operator;
drop trigger a_lock on kehu.department;
drop trigger reach on kehu.department;
drop trigger a_lock on kehu.sharing_rule;
drop trigger reach on kehu.sharing_rule;
drop function kehu_priv.rebuild_reach(), kehu_priv.lock_org(), kehu_priv.tell(), kehu_priv.write_audit(), kehu_priv.touch(),
  kehu_priv.next_code(text, int), kehu.today(), kehu.serves(), kehu.keeps_media(), kehu.rules_admin(), kehu.rules_all(), kehu.sees_all(),
  kehu.shared_ids(text, bool), kehu.lent_depts(bool), kehu.desk_depts(), kehu.order_depts(), kehu.writable_owners(), kehu.readable_owners(), kehu_priv.my_role(), kehu.me(),
  kehu_priv.stale(), kehu_priv.refuse(text, text, text), kehu_priv.deny(text, text);
