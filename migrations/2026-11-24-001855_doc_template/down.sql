drop table kehu.doc_template;
