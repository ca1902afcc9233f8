drop function kehu.credit_digit(text);
drop domain kehu.note, kehu.line, kehu.moment, kehu.bizdate, kehu.ratio, kehu.amount;
