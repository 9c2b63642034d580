import * as z from 'zod';
import { initialStateOf, defaultMedia } from '../../signalling/admin/virtualAgent.ts';
import { inCallAction, type Action } from './action.ts';
import { media } from './placing.ts';

const rings = ['Connecting', 'Ringing'] as const;
const nothing = z.strictObject({});

const accept = inCallAction(
  'accept',
  'answers, elsewhere than in a window',
  z.strictObject({ media: z.optional(media) }),
  ({ admin, call, self }, asked) => {
    const media = defaultMedia(self.rawId, asked.media);
    const agent = admin.createAgent(self.rawId, media);
    admin.commands.ringing.accept(call, self, agent.endpoint, initialStateOf(media));
    return undefined;
  },
  rings,
);

const decline = inCallAction(
  'decline',
  'declines, everywhere',
  nothing,
  ({ admin, call, self }) => {
    admin.commands.ringing.decline(call, self);
    return undefined;
  },
  rings,
);

export const answeringActions: readonly Action[] = [accept, decline];
