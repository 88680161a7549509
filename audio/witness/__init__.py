"""The witness: what the sound server itself says of our stream, while the sound worker plays.

A sound library says "finished" when it has got rid of its samples, also into a muted output, a
dummy or the television beside. The witness is a process of its own, disposable like the sound
worker, which asks the server (PulseAudio's protocol, which PipeWire speaks as well) where the
worker's stream goes, and mends our own stream where somebody muted it.
"""

from audio.witness.output import Output, OutputState
from audio.witness.witness_process import Hear as HearWitness
from audio.witness.witness_process import Witness, WitnessProcess
from audio.witness.witness_protocol import WitnessEvent

__all__ = ["HearWitness", "Output", "OutputState", "Witness", "WitnessEvent", "WitnessProcess"]
