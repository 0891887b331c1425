/** How loud a WAV file is over time, without decoding it as sound: it holds plain numbers. */
export const PEAKS_A_SECOND = 50;

/** From 0 to 255 each; null where the file holds something else than numbers of 16 bits. */
export function peaksOf(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || name(0) !== "RIFF" || name(8) !== "WAVE") return null;
  let channels = 0;
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name(at) === "fmt ") {
      if (view.getUint16(start, true) !== 1 || view.getUint16(start + 14, true) !== 16) return null;
      channels = view.getUint16(start + 2, true);
      rate = view.getUint32(start + 4, true);
    } else if (name(at) === "data" && channels > 0 && rate > 0) {
      const count = Math.floor(Math.min(size, bytes.length - start) / 2);
      return loudness((place) => view.getInt16(start + place * 2, true), count, (rate * channels) / PEAKS_A_SECOND);
    }
    at = start + size + (size % 2);
  }
  return null;
}

function loudness(sample: (place: number) => number, count: number, step: number): Uint8Array {
  const peaks = new Uint8Array(Math.ceil(count / step));
  for (let place = 0; place < count; place++) {
    const value = Math.min(255, Math.abs(sample(place)) >> 7);
    const at = Math.floor(place / step);
    if (value > (peaks[at] ?? 0)) peaks[at] = value;
  }
  return peaks;
}
