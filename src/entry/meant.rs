//! What a text may mean: nothing, one thing for certain, or several that fit equally well. Several are shown, never guessed.

use crate::{
    store::Pick,
    text::{Named, keys, rank},
};

/// What a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant<T> {
    /// Nothing fits.
    Nothing,
    /// One fits better than all others.
    One(T),
    /// These fit equally well.
    Several(Vec<T>),
}

impl<T> Meant<T> {
    /// The best of what was found with its rank, the least being the best.
    pub fn best<R: Ord>(found: impl IntoIterator<Item = (R, T)>) -> Meant<T> {
        let mut best: Option<(R, Vec<T>)> = None;
        for (rank, it) in found {
            match &mut best {
                Some((least, all)) if rank == *least => all.push(it),
                Some((least, _)) if rank > *least => {}
                best => *best = Some((rank, vec![it])),
            }
        }
        let mut all = best.map(|(_, all)| all).unwrap_or_default();
        match (all.len(), all.pop()) {
            (_, None) => Meant::Nothing,
            (1, Some(one)) => Meant::One(one),
            (_, Some(last)) => {
                all.push(last);
                Meant::Several(all)
            }
        }
    }
}

/// Which customer a text means among those that the server found for it.
pub fn customer<'a>(typed: &str, picks: &'a [Pick]) -> Meant<&'a Pick> {
    if let [only] = picks {
        return Meant::One(only);
    }
    let ranked = picks.iter().map(|pick| {
        let keys = keys(&pick.label);
        let code = pick.detail.split_whitespace().next().unwrap_or_default();
        let named = Named {
            code,
            name: &pick.label,
            pinyin: &keys.pinyin,
            initials: &keys.initials,
            others: &keys.others,
        };
        // What the server alone can see, such as an older name, fits least.
        (rank(typed, named).map_or((1, None), |rank| (0, Some(rank))), pick)
    });
    Meant::best(ranked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(id: i64, label: &str, detail: &str) -> Pick {
        Pick { id, label: label.into(), detail: detail.into() }
    }

    #[test]
    fn one_is_certain_and_equals_are_not() {
        let picks =
            [pick(1, "上海雅韵化妆品有限公司", "CU-00001"), pick(2, "上海逸颜化妆品有限公司", "CU-00002")];
        assert_eq!(customer("shyy", &picks), Meant::Several(picks.iter().collect()));
        assert_eq!(customer("雅韵", &picks), Meant::One(&picks[0]));
        assert_eq!(customer("cu-00002", &picks), Meant::One(&picks[1]));
        assert_eq!(customer("anything", &picks[1..]), Meant::One(&picks[1]), "the server knows why");
        assert_eq!(customer("shyy", &[]), Meant::Nothing);
    }
}
