//! Recordings of every kind, as small as they can be, with all that can be said in them. Each word about them is the
//! marker; the sound and the pictures are others.

/// What must be in no copy.
pub const MARKER: &[u8] = b"+59.3293+018.0686-SERIAL-4711";
/// What the sound and the pictures consist of.
pub const SAMPLE: &[u8] = b"<sample of picture or sound>";

/// Whether a file holds these bytes.
pub fn holds(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

/// How often a file holds these bytes.
pub fn times(bytes: &[u8], marker: &[u8]) -> usize {
    bytes.windows(marker.len()).filter(|window| *window == marker).count()
}

/// A box of MP4.
pub fn atom(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut bytes = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(content);
    bytes
}

fn numbers(all: &[u32]) -> Vec<u8> {
    all.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// Made on a certain day, lasting two seconds and a half.
fn movie_head() -> Vec<u8> {
    let mut rest = numbers(&[0, 0xdead_beef, 0xdead_beef, 1_000, 2_500, 0x0001_0000]);
    rest.resize(100, 0);
    atom(b"mvhd", &[&rest])
}

fn track_head(turned: bool) -> Vec<u8> {
    let mut bytes = numbers(&[7, 0xdead_beef, 0xdead_beef, 1, 0, 2_500, 0, 0, 0, 0]);
    let one = 0x0001_0000;
    bytes.extend(numbers(&if turned {
        [0, one, 0, 0xffff_0000, 0, 0, 0, 0, 0x4000_0000]
    } else {
        [one, 0, 0, 0, one, 0, 0, 0, 0x4000_0000]
    }));
    bytes.extend(numbers(&[640 << 16, 360 << 16]));
    atom(b"tkhd", &[&bytes])
}

fn entry(kind: &[u8; 4], picture: bool) -> Vec<u8> {
    let mut fields = vec![0, 0, 0, 0, 0, 0, 0, 1];
    if picture {
        fields.extend([0; 4]);
        fields.extend(&MARKER[..4]);
        fields.extend([0; 8]);
        fields.extend([2, 128, 1, 104]);
        fields.resize(42, 0);
        fields.push(29);
        fields.extend(MARKER);
        fields.resize(78, 0);
    } else {
        fields.resize(28, 0);
    }
    let needed = atom(if picture { b"avcC" } else { b"esds" }, &[b"needed to decode"]);
    atom(kind, &[&fields, &needed, &atom(b"note", &[MARKER])])
}

/// A track with its samples at these places, one in each chunk.
pub fn track(handler: &[u8; 4], kind: &[u8; 4], at: &[u32], turned: bool) -> Vec<u8> {
    let many = u32::try_from(at.len()).unwrap();
    let length = u32::try_from(SAMPLE.len()).unwrap();
    let sizes = atom(b"stsz", &[&numbers(&[0, 0, many]), &numbers(&vec![length; at.len()])]);
    let table = atom(
        b"stbl",
        &[
            &atom(b"stsd", &[&numbers(&[0, 1]), &entry(kind, handler == b"vide")]),
            &atom(b"stts", &[&numbers(&[0, 1, many, 100])]),
            &atom(b"stsc", &[&numbers(&[0, 1, 1, 1, 1])]),
            &sizes,
            &atom(b"stco", &[&numbers(&[0, many]), &numbers(at)]),
        ],
    );
    let reference = atom(b"url ", &[&numbers(&[1])]);
    let media = atom(
        b"mdia",
        &[
            &atom(
                b"mdhd",
                &[&numbers(&[0, 0xdead_beef, 0xdead_beef, 1_000, 2_500, 0x55c4_0000])],
            ),
            &atom(
                b"hdlr",
                &[&numbers(&[0, 0]), handler, &numbers(&[0, 0, 0]), MARKER, b"\0"],
            ),
            &atom(
                b"minf",
                &[
                    &atom(b"vmhd", &[&numbers(&[1, 0, 0])]),
                    &atom(b"dinf", &[&atom(b"dref", &[&numbers(&[0, 1]), &reference])]),
                    &table,
                ],
            ),
        ],
    );
    let said = atom(b"udta", &[&atom(b"\xa9xyz", &[MARKER])]);
    atom(b"trak", &[&track_head(turned), &media, &said])
}

fn tags() -> Vec<u8> {
    let item = atom(b"\xa9too", &[&atom(b"data", &[&numbers(&[1, 0]), MARKER])]);
    let meta = atom(b"meta", &[&numbers(&[0]), &atom(b"ilst", &[&item])]);
    atom(
        b"udta",
        &[&atom(b"\xa9xyz", &[MARKER]), &atom(b"loci", &[MARKER]), &meta],
    )
}

/// A recording with these tracks. Between and behind the samples lie words; the table comes first or last.
pub fn mp4(brand: &[u8; 4], tracks: &[(&[u8; 4], &[u8; 4])], turned: bool) -> Vec<u8> {
    let start = atom(b"ftyp", &[brand, &numbers(&[512]), b"isommp41"]);
    let mut at = start.len() + 8;
    let mut media = Vec::new();
    let mut placed = Vec::new();
    for (handler, kind) in tracks {
        let known = [b"vide", b"soun"].contains(handler);
        let mut places = Vec::new();
        for _ in 0..3 {
            let word = [MARKER, b" between"].concat();
            media.extend(&word);
            at += word.len();
            places.push(u32::try_from(at).unwrap());
            // What a track of positions says is one of the words.
            let sample = if known { SAMPLE.to_vec() } else { MARKER[1..].to_vec() };
            media.extend(&sample);
            media.resize(media.len() + SAMPLE.len() - sample.len().min(SAMPLE.len()), 0);
            at = start.len() + 8 + media.len();
        }
        placed.push(track(handler, kind, &places, turned));
    }
    let media = atom(b"mdat", &[&media]);
    let mut parts = vec![movie_head()];
    parts.extend(placed);
    parts.push(tags());
    parts.push(atom(b"meta", &[MARKER]));
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let rest = [
        atom(b"moov", &parts),
        atom(b"uuid", &[MARKER]),
        atom(b"free", &[MARKER]),
        atom(b"sefd", &[MARKER]),
    ];
    [start, media, rest.concat()].concat()
}

/// An element of Matroska.
pub fn element(id: u32, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let id = id.to_be_bytes();
    let mut bytes = id[id.iter().position(|byte| *byte != 0).unwrap()..].to_vec();
    bytes.extend((0x1000_0000 | u32::try_from(content.len()).unwrap()).to_be_bytes());
    bytes.extend(content);
    bytes
}

fn block(id: u32, track: u8) -> Vec<u8> {
    let sample = if track < 3 { SAMPLE } else { MARKER };
    element(id, &[&[0x80 | track, 0, 0, 0x80], sample])
}

/// What Vorbis says to its decoder, with comments.
pub fn vorbis_private() -> Vec<u8> {
    let head = [&b"\x01vorbis"[..], &[0; 23]].concat();
    let comments = vorbis_comments();
    let setup = b"\x05vorbis tables";
    let mut bytes = vec![2, head.len() as u8, comments.len() as u8];
    bytes.extend(head);
    bytes.extend(comments);
    bytes.extend(setup);
    bytes
}

pub fn vorbis_comments() -> Vec<u8> {
    let little = |length: usize| (length as u32).to_le_bytes();
    [
        &b"\x03vorbis"[..],
        &little(MARKER.len()),
        MARKER,
        &little(1),
        &little(MARKER.len() + 6),
        b"TITLE=",
        MARKER,
        &[1],
    ]
    .concat()
}

/// Pictures, sound, and a third track of words. A cluster's length may be unknown, as while it is recorded.
pub fn webm(kind: &[u8], endless: bool) -> Vec<u8> {
    let head = element(0x1a45_dfa3, &[&element(0x4286, &[&[1]]), &element(0x4282, &[kind])]);
    let about = element(
        0x1549_a966,
        &[
            &element(0x002a_d7b1, &[&1_000_000_u32.to_be_bytes()]),
            &element(0x4489, &[&2_500.0_f64.to_be_bytes()]),
            &element(0x4d80, &[MARKER]),
            &element(0x5741, &[MARKER]),
            &element(0x7ba9, &[MARKER]),
            &element(0x4461, &[&[1, 2, 3, 4, 5, 6, 7, 8]]),
            &element(0x73a4, &[MARKER]),
        ],
    );
    let track = |number: u8, kind: u8, codec: &[u8], more: &[u8]| {
        let words = [element(0x536e, &[MARKER]), element(0x0025_8688, &[MARKER])].concat();
        element(
            0xae,
            &[
                &element(0xd7, &[&[number]]),
                &element(0x73c5, &[&[number]]),
                &element(0x83, &[&[kind]]),
                &element(0x86, &[codec]),
                more,
                &words,
            ],
        )
    };
    let size = element(0xe0, &[&element(0xb0, &[&[2, 128]]), &element(0xba, &[&[1, 104]])]);
    let private = element(0x63a2, &[&vorbis_private()]);
    let tracks = element(
        0x1654_ae6b,
        &[
            &track(1, 1, b"V_VP8", &size),
            &track(2, 2, b"A_VORBIS", &private),
            &track(3, 17, b"S_TEXT/UTF8", b""),
        ],
    );
    let blocks = [
        element(0xe7, &[&[0]]),
        block(0xa3, 1),
        block(0xa3, 3),
        element(
            0xa0,
            &[&block(0xa1, 2), &element(0x9b, &[&[20]]), &element(0xa4, &[MARKER])],
        ),
        element(0xa0, &[&block(0xa1, 3)]),
        block(0xa3, 2),
    ]
    .concat();
    let cluster = if endless {
        let open = [
            &[0x1f, 0x43, 0xb6, 0x75][..],
            &[0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ]
        .concat();
        [open, blocks].concat()
    } else {
        element(0x1f43_b675, &[&blocks])
    };
    let tags = element(0x1254_c367, &[&element(0x7373, &[MARKER])]);
    let attached = element(0x1941_a469, &[MARKER, &[0; 300]]);
    let parts = [
        element(0x114d_9b74, &[]),
        element(0xec, &[MARKER]),
        about,
        tracks,
        tags,
        cluster,
        attached,
    ]
    .concat();
    let segment = if endless {
        [
            &[0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..],
            &parts,
        ]
        .concat()
    } else {
        [element(0x1853_8067, &[&parts]), MARKER.to_vec()].concat()
    };
    [head, segment].concat()
}

/// A page of Ogg.
pub fn page(flags: u8, granule: u64, number: u32, packets: &[&[u8]]) -> Vec<u8> {
    let mut lacing = Vec::new();
    for packet in packets {
        lacing.extend(std::iter::repeat_n(255, packet.len() / 255));
        lacing.push((packet.len() % 255) as u8);
    }
    let mut bytes = b"OggS\0".to_vec();
    bytes.push(flags);
    bytes.extend(granule.to_le_bytes());
    bytes.extend(77_u32.to_le_bytes());
    bytes.extend(number.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.push(lacing.len() as u8);
    bytes.extend(lacing);
    bytes.extend(packets.concat());
    let sum = ogg_sum(&bytes);
    bytes[22..26].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// The check sum of a page, bit by bit.
pub fn ogg_sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum: u32, _| {
            if sum & 0x8000_0000 == 0 {
                sum << 1
            } else {
                (sum << 1) ^ 0x04c1_1db7
            }
        })
    })
}

/// Two seconds of Opus, with a cover that is larger than a page.
pub fn opus() -> Vec<u8> {
    let head = b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0";
    let little = |length: usize| (length as u32).to_le_bytes();
    let comments = [
        &b"OpusTags"[..],
        &little(MARKER.len()),
        MARKER,
        &little(1),
        &little(MARKER.len() + 400),
        MARKER,
        &[b'x'; 400],
    ]
    .concat();
    [
        page(2, 0, 0, &[head]),
        page(0, 0, 1, &[&comments]),
        page(0, 48_000, 2, &[SAMPLE, SAMPLE]),
        page(4, 96_312, 3, &[SAMPLE]),
        MARKER.to_vec(),
    ]
    .concat()
}

/// Two seconds of Vorbis.
pub fn vorbis() -> Vec<u8> {
    let mut head = b"\x01vorbis\0\0\0\0\x02".to_vec();
    head.extend(44_100_u32.to_le_bytes());
    head.resize(30, 0);
    let setup = [&b"\x05vorbis"[..], &[7; 700]].concat();
    [
        page(2, 0, 0, &[&head]),
        page(0, 0, 1, &[&vorbis_comments(), &setup]),
        page(4, 88_200, 2, &[SAMPLE]),
    ]
    .concat()
}

/// A frame of MP3: 128 kilobits, 44.1 kHz, 417 bytes.
pub fn frame() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xfb, 0x90, 0x00];
    bytes.extend(SAMPLE);
    bytes.resize(417, 0);
    bytes
}

