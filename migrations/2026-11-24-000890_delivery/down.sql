set local role kehu_owner;
drop function kehu.make_good(bigint, int, bigint, text), kehu.mark_insertion(bigint, int, text, date, text, text, text), kehu_priv.lock_insertion(bigint, int),
  kehu_priv.insertion_answer(bigint);
reset role;
