drop function kehu.delete_opportunity(bigint, int), kehu.transfer_opportunity(bigint[], int, text), kehu.end_opportunity(bigint, int, text, jsonb),
  kehu.move_opportunity(bigint, int, text, jsonb), kehu_priv.fits_opportunity(bigint, bigint), kehu_priv.leave_stage(bigint, text, text, bool), kehu_priv.pass_stage(kehu.opportunity, text), kehu_priv.stage_lacks(bigint);
