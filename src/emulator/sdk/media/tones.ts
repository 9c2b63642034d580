/** In Hz: American telephone networks play these two tones together while the callee's telephone rings. */
const ringbackFrequencies = [440, 480];

/**
 * Plays tones together, quietly.
 * @param frequencies in Hz.
 * @param startSeconds when the tones start and stop, on the clock of the AudioContext. Default: at once, without an end.
 */
export function playFrequencies(
  output: AudioNode,
  frequencies: readonly number[],
  startSeconds = 0,
  stopSeconds?: number,
): void {
  const { context } = output;
  const volume = context.createGain();
  volume.gain.value = 0.1;
  volume.connect(output);
  for (const frequency of frequencies) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(volume);
    oscillator.start(startSeconds);
    if (stopSeconds !== undefined) oscillator.stop(stopSeconds);
  }
}

/** @returns the ringback tone that a telephone network plays to the caller, and the function that ends it. */
export function createRingbackTone(): { track: MediaStreamTrack; stop: () => void } {
  const audioContext = new AudioContext();
  const output = audioContext.createMediaStreamDestination();
  playFrequencies(output, ringbackFrequencies);
  const [track] = output.stream.getAudioTracks();
  if (!track) throw new Error('A destination for audio always has an audio track.');
  return {
    track,
    stop() {
      track.stop();
      void audioContext.close();
    },
  };
}
