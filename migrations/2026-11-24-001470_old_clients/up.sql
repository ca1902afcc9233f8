-- A program that was too old for the schema at its sign-in is refused there; one that was signed in before the schema changed is refused with each
-- save. Programs say in `application_name` what they are; whatever else connects (psql, reports) knows what it does. A courtesy, no guard.
set local role kehu_owner;

create function kehu_priv.fit_client() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_client text := substring(current_setting('application_name') from '^kehu/(\d{1,6}(?:\.\d{1,6}){0,3})');
  v_least text;
begin
  if v_client is null then return null; end if;
  v_least := coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'minimum_client'), '0');
  if v_client <> v_least and string_to_array(v_client, '.')::int[] < string_to_array(v_least, '.')::int[] then perform kehu_priv.refuse('old_client', '', v_least); end if;
  return null;
end $$;

-- Once per statement, and not for the sums that triggers keep.
create trigger a_client before insert or update of state, amending on kehu.sales_order for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update of state on kehu.insertion for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update of state, promised_on, blocked_until on kehu.instalment for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update of state on kehu.payment for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or delete on kehu.payment_allocation for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.customer for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.customer_card for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.contact for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.invoice_title for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.activity for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.publication for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.issue for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.ad_position for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.rate_card for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.rate_item for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.contract for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.invoice for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.order_change for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.order_template for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.saved_view for each statement execute function kehu_priv.fit_client();

comment on function kehu_priv.fit_client() is 'Refuses a save of a program that is older than the setting minimum_client';

reset role;
