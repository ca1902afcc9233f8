drop domain kehu.note, kehu.line, kehu.moment, kehu.bizdate, kehu.ratio, kehu.amount;
