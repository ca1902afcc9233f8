-- The indexes again.
do $$ declare d text; begin
  for d in select definition from pg_temp.load_index loop execute d; end loop;
end $$;
set local session_replication_role = origin;
