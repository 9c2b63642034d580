import { expect, test } from 'vitest';
import { readDetails } from './details.ts';

const none = { send: [], receive: [] };

test('takes the times of the worst stream, and adds up bit rates', () => {
  const sample = {
    audio: {
      send: [{ id: '1', bitrate: 32_000, rttInMs: 40, codecName: 'opus' }],
      receive: [{ id: '2', bitrate: 30_000, jitterInMs: 3.4, packetsLostPerSecond: 1, codecName: 'opus' }],
    },
    video: {
      send: [],
      receive: [{ id: '3', bitrate: 900_000, jitterInMs: 12, packetsLostPerSecond: 2, codecName: 'H264' }],
    },
    screenShare: none,
    transports: [{ id: '4', rttInMs: 55.6 }],
  };
  expect(readDetails(sample)).toEqual({
    rtt: 56,
    jitter: 12,
    lost: 3,
    sent: 32_000,
    received: 930_000,
    codecs: 'opus, H264',
  });
});

test('a figure that the SDK does not give is null, not 0', () => {
  expect(readDetails({ audio: none, video: none, screenShare: none, transports: [] })).toEqual({
    rtt: null,
    jitter: null,
    lost: null,
    sent: null,
    received: null,
    codecs: '',
  });
});
