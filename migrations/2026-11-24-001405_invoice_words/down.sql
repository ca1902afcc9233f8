delete from kehu.dict_item where dict_code = 'invoice_type';
delete from kehu.dict where code = 'invoice_type';
