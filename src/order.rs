//! One sort for the whole engine. The library's is compiled anew for every type and key, about seven kilobytes of Wasm
//! each; here every key is a number of 64 bits, and one sort of numbers serves for all.
//!
//! Absent on purpose: keys that do not fit; whoever sorts says how they are packed.

/// The items in the order of their keys; equal keys keep their order.
#[must_use]
pub fn by_key<T>(items: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let mut keys: Vec<(u64, u32)> = items.iter().zip(0..).map(|(item, n)| (key(item), n)).collect();
    if keys.is_sorted() {
        return items;
    }
    sort(&mut keys);
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keys.iter().filter_map(|(_, n)| items.get_mut(*n as usize)?.take()).collect()
}

/// Two numbers as one key, the first before the second. Beyond 32 bits they count as the largest.
#[must_use]
pub fn pair(first: usize, second: usize) -> u64 {
    let part = |n: usize| u64::from(u32::try_from(n).unwrap_or(u32::MAX));
    part(first) << 32 | part(second)
}

#[inline(never)]
fn sort(keys: &mut [(u64, u32)]) {
    keys.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::{by_key, pair};

    #[test]
    fn equal_keys_keep_their_order() {
        let words = vec!["pear", "fig", "plum", "nut", "apple"];
        assert_eq!(by_key(words, |w| w.len() as u64), ["fig", "nut", "pear", "plum", "apple"]);
    }

    #[test]
    fn a_pair_sorts_by_its_first_then_its_second() {
        let pairs = vec![(2, 1), (1, 9), (1, 2), (usize::MAX, 0)];
        assert_eq!(by_key(pairs, |(a, b)| pair(*a, *b)), [(1, 2), (1, 9), (2, 1), (usize::MAX, 0)]);
    }
}
