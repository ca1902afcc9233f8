set local role kehu_owner;
drop function kehu_priv.part_people(kehu.dup_candidate, kehu_priv.merge_log), kehu_priv.merge_people(kehu.dup_candidate, text, text[], text), kehu_priv.contact_children(),
  kehu_priv.people_sides(kehu.dup_candidate), kehu_priv.people_side(text, jsonb, text, text), kehu_priv.people_fields(), kehu_priv.contact_picture(bigint);
reset role;
