/** The notes C5, E5 and G5, in hertz. */
const frequencies = [523, 659, 784];
const noteSeconds = 0.16;
const pauseSeconds = 0.02;
/** The gain at full volume, from 0 (silent) to 1. */
const maxGain = 0.3;

/**
 * Plays three notes, so that the user hears which device plays the ringtone.
 * @param ringer the browser's `deviceId`; `null` for the system's default
 * @param volume 0 to 1
 */
export async function playTestSound(ringer: string | null, volume: number): Promise<void> {
  const audioContext = new AudioContext(ringer === null ? {} : ({ sinkId: ringer } as AudioContextOptions));
  const gainNode = new GainNode(audioContext, { gain: volume * maxGain });
  gainNode.connect(audioContext.destination);
  const oscillators = frequencies.map((frequency, index) => {
    const oscillator = new OscillatorNode(audioContext, { frequency });
    oscillator.connect(gainNode);
    const startsAt = audioContext.currentTime + index * (noteSeconds + pauseSeconds);
    oscillator.start(startsAt);
    oscillator.stop(startsAt + noteSeconds);
    return oscillator;
  });
  await new Promise((resolve) => oscillators.at(-1)?.addEventListener('ended', resolve));
  await audioContext.close();
}
