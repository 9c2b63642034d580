/**
 * Plays three notes, so that the user hears which device plays the ringtone.
 * @param ringer the browser's `deviceId`; `null` for the system's default
 * @param volume 0 to 1
 */
export async function playTestSound(ringer: string | null, volume: number): Promise<void> {
  const context = new AudioContext(ringer === null ? {} : ({ sinkId: ringer } as AudioContextOptions));
  const gain = new GainNode(context, { gain: volume * 0.3 });
  gain.connect(context.destination);
  const notes = [523, 659, 784].map((frequency, index) => {
    const note = new OscillatorNode(context, { frequency });
    note.connect(gain);
    note.start(context.currentTime + index * 0.18);
    note.stop(context.currentTime + index * 0.18 + 0.16);
    return note;
  });
  await new Promise((resolve) => notes.at(-1)?.addEventListener('ended', resolve));
  await context.close();
}
