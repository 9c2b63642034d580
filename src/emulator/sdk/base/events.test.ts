import { expect, test, vi } from 'vitest';
import { Emitter } from './events.ts';

/** @returns `accepted`, the `code/subCode` of an error of the SDK, or the name of any other error. */
const describeOutcome = (subscribe: () => void): string => {
  try {
    subscribe();
    return 'accepted';
  } catch (error) {
    const { name, code, subCode } = error as { name: string; code?: number; subCode?: number };
    return code === undefined ? name : `${code}/${subCode}`;
  }
};

test.each([
  ['DeviceManager', '422/40603', '422/40604'],
  ['TeamsCallAgent', '422/40205', '422/40206'],
  ['TeamsCall', '422/41042', '422/41043'],
  ['RemoteParticipant', '422/42002', '422/42003'],
  ['LocalVideoStream', '422/43011', '422/43011'],
  ['RecordingCallFeature', '422/45850', '422/45851'],
  ['VideoEffectsFeature', '400/46160', '400/46161'],
])('M1: %s refuses an unknown event with the code of the SDK', (className, onError, offError) => {
  const emitter = new Emitter(className, ['known']);
  expect(describeOutcome(() => emitter.on('mistyped', () => undefined))).toBe(onError);
  expect(describeOutcome(() => emitter.off('mistyped', () => undefined))).toBe(offError);
  expect(describeOutcome(() => emitter.on('known', () => undefined))).toBe('accepted');
});

test('M1: an emitter of a feature accepts an unknown event, as in the SDK, and warns once in the console', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const emitter = new Emitter('RaiseHandCallFeature', ['raisedHandEvent']);
  emitter.on('raisedHandChanged', () => undefined);
  emitter.on('raisedHandChanged', () => undefined);
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining("RaiseHandCallFeature.on('raisedHandChanged')")],
  ]);
  warn.mockRestore();
});

test('M1: an emitter refuses a listener that is not a function, for known and unknown events', () => {
  const emitter = new Emitter('CapabilitiesFeature', ['capabilitiesChanged']);
  expect(describeOutcome(() => emitter.on('capabilitiesChanged', undefined as never))).toBe('TypeError');
  expect(describeOutcome(() => emitter.off('capabilitiesChanged', 'text' as never))).toBe('TypeError');
  expect(describeOutcome(() => emitter.on('mistyped', undefined as never))).toBe('TypeError');
});
