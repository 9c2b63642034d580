import * as z from 'zod';
import { stateOf, usualMedia } from '../../signalling/virtual.ts';
import { inside, type Act } from './action.ts';
import { media } from './placing.ts';

const rings = ['Connecting', 'Ringing'] as const;
const nothing = z.strictObject({});

const accept = inside(
  'accept',
  'answers, elsewhere than in a window',
  z.strictObject({ media: z.optional(media) }),
  ({ admin, call, self }, asked) => {
    const media = usualMedia(self.id, asked.media);
    const agent = admin.stand(self.id, media);
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
