import * as z from 'zod';
import { Conditions } from '../../wire/conditions.ts';

/** Schemas of the answers of the controls. A test compares them with real answers. */
const name = { user: z.nullable(z.string()), name: z.string() };
const mediaOfParticipant = z.nullable(z.enum(['page', 'echo', 'phone', 'voicemail', 'silent']));

export const AgentAnswer = z
  .strictObject({
    agent: z.string(),
    oid: z.string(),
    kind: z.enum(['page', 'virtual']),
    connected: z.boolean(),
    calls: z.array(z.string()),
    rings: z.array(z.string()),
    ...name,
  })
  .meta({ title: 'Agent' });
export const CallAnswer = z
  .strictObject({
    call: z.string(),
    kind: z.enum(['oneToOne', 'group', 'meeting']),
    threadId: z.nullable(z.string()),
    subject: z.nullable(z.string()),
    onBehalfOf: z.nullable(z.string()),
    recording: z.nullable(z.enum(['Started', 'Paused'])),
    transcription: z.boolean(),
    participants: z.array(
      z.strictObject({
        participant: z.string(),
        id: z.string(),
        presence: z.enum(['Connecting', 'Ringing', 'InLobby', 'Joined']),
        role: z.enum(['Unknown', 'Attendee', 'Presenter', 'Co-organizer', 'Organizer']),
        state: z.strictObject({
          muted: z.boolean(),
          video: z.boolean(),
          screen: z.boolean(),
          hold: z.boolean(),
        }),
        media: mediaOfParticipant,
        agent: z.nullable(z.string()),
        hand: z.nullable(z.int()),
        ...name,
      }),
    ),
  })
  .meta({ title: 'Call' });
/** Maps a user, or `*` for everyone, to the conditions that are set. */
export const ConditionsAnswer = z.record(z.string(), Conditions.meta({ title: 'Conditions' }));
export const StateAnswer = z.strictObject({
  agents: z.array(AgentAnswer),
  calls: z.array(CallAnswer),
  conditions: ConditionsAnswer,
  aheadMs: z.number(),
  version: z.string(),
});
export const ClockAnswer = z.strictObject({ now: z.iso.datetime(), aheadMs: z.number() });
export const TokenAnswer = z.strictObject({ token: z.string(), expiresOn: z.string() });
