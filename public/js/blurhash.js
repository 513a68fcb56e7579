// A picture's blurred likeness from some thirty letters (BlurHash: a few waves of colour, base 83).

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

const number = (text) => [...text].reduce((sum, letter) => sum * 83 + LETTERS.indexOf(letter), 0);
const linear = (value) => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const display = (value) => {
  const v = Math.min(1, Math.max(0, value));
  return Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055));
};
const signed = (value, power) => Math.sign(value) * Math.abs(value) ** power;

/** The pixels of a hash; null for what is none. */
export function pixels(hash, width, height) {
  if (!hash || hash.length < 6 || [...hash].some((letter) => !LETTERS.includes(letter))) return null;
  const size = number(hash[0]);
  const [across, down] = [size % 9 + 1, Math.floor(size / 9) + 1];
  if (hash.length !== 4 + 2 * across * down) return null;
  const most = (number(hash[1]) + 1) / 166;
  const colours = [];
  for (let i = 0; i < across * down; i += 1) {
    if (i === 0) {
      const value = number(hash.slice(2, 6));
      colours.push([linear(value >> 16), linear(value >> 8 & 255), linear(value & 255)]);
    } else {
      const value = number(hash.slice(4 + i * 2, 6 + i * 2));
      const part = (n) => signed((n - 9) / 9, 2) * most;
      colours.push([part(Math.floor(value / 361)), part(Math.floor(value / 19) % 19), part(value % 19)]);
    }
  }
  const data = new ImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sum = [0, 0, 0];
      for (let j = 0; j < down; j += 1) {
        for (let i = 0; i < across; i += 1) {
          const wave = Math.cos(Math.PI * x * i / width) * Math.cos(Math.PI * y * j / height);
          const colour = colours[i + j * across];
          for (let c = 0; c < 3; c += 1) sum[c] += colour[c] * wave;
        }
      }
      const at = 4 * (x + y * width);
      for (let c = 0; c < 3; c += 1) data.data[at + c] = display(sum[c]);
      data.data[at + 3] = 255;
    }
  }
  return data;
}
