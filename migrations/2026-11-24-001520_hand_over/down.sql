set local role kehu_owner;
drop function kehu.hand_back(bigint, int, text), kehu.hand_over(int, int[], text, bigint[], text, uuid), kehu.preview_hand_over(int, int[], text, bigint[]),
  kehu.receivers(), kehu_priv.give(text, bigint[], int[], int[], text, uuid), kehu_priv.plan_hand_over(int, int[], text, bigint[]), kehu_priv.givable();
drop index kehu_priv.owner_history_batch;
drop table kehu.hand_over;
reset role;
