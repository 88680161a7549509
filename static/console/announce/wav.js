/* Samples to a WAV file: mono, 16 bit. What phones record (m4a, webm) is decoded by the browser. */

/** A WAV file of float samples. */
export function wavOf(samples, rate) {
  const data = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, text) => [...text].forEach((letter, i) => data.setUint8(at + i, letter.charCodeAt(0)));
  word(0, "RIFF");
  data.setUint32(4, 36 + samples.length * 2, true);
  word(8, "WAVEfmt ");
  data.setUint32(16, 16, true);
  data.setUint16(20, 1, true);
  data.setUint16(22, 1, true);
  data.setUint32(24, rate, true);
  data.setUint32(28, rate * 2, true);
  data.setUint16(32, 2, true);
  data.setUint16(34, 16, true);
  word(36, "data");
  data.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => data.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([data.buffer], { type: "audio/wav" });
}

/** Any sound that this browser can play, as a WAV file; throws when it cannot. */
export async function decoded(file) {
  const context = new OfflineAudioContext(1, 1, 48000);
  const sound = await context.decodeAudioData(await file.arrayBuffer());
  return wavOf(mono(sound), sound.sampleRate);
}

function mono(sound) {
  const first = sound.getChannelData(0);
  if (sound.numberOfChannels === 1) {
    return first;
  }
  const second = sound.getChannelData(1);
  return first.map((sample, i) => (sample + second[i]) / 2);
}
