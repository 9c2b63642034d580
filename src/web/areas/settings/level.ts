import { browserId } from '../../calling/devices/browserId.ts';

/** How loud the microphone is, while somebody looks. */
export interface Level {
  /** Settles when the microphone is open, or says why it is not. */
  readonly done: Promise<'open' | 'refused'>;
  /** Gives the microphone back. */
  readonly close: () => void;
}

/**
 * @param microphone by the SDK's id; `null` is the system's own
 * @param tell 0 (silent) to 1 (full), about twenty times a second
 */
export function openLevel(microphone: string | null, tell: (level: number) => void): Level {
  let closed = false;
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const context = new AudioContext();
  const close = () => {
    closed = true;
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (context.state !== 'closed') void context.close();
  };
  const open = async (): Promise<'open' | 'refused'> => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: microphone === null || { deviceId: { exact: browserId(microphone) } },
      });
    } catch {
      // Refused or missing: the person is told where the level would have been.
      close();
      return 'refused';
    }
    if (closed) {
      close();
      return 'open';
    }
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech lies around 0.1; its square root fills the scale as ears would.
      tell(Math.min(1, Math.sqrt(Math.sqrt(power)) * 1.4));
    }, 50);
    return 'open';
  };
  return { done: open(), close };
}
