//! A new plan laid over what an order still asks for: which instalments stay, change, go and come. The parts go on as the open
//! instalments, the first as the first, so that todos and promises stay with them. Knows neither screen nor server.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    calendar::Calendar,
    plan::{self, Ground, Part, PlanError, Planned},
};

/// What an order still asks for, and what is still to appear of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The business date, from which days are counted.
    pub today: NaiveDate,
    /// What is open, by due date.
    pub open: Vec<Open>,
    /// What stays whatever is planned: received and written off, in yuan.
    pub settled: Decimal,
    /// The insertions that have not appeared, by day.
    pub insertions: Vec<(NaiveDate, Decimal)>,
    /// Which days are worked.
    pub calendar: Calendar,
}

/// An instalment of which something is outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Its id.
    pub id: i64,
    /// When it is due, and what is outstanding of it in yuan.
    pub ask: Ask,
}

/// So much on that day, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// When.
    pub due_on: NaiveDate,
    /// How much.
    pub amount: Decimal,
}

/// What becomes of one instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Stays(Ask),
    /// Another day or amount.
    Changes(Ask, Ask),
    /// It is not asked for any more.
    Goes(Ask),
    /// A new one.
    Comes(Ask),
}

impl Standing {
    /// What is outstanding, in yuan.
    pub fn outstanding(&self) -> Decimal {
        self.open.iter().map(|it| it.ask.amount).sum()
    }

    /// The parts of the plan in these words.
    pub fn lay(&self, words: &str) -> Result<Vec<Part>, PlanError> {
        let insertions: Vec<Planned> = self
            .insertions
            .iter()
            .enumerate()
            .map(|(n, (on, amount))| Planned { at: (0, n), on: *on, amount: *amount })
            .collect();
        let ground = Ground {
            net: self.outstanding(),
            signed: self.today,
            today: self.today,
            insertions: &insertions,
        };
        plan::parse(words)?.lay_by(&ground, &self.calendar)
    }

    /// What these words make of each instalment.
    pub fn steps(&self, words: &str) -> Result<Vec<Step>, PlanError> {
        let parts = self.lay(words)?;
        let asks = parts.iter().map(|part| Ask { due_on: part.due_on, amount: part.amount });
        let going_on = self.open.iter().zip(asks.clone()).map(|(open, ask)| match open.ask {
            before if before == ask => Step::Stays(ask),
            before => Step::Changes(before, ask),
        });
        let gone = self.open.iter().skip(parts.len()).map(|open| Step::Goes(open.ask));
        let new = asks.clone().skip(self.open.len()).map(Step::Comes);
        Ok(going_on.chain(gone).chain(new).collect())
    }
}

/// What is asked for in all after these steps, in yuan.
pub fn planned(steps: &[Step]) -> Decimal {
    let after = |step: &Step| match step {
        Step::Stays(ask) | Step::Changes(_, ask) | Step::Comes(ask) => ask.amount,
        Step::Goes(_) => Decimal::ZERO,
    };
    steps.iter().map(after).sum()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn ask(day: &str, yuan: &str) -> Ask {
        Ask { due_on: day.parse().expect("a date"), amount: yuan.parse().expect("digits") }
    }

    /// Three open instalments of 15,000, 40,000 and 40,000 yuan.
    pub fn standing() -> Standing {
        let open = [("2002-03-06", "15000.00"), ("2002-03-13", "40000.00"), ("2002-04-03", "40000.00")];
        Standing {
            today: "2002-03-13".parse().expect("a date"),
            open: (1..).zip(open).map(|(id, (day, yuan))| Open { id, ask: ask(day, yuan) }).collect(),
            settled: "25000.00".parse().expect("digits"),
            insertions: Vec::new(),
            calendar: Calendar::of([("2002-05-01".parse().expect("a date"), true)]),
        }
    }

    #[test]
    fn what_stays_changes_goes_and_comes() {
        let steps = |words: &str| standing().steps(words).expect(words);
        let [first, second, third] = [0, 1, 2].map(|n| standing().open[n].ask);
        assert_eq!(
            steps("15000/rest @2002-03-06,2002-05-01"),
            [Step::Stays(first), Step::Changes(second, ask("2002-05-01", "80000.00")), Step::Goes(third)]
        );
        let four = steps("15000/40000/20000/rest @2002-03-06,2002-03-13,2002-04-03,2002-05-03");
        assert_eq!(
            four,
            [
                Step::Stays(first),
                Step::Stays(second),
                Step::Changes(third, ask("2002-04-03", "20000.00")),
                Step::Comes(ask("2002-05-03", "20000.00"))
            ]
        );
        assert_eq!(planned(&four), standing().outstanding());
        // Labour Day is off, as in the order form.
        let after = steps("rest @2002-05-01>");
        assert_eq!(after[0], Step::Changes(first, ask("2002-05-02", "95000.00")));
        // Split to the fen, the last part takes the rest; what the words leave out is left out.
        assert_eq!(planned(&steps("x7 m")), standing().outstanding());
        assert_eq!(planned(&steps("15000/40000 @t,+30")), Decimal::from(55_000));
        assert_eq!(standing().steps("so what"), Err(PlanError::Unreadable("so what".into())));
    }
}
