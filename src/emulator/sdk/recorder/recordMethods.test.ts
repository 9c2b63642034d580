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
  const run = (method: (...args: never[]) => Promise<unknown>, kind: string) =>
    // The object is not a whole call, so the method fails, which is recorded as well.
    method.apply({ kind, id: 'call' } as never).catch(() => undefined);
  void run(EmuCall.prototype.hold, 'Call');
  void run(EmuCall.prototype.hold, 'TeamsCall');
  void run(EmuIncomingCall.prototype.reject, 'IncomingCall');
  expect(entries.map(({ name }) => name)).toEqual(['Call.hold', 'TeamsCall.hold', 'IncomingCall.reject']);
});
