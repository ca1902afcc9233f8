set local role kehu_owner;
drop function kehu.propose_allocation(bigint, numeric, bigint[]), kehu.write_off(bigint, int, text), kehu.confirm_payment(bigint, int), kehu.void_payment(bigint, int, text),
  kehu.unallocate_payment(bigint, int), kehu.allocate_payment(bigint, int, jsonb), kehu_priv.lock_payment(bigint, int, bigint[]), kehu.book_payment(jsonb),
  kehu_priv.put_allocations(bigint, jsonb), kehu_priv.lock_instalments(bigint, bigint[]), kehu_priv.payment_answer(bigint, int, bool);
reset role;
