set local role kehu_owner;
drop function kehu.link_contract(bigint, int, bigint), kehu.delete_contract(bigint, int), kehu.move_contract(bigint, int, text, jsonb), kehu.save_contract(jsonb),
  kehu_priv.lock_contract(bigint, int), kehu_priv.contract_answer(bigint, bool), kehu_priv.approves(int), kehu_priv.sees_contract(bigint);
reset role;
