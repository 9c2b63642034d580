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

/** Frozen plain data about SDK objects: all that React gets of a call. Where the SDK has a name for a field, it is used. */

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
  /** The streams that can be shown now. */
  readonly videoStreams: readonly VideoSnapshot[];
}

export interface CallSnapshot {
  /** The session's own key of the call, because the SDK's `id` may change while a call is set up. */
  readonly key: string;
  /** The SDK's present id of the call. */
  readonly id: string;
  readonly direction: CallDirection;
  readonly state: CallState;
  /** Raw id of the other participant of a 1:1 call, or of one of several; `null` while the SDK does not say. */
  readonly other: string | null;
  readonly participants: readonly ParticipantSnapshot[];
  readonly isLocalVideoStarted: boolean;
  /** Missing if the SDK does not know. */
  readonly isEmergencyCall?: boolean;
  /** Whether the connection to the other participants is lost, and the SDK tries to restore it. */
  readonly isReconnecting: boolean;
  /** When the call was first connected, in milliseconds since 1970; `null` before. */
  readonly connectedAt: number | null;
}

export interface IncomingSnapshot {
  /** The SDK's id of the call. */
  readonly key: string;
  /** Raw id; `null` if the SDK does not say. */
  readonly callerId: string | null;
  readonly displayName: string | null;
  /** Raw id of the person or queue that transferred the call to the user; `null` if the caller called the user. */
  readonly transferorId: string | null;
  /** Whether the user has accepted the call, and the browser or the service has not answered yet. */
  readonly isAnswering: boolean;
}

/** An incoming call that ended without being accepted in this tab. */
export interface UnansweredCall {
  /** The SDK's id of the call. */
  readonly id: string;
  /** Raw id; `null` if the SDK does not say. */
  readonly callerId: string | null;
  readonly displayName: string | null;
  /** `elsewhere`: the user accepted the call in another tab or on another device. */
  readonly outcome: 'missed' | 'declined' | 'elsewhere';
  /** When it began to ring, in milliseconds since 1970. */
  readonly startedAt: number;
  /** For example `487/0`; missing if the SDK does not say. */
  readonly code?: string;
}

export interface EndedCall {
  /** The SDK's id of the call. */
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly other: string | null;
  /** The target to call back if the call was a meeting or a group call; `null` for a 1:1 call, which `other` is enough for. */
  readonly target: Target | null;
  readonly kind: EndKind;
  /** For example `487/10004`. */
  readonly code: string;
  /** Seconds that the call was connected; `null` if it never was. */
  readonly seconds: number | null;
  /** Whether the user sent video. */
  readonly withVideo: boolean;
  readonly direction: CallDirection;
}

/** Whether a participant is in the call or is being called: not in the lobby, and not disconnected. */
export const isPresent = ({ state }: { readonly state: RemoteParticipantState }): boolean =>
  state !== 'InLobby' && state !== 'Disconnected';

/**
 * The raw id of the other participant. A transfer may replace that participant. Once all have left, it is the last one who
 * was in the call.
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
 * @param before the last snapshot. It supplies what the SDK forgets: a participant who left, and the first connection
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

/** Reads how a call ended. @param kind how a feature ended the call; `null` leaves the answer to the SDK's end reason */
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
