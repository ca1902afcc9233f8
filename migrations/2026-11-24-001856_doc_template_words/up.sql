-- A template of each sort to begin with, in both languages, and the name of the company that they print.
set local role kehu_owner;

insert into kehu.setting (key, value, note) values ('company_name', '""', 'what the company is called on quotes and contracts');

insert into kehu.doc_template (name, kind, language, body) values
('标准报价', 'quote', 'zh', $t$# 报价单

编号:{{quote.code}}(第 {{quote.revision}} 版)
日期:{{today}}
有效期至:{{quote.valid_until}}

致:{{customer.name}}
联系人:{{contact.name}}
项目:{{opportunity.name}}

{{lines}}

合计:{{total}}
大写:{{total.capital}}

{{quote.note?}}

报价单位:{{company.name}}
业务代表:{{quote.owner}}$t$),
('Standard quote', 'quote', 'en', $t$# Quotation

No. {{quote.code}} (version {{quote.revision}})
Date: {{today}}
Valid until: {{quote.valid_until}}

To: {{customer.name}}
Attention: {{contact.name}}
Project: {{opportunity.name}}

{{lines}}

Total: {{total}}
In capitals: {{total.capital}}

{{quote.note?}}

{{company.name}}
Sales: {{quote.owner}}$t$),
('标准方案', 'proposal', 'zh', $t$# {{opportunity.name}} 投放方案

呈:{{customer.name}} {{contact.name}}
日期:{{today}}

## 背景
{{opportunity.intent_evidence}}

## 排期与报价
{{lines}}

合计:{{total}}(大写:{{total.capital}})

## 联系
{{company.name}} {{opportunity.owner}}$t$),
('Standard proposal', 'proposal', 'en', $t$# Proposal: {{opportunity.name}}

For: {{customer.name}}, {{contact.name}}
Date: {{today}}

## Background
{{opportunity.intent_evidence}}

## Schedule and prices
{{lines}}

Total: {{total}} (in capitals: {{total.capital}})

## Contact
{{company.name}}, {{opportunity.owner}}$t$),
('标准合同', 'contract', 'zh', $t$# 广告发布合同

合同编号:{{contract.code}}
甲方(广告主):{{customer.name}}
乙方(发布方):{{company.name}}
签订日期:{{contract.signed_on}}

## 一、合同期限
自 {{contract.start_on}} 至 {{contract.end_on}}。

## 二、发布内容
{{lines}}

## 三、金额
合同总额 {{contract.amount}},大写:{{contract.amount.capital}}。

## 四、签署
甲方代表:{{contract.their_signer}}
乙方代表:{{contract.our_signer}}$t$),
('Standard contract', 'contract', 'en', $t$# Advertising contract

Contract no. {{contract.code}}
Party A (advertiser): {{customer.name}}
Party B (publisher): {{company.name}}
Signed: {{contract.signed_on}}

## 1. Term
From {{contract.start_on}} to {{contract.end_on}}.

## 2. What is published
{{lines}}

## 3. Amount
{{contract.amount}} in total; in capitals: {{contract.amount.capital}}.

## 4. Signatures
For party A: {{contract.their_signer}}
For party B: {{contract.our_signer}}$t$);

reset role;
