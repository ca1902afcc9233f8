//! Random boards, random moves by three people at once: every stay follows the one before without a gap, one row is open where the
//! opportunity is, every move that was answered is in the history and none besides. `KEHU_BOARDS` plays more, `KEHU_SEED` the same again.

use std::{collections::BTreeMap, thread};

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    result::Error,
    sql_query,
    sql_types::{BigInt, Integer, Text},
};
use fastrand::Rng;

use crate::support::{TestDb, count, one, told, unsound};

const PEOPLE: [&str; 3] = ["john", "zhangw", "liuzy"];
/// Moves of each person on each board.
const MOVES: usize = 16;

#[derive(QueryableByName)]
struct Card {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    state: String,
}

/// What somebody was told he had done to the history of a card.
#[derive(Debug, Clone, Copy)]
enum Done {
    /// Forwards or back.
    Moved,
    Closed,
    Reopened,
}

/// How often, by card.
type Deeds = BTreeMap<i64, [i64; 3]>;

fn make(conn: &mut PgConnection, dice: &mut Rng) -> i64 {
    let amount = dice.u32(1..2_000_000);
    let sql = format!(
        "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'name', '机会', 'product_line', '时尚',
           'intent_evidence', '客户说要投放十期封底', 'amount', '{amount}', 'expected_close_on', '2002-04-30')) ->> 'id' as v"
    );
    one(conn, &sql).parse().expect("an id")
}

/// One move, as somebody sees the card at that moment; what it does to the history.
fn play(card: &Card, dice: &mut Rng) -> (String, Option<Done>) {
    let (id, version) = (card.id, card.version);
    let call = |function: &str, to: &str| {
        format!(
            "select kehu.{function}({id}, {version}, '{to}', '{{\"reason\": \"x\", \"lost_reason\": \"price\"}}')"
        )
    };
    let go = |to: &str| (call("move_opportunity", to), Some(Done::Moved));
    match dice.u32(0..20) {
        0..7 => go("next"),
        7..10 => go("back"),
        10..12 => go(["intent", "needs", "proposal", "negotiation", "contract"][dice.usize(..5)]),
        12 => (call("end_opportunity", "suspended"), None),
        13 => (call("end_opportunity", ["won", "lost", "invalid"][dice.usize(..3)]), Some(Done::Closed)),
        // One that was put aside stays in its stage.
        14..17 => (call("end_opportunity", "open"), (card.state != "suspended").then_some(Done::Reopened)),
        17 => (format!("select kehu.transfer_opportunity('{{{id}}}', {}, 'x')", dice.i32(4..=5)), None),
        18 => (
            format!(
                "select kehu.complete_activity(a.id, a.version, 'x') from kehu.activity a join kehu.pursuit p on p.activity_id = a.id
                   where p.opportunity_id = {id} and a.state = 'planned' order by a.id limit 1"
            ),
            None,
        ),
        _ => (
            format!(
                "select kehu.save_opportunity('{{\"id\": {id}, \"version\": {version}, \"amount\": \"{}\"}}')",
                dice.u32(1..900_000)
            ),
            None,
        ),
    }
}

/// Plays, and tells what he was told.
fn person(db: &TestDb, login: &str, cards: &[i64], seed: u64) -> Deeds {
    let (mut conn, mut dice) = (db.as_login(login), Rng::with_seed(seed));
    let mut deeds = Deeds::new();
    for _ in 0..MOVES {
        let id = cards[dice.usize(..cards.len())];
        let read = format!("select id, version, state from kehu.opportunity where id = {id}");
        let cards: Vec<Card> = sql_query(read).load(&mut conn).expect("a card is read");
        // It may be somebody else's by now.
        let Some(card) = cards.first() else { continue };
        let (deed, done) = play(card, &mut dice);
        match (conn.batch_execute(&deed), done) {
            (Ok(()), Some(done)) => deeds.entry(id).or_default()[done as usize] += 1,
            (Ok(()), None) => {}
            (Err(Error::DatabaseError(_, info)), _) => {
                let rule = info.constraint_name().unwrap_or(info.message()).to_owned();
                let known = rule.starts_with("kehu:") || rule == "deadlock detected";
                assert!(known, "{login}: {deed}: {rule}");
            }
            (Err(other), _) => panic!("{login}: {deed}: {other}"),
        }
    }
    deeds
}

/// A stay that does not begin where the one before ended.
const GAPS: &str = "(select h.left_at, h.direction, lead(h.entered_at) over w as next, lead(h.id) over w as after, o.state
    from kehu.stage_history h join kehu.opportunity o on o.id = h.opportunity_id window w as (partition by h.opportunity_id order by h.entered_at, h.id)) x
  where x.direction in ('forward', 'back') and x.next is distinct from x.left_at or x.left_at is null and x.after is not null
     or x.direction = 'close' and x.after is null and x.state in ('open', 'suspended')";

#[test]
fn no_move_of_three_people_at_once_is_lost() {
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    let boards = told("KEHU_BOARDS").unwrap_or(8);
    println!("KEHU_SEED={seed} KEHU_BOARDS={boards}");
    let mut dice = Rng::with_seed(seed);
    let db = TestDb::golden();
    let (mut john, mut admin) = (db.as_login("john"), db.admin());
    let mut moves = 0;
    for board in 0..boards {
        let cards: Vec<i64> = (0..dice.usize(1..=4)).map(|_| make(&mut john, &mut dice)).collect();
        let seeds = PEOPLE.map(|login| (login, dice.u64(..)));
        let told: Vec<Deeds> = thread::scope(|scope| {
            let (db, cards) = (&db, &cards);
            let all = seeds.map(|(login, seed)| scope.spawn(move || person(db, login, cards, seed)));
            all.into_iter().map(|one| one.join().expect("plays to the end")).collect()
        });
        for id in &cards {
            let of = |done: Done| {
                told.iter().filter_map(|one| one.get(id)).map(|it| it[done as usize]).sum::<i64>()
            };
            let rows = |which: &str| format!("kehu.stage_history where opportunity_id = {id} and {which}");
            let at = format!("seed {seed}, board {board}, opportunity {id}: {told:?}");
            assert_eq!(count(&mut admin, &rows("direction in ('forward', 'back')")), of(Done::Moved), "{at}");
            assert_eq!(count(&mut admin, &rows("direction = 'close'")), of(Done::Closed), "{at}");
            let stays = 1 + of(Done::Moved) + of(Done::Reopened);
            assert_eq!(count(&mut admin, &rows("true")), stays, "{at}");
            moves += stays - 1;
        }
        assert_eq!(count(&mut admin, GAPS), 0, "seed {seed}, board {board}");
        assert_eq!(unsound(&mut admin), [""; 0], "seed {seed}, board {board}");
    }
    println!("{moves} moves on {boards} boards");
    assert!(moves > boards * 4, "{moves} moves");
}
