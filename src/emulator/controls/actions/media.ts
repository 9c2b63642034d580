import * as z from 'zod';
import type { MediaState } from '../../wire/protocol.ts';
import { isPage, tell } from '../../signalling/endpoints.ts';
import { announce } from '../../signalling/roles.ts';
import { isTelephone, stateOf, usualMedia } from '../../signalling/virtual.ts';
import { ControlError } from '../requests/controlError.ts';
import { inside, perform, withoutPage, type Act, type Stage } from './action.ts';
import { media } from './placing.ts';

const nothing = z.strictObject({});
const on = z.strictObject({ on: z.boolean() });

/** @param what of it changes; in words, what somebody's own page would have to do. */
function send(stage: Stage, what: string, change: Partial<MediaState>): undefined {
  withoutPage(stage, what);
  const { call, self } = stage;
  if (isTelephone(self.id) && (change.video || change.screen)) {
    throw new ControlError(409, `${self.id} is a telephone: it has neither a camera nor a screen.`);
  }
  // A picture needs a media end that makes one.
  if (self.bot === 'silent' && (change.video || change.screen)) self.bot = 'echo';
  perform(stage, { t: 'state', call: call.id, state: { ...self.state, ...change } });
  return undefined;
}

const mute = inside('mute', 'is muted; in a page, as if another participant did it', nothing, (stage) => {
  const { call, self } = stage;
  if (!self.endpoint || !isPage(self.endpoint)) return send(stage, 'mute', { muted: true });
  const by = [...call.members.values()].find((other) => other !== self) ?? self;
  tell(self.endpoint, { t: 'muted', call: call.id, by: by.participant });
  return undefined;
});

export const sending: readonly Act[] = [
  mute,
  inside('unmute', 'speaks', nothing, (stage) => send(stage, 'unmute', { muted: false })),
  inside('hold', 'holds the call', nothing, (stage) => send(stage, 'hold', { hold: true })),
  inside('resume', 'takes it off hold', nothing, (stage) => send(stage, 'resume', { hold: false })),
  inside('camera', 'turns the camera on or off', on, (stage, { on }) =>
    send(stage, 'turn its camera on or off', { video: on }),
  ),
  inside('share', 'shares a screen, or stops', on, (stage, { on }) =>
    send(stage, 'share its screen', { screen: on }),
  ),
  inside(
    'media',
    'goes silent (no sound, no picture, no connection), or has media again',
    z.strictObject({ media }),
    (stage, asked) => {
      withoutPage(stage, 'go silent');
      const { call, self } = stage;
      const media = usualMedia(self.id, asked.media);
      self.bot = media;
      self.state = { ...stateOf(media), hold: self.state.hold };
      announce(call, self);
      return undefined;
    },
  ),
];
