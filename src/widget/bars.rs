//! How far something has come, as a bar of signs that every terminal and every reader knows.

/// `##--------` for 1 of 5 in ten cells. Never full before all is done, never empty once something is.
pub fn bar(done: u64, all: u64, cells: usize) -> String {
    let full = if all == 0 {
        0
    } else if done >= all {
        cells
    } else {
        let exact = (u128::from(done) * cells as u128 / u128::from(all)) as usize;
        exact.max(usize::from(done > 0)).min(cells.saturating_sub(1))
    };
    "#".repeat(full) + &"-".repeat(cells - full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_begun_from_done() {
        assert_eq!(bar(1, 5, 10), "##--------");
        assert_eq!(bar(0, 5, 10), "----------");
        assert_eq!(bar(5, 5, 10), "##########");
        assert_eq!(bar(7, 5, 4), "####");
        assert_eq!(bar(1, 1000, 10), "#---------");
        assert_eq!(bar(999, 1000, 10), "#########-");
        assert_eq!(bar(0, 0, 4), "----");
        assert_eq!(bar(1, 2, 0), "");
        assert_eq!(bar(u64::MAX - 1, u64::MAX, 3), "##-");
    }
}
