/* The microphone: samples as they come, and a clean end whatever happens to the device. */

/** Whether this page may ask for the microphone at all: only on https and localhost. */
export function isAllowed() {
  return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia) && "AudioWorkletNode" in window;
}

/** Open it. heard(level): 0 to 1, some 40 times a second; lost(): the device went away.
    Returns {stop(): {samples, rate}}; throws the browser's error. */
export async function openMicrophone(heard, lost) {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, noiseSuppression: true, autoGainControl: true },
  });
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(new URL("tap.js", import.meta.url));
    return listen(stream, context, heard, lost);
  } catch (error) {
    end(stream, context);
    throw error;
  }
}

function listen(stream, context, heard, lost) {
  const blocks = [];
  const tap = new AudioWorkletNode(context, "tap", {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: "explicit",
  });
  let loudest = 0;
  tap.port.onmessage = ({ data }) => {
    blocks.push(data);
    for (const sample of data) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    // a block is 128 samples, 375 a second at 48 kHz: more than a meter has use for
    if (blocks.length % 10 === 0) {
      heard(loudest);
      loudest = 0;
    }
  };
  context.createMediaStreamSource(stream).connect(tap);
  stream.getAudioTracks()[0].addEventListener("ended", lost);
  return {
    stop() {
      end(stream, context);
      return { samples: joined(blocks), rate: context.sampleRate };
    },
  };
}

function end(stream, context) {
  stream.getTracks().forEach((track) => track.stop());
  context.close();
}

function joined(blocks) {
  const all = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
