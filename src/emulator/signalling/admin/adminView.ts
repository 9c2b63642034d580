import type { CallKind, MediaState, Presence, Role } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { sharedValuesOf } from '../calls/sharedValues.ts';
import { hasPage } from '../endpoints/endpoint.ts';
import type { Admin } from './admin.ts';

/** A registered endpoint, of a page or of a virtual agent. */
export interface AgentView {
  /** The endpoint's id. */
  readonly agent: string;
  /** The user's object id. */
  readonly oid: string;
  readonly kind: 'page' | 'virtual';
  /** `false` while a page's socket is lost, and once its agent is disconnected for good. */
  readonly connected: boolean;
  /** Ids of the calls it is in. */
  readonly calls: readonly string[];
  /** Ids of the calls that ring at it. */
  readonly rings: readonly string[];
}

export interface ParticipantView {
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  readonly presence: Presence;
  readonly role: Role;
  readonly state: MediaState;
  /** `page` for the participant's own devices, otherwise the media end of a bot; `null` before the answer. */
  readonly media: 'page' | 'echo' | 'phone' | 'voicemail' | 'silent' | null;
  readonly agent: string | null;
  /** The position among raised hands. */
  readonly hand: number | null;
}

export interface CallView {
  readonly call: string;
  readonly kind: CallKind;
  readonly threadId: string | null;
  /** The meeting's subject. */
  readonly subject: string | null;
  readonly recording: 'Started' | 'Paused' | null;
  readonly transcription: boolean;
  readonly participants: readonly ParticipantView[];
}

export const listCallViews = ({ commands }: Admin): CallView[] => commands.calls.all().map(viewCall);

export function listAgentViews({ commands, endpoints }: Admin): AgentView[] {
  const calls = commands.calls.all();
  return endpoints.all().map((endpoint) => ({
    agent: endpoint.id,
    oid: endpoint.oid,
    kind: hasPage(endpoint) ? 'page' : 'virtual',
    connected: !hasPage(endpoint) || (endpoint.socket?.isOpen === true && !endpoint.retired),
    calls: idsWith(calls, (participant) => participant.endpoint === endpoint),
    rings: idsWith(calls, ({ ringingEndpoints }) => ringingEndpoints.has(endpoint)),
  }));
}

function idsWith(calls: readonly Call[], test: (participant: Participant) => boolean): string[] {
  return calls.filter(({ participants }) => [...participants.values()].some(test)).map(({ id }) => id);
}

function viewCall(call: Call): CallView {
  const hands = sharedValuesOf(call, 'raiseHand');
  const recordingValues = sharedValuesOf(call, 'recording');
  const recording = recordingValues.get('recording') as { state: 'Started' | 'Paused' } | undefined;
  return {
    call: call.id,
    kind: call.kind,
    threadId: call.threadId,
    subject: call.meeting?.subject ?? null,
    recording: recording?.state ?? null,
    transcription: recordingValues.has('transcription'),
    participants: [...call.participants.values()].map(
      ({ id, rawId, presence, role, state, endpoint, bot }) => ({
        participant: id,
        id: rawId,
        presence,
        role,
        state,
        media: bot ?? (endpoint && hasPage(endpoint) ? 'page' : null),
        agent: endpoint?.id ?? null,
        hand: (hands.get(id) as number | undefined) ?? null,
      }),
    ),
  };
}
