import * as z from 'zod';
import { defaultMedia, initialStateOf } from '../../signalling/admin/virtualAgent.ts';
import { nothing, virtualMedia } from '../requests/fields.ts';
import { inCallAction, type Action } from './action.ts';

const invited = ['Connecting', 'Ringing'] as const;

const accept = inCallAction(
  'accept',
  'accepts the call elsewhere',
  z.strictObject({ media: z.optional(virtualMedia) }),
  ({ admin, call, self }, parameters) => {
    const media = defaultMedia(self.rawId, parameters.media);
    const { endpoint } = admin.createAgent(self.rawId, media);
    admin.commands.ringing.accept(call, self, endpoint, initialStateOf(media));
    return undefined;
  },
  invited,
);

const decline = inCallAction(
  'decline',
  'declines the call at all endpoints',
  nothing,
  ({ admin, call, self }) => {
    admin.commands.ringing.decline(call, self);
    return undefined;
  },
  invited,
);

export const answeringActions: readonly Action[] = [accept, decline];
