drop index kehu.activity_open;
drop index kehu.order_line_owner, kehu.order_line_dept, kehu.order_line_sold;
drop index kehu.payment_allocation_newest, kehu.payment_allocation_owner, kehu.payment_allocation_dept, kehu.payment_allocation_sold;
create index payment_allocation_owner_id_idx on kehu.payment_allocation (owner_id);
create index payment_allocation_dept_id_idx on kehu.payment_allocation (dept_id);
create index payment_allocation_salesperson_id_idx on kehu.payment_allocation (salesperson_id);
drop index kehu.invoice_title_named, kehu.invoice_title_owner_named, kehu.invoice_title_dept_named;
do $$ begin execute format('alter database %I reset jit', current_database()); end $$;
