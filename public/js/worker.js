// Proof of work, in a worker of its own. SHA-256 by hand: crypto.subtle is missing on plain http, and slower for many short texts.
"use strict";

const K = new Uint32Array(64);
const START = new Uint32Array(8);
{
  // The constants are the first 32 bits of the fractional parts of roots of the first primes.
  let n = 0;
  for (let candidate = 2; n < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) { prime = false; break; }
    if (!prime) continue;
    const root = (power) => { const x = candidate ** power; return ((x - Math.floor(x)) * 4294967296) >>> 0; };
    if (n < 8) START[n] = root(1 / 2);
    K[n++] = root(1 / 3);
  }
}

const W = new Uint32Array(64);

function sha256(bytes) {
  const H = Uint32Array.from(START);
  const size = (((bytes.length + 8) >> 6) + 1) << 6;
  const block = new Uint8Array(size);
  block.set(bytes);
  block[bytes.length] = 0x80;
  new DataView(block.buffer).setUint32(size - 4, bytes.length * 8);
  for (let at = 0; at < size; at += 64) {
    for (let i = 0; i < 16; i++) W[i] = (block[at + 4 * i] << 24) | (block[at + 4 * i + 1] << 16) | (block[at + 4 * i + 2] << 8) | block[at + 4 * i + 3];
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      W[i] = W[i - 16] + W[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const s = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const t = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + s) | 0; d = c; c = b; b = a; a = (s + t) | 0;
    }
    H[0] += a; H[1] += b; H[2] += c; H[3] += d; H[4] += e; H[5] += f; H[6] += g; H[7] += h;
  }
  return H;
}

function zeros(H) {
  let bits = 0;
  for (const word of H) {
    if (word === 0) { bits += 32; continue; }
    return bits + Math.clz32(word);
  }
  return bits;
}

const text = new TextEncoder();

addEventListener("message", ({ data: { challenge, bits } }) => {
  for (let n = 0; ; n++) {
    if (zeros(sha256(text.encode(`${challenge}:${n}`))) >= bits) { postMessage(String(n)); return; }
  }
});
