drop table kehu.dunning, kehu.activity;
