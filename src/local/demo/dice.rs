//! Chance that falls the same on every machine. Each part of the company throws dice of its own, so that a change in one part
//! leaves the others as they were.

use fastrand::Rng;
use uuid::{Builder, Uuid};

const SEED: u64 = 0x6b65_6875_2032_3032;

/// Dice for one part of the company.
pub struct Dice(Rng);

impl Dice {
    /// The dice of the part called `name`.
    pub fn of(name: &str) -> Self {
        // FNV-1a: the standard hasher may change with the compiler.
        let seed = name.bytes().fold(SEED, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(Rng::with_seed(seed))
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.i64(low..=high)
    }

    /// An index below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0.usize(0..n)
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An index into `weights`, more often where the weight is higher.
    pub fn weighed(&mut self, weights: &[f64]) -> usize {
        let mut left = self.0.f64() * weights.iter().sum::<f64>();
        for (n, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return n;
            }
        }
        weights.len() - 1
    }

    /// A log-normal number around 1; 1.68 is the sigma at which a fifth of the customers carries four fifths.
    pub fn log_normal(&mut self, sigma: f64) -> f64 {
        let (u, v) = (1.0 - self.0.f64(), self.0.f64());
        ((-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos() * sigma).exp()
    }

    /// The same things in another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        self.0.shuffle(things);
    }

    /// So many digits.
    pub fn digits(&mut self, n: usize) -> String {
        (0..n).map(|_| self.0.digit(10)).collect()
    }

    /// A key as clients make them.
    pub fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.0.u128(..).to_be_bytes()).into_uuid()
    }
}
