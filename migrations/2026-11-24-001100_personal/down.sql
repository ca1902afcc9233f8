drop table kehu.export_log, kehu.login_log, kehu.draft, kehu.user_pref;
