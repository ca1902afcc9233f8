-- The pipeline to begin with (spec/05.6; names, rates and days are the company's to change), and why sales are lost.
set local role kehu_owner;

insert into kehu.dict (code, label, label_en) values ('lost_reason', '输单原因', 'Why lost');
insert into kehu.dict_item (dict_code, code, label, label_en, sort) values
  ('lost_reason', 'price', '价格', 'Price', 1),
  ('lost_reason', 'media', '媒体不合适', 'Media does not fit', 2),
  ('lost_reason', 'sold_out', '版位已满', 'Positions sold out', 3),
  ('lost_reason', 'competitor', '竞争对手', 'Competitor', 4),
  ('lost_reason', 'budget', '预算取消', 'Budget cancelled', 5),
  ('lost_reason', 'undecided', '无决策', 'No decision', 6),
  ('lost_reason', 'other', '其他', 'Other', 7);

insert into kehu.pipeline (name) values ('标准流程');
insert into kehu.stage (pipeline_id, seq, code, name, name_en, win_rate, standard_days, warn_days, is_important, strategy)
  select p.id, s.* from kehu.pipeline p, (values
    (1, 'intent', '意向确认', 'Intent confirmed', 10, 7, 5, false, '确认真实需求和预算，找到关键联系人。'),
    (2, 'needs', '需求分析', 'Needs analysis', 25, 10, 7, false, '弄清投放目的、档期和决策过程。'),
    (3, 'proposal', '方案报价', 'Proposal and quote', 50, 14, 10, false, '给出排期方案和报价。'),
    (4, 'negotiation', '商务谈判', 'Negotiation', 70, 10, 7, true, '与决策人谈定折扣和付款计划。'),
    (5, 'contract', '合同签订', 'Contract', 90, 7, 5, true, '双方签字，转业务助理录单。')
  ) s(seq, code, name, name_en, win_rate, standard_days, warn_days, is_important, strategy) where p.name = '标准流程';
insert into kehu.stage_task (stage_id, seq, title, kind, offset_days, mandatory)
  select s.id, t.seq, t.title, t.kind, t.offset_days, true from kehu.stage s join (values
    ('intent', 1, '电话确认需求', 'call', 1), ('intent', 2, '确认关键联系人', 'task', 3),
    ('needs', 1, '拜访关键联系人', 'visit', 3), ('needs', 2, '明确决策人', 'task', 5), ('needs', 3, '填写预计成交日', 'task', 7),
    ('proposal', 1, '提交排期方案', 'task', 5), ('proposal', 2, '发出报价', 'mail', 7),
    ('negotiation', 1, '与决策人沟通', 'meeting', 3), ('negotiation', 2, '确认折扣与付款计划', 'task', 7),
    ('contract', 1, '合同双签', 'task', 3), ('contract', 2, '转业务助理录单', 'task', 5)
  ) t(code, seq, title, kind, offset_days) on t.code = s.code;

reset role;
