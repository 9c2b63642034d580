import { expect, test } from 'vitest';
import { readDetails } from './quality.ts';

test('reports the longest times of all streams, and adds up their losses and bit rates', () => {
  const sample = {
    audio: {
      send: [{ id: '1', bitrate: 32_000, rttInMs: 40, codecName: 'opus' }],
      receive: [{ id: '2', bitrate: 30_000, jitterInMs: 3.4, packetsLostPerSecond: 1, codecName: 'opus' }],
    },
    video: {
      send: [],
      receive: [{ id: '3', bitrate: 900_000, jitterInMs: 12, packetsLostPerSecond: 2, codecName: 'H264' }],
    },
    screenShare: { send: [], receive: [] },
    transports: [{ id: '4', rttInMs: 55.6 }],
  };
  expect(readDetails(sample)).toEqual({
    roundTripMs: 56,
    jitterMs: 12,
    lostPerSecond: 3,
    sentBitsPerSecond: 32_000,
    receivedBitsPerSecond: 930_000,
    codecs: 'opus, H264',
  });
});
