-- The types of invoices to begin with. What a code begins or ends with says what its number and its title must hold.
set local role kehu_owner;

insert into kehu.dict (code, label, label_en) values ('invoice_type', '发票类型', 'Invoice type');
insert into kehu.dict_item (dict_code, code, label, label_en, sort) values
  ('invoice_type', 'digital_general', '数电普票', 'Digital, general', 1),
  ('invoice_type', 'digital_special', '数电专票', 'Digital, special', 2),
  ('invoice_type', 'paper_general', '增值税普通发票', 'Paper, general', 3),
  ('invoice_type', 'paper_special', '增值税专用发票', 'Paper, special', 4),
  ('invoice_type', 'receipt', '收据', 'Receipt', 5);

reset role;
