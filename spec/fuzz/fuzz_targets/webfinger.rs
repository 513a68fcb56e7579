//! The other documents of discovery: JRD, XRD, host-meta, NodeInfo.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::discovery::{NodeInfo, WebFinger, nodeinfo, xrd};

fuzz_target!(|document: &[u8]| within_bounds(|| {
    drop(WebFinger::read(document));
    drop(xrd::address(document, "acct:alice@pod.example"));
    drop(NodeInfo::read(document));
    drop(nodeinfo::newest(document));
}));
