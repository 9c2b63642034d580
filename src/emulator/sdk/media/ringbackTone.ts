/** Hz of the two tones that American telephone networks play together while the callee's telephone rings. */
const frequencies = [440, 480];

/**
 * Creates the ringback tone that a telephone network plays to the caller. The track ends with `stop()`.
 * @returns the audio track, and a function that releases what makes the tone.
 */
export function createRingbackTone(): { track: MediaStreamTrack; stop: () => void } {
  const audioContext = new AudioContext();
  const output = audioContext.createMediaStreamDestination();
  const volume = audioContext.createGain();
  volume.gain.value = 0.1;
  volume.connect(output);
  for (const frequency of frequencies) {
    const oscillator = audioContext.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(volume);
    oscillator.start();
  }
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
