set local role kehu_owner;
delete from kehu.setting where key = 'company';
reset role;
