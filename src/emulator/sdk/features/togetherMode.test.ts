import { expect, test } from 'vitest';
import type { CallSession } from '../call/session.ts';
import { EmuTogetherMode } from './togetherMode.ts';

test.each([
  ['oneToOne', 'Unknown', 403, 46304],
  ['meeting', 'Attendee', 403, 46303],
  ['meeting', 'Organizer', 501, 0],
])('together mode refuses to start in a %s call for the role %s', async (kind, role, code, subCode) => {
  const feature = new EmuTogetherMode({ context: { kind, role } } as CallSession);
  await expect(feature.start()).rejects.toMatchObject({ code, subCode });
});
