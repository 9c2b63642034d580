import { expect, test } from 'vitest';
import { EmuIncomingCall } from '../agent/incomingCall.ts';
import { provideObserver, setRecording, type PageEntry } from '../base/recording.ts';
import { EmuCall } from '../call/call.ts';
import { recordMethods } from './recordMethods.ts';

test('a recorded method has the class that the SDK gives to ACS users or to Teams users', () => {
  const entries: PageEntry[] = [];
  provideObserver(() => ({ observeEvent: () => undefined }));
  setRecording(true);
  recordMethods((entry) => entries.push(entry));
  // The objects are not whole calls, so the methods fail, which is recorded as well.
  const create = <T extends object>(prototype: T, kind: string): T =>
    Object.create(prototype, { kind: { value: kind } }) as T;
  for (const kind of ['Call', 'TeamsCall'])
    create(EmuCall.prototype, kind)
      .hold()
      .catch(() => undefined);
  create(EmuIncomingCall.prototype, 'IncomingCall')
    .reject()
    .catch(() => undefined);
  expect(entries.map(({ name }) => name)).toEqual(['Call.hold', 'TeamsCall.hold', 'IncomingCall.reject']);
});
