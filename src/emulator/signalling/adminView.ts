import type { CallKind, MediaState, Presence, Role } from '../wire/protocol.ts';
import type { Admin } from './admin.ts';
import type { Call, Member } from './callRecord.ts';
import { isPage, type Endpoint } from './endpoints.ts';
import { kept } from './shared.ts';

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
export const viewCalls = ({ calls }: Admin): CallView[] => calls.rooms.all().map(viewCall);

/** @returns every window, and whoever rings without one. */
export function viewAgents({ calls, endpoints }: Admin): AgentView[] {
  const all = calls.rooms.all();
  return endpoints.all().map((endpoint) => ({
    agent: endpoint.id,
    oid: endpoint.oid,
    kind: isPage(endpoint) ? 'page' : 'virtual',
    connected: !isPage(endpoint) || (endpoint.socket?.open === true && !endpoint.retired),
    calls: idsOf(all, (member) => member.endpoint === endpoint),
    rings: idsOf(all, ({ ringing }) => ringing.has(endpoint)),
  }));
}

function idsOf(calls: readonly Call[], test: (member: Member) => boolean): string[] {
  return calls.filter(({ members }) => [...members.values()].some(test)).map(({ id }) => id);
}

function viewCall(call: Call): CallView {
  const hands = kept(call, 'raiseHand');
  const recording = kept(call, 'recording');
  const recorded = recording.get('recording') as { state: 'Started' | 'Paused' } | undefined;
  return {
    call: call.id,
    kind: call.kind,
    threadId: call.threadId,
    subject: call.meeting?.subject ?? null,
    recording: recorded?.state ?? null,
    transcription: recording.has('transcription'),
    participants: [...call.members.values()].map((member) => ({
      participant: member.participant,
      id: member.id,
      presence: member.presence,
      role: member.role,
      state: member.state,
      media: mediaOf(member.endpoint, member),
      agent: member.endpoint?.id ?? null,
      hand: (hands.get(member.participant) as number | undefined) ?? null,
    })),
  };
}

function mediaOf(endpoint: Endpoint | undefined, { bot }: Member): ParticipantView['media'] {
  return bot ?? (endpoint && isPage(endpoint) ? 'page' : null);
}
