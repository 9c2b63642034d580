import type { CallKind, MediaState, CallPresence, CallRole } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { readSharedValues } from '../calls/sharedValues.ts';
import { hasPage } from '../endpoints/endpoint.ts';
import type { SignallingAdmin } from './admin.ts';

/**
 * A call agent, as the routes under `/emulator` show it. It belongs to a browser page, or is a virtual agent, which the
 * emulator plays without a page.
 */
export interface AgentView {
  /** The id of the agent's endpoint (its connection to the signalling server). */
  readonly agent: string;
  /** The user's object id. */
  readonly oid: string;
  readonly kind: 'page' | 'virtual';
  /** `false` while the page's socket is lost, and after the agent was disconnected for good. */
  readonly connected: boolean;
  /** Ids of the calls that the agent is in. */
  readonly calls: readonly string[];
  /** Ids of the calls that ring at the agent. */
  readonly rings: readonly string[];
}

/** A participant of a call, as the routes under `/emulator` show it. */
export interface ParticipantView {
  /** The participant id. */
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  readonly presence: CallPresence;
  readonly role: CallRole;
  readonly state: MediaState;
  /**
   * Where the participant's media comes from: `page` is a browser with real devices, and the other values are media that
   * the emulator plays. `null` until the participant answers.
   */
  readonly media: 'page' | 'echo' | 'phone' | 'voicemail' | 'silent' | null;
  /** The id of the endpoint with which the participant is in the call. */
  readonly agent: string | null;
  /** The position among the raised hands, from 1; `null` for a lowered hand. */
  readonly hand: number | null;
}

/** A call, as the routes under `/emulator` show it. */
export interface CallView {
  /** The call's id. */
  readonly call: string;
  readonly kind: CallKind;
  readonly threadId: string | null;
  /** The meeting's subject. */
  readonly subject: string | null;
  /** The raw id of the user on whose behalf the caller calls. */
  readonly onBehalfOf: string | null;
  readonly recording: 'Started' | 'Paused' | null;
  readonly transcription: boolean;
  readonly participants: readonly ParticipantView[];
}

export const listCallViews = ({ commands }: SignallingAdmin): CallView[] =>
  commands.calls.list().map(createCallView);

export function listAgentViews({ commands, endpoints }: SignallingAdmin): AgentView[] {
  const calls = commands.calls.list();
  return endpoints.list().map((endpoint) => ({
    agent: endpoint.id,
    oid: endpoint.oid,
    kind: hasPage(endpoint) ? 'page' : 'virtual',
    connected: !hasPage(endpoint) || (endpoint.socket?.isOpen === true && !endpoint.disconnectReason),
    calls: listCallIds(calls, (participant) => participant.endpoint === endpoint),
    rings: listCallIds(calls, ({ ringingEndpoints }) => ringingEndpoints.has(endpoint)),
  }));
}

/** @returns the ids of the calls in which at least one participant matches. */
function listCallIds(calls: readonly Call[], matches: (participant: Participant) => boolean): string[] {
  return calls.filter(({ participants }) => [...participants.values()].some(matches)).map(({ id }) => id);
}

function createCallView(call: Call): CallView {
  const hands = readSharedValues(call, 'raiseHand');
  const recordingValues = readSharedValues(call, 'recording');
  const recording = recordingValues.get('recording') as { state: 'Started' | 'Paused' } | undefined;
  return {
    call: call.id,
    kind: call.kind,
    threadId: call.threadId,
    subject: call.meeting?.subject ?? null,
    onBehalfOf: call.onBehalfOf,
    recording: recording?.state ?? null,
    transcription: recordingValues.has('transcription'),
    participants: [...call.participants.values()].map(
      ({ id, rawId, presence, role, state, endpoint, botMedia }) => ({
        participant: id,
        id: rawId,
        presence,
        role,
        state,
        media: botMedia ?? (endpoint && hasPage(endpoint) ? 'page' : null),
        agent: endpoint?.id ?? null,
        hand: (hands.get(id) as number | undefined) ?? null,
      }),
    ),
  };
}
