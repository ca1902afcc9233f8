set local role kehu_owner;
drop index kehu.order_card_saved_intent;
drop function kehu.taken_positions();
reset role;
