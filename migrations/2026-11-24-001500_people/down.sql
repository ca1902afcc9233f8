drop function kehu.people(text);
