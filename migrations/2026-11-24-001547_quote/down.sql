drop table kehu.quote_line, kehu.quote;
