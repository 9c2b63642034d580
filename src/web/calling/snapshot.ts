import type {
  CallDirection,
  CallEndReason,
  CallState,
  RemoteParticipant,
  RemoteParticipantState,
  RemoteVideoStream,
  TeamsCall,
} from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endCode, endKind, type EndKind } from '../errors/fromSdk.ts';

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
  readonly videoStreams: readonly VideoSnapshot[];
}

export interface CallSnapshot {
  /** Ours: the SDK's `id` may change while a call is set up. */
  readonly key: string;
  readonly direction: CallDirection;
  readonly state: CallState;
  /** Raw id of the person called or calling; `null` while the SDK does not say. */
  readonly other: string | null;
  readonly participants: readonly ParticipantSnapshot[];
  readonly isLocalVideoStarted: boolean;
  /** When both sides were first connected, in milliseconds since the epoch. */
  readonly connectedAt: number | null;
}

export interface IncomingSnapshot {
  readonly key: string;
  readonly from: string | null;
  readonly displayName: string | null;
}

export interface EndedCall {
  readonly other: string | null;
  readonly kind: EndKind;
  /** For example `487/10004`. */
  readonly code: string;
  /** Seconds that the call was connected; `null` when it never was. */
  readonly seconds: number | null;
  readonly withVideo: boolean;
  readonly direction: CallDirection;
}

const readParticipant = (participant: RemoteParticipant): ParticipantSnapshot => ({
  id: getIdentifierRawId(participant.identifier),
  displayName: participant.displayName ?? null,
  state: participant.state,
  isMuted: participant.isMuted,
  isSpeaking: participant.isSpeaking,
  videoStreams: participant.videoStreams.map(({ id, mediaStreamType, isAvailable }) => ({
    id,
    mediaStreamType,
    isAvailable,
  })),
});

function otherOf(call: TeamsCall): string | null {
  const [first] = call.remoteParticipants;
  const identifier =
    first?.identifier ?? (call.direction === 'Incoming' ? call.callerInfo.identifier : undefined);
  return identifier ? getIdentifierRawId(identifier) : null;
}

/** Reads the call as it is now; `before` supplies what the SDK forgets (a left participant, the first connection). */
export function readCall(call: TeamsCall, before: CallSnapshot): CallSnapshot {
  const isConnected = call.state === 'Connected' || call.state === 'LocalHold' || call.state === 'RemoteHold';
  return {
    key: before.key,
    direction: call.direction,
    state: call.state,
    other: before.other ?? otherOf(call),
    participants: call.remoteParticipants.map(readParticipant),
    isLocalVideoStarted: call.isLocalVideoStarted,
    connectedAt: before.connectedAt ?? (isConnected ? Date.now() : null),
  };
}

export const readEnd = (snapshot: CallSnapshot, reason: CallEndReason, withVideo: boolean): EndedCall => ({
  other: snapshot.other,
  kind: endKind(reason),
  code: endCode(reason),
  seconds: snapshot.connectedAt === null ? null : Math.round((Date.now() - snapshot.connectedAt) / 1000),
  withVideo,
  direction: snapshot.direction,
});
