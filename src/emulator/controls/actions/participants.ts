import * as z from 'zod';
import { hungUp } from '../../wire/endCodes.ts';
import { setRole } from '../../signalling/roles.ts';
import { ControlError } from '../requests/controlError.ts';
import { inside, perform, type Act, type Stage } from './action.ts';
import { rawIdOf } from '../requests/personas.ts';
import { othersIn } from './persona.ts';

const who = z.string().min(1).max(300);
const nothing = z.strictObject({});
const one = z.strictObject({ who });
const some = z.strictObject({ who: z.optional(z.union([who, z.array(who).min(1).max(350)])) });

/** Nobody waits for an answer by signalling: the control's own answer says how it went. */
const ref = '00000000-0000-4000-8000-000000000000';

const list = (who: string | string[] | undefined) => (typeof who === 'string' ? [who] : who);

function leave(stage: Stage, everyone: boolean): undefined {
  const { admin, call, self } = stage;
  // Whoever hangs up by himself knows that he is out; a page has to hear it.
  if (!everyone) admin.calls.rooms.endFor(call, self, hungUp);
  perform(stage, { t: 'leave', call: call.id, everyone });
  return undefined;
}

function inLobby(stage: Stage, who: string[] | undefined) {
  const waiting = othersIn(stage, who).filter(({ presence }) => presence === 'InLobby');
  if (waiting.length === 0) throw new ControlError(409, 'Nobody of these waits in the lobby.');
  return waiting.map(({ participant }) => participant);
}

const transfer = inside(
  'transfer',
  'sends somebody on to another person, or to a voicemail',
  z.strictObject({ who, to: who, voicemail: z.optional(z.literal(true)) }),
  (stage, { who, to, voicemail }) => {
    const [target] = othersIn(stage, [who]);
    const ticket = stage.admin.newId();
    perform(stage, {
      t: 'transfer',
      call: stage.call.id,
      ticket,
      participant: target?.participant ?? '',
      target: { id: rawIdOf(to), ...(voicemail && { voicemail }) },
    });
    return undefined;
  },
);

export const people: readonly Act[] = [
  inside('leave', 'leaves the call, or its lobby', nothing, (stage) => leave(stage, false), [
    'Joined',
    'InLobby',
  ]),
  inside('end', 'ends the call for everyone', nothing, (stage) => leave(stage, true)),
  inside('add', 'rings somebody into the call', one, (stage, { who }) => {
    const participant = stage.admin.newId();
    perform(stage, { t: 'add', call: stage.call.id, participant, id: rawIdOf(who) });
    return { participant };
  }),
  inside('remove', 'removes somebody', one, (stage, { who }) => {
    for (const { participant } of othersIn(stage, [who])) {
      perform(stage, { t: 'remove', call: stage.call.id, participant });
    }
    return undefined;
  }),
  inside('admit', 'lets people in from the lobby; everyone, unless named', some, (stage, { who }) => {
    const participants = inLobby(stage, list(who));
    perform(stage, { t: 'admit', call: stage.call.id, participants, ref });
    return { admitted: participants };
  }),
  inside('reject', 'turns somebody away in the lobby', one, (stage, { who }) => {
    const [participant = ''] = inLobby(stage, [who]);
    perform(stage, { t: 'deny', call: stage.call.id, participant, ref });
    return undefined;
  }),
  inside('muteOthers', 'mutes others; everyone, unless named', some, (stage, { who }) => {
    const participants = othersIn(stage, list(who)).map(({ participant }) => participant);
    perform(stage, { t: 'mute', call: stage.call.id, participants });
    return undefined;
  }),
  transfer,
  inside(
    'role',
    'gets another role in the meeting',
    z.strictObject({ role: z.enum(['Attendee', 'Presenter', 'Co-organizer', 'Organizer']) }),
    ({ call, self }, { role }) => {
      if (call.kind !== 'meeting') throw new ControlError(409, 'There are roles in meetings only.');
      setRole(call, self, role);
      return undefined;
    },
  ),
];
