import * as z from 'zod';
import { Conditions } from '../wire/conditions.ts';

// The answers of the controls (routes under `/emulator`). The HTTP API's documentation and the npm package's types follow them.

const shownName = {
  user: z.nullable(z.string()).describe('The sign-in name (UPN); `null` for a phone number.'),
  name: z.string().describe('The display name, or the phone number.'),
};

export const Person = z
  .strictObject({
    oid: z.string().describe('The object id, which is also the Teams user id.'),
    user: z.string().describe('The sign-in name (UPN).'),
    name: z.string().describe('The display name.'),
    note: z.string(),
    teamsLicence: z.boolean(),
    bot: z.boolean().describe('Whether the emulator plays this person. Nobody can sign in as a bot.'),
  })
  .meta({ title: 'Person', description: 'A person of the directory, or a bot.' });

export const Directory = z
  .strictObject({
    tenants: z.array(z.strictObject({ id: z.string(), name: z.string(), domain: z.string() })),
    people: z.array(Person),
    phones: z.array(z.strictObject({ number: z.string(), note: z.string() })),
    resourceAccounts: z
      .array(z.strictObject({ oid: z.string(), name: z.string(), number: z.string() }))
      .describe('The resource accounts of Teams Phone extensibility, with their service numbers.'),
    meetings: z.array(
      z.strictObject({
        threadId: z.string(),
        subject: z.string(),
        meetingId: z.optional(z.string()),
        passcode: z.optional(z.string()),
        organizer: z.string().describe('The object id of the organizer.'),
        link: z.string(),
      }),
    ),
  })
  .meta({
    title: 'Directory',
    description: 'The emulated tenants, people, phone numbers, resource accounts and meetings.',
  });
export type Directory = z.infer<typeof Directory>;

export const Participant = z
  .strictObject({
    participant: z.string().describe('The participant id.'),
    id: z.string().describe('The raw id, such as `8:orgid:<object id>` or `4:<phone number>`.'),
    ...shownName,
    caller: z
      .nullable(z.string())
      .describe(
        'The raw id that the participant saw as the caller, such as `4:<service number>` for a telephone that an agent called. `null` for a participant who was not invited.',
      ),
    presence: z.enum(['Connecting', 'Ringing', 'InLobby', 'Joined']),
    role: z.enum(['Unknown', 'Attendee', 'Presenter', 'Co-organizer', 'Organizer']),
    state: z.strictObject({
      muted: z.boolean(),
      video: z.boolean().describe('Whether the camera is on.'),
      screen: z.boolean().describe('Whether the participant shares a screen.'),
      hold: z.boolean(),
    }),
    media: z
      .nullable(z.enum(['page', 'echo', 'phone', 'voicemail', 'silent']))
      .describe(
        'Where the media comes from: `page` is a browser, and the emulator plays the others. `null` until the participant answers.',
      ),
    agent: z.nullable(z.string()).describe('The id of the agent with which the participant is in the call.'),
    hand: z
      .nullable(z.int())
      .describe('The position among the raised hands, from 1; `null` for a lowered hand.'),
  })
  .meta({ title: 'Participant', description: 'A participant of a call.' });
export type Participant = z.infer<typeof Participant>;

export const Call = z
  .strictObject({
    call: z.string().describe('The id of the call.'),
    kind: z.enum(['oneToOne', 'group', 'meeting']),
    threadId: z.nullable(z.string()),
    subject: z.nullable(z.string()).describe('The subject of the meeting.'),
    onBehalfOf: z.nullable(z.string()).describe('The raw id of the person on whose behalf the caller calls.'),
    resourceAccount: z
      .nullable(z.string())
      .describe(
        'The raw id of the resource account for which an agent calls, or whose service number was called.',
      ),
    recording: z.nullable(z.enum(['Started', 'Paused'])),
    transcription: z.boolean(),
    participants: z
      .array(Participant)
      .describe('The caller comes first, as long as the caller is in the call.'),
  })
  .meta({ title: 'Call', description: 'A call that exists.' });
export type Call = z.infer<typeof Call>;

export const Agent = z
  .strictObject({
    agent: z.string().describe('The id of the agent.'),
    oid: z.string().describe('The object id of the person.'),
    id: z
      .string()
      .describe(
        'The raw id: `8:orgid:<object id>` for a Teams user, `8:acs:<resource>_<tenant>_<object id>` for an agent of Teams Phone extensibility.',
      ),
    ...shownName,
    kind: z.enum(['page', 'virtual']),
    connected: z
      .boolean()
      .describe(
        '`false` while the socket of the page is lost, and after the agent was disconnected for good.',
      ),
    calls: z.array(z.string()).describe('Ids of the calls that the agent is in.'),
    rings: z.array(z.string()).describe('Ids of the calls that ring at the agent.'),
  })
  .meta({
    title: 'Agent',
    description: 'A call agent: of a browser page, or a virtual one, which the emulator plays.',
  });
export type Agent = z.infer<typeof Agent>;

export const Assignment = z
  .strictObject({
    name: z
      .nullable(z.string())
      .describe('The display name; `null` if the directory knows nobody with this object id.'),
    objectId: z.string(),
    tenantId: z.string(),
    principalType: z.enum(['user', 'teamsResourceAccount']),
    clientIds: z
      .array(z.string())
      .describe('The client ids of the applications with which the person may be an agent.'),
  })
  .meta({
    title: 'Assignment',
    description:
      'An assignment of Teams Phone extensibility, which lets a person or a resource account use the ACS resource.',
  });
