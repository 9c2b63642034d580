import { expect, it, vi } from 'vitest';
import { microphoneSource } from './trackSource.ts';

it('refuses a microphone whose permission the user takes away while it is opening', async () => {
  const getUserMedia = async () => ({ getTracks: () => [{ readyState: 'ended' }] });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  const deviceType = 'Microphone' as const;
  const microphone = { id: 'microphone:', name: '', isSystemDefault: true, deviceType };
  await expect(microphoneSource(microphone).open()).rejects.toThrow('The device was lost.');
});
