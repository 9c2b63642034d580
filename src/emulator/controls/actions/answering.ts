import * as z from 'zod';
import { chooseMedia, createInitialState } from '../../signalling/admin/virtualAgent.ts';
import { noParameters, virtualMedia } from '../requests/fields.ts';
import { defineParticipantAction, type Action } from './action.ts';

/** The call presences of a participant who has not answered yet. */
const unansweredPresences = ['Connecting', 'Ringing'] as const;

const accept = defineParticipantAction(
  'accept',
  'Accepts at a virtual agent. In tabs the incoming call ends with 487/10003.',
  z.strictObject({ media: z.optional(virtualMedia) }).meta({ examples: [{}] }),
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
  'Declines everywhere. In tabs the incoming call ends with 603/0.',
  noParameters,
  ({ admin, call, actingParticipant }) => {
    admin.commands.invitations.decline(call, actingParticipant);
    return undefined;
  },
  unansweredPresences,
);

/** Actions by which an invited participant answers a call, without their page. */
export const answeringActions: readonly Action[] = [accept, decline];
