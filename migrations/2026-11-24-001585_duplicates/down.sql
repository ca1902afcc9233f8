set local role kehu_owner;
drop trigger z_duplicates on kehu.customer;
drop trigger z_duplicates on kehu.contact;
drop function kehu.find_duplicates(), kehu.decide_duplicate(bigint, int, text, text), kehu_priv.hold_pair(bigint, int), kehu_priv.sees_pair(kehu.dup_candidate);
drop table kehu.dup_candidate;
drop function kehu_priv.dup_candidate_follows(), kehu_priv.dup_people_follow();
reset role;
