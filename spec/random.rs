use std::collections::HashSet;

use samara::random::Random;

#[test]
fn a_seed_gives_the_same_sequence_and_clones_share_it() {
    let (one, other) = (Random::seeded(7), Random::seeded(7));
    assert_eq!(one.bytes::<40>(), other.bytes::<40>());
    let clone = one.clone();
    assert_eq!((one.token(), clone.token()), (other.token(), other.token()));
    assert_ne!(Random::seeded(7).token(), Random::seeded(8).token());
}

#[test]
fn a_token_has_256_bits_and_is_fit_for_an_address() {
    for random in [Random::System, Random::seeded(1)] {
        let tokens: HashSet<String> = (0..1_000).map(|_| random.token()).collect();
        assert_eq!(tokens.len(), 1_000);
        let fit = |token: &String| {
            token
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || "-_".contains(char))
        };
        assert!(tokens.iter().all(|token| token.len() == 43 && fit(token)));
    }
}

#[test]
fn a_guid_has_32_hexadecimal_digits() {
    let guid = Random::System.guid_hex();
    assert_eq!(guid.len(), 32);
    assert!(guid.chars().all(|char| matches!(char, '0'..='9' | 'a'..='f')));
}

#[test]
fn a_number_is_below_its_bound_and_every_one_comes() {
    let random = Random::seeded(3);
    let drawn: HashSet<u64> = (0..200).map(|_| random.below(6)).collect();
    assert_eq!(drawn, (0..6).collect());
    assert_eq!((random.below(1), random.below(0)), (0, 0));
    assert!((0..100).all(|_| random.below(u64::MAX) < u64::MAX));
}
