import type {
  CallDirection,
  CallState,
  ParticipantRole,
  RemoteParticipantState,
  RemoteVideoStream,
  TeamsCall,
} from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import { readRawId, readVia, type CallStart, type Via } from './callOrigin.ts';
import { isRunning } from './callState.ts';
import { isSameIdentity, type Target } from './target.ts';

/**
 * The types in this file describe frozen plain data about SDK objects. This data is all that React gets of a call. A
 * property that the SDK also has is named as in the SDK.
 */

export interface ParticipantSnapshot {
  /** Raw id, for example `8:orgid:…`. */
  readonly id: string;
  readonly displayName: string | null;
  readonly state: RemoteParticipantState;
  readonly isMuted: boolean;
  readonly isSpeaking: boolean;
  readonly role: ParticipantRole;
  /** The streams that can be shown now. */
  readonly videoStreams: readonly Pick<RemoteVideoStream, 'id' | 'mediaStreamType'>[];
}

/** The part of a call's snapshot that describes the present hold. */
export interface HoldSnapshot {
  /** Who holds the call: the user, the other participant, or both of them; `null` while nobody does. */
  readonly heldBy: 'user' | 'other' | 'both' | null;
  /** When the present hold began, in milliseconds since 1970; `null` while nobody holds the call. */
  readonly heldSince: number | null;
}

export interface CallSnapshot extends HoldSnapshot, Omit<CallStart, 'target'> {
  /** The app's own key of the call. It never changes, whereas the SDK's `id` may change while a call is set up. */
  readonly key: string;
  /** The SDK's present id of the call. */
  readonly id: string;
  readonly direction: CallDirection;
  readonly state: CallState;
  /** Raw id of the other participant, or of the first one in a group call. `null` while the SDK does not say. */
  readonly other: string | null;
  /** The name that the SDK gives for this participant, which it may give late; `null` if it gives none. */
  readonly otherName: string | null;
  readonly participants: readonly ParticipantSnapshot[];
  readonly isLocalVideoStarted: boolean;
  /** Whether the call is a Teams meeting, or a breakout room of one, which users join and leave. */
  readonly isMeeting: boolean;
  /** Missing if the SDK does not say. */
  readonly isEmergencyCall?: boolean;
  /** Whether the connection to the other participants is lost, and the SDK tries to restore it. */
  readonly isReconnecting: boolean;
  /** When the call was first connected, in milliseconds since 1970; `null` before. */
  readonly connectedAt: number | null;
  /** Who transferred or forwarded the call to the user; `null` if the caller called the user directly. */
  readonly via: Via | null;
}

/** Who calls the user. The SDK may not say, or may say it late. */
interface Caller {
  /** Raw id of the caller. */
  readonly callerId: string | null;
  readonly displayName: string | null;
  /** Who transferred or forwarded the call to the user; `null` if the caller called the user directly. */
  readonly via: Via | null;
}

/** An incoming call that rings. A call that a delegator forwards to this user is answered on behalf of the delegator. */
export interface IncomingSnapshot extends Caller, Omit<CallStart, 'target'> {
  readonly key: string;
  /** When the call began to ring in this tab, in milliseconds since 1970. */
  readonly ringingSince: number;
  /** Whether the user has accepted the call, and the browser or the service takes long to answer. */
  readonly isAnswering: boolean;
}

/** An incoming call that ended without being accepted in this tab. */
export interface UnansweredCall extends Caller {
  readonly id: string;
  /** `elsewhere`: the user accepted the call in another tab or on another device. `unknown`: the SDK does not say. */
  readonly outcome: 'missed' | 'declined' | 'elsewhere' | 'unknown';
  /** When the call began to ring, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The SDK's code and subcode of the end, for example `487/0`; missing if the SDK does not say. */
  readonly code?: string;
}

/** Where the user transferred the other participant of a call to. */
export interface TransferDestination {
  readonly rawId: string;
  readonly isVoicemail: boolean;
}

/** A transfer that the other participant of a call prevented by hanging up. */
export interface UnfinishedTransfer {
  /** Whether the transferee was on the way to the target, or waited while the user consulted the target in another call. */
  readonly phase: 'transfer' | 'consultation';
  /** Raw id of the transfer target; `null` if the SDK did not say. */
  readonly target: string | null;
}

/** What a feature knows about the end of a call, which the SDK's end reason does not tell. */
export interface FeatureEnd {
  /** How the call ended, if the feature ended it; missing if not. */
  readonly kind?: EndKind;
  /** `null` if the SDK did not say to whom the other participant was transferred; missing if nobody was transferred. */
  readonly transferredTo?: TransferDestination | null;
  /** To whom the other participant transferred the user; `null` if the SDK did not say; missing if nobody was transferred. */
  readonly userTransferredTo?: string | null;
  readonly unfinishedTransfer?: UnfinishedTransfer;
  /** Whether a message about another call says how this call ended: it was the target of a transfer, or a consultation. */
  readonly isPartOfOtherTransfer?: true;
}

