set local role kehu_owner;
drop trigger close_dunning on kehu.instalment;
drop trigger audit on kehu.dunning;
drop policy all_read on kehu.dunning; drop policy team on kehu.dunning; drop policy desk on kehu.dunning; drop policy sent on kehu.dunning;
revoke select on kehu.dunning from kehu_operator;
alter table kehu.dunning disable row level security;
drop index kehu.dunning_instalment_id_idx, kehu.dunning_owner_id_idx, kehu.dunning_order_dept_id_idx, kehu.dunning_assigned_by_id_idx;
drop function kehu_priv.close_dunning();
reset role;
