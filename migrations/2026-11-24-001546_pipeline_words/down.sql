delete from kehu.stage_task; delete from kehu.stage; delete from kehu.pipeline;
delete from kehu.dict_item where dict_code = 'lost_reason'; delete from kehu.dict where code = 'lost_reason';
