delete from kehu.doc_template;
delete from kehu.setting where key = 'company_name';
