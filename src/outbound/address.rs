//! Where the pod connects to by itself: addresses and names of the public internet, and nothing of its own machine or
//! network, so that nobody can have it ask what they cannot reach themselves. Pure.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Names that mean something only inside of a machine, a house or another network than the internet.
const INNER: [&str; 14] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "onion",
    "i2p",
    "test",
    "invalid",
];

/// Where services listen that are no web servers and could be made to believe what stands in a request.
const OTHER_SERVICES: [u16; 21] = [
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
    10_080, 11_211,
];

/// Whether an address is one of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

/// Whether a name is one of the public internet: it has a dot, and its end is none that is used within a network.
pub fn is_public_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let inner = |end: &&str| name == **end || name.strip_suffix(*end).is_some_and(|rest| rest.ends_with('.'));
    name.contains('.') && !name.starts_with('.') && !name.ends_with('.') && !INNER.iter().any(inner)
}

/// Whether web servers of the public internet are found at this port.
pub fn is_web_port(port: u16) -> bool {
    matches!(port, 80 | 443) || (port >= 1024 && !OTHER_SERVICES.contains(&port))
}

/// The special-purpose registries of RFC 6890, anycast of others' (AS112, AMT, 6to4 relays), and the one address of
/// clouds that lies among public ones.
fn v4(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (192, 0, 0 | 2)
            | (192, 31, 196)
            | (192, 52, 193)
            | (192, 88, 99)
            | (192, 175, 48)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special && (a, b, c, d) != (168, 63, 129, 16)
}

/// Of IPv6 only what is given out as global unicast (2000::/3), without what carries an IPv4 address (6to4, Teredo;
/// mapped, translated and NAT64 ones lie outside), is for examples, or is anycast of others.
fn v6(address: Ipv6Addr) -> bool {
    let [a, b, c, ..] = address.segments();
    let global = a & 0xe000 == 0x2000;
    let special = matches!(
        (a, b),
        (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff)
    );
    global && !special && (a, b, c) != (0x2620, 0x004f, 0x8000)
}
