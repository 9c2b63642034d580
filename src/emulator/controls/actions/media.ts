import * as z from 'zod';
import { defaultMedia, initialStateOf, isTelephone } from '../../signalling/admin/virtualAgent.ts';
import { announceParticipant } from '../../signalling/calls/callContext.ts';
import { hasPage, sendEvent } from '../../signalling/endpoints/endpoint.ts';
import type { MediaState } from '../../wire/protocol.ts';
import { ControlError } from '../requests/controlError.ts';
import { nothing, onOff, virtualMedia } from '../requests/fields.ts';
import { inCallAction, requireNoPage, runCommand, type Action, type ActionContext } from './action.ts';

/** @param what see `requireNoPage`. */
function changeState(context: ActionContext, what: string, change: Partial<MediaState>): undefined {
  requireNoPage(context, what);
  const { call, self } = context;
  const startsVideo = change.video || change.screen;
  if (isTelephone(self.rawId) && startsVideo) {
    throw new ControlError(409, `${self.rawId} is a telephone: it has neither a camera nor a screen.`);
  }
  if (self.bot === 'silent' && startsVideo) self.bot = 'echo';
  runCommand(context, { t: 'state', call: call.id, state: { ...self.state, ...change } });
  return undefined;
}

const mute = inCallAction('mute', 'mutes; a page is muted as by another participant', nothing, (context) => {
  const { call, self } = context;
  if (!self.endpoint || !hasPage(self.endpoint)) return changeState(context, 'mute', { muted: true });
  const by = [...call.participants.values()].find((other) => other !== self) ?? self;
  sendEvent(self.endpoint, { t: 'muted', call: call.id, by: by.id });
  return undefined;
});

const setMedia = inCallAction(
  'media',
  'sends no media (silent), or media again',
  z.strictObject({ media: virtualMedia }),
  (context, parameters) => {
    requireNoPage(context, 'go silent');
    const { call, self } = context;
    const media = defaultMedia(self.rawId, parameters.media);
    self.bot = media;
    self.state = { ...initialStateOf(media), hold: self.state.hold };
    announceParticipant(call, self);
    return undefined;
  },
);

export const mediaActions: readonly Action[] = [
  mute,
  inCallAction('unmute', 'unmutes', nothing, (context) => changeState(context, 'unmute', { muted: false })),
  inCallAction('hold', 'holds the call', nothing, (context) => changeState(context, 'hold', { hold: true })),
  inCallAction('resume', 'resumes the call', nothing, (context) =>
    changeState(context, 'resume', { hold: false }),
  ),
  inCallAction('camera', 'turns the camera on or off', onOff, (context, { on }) =>
    changeState(context, 'turn its camera on or off', { video: on }),
  ),
  inCallAction('share', 'shares a screen, or stops', onOff, (context, { on }) =>
    changeState(context, 'share its screen', { screen: on }),
  ),
  setMedia,
];
