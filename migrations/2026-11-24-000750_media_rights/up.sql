-- Everybody reads the media; assistants, the general manager and the administrator keep them.
set local role kehu_owner;

alter table kehu.media_group enable row level security;
create policy everybody on kehu.media_group for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.media_group for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.media_group for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.media_group to kehu_operator;
grant insert (name, sort, active), update (name, sort, active) on kehu.media_group to kehu_operator;

alter table kehu.media_class enable row level security;
create policy everybody on kehu.media_class for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.media_class for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.media_class for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.media_class to kehu_operator;
grant insert (name, sort, active), update (name, sort, active) on kehu.media_class to kehu_operator;

alter table kehu.publication enable row level security;
create policy everybody on kehu.publication for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.publication for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.publication for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.publication to kehu_operator;
grant insert (code, name, edition, pinyin, initials, group_id, class_id, periodicity, publisher, industry_limit, book_days, material_days,
  pay_days, discount_floor, active), update (code, name, edition, pinyin, initials, group_id, class_id, periodicity, publisher, industry_limit, book_days, material_days,
  pay_days, discount_floor, active) on kehu.publication to kehu_operator;
create trigger touch before update on kehu.publication for each row execute function kehu_priv.touch();
-- Whoever confirms below the floor only with a director's word does not move the floor himself.
create function kehu_priv.floor_kept() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu_priv.my_role() in ('ac', 'ab') then perform kehu_priv.deny('not_yours', 'discount_floor'); end if;
  return new;
end $$;
create trigger a_floor before update of discount_floor on kehu.publication for each row
  when (old.discount_floor is distinct from new.discount_floor) execute function kehu_priv.floor_kept();

alter table kehu.issue enable row level security;
create policy everybody on kehu.issue for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.issue for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.issue for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.issue to kehu_operator;
grant insert (publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on, status), update (year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on, status) on kehu.issue to kehu_operator;
create trigger touch before update on kehu.issue for each row execute function kehu_priv.touch();

alter table kehu.ad_position enable row level security;
create policy everybody on kehu.ad_position for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.ad_position for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.ad_position for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.ad_position to kehu_operator;
grant insert (publication_id, code, name, pinyin, initials, size, colour, unique_per_issue, active), update (code, name, pinyin, initials, size, colour, unique_per_issue, active) on kehu.ad_position to kehu_operator;
create trigger touch before update on kehu.ad_position for each row execute function kehu_priv.touch();

alter table kehu.rate_card enable row level security;
create policy everybody on kehu.rate_card for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.rate_card for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.rate_card for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.rate_card to kehu_operator;
grant insert (publication_id, valid_from, valid_to), update (valid_from, valid_to) on kehu.rate_card to kehu_operator;
create trigger touch before update on kehu.rate_card for each row execute function kehu_priv.touch();

alter table kehu.rate_item enable row level security;
create policy everybody on kehu.rate_item for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.rate_item for insert to kehu_operator with check ((select kehu.keeps_media()));
create policy keeper_w on kehu.rate_item for update to kehu_operator using ((select kehu.keeps_media()));
grant select on kehu.rate_item to kehu_operator;
grant insert (rate_card_id, position_id, list_price), update (list_price) on kehu.rate_item to kehu_operator;
create trigger touch before update on kehu.rate_item for each row execute function kehu_priv.touch();
-- A rate item prices a position of its card's own publication; another one's position is refused as if it were absent.
create function kehu_priv.rate_item_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from kehu.rate_card r join kehu.ad_position p on p.publication_id = r.publication_id
                 where r.id = new.rate_card_id and p.id = new.position_id) then perform kehu_priv.refuse('bad_value', 'position'); end if;
  return new;
end $$;
create trigger a_fill before insert on kehu.rate_item for each row execute function kehu_priv.rate_item_fill();

reset role;
