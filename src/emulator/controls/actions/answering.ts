import * as z from 'zod';
import { defaultMedia, initialStateOf } from '../../signalling/admin/virtualAgent.ts';
import { nothing, virtualMedia } from '../requests/fields.ts';
import { inCallAction, type Action } from './action.ts';

/** The call presences of a participant who has not answered yet. */
const unansweredPresences = ['Connecting', 'Ringing'] as const;

const accept = inCallAction(
  'accept',
  'accepts the call elsewhere',
  z.strictObject({ media: z.optional(virtualMedia) }),
  ({ admin, call, actingParticipant }, parameters) => {
    const media = defaultMedia(actingParticipant.rawId, parameters.media);
    const { endpoint } = admin.createAgent(actingParticipant.rawId, media);
    admin.commands.invitations.accept(call, actingParticipant, endpoint, initialStateOf(media));
    return undefined;
  },
  unansweredPresences,
);

const decline = inCallAction(
  'decline',
  'declines the call at all endpoints',
  nothing,
  ({ admin, call, actingParticipant }) => {
    admin.commands.invitations.decline(call, actingParticipant);
    return undefined;
  },
  unansweredPresences,
);

/** Actions by which an invited participant answers a call, without their page. */
export const answeringActions: readonly Action[] = [accept, decline];
