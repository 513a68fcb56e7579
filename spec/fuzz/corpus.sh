#!/bin/sh
# Fills spec/fuzz/corpus from vectors: those that SAMARA_VECTORS names, else those of the clone. Documents of ActivityPub are read
# where they lie (see README.md).
set -eu
cd "$(dirname "$0")"
from="${SAMARA_VECTORS:+$SAMARA_VECTORS/diaspora}"
from="${from:-../fixtures/diaspora}"
mkdir -p corpus/envelope corpus/entity corpus/hcard corpus/webfinger
cp "$from"/envelopes/* "$from"/raw/* "$from"/relay/*.in.xml corpus/envelope/
cp "$from"/payloads/* "$from"/entities/* "$from"/relay/*.payload.xml corpus/entity/
cp "$from"/discovery/hcard_*.html corpus/hcard/
cp "$from"/discovery/webfinger_* "$from"/discovery/host_meta_* "$from"/discovery/nodeinfo_* corpus/webfinger/
mkdir -p corpus/thing corpus/html corpus/signature
digest=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=
cat > corpus/signature/cavage <<END
Host: pod.example
Date: Mon, 21 Sep 2026 14:13:20 GMT
Digest: SHA-256=$digest
Signature: keyId="https://m.example/users/bob#main-key",algorithm="hs2019",headers="(request-target) host date digest",signature="AAAA"
END
cat > corpus/signature/created <<END
Host: pod.example
Digest: SHA-256=$digest
Signature: keyId="https://m.example/k",created=1790000000,expires=1790000300,headers="(request-target) host (created) (expires) digest",signature="AAAA"
END
cat > corpus/signature/message <<END
Content-Digest: sha-256=:$digest:
Signature-Input: sig1=("@method" "@target-uri" "content-digest");created=1790000000;keyid="https://m.example/k";alg="ed25519"
Signature: sig1=:AAAA:
END
cat > corpus/signature/pieces <<END
Content-Digest: sha-256=:$digest:
Signature-Input: s=("@method" "@scheme" "@authority" "@path" "@query" "content-digest");created=1790000000;expires=1790000300;keyid="https://m.example/k"
Signature: s=:AAAA:
END
