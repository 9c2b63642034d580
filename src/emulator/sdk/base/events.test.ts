import { expect, test, vi } from 'vitest';
import { Emitter } from './events.ts';

// `tests/contract/calling/sameAsSdk` compares how each class refuses unknown events and listeners that are no functions.

test('M1: an emitter of a feature accepts an unknown event, as in the SDK, and warns once in the console', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const emitter = new Emitter('RaiseHandCallFeature', ['raisedHandEvent']);
  emitter.on('raisedHandChanged', () => undefined);
  emitter.on('raisedHandChanged', () => undefined);
  const warning = expect.stringContaining("RaiseHandCallFeature.on('raisedHandChanged')");
  expect(warn.mock.calls).toEqual([[warning]]);
});
