drop domain kehu.note, kehu.line, kehu.bizdate, kehu.ratio, kehu.amount;
