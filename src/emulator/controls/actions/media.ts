import * as z from 'zod';
import type { MediaState } from '../../wire/protocol.ts';
import { hasPage, sendEvent } from '../../signalling/endpoints/endpointRegistry.ts';
import { announceParticipant } from '../../signalling/calls/callContext.ts';
import { isTelephone, initialStateOf, defaultMedia } from '../../signalling/admin/virtualAgent.ts';
import { ControlError } from '../requests/controlError.ts';
import { inCallAction, runCommand, requireNoPage, type Action, type ActionContext } from './action.ts';
import { media } from './placing.ts';

const nothing = z.strictObject({});
const on = z.strictObject({ on: z.boolean() });

/** @param what of it changes; in words, what somebody's own page would have to do. */
function send(stage: ActionContext, what: string, change: Partial<MediaState>): undefined {
  requireNoPage(stage, what);
  const { call, self } = stage;
  if (isTelephone(self.rawId) && (change.video || change.screen)) {
    throw new ControlError(409, `${self.rawId} is a telephone: it has neither a camera nor a screen.`);
  }
  // A picture needs a media end that makes one.
  if (self.bot === 'silent' && (change.video || change.screen)) self.bot = 'echo';
  runCommand(stage, { t: 'state', call: call.id, state: { ...self.state, ...change } });
  return undefined;
}

const mute = inCallAction(
  'mute',
  'is muted; in a page, as if another participant did it',
  nothing,
  (stage) => {
    const { call, self } = stage;
    if (!self.endpoint || !hasPage(self.endpoint)) return send(stage, 'mute', { muted: true });
    const by = [...call.participants.values()].find((other) => other !== self) ?? self;
    sendEvent(self.endpoint, { t: 'muted', call: call.id, by: by.id });
    return undefined;
  },
);

export const mediaActions: readonly Action[] = [
  mute,
  inCallAction('unmute', 'speaks', nothing, (stage) => send(stage, 'unmute', { muted: false })),
  inCallAction('hold', 'holds the call', nothing, (stage) => send(stage, 'hold', { hold: true })),
  inCallAction('resume', 'takes it off hold', nothing, (stage) => send(stage, 'resume', { hold: false })),
  inCallAction('camera', 'turns the camera on or off', on, (stage, { on }) =>
    send(stage, 'turn its camera on or off', { video: on }),
  ),
  inCallAction('share', 'shares a screen, or stops', on, (stage, { on }) =>
    send(stage, 'share its screen', { screen: on }),
  ),
  inCallAction(
    'media',
    'goes silent (no sound, no picture, no connection), or has media again',
    z.strictObject({ media }),
    (stage, asked) => {
      requireNoPage(stage, 'go silent');
      const { call, self } = stage;
      const media = defaultMedia(self.rawId, asked.media);
      self.bot = media;
      self.state = { ...initialStateOf(media), hold: self.state.hold };
      announceParticipant(call, self);
      return undefined;
    },
  ),
];
