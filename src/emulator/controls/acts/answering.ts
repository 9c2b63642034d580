import * as z from 'zod';
import { stateOf } from '../../signalling/virtual.ts';
import { inside, type Act } from './act.ts';
import { media } from './place.ts';

const rings = ['Connecting', 'Ringing'] as const;
const nothing = z.strictObject({});

/** @returns the object id in a raw id; phones have none that rings. */
const oidOf = (id: string): string => id.replace('8:orgid:', '');

const accept = inside(
  'accept',
  'answers, elsewhere than in a window',
  z.strictObject({ media: z.optional(media) }),
  ({ admin, call, self }, { media = 'echo' }) => {
    const agent = admin.stand(oidOf(self.id), media);
    admin.calls.ringing.accept(call, self, agent.endpoint, stateOf(media));
    return undefined;
  },
  rings,
);

const decline = inside(
  'decline',
  'declines, everywhere',
  nothing,
  ({ admin, call, self }) => {
    admin.calls.ringing.decline(call, self);
    return undefined;
  },
  rings,
);

export const answering: readonly Act[] = [accept, decline];