/** A call of this tab that has ended. */
export interface EndedCall
  extends
    Pick<CallSnapshot, 'id' | 'other' | 'otherName' | 'direction'>,
    Omit<FeatureEnd, 'kind' | 'transferredTo'> {
  /** What became of an incoming call of which the SDK made a call too late; missing for all other calls. */
  readonly unansweredAs?: 'missed' | 'declined';
  /** When the call was placed or accepted, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Leads back into a meeting or group call; `null` for a 1:1 call, where `other` is called. */
  readonly target: Target | null;
  /** How the call ended, for example `declined`. */
  readonly kind: EndKind;
  /** The SDK's code and subcode of the end, for example `487/10004`; missing if the SDK does not say. */
  readonly code?: string;
  /**
   * Whose network seems to have failed, if the network ended the call: the SDK gives both sides the same code. `own` if this
   * page had lost its own connection to the service when the call ended.
   */
  readonly failedNetwork?: 'own' | 'other';
  /** Seconds that the call was connected; `null` if it never was. */
  readonly seconds: number | null;
  readonly withVideo: boolean;
  /** Who transferred or forwarded the call to the user; missing if the caller called the user directly. */
  readonly via?: Via;
  /** Missing if the user did not transfer the other participant. */
  readonly transferredTo?: TransferDestination;
  /** Whether the user hung up; missing if they did not. */
  readonly isHungUpByUser?: true;
  /** Whether another call with the same person, who called at the same time, goes on; missing if not. */
  readonly isCrossed?: true;
}

/** Reads the thread of a call; `null` for a 1:1 call. SDK 2.0.0 gives `null`, although its published type says `undefined`. */
export const readThreadId = ({ info }: Pick<TeamsCall, 'info'>): string | null => info.threadId ?? null;

/**
 * Whether a thread id is that of a Teams meeting or breakout room, `19:meeting_…@thread.v2`. A group call has a thread without
 * `meeting_`, and a 1:1 call has none.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/teams-interoperability
 */
export const isMeetingThread = (threadId: string | null): boolean =>
  threadId?.startsWith('19:meeting_') ?? false;

/** Whether a participant is in the call or is being called: not in the lobby, and not disconnected. */
export const isPresent = ({ state }: { readonly state: RemoteParticipantState }): boolean =>
  state !== 'InLobby' && state !== 'Disconnected';

/**
 * Finds the raw id of the other participant, whom a transfer may replace. After all participants have left, the result
 * stays that of the last snapshot, `otherBefore`.
 */
function findOtherRawId(
  call: TeamsCall,
  participants: readonly ParticipantSnapshot[],
  otherBefore: string | null,
): string | null {
  // A participant in the lobby is not in the call yet.
  const first = participants.find(({ state }) => state !== 'InLobby');
  if (first) return first.id;
  const callerRawId = call.direction === 'Incoming' ? readRawId(call.callerInfo) : null;
  // Before the user is connected, only `callerInfo` says who calls, and the service may correct it.
  if (callerRawId !== null && call.state === 'Connecting') return callerRawId;
  const isInLobby = participants.some(({ id }) => id === otherBefore);
  return otherBefore !== null && !isInLobby ? otherBefore : callerRawId;
}

/** Finds the name that the SDK gives for the other participant. A participant who has left keeps the last name. */
function findOtherName(
  { direction, callerInfo }: TeamsCall,
  participants: readonly ParticipantSnapshot[],
  otherRawId: string | null,
  lastSnapshot: CallSnapshot,
): string | null {
  const isCaller = direction === 'Incoming' && isSameIdentity(readRawId(callerInfo) ?? '', otherRawId);
  return (
    participants.find(({ id }) => id === otherRawId)?.displayName ??
    (isCaller ? callerInfo.displayName : null) ??
    (lastSnapshot.other === otherRawId ? lastSnapshot.otherName : null)
  );
}

/**
 * Reads who holds a call, and since when. The SDK's state of the call names only one side: while the user holds the call,
 * only the state of the other participant says whether that participant holds the call as well.
 * @param lastHold the hold of the last snapshot. A hold goes on while at least one side holds the call
 */
export function readHold(
  state: CallState,
  participants: readonly Pick<ParticipantSnapshot, 'state'>[],
  lastHold: HoldSnapshot,
): HoldSnapshot {
  const heldSince = lastHold.heldSince ?? Date.now();
  if (state === 'RemoteHold') return { heldBy: 'other', heldSince };
  if (state !== 'LocalHold') return { heldBy: null, heldSince: null };
  const isHeldByOther = participants.length === 1 && participants[0]?.state === 'Hold';
  return { heldBy: isHeldByOther ? 'both' : 'user', heldSince };
}

/**
 * Reads the call as it is now.
 * @param lastSnapshot supplies what the SDK does not keep: the participant who has left, the time of the first
 * connection, and the beginning of the present hold
 */
export function readCall(
  call: TeamsCall,
  lastSnapshot: CallSnapshot,
  { participants, isReconnecting }: Pick<CallSnapshot, 'participants' | 'isReconnecting'>,
): CallSnapshot {
  const other = findOtherRawId(call, participants, lastSnapshot.other);
  return {
    key: lastSnapshot.key,
    id: call.id,
    direction: call.direction,
    state: call.state,
    other,
    otherName: findOtherName(call, participants, other, lastSnapshot),
    participants,
    isLocalVideoStarted: call.isLocalVideoStarted,
    isMeeting: lastSnapshot.isMeeting || isMeetingThread(readThreadId(call)),
    ...(call.isEmergencyCall !== undefined && { isEmergencyCall: call.isEmergencyCall }),
    isReconnecting,
    connectedAt: lastSnapshot.connectedAt ?? (isRunning(call) ? Date.now() : null),
    via: readVia(call.transferorInfo),
    onBehalfOf: lastSnapshot.onBehalfOf,
    customContext: lastSnapshot.customContext,
    ...readHold(call.state, participants, lastSnapshot),
  };
}
