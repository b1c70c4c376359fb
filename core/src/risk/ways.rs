//! Alternatives of a pattern's element in one piece of memory: the lexicon has some hundred thousand of them.

use super::pattern::Atom;

/// Alternatives, each a row of atoms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ways {
    atoms: Vec<Atom>,
    /// Where each alternative ends among the atoms. What stands behind the last is an alternative not yet ended.
    ends: Vec<u16>,
}

impl Ways {
    /// These alternatives.
    pub fn of(ways: &[&[Atom]]) -> Self {
        let atoms = ways.iter().map(|way| way.len()).sum();
        let mut made = Self { atoms: Vec::with_capacity(atoms), ends: Vec::with_capacity(ways.len()) };
        ways.iter().for_each(|way| made.push(way));
        made
    }

    /// None yet, with room for those of most elements.
    pub fn with_room() -> Self {
        Self { atoms: Vec::with_capacity(64), ends: Vec::with_capacity(32) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether one of them is empty.
    pub fn has_empty(&self) -> bool {
        self.iter().any(<[Atom]>::is_empty)
    }

    /// The alternative at a position.
    pub fn get(&self, at: usize) -> Option<&[Atom]> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.atoms.get(usize::from(start)..usize::from(*self.ends.get(at)?))
    }

    /// All alternatives in order.
    pub fn iter(&self) -> impl Iterator<Item = &[Atom]> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// The first position from which on the alternatives no longer hold to something that holds up to there.
    pub fn partition_point(&self, holds: impl Fn(&[Atom]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&holds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Adds an atom to the alternative that is open.
    pub fn add(&mut self, atom: Atom) {
        self.atoms.push(atom);
    }

    /// Ends the alternative that is open.
    pub fn end_way(&mut self) {
        self.ends.push(u16::try_from(self.atoms.len()).unwrap_or(u16::MAX));
    }

    /// Takes the atoms of the alternative that is open away.
    pub fn take_open(&mut self) -> Vec<Atom> {
        self.atoms.split_off(self.ends.last().map_or(0, |end| usize::from(*end)).min(self.atoms.len()))
    }

    /// Adds an alternative.
    pub fn push(&mut self, way: &[Atom]) {
        self.atoms.extend(way);
        self.end_way();
    }

    /// Every one of these with every one of the others behind it.
    pub fn followed_by(&self, others: &Self) -> Self {
        let mut made = Self {
            atoms: Vec::with_capacity(self.atoms.len() * others.len() + others.atoms.len() * self.len()),
            ends: Vec::with_capacity(self.len() * others.len()),
        };
        for start in self.iter() {
            for end in others.iter() {
                made.atoms.extend(start);
                made.push(end);
            }
        }
        made
    }

    /// The same sorted, without equal and empty ones, in no more memory than they need.
    pub fn tidied(&self) -> Self {
        let mut ways: Vec<&[Atom]> = self.iter().filter(|way| !way.is_empty()).collect();
        ways.sort_unstable();
        ways.dedup();
        Self::of(&ways)
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Word;
    use super::*;

    fn word(number: u16) -> Atom {
        Atom::Word(Word { folded: number, exact: number })
    }

    #[test]
    fn alternatives_are_kept_in_order() {
        let (one, two, three) = (word(1), word(2), word(3));
        let ways = Ways::of(&[&[two], &[], &[one, three], &[two]]);
        assert!(ways.has_empty());
        let mut ways = ways.tidied();
        assert_eq!(ways.iter().collect::<Vec<_>>(), [&[one, three][..], &[two]]);
        assert_eq!(ways.partition_point(|way| way[0] < two), 1);
        assert_eq!(ways.followed_by(&Ways::of(&[&[], &[three]])).len(), 4);
        ways.add(three);
        assert_eq!((ways.len(), ways.take_open()), (2, vec![three]));
        assert_eq!(ways.get(2), None);
    }
}
