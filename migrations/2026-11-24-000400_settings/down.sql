drop table kehu_priv.code_sequence, kehu.holiday, kehu.dict_item, kehu.dict, kehu.setting;
