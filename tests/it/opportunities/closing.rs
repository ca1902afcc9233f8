//! Beyond the second stage it is known when an opportunity is expected to close (R62).

use crate::support::{TestDb, one, refusal};

#[test]
fn beyond_the_second_stage_it_is_known_when_it_is_expected_to_close() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    let id = one(
        &mut john,
        "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'name', '机会',
           'product_line', '时尚', 'intent_evidence', '客户说要投放十期封底')) ->> 'id' as v",
    );
    let to = |stage: &str| {
        format!(
            "select kehu.move_opportunity(id, version, '{stage}', '{{\"reason\": \"x\"}}') ->> 'id' as v from kehu.opportunity where id = {id}"
        )
    };
    let close = |on: &str| {
        format!(
            "select kehu.save_opportunity(jsonb_build_object('id', id, 'version', version, 'expected_close_on', {on})) ->> 'id' as v
               from kehu.opportunity where id = {id}"
        )
    };
    assert_eq!(refusal(&mut john, &to("proposal")), "needs_close_date expected_close_on");
    one(&mut john, &to("needs"));
    assert_eq!(refusal(&mut john, &to("next")), "needs_close_date expected_close_on");
    one(&mut john, &close("'2002-04-30'"));
    one(&mut john, &to("next"));
    assert_eq!(refusal(&mut john, &close("null")), "needs_close_date expected_close_on");
    one(&mut john, &to("back"));
    one(&mut john, &close("null"));
}
