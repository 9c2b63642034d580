import { expect, test, vi } from 'vitest';
import { findDeviceFault } from './deviceFault.ts';

/**
 * Simulates a browser that lists one device.
 * @param state the browser's answer for every permission; `null` if it knows no such permission
 * @param errorName the name of the error when a device is opened; `null` if it opens
 */
function stubBrowser(listedKind: string, state: string | null, errorName: string | null = null) {
  const stop = vi.fn();
  vi.stubGlobal('navigator', {
    mediaDevices: {
      enumerateDevices: async () => [{ kind: listedKind }],
      getUserMedia: async () => {
        if (errorName !== null) throw new DOMException('not opened', errorName);
        return { getTracks: () => [{ stop }] };
      },
    },
    permissions: {
      query: () => (state === null ? Promise.reject(new TypeError()) : Promise.resolve({ state })),
    },
  });
  return stop;
}

test.each([
  ['there is none', 'audioinput', 'granted', null, 'missing'],
  ['the user has not answered', 'videoinput', 'prompt', null, 'refused'],
  ['the user has refused it', 'videoinput', 'denied', null, 'refused'],
  ['the system refuses it', 'videoinput', 'granted', 'NotAllowedError', 'refused'],
  ['another program uses it', 'videoinput', 'granted', 'NotReadableError', 'busy'],
  ['it was unplugged', 'videoinput', 'granted', 'NotFoundError', 'missing'],
  ['the browser does not say why', 'videoinput', null, null, 'refused'],
])('X6: finds out why the camera cannot be used: %s', async (_reason, kind, state, errorName, fault) => {
  stubBrowser(kind, state, errorName);
  expect(await findDeviceFault('camera')).toBe(fault);
});

test('X6: closes a microphone that opens at the second attempt', async () => {
  const stop = stubBrowser('audioinput', 'granted');
  expect(await findDeviceFault('microphone')).toBe('busy');
  expect(stop).toHaveBeenCalledTimes(1);
});
