delete from kehu.setting;
delete from kehu.media_class;
delete from kehu.media_group;
delete from kehu.dict_item;
delete from kehu.dict;
