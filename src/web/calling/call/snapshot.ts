import type {
  CallDirection,
  CallEndReason,
  CallState,
  ParticipantRole,
  RemoteParticipantState,
  RemoteVideoStream,
  TeamsCall,
} from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endCode, endKind, type EndKind } from '../../errors/endReason.ts';
import { isRunning } from './callState.ts';
import type { Target } from './target.ts';

/** Plain, frozen pictures of SDK objects: all that React ever sees of a call. Names are the SDK's own. */

export interface VideoSnapshot {
  readonly id: number;
  readonly mediaStreamType: RemoteVideoStream['mediaStreamType'];
  readonly isAvailable: boolean;
}

export interface ParticipantSnapshot {
  /** Raw id, for example `8:orgid:…`. */
  readonly id: string;
  readonly displayName: string | null;
  readonly state: RemoteParticipantState;
  readonly isMuted: boolean;
  readonly isSpeaking: boolean;
  readonly role: ParticipantRole;
  /** Those that can be shown now. */
  readonly videoStreams: readonly VideoSnapshot[];
}

export interface CallSnapshot {
  /** Ours: the SDK's `id` may change while a call is set up. */
  readonly key: string;
  /** The SDK's, as it is now. */
  readonly id: string;
  readonly direction: CallDirection;
  readonly state: CallState;
  /** Raw id of the person called or calling; `null` while the SDK does not say. */
  readonly other: string | null;
  readonly participants: readonly ParticipantSnapshot[];
  readonly isLocalVideoStarted: boolean;
  /** What the SDK says; it need not know. */
  readonly isEmergencyCall?: boolean;
  /** The way to the others is lost; the SDK looks for another. */
  readonly isReconnecting: boolean;
  /** When both sides were first connected, in milliseconds since the epoch. */
  readonly connectedAt: number | null;
}

export interface IncomingSnapshot {
  /** The SDK's id of the call. */
  readonly key: string;
  readonly callerId: string | null;
  readonly displayName: string | null;
  /** Raw id of the person or queue that sent the call here; `null` when the caller dialled it. */
  readonly transferorId: string | null;
  /** The user has accepted, and the call is not there yet: the browser asks, or the service takes its time. */
  readonly isAnswering: boolean;
}

/** A call that rang and was not taken in this tab. */
export interface UnansweredCall {
  /** The SDK's id of the call. */
  readonly id: string;
  readonly callerId: string | null;
  readonly displayName: string | null;
  /** `elsewhere`: the user took it in another tab or on another device. */
  readonly outcome: 'missed' | 'declined' | 'elsewhere';
  /** When it began to ring, in milliseconds since 1970. */
  readonly startedAt: number;
  /** For example `487/0`; missing where the SDK does not say. */
  readonly code?: string;
}

export interface EndedCall {
  /** The SDK's id of the call. */
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly other: string | null;
  /** Where to call back, when that is a meeting or several people: nobody in it stands for all. */
  readonly target: Target | null;
  readonly kind: EndKind;
  /** For example `487/10004`. */
  readonly code: string;
  /** Seconds that the call was connected; `null` when it never was. */
  readonly seconds: number | null;
  readonly withVideo: boolean;
  readonly direction: CallDirection;
}

/** Whether somebody is in the call, or on the way into it: neither waiting in its lobby nor gone. */
export const isPresent = ({ state }: { readonly state: RemoteParticipantState }): boolean =>
  state !== 'InLobby' && state !== 'Disconnected';

/**
 * The raw id of the participant on the other side. A transfer may put another person there. Once all have left, it is the
 * last one who was there.
 */
function otherOf(
  call: TeamsCall,
  participants: readonly ParticipantSnapshot[],
  before: string | null,
): string | null {
  // A participant in the lobby is not in the call yet.
  const first = participants.find(({ state }) => state !== 'InLobby');
  if (first) return first.id;
  if (before !== null && !participants.some(({ id }) => id === before)) return before;
  const caller = call.direction === 'Incoming' ? call.callerInfo.identifier : undefined;
  return caller ? getIdentifierRawId(caller) : null;
}

/**
 * Reads the call as it is now.
 * @param before supplies what the SDK forgets: a participant who left, and when the call was first connected
 */
export function readCall(
  call: TeamsCall,
  before: CallSnapshot,
  { participants, isReconnecting }: Pick<CallSnapshot, 'participants' | 'isReconnecting'>,
): CallSnapshot {
  return {
    key: before.key,
    id: call.id,
    direction: call.direction,
    state: call.state,
    other: otherOf(call, participants, before.other),
    participants,
    isLocalVideoStarted: call.isLocalVideoStarted,
    ...(call.isEmergencyCall !== undefined && { isEmergencyCall: call.isEmergencyCall }),
    isReconnecting,
    connectedAt: before.connectedAt ?? (isRunning(call) ? Date.now() : null),
  };
}

export const readEnd = (
  snapshot: CallSnapshot,
  reason: CallEndReason,
  {
    startedAt,
    withVideo,
    target,
    kind,
  }: Pick<EndedCall, 'startedAt' | 'withVideo' | 'target'> & { kind: EndKind | null },
): EndedCall => ({
  id: snapshot.id,
  startedAt,
  other: snapshot.other,
  target,
  kind: kind ?? endKind(reason),
  code: endCode(reason),
  seconds: snapshot.connectedAt === null ? null : Math.round((Date.now() - snapshot.connectedAt) / 1000),
  withVideo,
  direction: snapshot.direction,
});
