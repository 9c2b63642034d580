import type { CallKind, MediaState, Presence, Role } from '../../wire/protocol.ts';
import type { Admin } from './admin.ts';
import type { Call, Participant } from '../calls/call.ts';
import { hasPage, type Endpoint } from '../endpoints/endpointRegistry.ts';
import { sharedValuesOf } from '../calls/sharedValues.ts';

/** A window, or somebody who rings without one. */
export interface AgentView {
  readonly agent: string;
  /** The object id of its person. */
  readonly oid: string;
  readonly kind: 'page' | 'virtual';
  /** A page's socket may be away for a while, or its agent be disconnected for good. */
  readonly connected: boolean;
  /** The calls it is in, and those that ring. */
  readonly calls: readonly string[];
  readonly rings: readonly string[];
}

export interface ParticipantView {
  readonly participant: string;
  /** The raw id. */
  readonly id: string;
  readonly presence: Presence;
  readonly role: Role;
  readonly state: MediaState;
  /** Where its media is: in its own page, played in the others' pages, or nowhere. */
  readonly media: 'page' | 'echo' | 'phone' | 'voicemail' | 'silent' | null;
  readonly agent: string | null;
  /** The place in the order of raised hands. */
  readonly hand: number | null;
}

export interface CallView {
  readonly call: string;
  readonly kind: CallKind;
  readonly threadId: string | null;
  readonly subject: string | null;
  readonly recording: 'Started' | 'Paused' | null;
  readonly transcription: boolean;
  readonly participants: readonly ParticipantView[];
}

/** @returns every call that goes on, as it is now. */
export const listCallViews = ({ commands: calls }: Admin): CallView[] => calls.calls.all().map(viewCall);

/** @returns every window, and whoever rings without one. */
export function listAgentViews({ commands: calls, endpoints }: Admin): AgentView[] {
  const all = calls.calls.all();
  return endpoints.all().map((endpoint) => ({
    agent: endpoint.id,
    oid: endpoint.oid,
    kind: hasPage(endpoint) ? 'page' : 'virtual',
    connected: !hasPage(endpoint) || (endpoint.socket?.isOpen === true && !endpoint.retired),
    calls: idsOf(all, (member) => member.endpoint === endpoint),
    rings: idsOf(all, ({ ringingEndpoints: ringing }) => ringing.has(endpoint)),
  }));
}

function idsOf(calls: readonly Call[], test: (member: Participant) => boolean): string[] {
  return calls.filter(({ participants: members }) => [...members.values()].some(test)).map(({ id }) => id);
}

function viewCall(call: Call): CallView {
  const hands = sharedValuesOf(call, 'raiseHand');
  const recording = sharedValuesOf(call, 'recording');
  const recorded = recording.get('recording') as { state: 'Started' | 'Paused' } | undefined;
  return {
    call: call.id,
    kind: call.kind,
    threadId: call.threadId,
    subject: call.meeting?.subject ?? null,
    recording: recorded?.state ?? null,
    transcription: recording.has('transcription'),
    participants: [...call.participants.values()].map((member) => ({
      participant: member.id,
      id: member.rawId,
      presence: member.presence,
      role: member.role,
      state: member.state,
      media: mediaOf(member.endpoint, member),
      agent: member.endpoint?.id ?? null,
      hand: (hands.get(member.id) as number | undefined) ?? null,
    })),
  };
}

function mediaOf(endpoint: Endpoint | undefined, { bot }: Participant): ParticipantView['media'] {
  return bot ?? (endpoint && hasPage(endpoint) ? 'page' : null);
}
