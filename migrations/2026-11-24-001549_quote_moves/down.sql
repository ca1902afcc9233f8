drop function kehu.delete_quote(bigint, int), kehu.move_quote(bigint, int, text, jsonb), kehu.drop_quote_line(bigint, int), kehu.save_quote_line(jsonb), kehu.save_quote(jsonb),
  kehu_priv.quote_below_floor(bigint), kehu_priv.lock_quote(bigint, int), kehu_priv.quote_answer(bigint, bool), kehu_priv.approves_quote(int);
delete from kehu.setting where key = 'quote_days';
