import * as z from 'zod';
import { setRole } from '../../signalling/calls/callContext.ts';
import { hungUp } from '../../wire/endCodes.ts';
import { ControlError } from '../requests/addControl.ts';
import { noParameters, personaName, resolveRawId } from '../requests/names.ts';
import {
  defineParticipantAction,
  ref,
  runCommand,
  type Action,
  type ActionContext,
  findOtherParticipants,
} from './action.ts';

const oneName = z.strictObject({ who: personaName }).meta({ examples: [{ who: 'carol@fabrikam.example' }] });
const optionalNames = z
  .strictObject({
    who: z
      .optional(z.union([personaName, z.array(personaName).min(1).max(350)]))
      .describe('Default: all of them.'),
  })
  .meta({ examples: [{}] });

const toList = (names: string | string[] | undefined) => (typeof names === 'string' ? [names] : names);

function leaveOrEnd(context: ActionContext, everyone: boolean): void {
  const { admin, call, actingParticipant } = context;
  // The participant's page has not sent this command, so it must be told. The end for everyone is told to all pages anyway.
  if (!everyone) admin.commands.calls.notifyEnd(call, actingParticipant, hungUp);
  runCommand(context, { t: 'leave', call: call.id, everyone });
}

/** @param names by default, everyone in the lobby. @throws ControlError 409 if none of them waits in the lobby. */
function findIdsInLobby(context: ActionContext, names: string[] | undefined): string[] {
  const waitingParticipants = findOtherParticipants(context, names).filter(
    ({ presence }) => presence === 'InLobby',
  );
  if (waitingParticipants.length === 0) throw new ControlError(409, 'Nobody of these waits in the lobby.');
  return waitingParticipants.map(({ id }) => id);
}

export const participantActions: readonly Action[] = [
  defineParticipantAction(
    'leave',
    'Leaves the call, or its lobby.',
    noParameters,
    (context) => leaveOrEnd(context, false),
    ['Joined', 'InLobby'],
  ),
  defineParticipantAction('end', 'Ends the call for everyone.', noParameters, (context) =>
    leaveOrEnd(context, true),
  ),
  defineParticipantAction(
    'add',
    'Calls a person or a phone number into the call.',
    oneName,
    (context, { who }) => {
      const participant = context.admin.newId();
      const id = resolveRawId(context.admin.directory, who);
      runCommand(context, { t: 'add', call: context.call.id, participant, id });
      return { participant };
    },
  ),
  defineParticipantAction('remove', 'Removes a participant (0/5300).', oneName, (context, { who }) => {
    for (const { id } of findOtherParticipants(context, [who])) {
      runCommand(context, { t: 'remove', call: context.call.id, participant: id });
    }
  }),
  defineParticipantAction(
    'admit',
    'Admits those who wait in the lobby.',
    optionalNames,
    (context, { who }) => {
      const participants = findIdsInLobby(context, toList(who));
      runCommand(context, { t: 'admit', call: context.call.id, participants, ref });
      return { admitted: participants };
    },
  ),
  defineParticipantAction(
    'reject',
    'Rejects a participant who waits in the lobby.',
    oneName,
    (context, { who }) => {
      // The default never applies: without an id, `findIdsInLobby` throws.
      const [participant = ''] = findIdsInLobby(context, [who]);
      runCommand(context, { t: 'deny', call: context.call.id, participant, ref });
    },
  ),
  defineParticipantAction('muteOthers', 'Mutes other participants.', optionalNames, (context, { who }) => {
    const participants = findOtherParticipants(context, toList(who)).map(({ id }) => id);
    runCommand(context, { t: 'mute', call: context.call.id, participants });
  }),
  defineParticipantAction(
    'transfer',
    'Transfers a participant to a person or a phone number.',
    z
      .strictObject({
        who: personaName,
        to: personaName,
        voicemail: z.optional(z.literal(true)).describe('Transfers to the voicemail of `to`.'),
      })
      .meta({ examples: [{ who: 'alice@fabrikam.example', to: '+14255550100' }] }),
    (context, { who, to, voicemail }) => {
      // `findOtherParticipants` throws if it does not find the participant.
      const [transferee] = findOtherParticipants(context, [who]);
      runCommand(context, {
        t: 'transfer',
        call: context.call.id,
        ticket: context.admin.newId(),
        participant: transferee?.id ?? '',
        target: { id: resolveRawId(context.admin.directory, to), ...(voicemail && { voicemail }) },
      });
    },
  ),
  defineParticipantAction(
    'role',
    'Gets another role in the meeting.',
    z
      .strictObject({ role: z.enum(['Attendee', 'Presenter', 'Co-organizer', 'Organizer']) })
      .meta({ examples: [{ role: 'Attendee' }] }),
    ({ call, actingParticipant }, parameters) => {
      if (call.kind !== 'meeting') throw new ControlError(409, 'There are roles in meetings only.');
      setRole(call, actingParticipant, parameters.role);
    },
  ),
];
