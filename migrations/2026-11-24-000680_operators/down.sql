drop trigger then_lend on kehu.sharing_rule;
drop trigger then_lend on kehu_priv.operator;
drop trigger then_lend on kehu.department;
drop function kehu_priv.lend();
drop function kehu.unshare(text, bigint, int), kehu.share(text, bigint, int, text, date, text), kehu.enable_operator(int, int), kehu.disable_operator(int, int),
  kehu.set_operator_password(int, text), kehu.change_operator(int, int, text, text, text, text, int, int),
  kehu.create_operator(text, text, text, text, text, int, int, text), kehu.shares(text, bigint),
  kehu_priv.drop_share(text, bigint, int), kehu_priv.put_share(text, bigint, int, text, date, text), kehu_priv.may_lend(text, bigint), kehu_priv.password_login(int),
  kehu_priv.set_operator_status(int, int, text), kehu_priv.alter_operator(int, int, text, text, text, text, int, int),
  kehu_priv.enter_operator(text, text, text, text, text, int, int), kehu_priv.open_records(int), kehu_priv.must_administer(),
  kehu_priv.make_operator(text, text, text, text, text, int, int, text), kehu_priv.set_groups(name, text), kehu_priv.groups_of(text), kehu_priv.holds_share(name), kehu_priv.logins();
