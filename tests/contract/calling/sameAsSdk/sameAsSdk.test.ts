import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcomes } from './outcomes.ts';
import { startSdkPages, type SdkPages } from './sdkPages.ts';

/**
 * Uses Microsoft's SDK and the drop-in SDK (the emulator's replacement) in the same way, each in a page without a network.
 * The outcomes must be the same: what each function returns, or the code of the error that it throws. Microsoft's SDK takes
 * about 16 seconds until it gives up connecting.
 */

type OutcomesBySubject = Record<string, Outcomes>;

let pages: SdkPages;
let outcomesOfSdk: OutcomesBySubject;
let outcomesOfDropIn: OutcomesBySubject;

beforeAll(async () => {
  pages = await startSdkPages('collectOutcomes.ts');
  [outcomesOfSdk, outcomesOfDropIn] = await Promise.all([
    pages.run<OutcomesBySubject>('real', 'collectOutcomes'),
    pages.run<OutcomesBySubject>('dropIn', 'collectOutcomes'),
  ]);
}, 180_000);

afterAll(() => pages?.close());

// The ids, such as M1, are those of defects that an earlier version had.
test.each([
  ['M1', 'known and unknown events of its objects', 'events'],
  ['M3, M10', 'permissions and devices', 'devices'],
  ['M11 to M13', 'streams, renderers and views', 'streams'],
  ['M2, M4, M7, M8', 'a call at the time when startCall returns', 'start'],
  ['M6, M8, M9, M13, M14', 'methods of a call that is not connected', 'call'],
  ['M9, M12', 'hands, and an end that comes twice, in such a call', 'later'],
  ['M14', 'a meeting that is not joined yet', 'meeting'],
  ['M13', 'the arguments of join', 'joins'],
  ['M13', 'clients', 'clients'],
  ['M16', 'the agents of a client', 'agents'],
])('%s: the drop-in SDK returns and throws the same as Microsoft’s SDK: %s', (_ids, _name, subject) => {
  expect(outcomesOfSdk).toHaveProperty(subject);
  expect(outcomesOfDropIn[subject]).toEqual(outcomesOfSdk[subject]);
});
