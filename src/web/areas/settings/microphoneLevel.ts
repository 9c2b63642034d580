import { browserId } from '../../calling/devices/browserId.ts';

/** An open microphone whose level is measured. */
export interface MicrophoneLevel {
  /** Resolves once the microphone is open, or cannot be opened. */
  readonly done: Promise<'open' | 'refused'>;
  /** Closes the microphone. */
  readonly close: () => void;
}

/**
 * Opens a microphone and measures how loud it is.
 * @param microphone the SDK's id; `null` for the system's default
 * @param onLevel gets a level from 0 (silent) to 1 (loud) twenty times a second
 */
export function openMicrophoneLevel(
  microphone: string | null,
  onLevel: (level: number) => void,
): MicrophoneLevel {
  let isClosed = false;
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const context = new AudioContext();
  const close = () => {
    isClosed = true;
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
      // The user refused, or the microphone is missing or busy.
      close();
      return 'refused';
    }
    if (isClosed) {
      close();
      return 'open';
    }
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // The RMS amplitude of speech is around 0.1. Its square root fills the scale better.
      onLevel(Math.min(1, Math.sqrt(Math.sqrt(power)) * 1.4));
    }, 50);
    return 'open';
  };
  return { done: open(), close };
}
