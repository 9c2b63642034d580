import * as z from 'zod';
import { chooseMedia, createInitialState } from '../../signalling/admin/virtualAgent.ts';
import { noParameters, virtualMedia } from '../requests/fields.ts';
import { defineParticipantAction, type Action } from './action.ts';

/** The call presences of a participant who has not answered yet. */
const unansweredPresences = ['Connecting', 'Ringing'] as const;

const accept = defineParticipantAction(
  'accept',
  'accepts the call elsewhere',
  z.strictObject({ media: z.optional(virtualMedia) }),
  ({ admin, call, actingParticipant }, parameters) => {
    const media = chooseMedia(actingParticipant.rawId, parameters.media);
    const { endpoint } = admin.createAgent(actingParticipant.rawId, media);
    admin.commands.invitations.accept(call, actingParticipant, endpoint, createInitialState(media));
    return undefined;
  },
  unansweredPresences,
);

const decline = defineParticipantAction(
  'decline',
  'declines the call at all endpoints',
  noParameters,
  ({ admin, call, actingParticipant }) => {
    admin.commands.invitations.decline(call, actingParticipant);
    return undefined;
  },
  unansweredPresences,
);

/** Actions by which an invited participant answers a call, without their page. */
export const answeringActions: readonly Action[] = [accept, decline];
