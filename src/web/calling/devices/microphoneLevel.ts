import { toBrowserDeviceId } from './browserDeviceId.ts';

const measureEveryMs = 50;

/**
 * Measures how loud a microphone is until the signal is aborted.
 * @param microphone the SDK's id; `null` for the system's default
 * @param onLevel gets a level from 0 to 1
 * @throws if the microphone cannot be opened
 */
export async function measureMicrophoneLevel(
  microphone: string | null,
  onLevel: (level: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: microphone === null || { deviceId: { exact: toBrowserDeviceId(microphone) } },
  });
  const audioContext = new AudioContext();
  // 1024 samples are about 20 ms of sound.
  const analyser = new AnalyserNode(audioContext, { fftSize: 1024 });
  audioContext.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech has an amplitude of around 0.1 of 1. Its square root, times 1.4, makes speech fill almost half of the bar.
    const amplitude = Math.sqrt(power);
    onLevel(Math.min(1, Math.sqrt(amplitude) * 1.4));
  }, measureEveryMs);
  const close = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    void audioContext.close();
  };
  // The check may have ended before the browser had opened the microphone.
  if (signal.aborted) close();
  else signal.addEventListener('abort', close);
}
