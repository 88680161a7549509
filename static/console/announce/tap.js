/* Inside the sound thread: hands on every block of samples from the microphone. */
class Tap extends AudioWorkletProcessor {
  process(inputs) {
    if (inputs[0].length) {
      // a copy: the browser fills the same block again
      this.port.postMessage(inputs[0][0].slice());
    }
    return true;
  }
}

registerProcessor("tap", Tap);