export type Assignment = z.infer<typeof Assignment>;

/** How the contact centre distributes calls. A request may change each of these fields. */
export const centreSettings = {
  strategy: z
    .enum(['longestIdle', 'all'])
    .describe(
      'Which free agents ring: the one who has been idle for the longest time, or all of them at once.',
    ),
  ringSeconds: z
    .int()
    .min(1)
    .max(80)
    .describe('How long a call rings at an agent before the next one rings.'),
  pauseSeconds: z
    .int()
    .min(1)
    .max(3600)
    .describe('How long nothing rings at an agent who has declined a call or let it ring.'),
  wrapUpSeconds: z.int().min(0).max(3600).describe('How long nothing rings at an agent after a call.'),
  maxWaiting: z
    .nullable(z.int().min(0).max(1000))
    .describe(
      'How many callers of a number may wait while no agent rings for them; `null` for any number. The next one overflows.',
    ),
  maxWaitSeconds: z
    .nullable(z.int().min(1).max(36_000))
    .describe('After how many seconds without an answer a caller overflows; `null` for never.'),
  overflow: z
    .union([
      z.strictObject({ code: z.int().min(0).max(699), subCode: z.int().min(0).max(1_000_000) }),
      z.strictObject({ to: z.string().min(1).max(40) }),
    ])
    .describe(
      'What happens to a caller who overflows: the call ends with a code and a subcode, or the telephone `to` gets it.',
    ),
  announceEverySeconds: z
    .nullable(z.int().min(10).max(3600))
    .describe(
      'How often a waiting caller hears an announcement of their position. The first one comes at once. `null`: only music.',
    ),
};
export const CentreSettings = z
  .strictObject(centreSettings)
  .meta({ title: 'CentreSettings', description: 'How the contact centre distributes calls.' });

export const ContactCentre = z
  .strictObject({
    numbers: z
      .array(
        z.strictObject({
          number: z.string(),
          name: z.string(),
          objectId: z.string(),
          assigned: z.boolean().describe('Whether the resource account is assigned to the ACS resource.'),
        }),
      )
      .describe('The service numbers, and the names of their resource accounts.'),
    waiting: z
      .array(
        z.strictObject({
          call: z.string().describe('The id of the call.'),
          from: z.string().describe('The number of the telephone.'),
          to: z.string().describe('The service number.'),
          position: z.int().describe("The caller's place in the queue of this number, from 1."),
          waitedSeconds: z.int(),
          hears: z
            .enum(['announcement', 'music'])
            .describe(
              'What the caller would hear now: the announcement, which lasts 5 seconds, or music. No sound is played.',
            ),
          ringing: z.array(z.string()).describe('The names of the agents at whom the call rings.'),
        }),
      )
      .describe('The callers whom nobody has answered, in the order in which they came.'),
    agents: z
      .array(
        z.strictObject({
          id: z.string().describe('The raw id.'),
          ...shownName,
          optedIn: z.boolean(),
          state: z
            .enum(['free', 'ringing', 'inCall', 'wrapUp', 'pause', 'optedOut'])
            .describe(
              "`wrapUp`: the agent's call has ended shortly before. `pause`: the agent has declined a call or let it ring.",
            ),
        }),
      )
      .describe('The connected agents. Of those who are free, the first one rings next.'),
    settings: CentreSettings,
  })
  .meta({
    title: 'ContactCentre',
    description: 'The contact centre: its numbers, the waiting callers, and the agents.',
  });
export type ContactCentre = z.infer<typeof ContactCentre>;

export const Use = z
  .strictObject({
    does: z.string().describe('What the app does, such as `group calls by groupId`.'),
    times: z.int().describe('How often, since the start of the emulator. A reset does not change it.'),
    fate: z
      .enum(['ends', 'stays', 'not named'])
      .describe("What becomes of it on 30 September 2028, by Microsoft's guide. `not named`: ask Microsoft."),
    instead: z.nullable(z.string()).describe('What to do instead; `null` unless it ends.'),
    source: z.string().describe('The section of the guide.'),
  })
  .meta({ title: 'Use', description: 'Something that an app does with Communication Services.' });

const ahead = z
  .number()
  .describe("By how many milliseconds the emulator's clock is ahead of the machine's clock.");

export const State = z.strictObject({
  agents: z.array(Agent),
  calls: z.array(Call),
  conditions: z
    .record(z.string(), Conditions)
    .describe("The conditions that are set, by the user's UPN. The key `*` stands for everyone."),
  assignments: z.array(Assignment).describe('Who may use the ACS resource for Teams Phone extensibility.'),
  contactCentre: ContactCentre,
  aheadMs: ahead,
});
export type State = z.infer<typeof State>;

/** A state, and a hash of it, by which a client can wait for the next state. */
export const VersionedState = z.strictObject({ ...State.shape, version: z.string() });
export type VersionedState = z.infer<typeof VersionedState>;

/** Maps a user's object id, or `*` for everyone, to the conditions that are set. */
export const SetConditions = z.record(z.string(), Conditions);
export const Time = z.strictObject({ now: z.iso.datetime(), aheadMs: ahead });
export const IssuedToken = z.strictObject({
  token: z.string(),
  expiresOn: z.string(),
  /** The raw id of an ACS user. */
  userId: z.optional(z.string()),
});
