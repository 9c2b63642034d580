import * as z from 'zod';
import { chooseMedia, createInitialState } from '../../signalling/admin/virtualAgent.ts';
import { announceParticipant } from '../../signalling/calls/callContext.ts';
import { hasPage, sendEvent } from '../../signalling/endpoints/endpoint.ts';
import { isPhoneNumber } from '../../wire/rawIds.ts';
import type { MediaState } from '../../wire/protocol.ts';
import { ControlError } from '../requests/addControl.ts';
import { noParameters, onOffParameter, virtualMedia } from '../requests/names.ts';
import {
  defineParticipantAction,
  findOtherParticipants,
  requireNoPage,
  runCommand,
  type Action,
  type ActionContext,
} from './action.ts';

/**
 * Changes what a simulated participant sends.
 * @param what completes "Only the page can …", the reason of the refusal.
 * @throws ControlError 409 if the participant has a page, or if a telephone would start a camera or a screen share.
 */
function changeState(context: ActionContext, what: string, change: Partial<MediaState>): void {
  requireNoPage(context, what);
  const { call, actingParticipant } = context;
  const startsVideo = change.video || change.screen;
  if (isPhoneNumber(actingParticipant.rawId) && startsVideo) {
    const reason = `${actingParticipant.rawId} is a telephone: it has neither a camera nor a screen.`;
    throw new ControlError(409, reason);
  }
  // A silent participant sends no media, so its video could not be seen.
  if (actingParticipant.botMedia === 'silent' && startsVideo) actingParticipant.botMedia = 'echo';
  runCommand(context, { t: 'state', call: call.id, state: { ...actingParticipant.state, ...change } });
}

const defineStateAction = (name: string, description: string, change: Partial<MediaState>): Action =>
  defineParticipantAction(name, description, noParameters, (context) => changeState(context, name, change));

export const mediaActions: readonly Action[] = [
  // Only a page can mute its microphone. So the server asks it to, in the name of another participant if there is one.
  defineParticipantAction(
    'mute',
    'Mutes itself. A persona with a browser is muted as if by another participant.',
    noParameters,
    (context) => {
      const { call, actingParticipant } = context;
      if (!actingParticipant.endpoint || !hasPage(actingParticipant.endpoint))
        return changeState(context, 'mute', { muted: true });
      const [muter = actingParticipant] = findOtherParticipants(context);
      sendEvent(actingParticipant.endpoint, { t: 'muted', call: call.id, by: muter.id });
    },
  ),
  defineStateAction('unmute', 'Unmutes itself.', { muted: false }),
  defineStateAction('hold', 'Holds the call.', { hold: true }),
  defineStateAction('resume', 'Takes the call off hold.', { hold: false }),
  defineParticipantAction('camera', 'Turns the camera on or off.', onOffParameter, (context, { on }) =>
    changeState(context, 'turn its camera on or off', { video: on }),
  ),
  defineParticipantAction('share', 'Starts or stops sharing a screen.', onOffParameter, (context, { on }) =>
    changeState(context, 'share its screen', { screen: on }),
  ),
  defineParticipantAction(
    'media',
    'Sends no media (`silent`), or media again (`echo`), and stays in the call.',
    z.strictObject({ media: virtualMedia }).meta({ examples: [{ media: 'silent' }] }),
    (context, parameters) => {
      requireNoPage(context, 'go silent');
      const { call, actingParticipant } = context;
      const media = chooseMedia(actingParticipant.rawId, parameters.media);
      actingParticipant.botMedia = media;
      actingParticipant.state = { ...createInitialState(media), hold: actingParticipant.state.hold };
      announceParticipant(call, actingParticipant);
    },
  ),
];
