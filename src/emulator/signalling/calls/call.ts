import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { Meeting, ResourceAccount } from '../../core/directory.ts';
import { toOid } from '../../wire/rawIds.ts';
import type {
  GeneratedMedia,
  CallKind,
  CustomContext,
  EndCode,
  EventOf,
  SignallingEvent,
  MediaState,
  ParticipantEntry,
  CallPresence,
  CallRole,
} from '../../wire/protocol.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';

/** A user, phone number or bot that is in a call or its lobby, or is invited to the call. */
export class Participant {
  /** The participant id. A user who is in the call twice has two. */
  readonly id: string;
  readonly rawId: string;
  private readonly directoryName: string | undefined;
  presence: CallPresence;
  role: CallRole;
  state: MediaState;
  /** The page's connection with which they are in the call; `undefined` until they answer, and for a bot until a transfer. */
  endpoint: Endpoint | undefined;
  readonly ringingEndpoints = new Set<Endpoint>();
  /** Whether all packets from and to this participant get lost, because of a condition (a fault that a test switches on). */
  losesMedia = false;
  /** The capabilities that a condition, which simulates a Teams policy, takes away from this participant. */
  withheld: readonly ParticipantCapabilityName[] = [];
  /** The raw id of the caller whom this participant saw while the call rang; `undefined` for one who was not invited. */
  shownCaller: string | undefined;
  /** The event that the endpoints of an invited user get; `undefined` for a participant who was not invited. */
  invitation: EventOf<'incoming'> | undefined;
  /** The bot's media, which the other participants' pages generate; `undefined` for a participant with a page. */
  botMedia: GeneratedMedia | undefined;
  /** Cancels the timer that ends the ringing or the waiting in the lobby, or lets a bot answer. */
  cancelTimer: (() => void) | undefined;
  /** The signals (steps of a WebRTC negotiation) that came before the answer. If a bot answers, their senders get them back. */
  readonly pendingSignals: EventOf<'signal'>[] = [];
  /** Maps a receiver's participant id to how many ICE candidates this participant has sent since its last description. */
  readonly candidateCounts = new Map<string, number>();
  /** How many signals came before the answer, and how many characters of JSON they have. The server limits both. */
  readonly earlySignalTotals = { signals: 0, characters: 0 };

  constructor(
    { id, rawId, directoryName }: { id: string; rawId: string; directoryName: string | undefined },
    presence: CallPresence,
    role: CallRole,
    state: MediaState,
  ) {
    this.id = id;
    this.rawId = rawId;
    this.directoryName = directoryName;
    this.presence = presence;
    this.role = role;
    this.state = state;
  }

  /** The name that an ACS user has chosen, or the directory's. */
  get name(): string | undefined {
    return this.endpoint?.name ?? this.directoryName;
  }
}

/** Finds the name that the directory has for a raw id. */
export type FindName = (rawId: string) => string | undefined;

/** A call at the signalling server: a 1:1 call, a group call or a meeting. */
export class Call {
  readonly id: string;
  kind: CallKind;
  threadId: string | null;
  readonly meeting: Meeting | undefined;
  /** The id by which ACS users join a group call; `undefined` for a call that was started by calling people. */
  groupId: string | undefined;
  readonly findName: FindName;
  /** The raw id of the user on whose behalf the caller calls; `null` if the caller calls for themselves. */
  onBehalfOf: string | null = null;
  /** The resource account for which an agent calls, or whose service number was called. */
  resourceAccount: ResourceAccount | undefined;
  /** Whether an agent has called an emergency number. */
  isEmergencyCall = false;
  /** The raw ids of the telephones that agents have called in this call. They include those that have left. */
  readonly dialledNumbers = new Set<string>();
  /** Whether the caller waits at the server application, which is no participant. The call then exists as long as the caller stays. */
  isAtServerApplication = false;
  /** Whether a transfer has brought a participant into this call. The call then goes on even if no participant has a page. */
  isTransferTarget = false;
  /** Maps participant ids to the participants, including those who are invited or wait in the lobby. */
  readonly participants = new Map<string, Participant>();
  /** Whether anyone besides the caller has ever joined. The end reason for the last participant depends on this. */
  hasConnected = false;
  /** Why invitations failed: one end code for each person who was invited in vain. */
  readonly failedInvitations: EndCode[] = [];
  readonly transfers = new Map<string, TransferTicket>();
  /** Maps a call feature to the values that it shares. If a key is a participant id, its value goes when they leave. */
  readonly sharedValues = new Map<string, Map<string, unknown>>();

  constructor(id: string, findName: FindName, meeting?: Meeting) {
    this.id = id;
    this.findName = findName;
    this.kind = meeting ? 'meeting' : 'oneToOne';
    this.threadId = meeting?.threadId ?? null;
    this.meeting = meeting;
  }
}

/** A transfer in progress. It permits the transferee to place a new call, or to take the transferor's place in another call. */
export interface TransferTicket {
  readonly transferor: Participant;
  readonly transferee: Participant;
  /** The id of the call to take over; `undefined` for a transfer that places a new call. */
  readonly targetCallId: string | undefined;
  /** What the transferor's application sends to the transfer target. By default, nothing. */
  readonly context: CustomContext | undefined;
  /** Set when the transferee uses the ticket, which works only once. */
  isUsed?: true;
}

export const defaultMediaState: MediaState = { muted: false, video: false, screen: false, hold: false };

/** Adds a participant. `CallStore.completeJoin` or `Invitations.invite` must then tell the others. */
export function addParticipant(
  call: Call,
  id: string,
  rawId: string,
  presence: CallPresence,
  state: MediaState = defaultMediaState,
): Participant {
  const directoryName = call.findName(rawId);
  const role = chooseRole(call.meeting, rawId);
  const participant = new Participant({ id, rawId, directoryName }, presence, role, state);
  call.participants.set(id, participant);
  return participant;
}

/** @returns `Unknown` outside meetings. In a meeting, phone numbers and bots get the default role. */
function chooseRole(meeting: Meeting | undefined, rawId: string): CallRole {
  if (!meeting) return 'Unknown';
  const oid = toOid(rawId);
  if (oid === meeting.organizer) return 'Organizer';
  return meeting.coOrganizers.includes(oid) ? 'Co-organizer' : meeting.defaultRole;
}

/** Finds the participant who is in the call or its lobby with this endpoint. */
export const findParticipantByEndpoint = (call: Call, endpoint: Endpoint): Participant | undefined =>
  [...call.participants.values()].find((participant) => participant.endpoint === endpoint);

/** @returns the participants who have joined; those who ring or wait in the lobby have not. */
export const listJoinedParticipants = (call: Call): Participant[] =>
  [...call.participants.values()].filter(({ presence }) => presence === 'Joined');

/** Sends an event to all joined participants whom the filter selects, except to `except`. */
export function broadcast(
  call: Call,
  event: SignallingEvent,
  except?: Participant,
  filter: (participant: Participant) => boolean = () => true,
): void {
  for (const receiver of call.participants.values()) {
    const { presence, endpoint } = receiver;
    if (receiver !== except && presence === 'Joined' && endpoint && filter(receiver))
      sendEvent(endpoint, event);
  }
}

export function createRosterEntry(participant: Participant): ParticipantEntry {
  const { id, rawId, name, presence, role, state, botMedia } = participant;
  // The protocol calls the raw id `id`.
  const optional = { ...(name !== undefined && { name }), ...(botMedia && { bot: botMedia }) };
  return { participant: id, id: rawId, presence, role, state, ...optional };
}
