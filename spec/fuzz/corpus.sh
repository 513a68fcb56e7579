#!/bin/sh
# Fills spec/fuzz/corpus from vectors: those that SAMARA_VECTORS names, else those of the clone.
set -eu
cd "$(dirname "$0")"
from="${SAMARA_VECTORS:+$SAMARA_VECTORS/diaspora}"
from="${from:-../fixtures/diaspora}"
mkdir -p corpus/envelope corpus/entity corpus/hcard corpus/webfinger
cp "$from"/envelopes/* "$from"/raw/* "$from"/relay/*.in.xml corpus/envelope/
cp "$from"/payloads/* "$from"/entities/* "$from"/relay/*.payload.xml corpus/entity/
cp "$from"/discovery/hcard_*.html corpus/hcard/
cp "$from"/discovery/webfinger_* "$from"/discovery/host_meta_* "$from"/discovery/nodeinfo_* corpus/webfinger/
