//! What does not hold together is no pack: a small one, whole, then with one thing wrong at a time.

#![allow(clippy::expect_used)]

use super::*;
use crate::pack::{ENGINE_CLASSES, Owner, Pattern, Step, shape};

/// Five words; a set of three, one of those and another, one by an ending, and one of none; one pattern.
fn small() -> Pack {
    let words = ["bad", "bid", "biding", "ring", "sing"];
    let mut lexicon = Lexicon::new(words.len(), words.concat().len()).expect("room");
    for word in words {
        lexicon.add(0, format!("{word}\n").as_bytes()).expect("room");
    }
    let ing = SetInfo { suffixes: vec!["ing".to_owned()], except: NO_SET, ..SetInfo::default() };
    let year = SetInfo { shapes: shape::YEAR, except: NO_SET, ..SetInfo::default() };
    Pack {
        speech: Arc::new(lexicon.done(String::new(), Rules::default(), &[], &[])),
        set_words: vec![1, 2, 3, 1, 2, 3, 5, 3, 4, 5],
        set_places: vec![(0, 3), (3, 7), (7, 10), (10, 10)],
        open: vec![(2, ing), (3, year)],
        patterns: vec![Pattern { anchor: 0, left: 0, right: 1, owner: Owner::List(0) }],
        programs: vec![0, 2],
        steps: vec![Step::Gap(2), Step::Done, Step::Word(1), Step::Done],
        classes: vec![3; ENGINE_CLASSES.len()],
        ..Pack::default()
    }
}

fn body(bytes: &[u8]) -> &[u8] {
    postcard::take_from_bytes::<(u16, u32)>(bytes).expect("format and sum").1
}

/// What reading answers when a pack was written so.
fn read(edit: fn(&mut Head, &mut Wire)) -> Result<(), PackError> {
    let bytes = shrink(&small());
    let (mut head, mut wire) = postcard::from_bytes::<(Head, Wire)>(body(&bytes)).expect("a whole pack");
    edit(&mut head, &mut wire);
    Pack::decode(&write::seal(&head, &wire)).map(|_| ())
}

#[test]
fn what_does_not_hold_together_is_an_error() {
    assert_eq!(read(|_, _| {}), Ok(()));
    assert_eq!(read(|_, wire| assert_eq!((wire.own, wire.listed, wire.sizes), (4, 11, &[3, 1, 0, 0][..]))), Ok(()));
    assert_eq!(
        read(|_, wire| assert_eq!((wire.distances, wire.programs.numbers), (&[0, 0, 0, 4][..], &[2][..]))),
        Ok(())
    );
    assert_eq!(read(|head, _| assert_eq!(head.words, b"(bad\n)id\n+ing\n(ring\n(sing\n")), Ok(()));
    let damages: &[fn(&mut Head, &mut Wire)] = &[
        // More or fewer words than claimed.
        |_, wire| wire.listed = u32::MAX,
        |_, wire| wire.listed += 1,
        |_, wire| wire.listed -= 1,
        |_, wire| wire.own += 1,
        |_, wire| wire.own -= 1,
        |head, _| head.count += 1,
        |head, _| head.count -= 1,
        |head, _| head.bytes += 1,
        |head, _| head.bytes -= 1,
        // Sets out of order, twice, or not there.
        |_, wire| wire.open.reverse(),
        |_, wire| wire.open[1].0 = 2,
        |_, wire| wire.open[1].0 = 4,
        |_, wire| wire.open[0].1.except = 4,
        // A word beyond the last.
        |_, wire| wire.distances = &[0, 0, 0, 5],
        |_, wire| wire.distances = &[0, 0, 3, 4],
        // What nobody reads.
        |_, wire| wire.sizes = &[3, 1, 0, 0, 0],
        |_, wire| wire.distances = &[0, 0, 0, 4, 0],
        |_, wire| wire.programs.sides = &[0, 0, 0],
        |_, wire| wire.programs.sets = &[1, 1],
        |_, wire| wire.programs.numbers = &[2, 0],
        // A gap of 256.
        |_, wire| wire.programs.numbers = &[0x80, 2],
    ];
    for (number, damage) in damages.iter().enumerate() {
        assert_eq!(read(*damage), Err(PackError::Damaged), "{number}");
    }
}

#[test]
fn no_byte_may_change_and_none_come_behind() {
    let bytes = shrink(&small());
    for at in 1..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert_eq!(Pack::decode(&other).err(), Some(PackError::Damaged), "{at}");
    }
    let body = [body(&bytes), &[0]].concat();
    let longer = [postcard::to_allocvec(&(FORMAT, sum(&body))).expect("bytes"), body].concat();
    assert_eq!(Pack::decode(&longer).err(), Some(PackError::Damaged));
}

#[test]
fn joining_comes_to_an_end() {
    let mut joining = Joining { marks: vec![0; 4], mark: 0, words: vec![0; 4], count: 0, left: 5 };
    joining.begin().expect("a mark");
    assert_eq!(joining.add(&[1, 2, 3]), Some(()));
    assert_eq!(joining.add(&[1, 2, 3]), None);
}
