-- What every installation starts with: lists in both languages, classes of media, settings. The company changes and extends them.
set local role kehu_owner;

insert into kehu.dict (code, label, label_en) values
  ('source', '来源', 'Source'),
  ('value_grade', '价值等级', 'Value grade'),
  ('relation_level', '关系等级', 'Relation'),
  ('industry', '行业', 'Industry'),
  ('method', '收款方式', 'Payment method'),
  ('reason_code', '未付原因', 'Reason for not paying'),
  ('surcharge_kind', '附加费', 'Surcharge'),
  ('colour', '色彩', 'Colour'),
  ('result_code', '行动结果', 'Activity result');
insert into kehu.dict_item (dict_code, code, label, label_en, sort) values
  ('source', 'visit', '业务人员上门', 'Sales visit', 1),
  ('source', 'campaign', '公司市场活动', 'Campaign', 2),
  ('source', 'introduced', '介绍', 'Introduced', 3),
  ('source', 'assigned', '上级部门分配', 'Assigned', 4),
  ('source', 'own', '自主开发', 'Own acquisition', 5),
  ('source', 'other', '其他', 'Other', 6),
  ('value_grade', 'a', 'A', 'A', 1),
  ('value_grade', 'b', 'B', 'B', 2),
  ('value_grade', 'c', 'C', 'C', 3),
  ('relation_level', '1', '陌生', 'Stranger', 1),
  ('relation_level', '2', '认识', 'Acquainted', 2),
  ('relation_level', '3', '合作', 'Cooperating', 3),
  ('relation_level', '4', '良好', 'Good', 4),
  ('relation_level', '5', '战略', 'Strategic', 5),
  ('industry', 'cosmetics', '化妆品', 'Cosmetics', 1),
  ('industry', 'household', '日化', 'Household chemicals', 2),
  ('industry', 'cars', '汽车', 'Cars', 3),
  ('industry', 'property', '房地产', 'Property', 4),
  ('industry', 'liquor', '酒类', 'Liquor', 5),
  ('industry', 'electronics', '通信/电子', 'Telecom and electronics', 6),
  ('industry', 'fashion', '服装', 'Fashion', 7),
  ('industry', 'finance', '金融', 'Finance', 8),
  ('industry', 'travel', '旅游/航空', 'Travel and airlines', 9),
  ('industry', 'medicine', '医药', 'Medicine', 10),
  ('industry', 'food', '食品饮料', 'Food and drink', 11),
  ('industry', 'other', '其他', 'Other', 12),
  ('method', 'transfer', '转账', 'Transfer', 1),
  ('method', 'cheque', '支票', 'Cheque', 2),
  ('method', 'cash', '现金', 'Cash', 3),
  ('method', 'draft', '承兑汇票', 'Draft', 4),
  ('method', 'other', '其他', 'Other', 5),
  ('reason_code', 'promised', '已承诺付款', 'Promised', 1),
  ('reason_code', 'cash_short', '资金紧张', 'Short of cash', 2),
  ('reason_code', 'approval', '对方审批中', 'In their approval', 3),
  ('reason_code', 'dispute', '有争议', 'Disputed', 4),
  ('reason_code', 'invoice', '等待发票', 'Waiting for the invoice', 5),
  ('reason_code', 'sample', '等待样刊', 'Waiting for sample copies', 6),
  ('reason_code', 'unreachable', '联系不上', 'Not reached', 7),
  ('reason_code', 'other', '其他', 'Other', 8),
  ('surcharge_kind', 'redesign', '改版费', 'Redesign', 1),
  ('surcharge_kind', 'production', '制作费', 'Production', 2),
  ('surcharge_kind', 'design', '设计费', 'Design', 3),
  ('colour', 'colour', '彩色', 'Colour', 1),
  ('colour', 'mono', '黑白', 'Mono', 2),
  ('colour', 'spot', '套色', 'Spot colour', 3),
  ('result_code', 'reached', '已联系', 'Reached', 1),
  ('result_code', 'unreached', '未联系上', 'Not reached', 2),
  ('result_code', 'progress', '有进展', 'Progress', 3),
  ('result_code', 'refused', '拒绝', 'Refused', 4),
  ('result_code', 'other', '其他', 'Other', 5);

insert into kehu.media_group (name, sort) values ('自有产品', 1), ('优势产品', 2);
insert into kehu.media_class (name, sort) values ('杂志', 1), ('航机', 2), ('生活', 3), ('财经', 4), ('化妆品', 5), ('时尚', 6);

insert into kehu.setting (key, value, note) values
  ('time_zone', '"Asia/Shanghai"', 'the company''s calendar day'),
  ('business_date', 'null', 'null: the calendar day; a date in quotes pins it, for training'),
  ('minimum_client', '"0.1.0"', 'older programs are refused'),
  ('minimum_schema', '0', 'programs built for an older schema are refused'),
  ('schema_version', '1', 'raised by migrations that change what programs must know');

reset role;