/// Ten frames of MP3 with tags of all ages around them and words between.
pub fn mp3() -> Vec<u8> {
    let mut bytes = b"ID3\x04\0\0\0\0\x02\x00".to_vec();
    let start = bytes.len();
    bytes.extend(b"TIT2");
    bytes.extend(MARKER);
    bytes.resize(start + 256, 0);
    for count in 0..10 {
        bytes.extend(frame());
        if count == 4 {
            bytes.extend(MARKER);
        }
    }
    bytes.extend(b"LYRICSBEGIN");
    bytes.extend(MARKER);
    bytes.extend(b"000040LYRICS200");
    bytes.extend(b"APETAGEX");
    bytes.extend(MARKER);
    let mut tag = b"TAG".to_vec();
    tag.extend(MARKER);
    tag.resize(128, 0);
    bytes.extend(tag);
    bytes
}

/// Two seconds of FLAC.
pub fn flac() -> Vec<u8> {
    let mut stream = vec![0; 34];
    stream[10..18].copy_from_slice(&((44_100_u64 << 44) | (1 << 41) | (15 << 36) | 88_200).to_be_bytes());
    let part = |kind: u8, content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[kind][..], &length[1..], content].concat()
    };
    let mut tag = b"TAG".to_vec();
    tag.extend(MARKER);
    tag.resize(128, 0);
    [
        b"fLaC".to_vec(),
        part(0, &stream),
        part(4, MARKER),
        part(3, &[1; 18]),
        part(6, MARKER),
        part(0x82, MARKER),
        vec![0xff, 0xf8],
        SAMPLE.to_vec(),
        tag,
    ]
    .concat()
}

/// A second of plain sound.
pub fn wav() -> Vec<u8> {
    let part = |kind: &[u8; 4], content: &[u8]| {
        let mut bytes = kind.to_vec();
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend(content);
        bytes.resize(bytes.len() + content.len() % 2, 0);
        bytes
    };
    let mut format = vec![1, 0, 1, 0];
    format.extend(8_000_u32.to_le_bytes());
    format.extend(8_000_u32.to_le_bytes());
    format.extend([1, 0, 8, 0]);
    let sound = SAMPLE.repeat(8_000 / SAMPLE.len() + 1)[..8_000].to_vec();
    let content = [
        b"WAVE".to_vec(),
        part(b"LIST", MARKER),
        part(b"fmt ", &format),
        part(b"bext", MARKER),
        part(b"data", &sound),
        part(b"id3 ", MARKER),
    ]
    .concat();
    [part(b"RIFF", &content), MARKER.to_vec()].concat()
}
