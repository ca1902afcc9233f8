drop function kehu.counter_deed(bigint, text), kehu.former_plan(jsonb, bigint), kehu.former_document(jsonb, bigint), kehu.insertion_back(bigint, int), kehu.unconfirm_payment(bigint, int),
  kehu.ask_again(bigint, int), kehu.invoice_back(bigint, int), kehu.contract_back(bigint, int), kehu.restore_order(bigint, int), kehu.restore_record(text, bigint),
  kehu_priv.was_before(text, bigint, text);
