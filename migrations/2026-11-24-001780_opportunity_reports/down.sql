drop function kehu_rpt.forecast(date), kehu_rpt.uncontacted(), kehu_rpt.stage_time(date, date), kehu_rpt.success_headline(date, date), kehu_rpt.success(date, date, text),
  kehu_rpt.opportunities_by(text, text, text), kehu_rpt.funnel(date, date);
