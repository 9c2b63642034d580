import * as z from 'zod';
import { hungUp } from '../../wire/endCodes.ts';
import { setRole } from '../../signalling/calls/callContext.ts';
import { ControlError } from '../requests/controlError.ts';
import { inCallAction, runCommand, type Action, type ActionContext } from './action.ts';
import { rawIdOf } from '../requests/personas.ts';
import { otherParticipants } from './persona.ts';

const who = z.string().min(1).max(300);
const nothing = z.strictObject({});
const one = z.strictObject({ who });
const some = z.strictObject({ who: z.optional(z.union([who, z.array(who).min(1).max(350)])) });

/** Nobody waits for an answer by signalling: the control's own answer says how it went. */
const ref = '00000000-0000-4000-8000-000000000000';

const list = (who: string | string[] | undefined) => (typeof who === 'string' ? [who] : who);

function leave(stage: ActionContext, everyone: boolean): undefined {
  const { admin, call, self } = stage;
  // Whoever hangs up by himself knows that he is out; a page has to hear it.
  if (!everyone) admin.commands.calls.notifyEnd(call, self, hungUp);
  runCommand(stage, { t: 'leave', call: call.id, everyone });
  return undefined;
}

function inLobby(stage: ActionContext, who: string[] | undefined) {
  const waiting = otherParticipants(stage, who).filter(({ presence }) => presence === 'InLobby');
  if (waiting.length === 0) throw new ControlError(409, 'Nobody of these waits in the lobby.');
  return waiting.map(({ id: participant }) => participant);
}

const transfer = inCallAction(
  'transfer',
  'sends somebody on to another person, or to a voicemail',
  z.strictObject({ who, to: who, voicemail: z.optional(z.literal(true)) }),
  (stage, { who, to, voicemail }) => {
    const [target] = otherParticipants(stage, [who]);
    const ticket = stage.admin.newId();
    runCommand(stage, {
      t: 'transfer',
      call: stage.call.id,
      ticket,
      participant: target?.id ?? '',
      target: { id: rawIdOf(to), ...(voicemail && { voicemail }) },
    });
    return undefined;
  },
);

export const participantActions: readonly Action[] = [
  inCallAction('leave', 'leaves the call, or its lobby', nothing, (stage) => leave(stage, false), [
    'Joined',
    'InLobby',
  ]),
  inCallAction('end', 'ends the call for everyone', nothing, (stage) => leave(stage, true)),
  inCallAction('add', 'rings somebody into the call', one, (stage, { who }) => {
    const participant = stage.admin.newId();
    runCommand(stage, { t: 'add', call: stage.call.id, participant, id: rawIdOf(who) });
    return { participant };
  }),
  inCallAction('remove', 'removes somebody', one, (stage, { who }) => {
    for (const { id: participant } of otherParticipants(stage, [who])) {
      runCommand(stage, { t: 'remove', call: stage.call.id, participant });
    }
    return undefined;
  }),
  inCallAction('admit', 'lets people in from the lobby; everyone, unless named', some, (stage, { who }) => {
    const participants = inLobby(stage, list(who));
    runCommand(stage, { t: 'admit', call: stage.call.id, participants, ref });
    return { admitted: participants };
  }),
  inCallAction('reject', 'turns somebody away in the lobby', one, (stage, { who }) => {
    const [participant = ''] = inLobby(stage, [who]);
    runCommand(stage, { t: 'deny', call: stage.call.id, participant, ref });
    return undefined;
  }),
  inCallAction('muteOthers', 'mutes others; everyone, unless named', some, (stage, { who }) => {
    const participants = otherParticipants(stage, list(who)).map(({ id: participant }) => participant);
    runCommand(stage, { t: 'mute', call: stage.call.id, participants });
    return undefined;
  }),
  transfer,
  inCallAction(
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
