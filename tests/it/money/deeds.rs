//! What a desk and its general manager do to money, order by order, as statements that anybody could type.

/// What a desk does all day, on the last orders of customer 1 and 2, so that everybody is in everybody's way. Each is one
/// statement, and everything random in it comes from `dice`.
pub fn deed(dice: &mut fastrand::Rng) -> String {
    let customer = dice.i64(1..=2);
    let amount = dice.i64(1..=900_000);
    let yuan = format!("{}.{:02}", amount / 100, amount % 100);
    let some = |count: u32, table: &str, which: &str| {
        format!(
            "(select * from (select * from kehu.{table} where {which} order by id desc limit 40) last order by md5(last.id || '{amount}') limit {count})"
        )
    };
    let one = |table: &str, which: &str| some(1, table, &format!("customer_id = {customer} and {which}"));
    let sold = one("sales_order", "state in ('confirmed', 'executing')");
    let open = format!(
        "(select array_agg(id) from {} x)",
        some(2, "instalment", &format!("customer_id in ({customer}, 2) and counted and outstanding > 0"))
    );
    let payment =
        format!("from {} p", some(1, "payment", &format!("payer_id = {customer} and state <> 'voided'")));
    let order = format!(
        "from {} o",
        one("sales_order", "state in ('confirmed', 'executing', 'suspended') and id > 5")
    );
    match dice.u32(0..130) {
        0..30 => format!(
            "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', {customer}, 'amount', '{yuan}', 'allocations',
               (select coalesce(jsonb_agg(jsonb_build_object('instalment_id', a.instalment_id, 'amount', a.amount::text)), '[]')
                  from kehu.propose_allocation({customer}, {yuan}, {open}) a)))"
        ),
        30..45 => format!("select kehu.unallocate_payment(p.id, p.version) {payment}"),
        45..55 => format!("select kehu.void_payment(p.id, p.version, 'x') {payment}"),
        55..70 => format!(
            "select kehu.allocate_payment(p.id, p.version, (select coalesce(jsonb_agg(jsonb_build_object('instalment_id', a.instalment_id, 'amount', a.amount::text)), '[]')
               from kehu.propose_allocation({customer}, {yuan}, {open}) a)) {payment}"
        ),
        70..80 => format!(
            "select kehu.replan_order(o.id, o.version, jsonb_build_array(
                 jsonb_build_object('due_on', '2002-03-14', 'amount', (o.rest - 0.01)::text), jsonb_build_object('due_on', '2002-04-14', 'amount', '0.01')), null, 'x')
               from (select s.id, s.version, (select sum(i.outstanding) from kehu.instalment i where i.order_id = s.id) as rest
                       from {sold} s) o
              where o.rest > 0.01"
        ),
        80..85 => format!(
            "select kehu.change_order(jsonb_build_object('intent', gen_random_uuid(), 'id', o.id, 'version', o.version, 'customer_id', {customer}, 'reason', 'x',
               'lines', (select jsonb_agg(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id, 'list_price', '{yuan}',
                  'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.issue_id)) from kehu.insertion i where i.order_line_id = l.id and i.state <> 'cancelled')))
                  from kehu.order_line l where l.order_id = o.id),
               'instalments', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'due_on', t.due_on, 'amount', f.kept::text)), '[]')
                    || jsonb_build_array(jsonb_build_object('due_on', '2002-05-01', 'amount', ({yuan} - coalesce(sum(f.kept), 0))::text))
                  from kehu.instalment t cross join lateral (select case t.state when 'open' then t.received else t.amount end as kept) f
                 where t.order_id = o.id and t.state <> 'cancelled' and f.kept > 0)))
               from {sold} o where o.id > 5"
        ),
        // A third of an order or all that is left of it, so that the last ones are above it.
        85..88 => format!(
            "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', o.id) || {third})
               from {sold} o",
            third = if amount % 2 == 0 { "jsonb_build_object('amount', round(o.net_amount / 3, 2)::text)" } else { "'{}'" },
        ),
        88..90 => format!(
            "select kehu.move_invoice(i.id, i.version, case when state = 'requested' then 'void' else 'red' end, '{{\"reason\": \"x\"}}')
               from {} i", one("invoice", "state not in ('red', 'void')")
        ),
        90..95 => format!(
            "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {customer}, 'state', 'confirmed',
               'lines', jsonb_build_array(jsonb_build_object('publication_id', 3, 'position_id', 6, 'list_price', '{yuan}',
                 'insertions', jsonb_build_array(jsonb_build_object('issue_id', (select id from kehu.issue where publication_id = 3 order by id limit 1))))),
               'instalments', jsonb_build_array(jsonb_build_object('due_on', '2002-03-13', 'amount', '{yuan}'))))"
        ),
        95..98 => format!("select * from kehu.dun({open}, gen_random_uuid())"),
        98..100 => format!(
            "select kehu.write_off(i.id, i.version, 'x') from {} i", one("instalment", "outstanding > 0")
        ),
        100..107 => format!(
            "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'kind', 'refund', 'payer_id', {customer}, 'amount', r.part::text,
               'allocations', jsonb_build_array(jsonb_build_object('instalment_id', r.id, 'amount', r.part::text))))
               from (select i.id, least(i.received, {yuan}) as part from {} i) r", one("instalment", "counted and state = 'open' and received > 0")
        ),
        107..110 => format!("select kehu.pay_out_advance(p.id, p.version, jsonb_build_object('intent', gen_random_uuid())) {payment}"),
        110..112 => format!("select kehu.confirm_payment(p.id, p.version) {payment}"),
        112..120 => format!(
            "select kehu.mark_insertion(i.id, i.version, case i.state when 'planned' then 'booked' when 'booked' then 'material_in'
                 else case when {amount} % 4 = 0 then 'missed' else 'published' end end, case when i.state = 'material_in' then kehu.today() end)
               from {} i", one("insertion", "state in ('planned', 'booked', 'material_in')")
        ),
        120..121 => format!(
            "select kehu.reduce_price(i.id, i.version, 'x') from {} i", one("insertion", "state = 'missed'")
        ),
        // The desk asks for an end, the general manager decides, or ends it himself.
        121..124 => format!("select kehu.request_change(o.id, o.version, 'terminate', 'x', gen_random_uuid()) {order}"),
        124..126 => format!(
            "select kehu.decide_change(c.id, c.version, case when {amount} % 3 = 0 then 'rejected' else 'approved' end, 'x')
               from {} c", some(1, "order_change", "state = 'requested'")
        ),
        126..128 => format!("select kehu.move_order(o.id, o.version, case when {amount} % 2 = 0 then 'terminated' else 'cancelled' end, 'x') {order}"),
        128 => format!("select kehu.move_order(o.id, o.version, case when {amount} % 2 = 0 then 'suspended' else 'confirmed' end, 'x') {order}"),
        // Both customers at once, with all that is theirs.
        _ => format!("select kehu.transfer_customer(array[{customer}, {other}], {to}, 'x')", other = 3 - customer, to = 4 + amount % 2),
    }
}
