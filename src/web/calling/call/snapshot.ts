import type {
  CallDirection,
  CallState,
  ParticipantRole,
  RemoteParticipantState,
  RemoteVideoStream,
  TeamsCall,
} from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import { readRawId, readVia, type CallStart, type CompanyCall, type Via } from './callOrigin.ts';
import { isRunning } from './callState.ts';
import { isSameIdentity, type Target } from './target.ts';

/**
 * The types in this file describe SDK objects as frozen plain data, because React must not see the changing objects themselves. A
 * property that the SDK object also has keeps the SDK's name.
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

export interface CallSnapshot extends Omit<CallStart, 'target' | 'passOn'> {
  /** The app's own key of the call, because the SDK's `id` may change while the call is set up. */
  readonly key: string;
  readonly id: string;
  readonly direction: CallDirection;
  readonly state: CallState;
  /** Raw id of the other participant, or of the first one in a group call. `null` while the SDK does not say. */
  readonly other: string | null;
  /** The name that the SDK gives for `other`, perhaps late; `null` until then. */
  readonly otherName: string | null;
  readonly participants: readonly ParticipantSnapshot[];
  readonly isLocalVideoStarted: boolean;
  /** Also `true` in a breakout room of a Teams meeting. */
  readonly isMeeting: boolean;
  /** Whether the call has had a chat thread, as meetings and group calls do. Stays `true` when only one other person is left. */
  readonly isGroupCall: boolean;
  /** Missing if the SDK does not say. */
  readonly isEmergencyCall?: boolean;
  /** Whether the SDK tries to restore the lost connection to the other participants. */
  readonly isReconnecting: boolean;
  /** When the call was first connected, in milliseconds since 1970; `null` before. */
  readonly connectedAt: number | null;
  /** Who transferred or forwarded the call to the user; `null` if the caller called the user directly. */
  readonly via: Via | null;
  /** `null` while nobody holds the call. */
  readonly heldBy: 'user' | 'other' | 'both' | null;
  /** When the current hold began, in milliseconds since 1970; `null` while nobody holds the call. */
  readonly heldSince: number | null;
}

/** @returns the state that the screens show: the SDK's, or that the user's answer is on its way, or that the connection was lost */
export const readShownState = (call: CallSnapshot): CallState | 'answering' | 'reconnecting' => {
  const { direction, state, connectedAt, isReconnecting } = call;
  // An incoming call has a snapshot only after the user has accepted it.
  if (direction === 'Incoming' && connectedAt === null && state !== 'Disconnecting') return 'answering';
  return isReconnecting ? 'reconnecting' : state;
};

type Hold = Pick<CallSnapshot, 'heldBy' | 'heldSince'>;

/** Who calls the user. A field is `null` while the SDK does not say. */
interface Caller extends Pick<CallSnapshot, 'via'> {
  readonly callerId: string | null;
  readonly displayName: string | null;
}

export interface IncomingSnapshot extends Caller, Omit<CallStart, 'target' | 'passOn' | 'startedFor'> {
  readonly key: string;
  /** When the call began to ring in this tab, in milliseconds since 1970. */
  readonly ringingSince: number;
  /** Whether the user has accepted the call, and the browser or the service takes long to answer. */
  readonly isAnswering: boolean;
}

/** An incoming call that ended and was not accepted in this tab. */
export interface UnansweredCall extends Caller {
  readonly id: string;
  /** `elsewhere`: the user accepted the call in another tab or on another device. `unknown`: the SDK does not say. */
  readonly outcome: 'missed' | 'declined' | 'elsewhere' | 'unknown';
  /** When the call began to ring, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The SDK's code and subcode of the end, for example `487/0`; missing if the SDK does not say. */
  readonly code?: string;
  readonly companyCall?: CompanyCall;
}

/** Where the user has transferred the other participant to. */
export interface TransferDestination {
  readonly rawId: string;
  readonly isVoicemail: boolean;
}

/** A transfer that failed because the other participant (the transferee) hung up before its end. */
export interface UnfinishedTransfer {
  /** `transfer`: the SDK was calling the target. `consultation`: the user was talking to the target in another call. */
  readonly phase: 'transfer' | 'consultation';
  /** Raw id of the transfer target; `null` if the SDK did not say. */
  readonly target: string | null;
}

/** What a feature knows about the end of a call, and the SDK's end reason does not say. */
export interface FeatureEnd {
  /** How the call ended, if the feature ended it; missing if not. */
  readonly kind?: EndKind;
  /** Where the user has transferred the other participant to; `null` if the SDK does not say; missing without a transfer. */
  readonly transferredTo?: TransferDestination | null;
  /** To whom the other participant has transferred the user; `null` if the SDK does not say; missing without a transfer. */
  readonly userTransferredTo?: string | null;
  readonly unfinishedTransfer?: UnfinishedTransfer;
  /** Set if this call was the target or the consultation of another call's transfer. The message about that call says enough. */
  readonly isPartOfOtherTransfer?: true;
}

/** A call of this tab that has ended. */
export interface EndedCall
  extends
    Pick<CallSnapshot, 'id' | 'other' | 'otherName' | 'direction'>,
    Omit<FeatureEnd, 'kind' | 'transferredTo'> {
  /** Set if the SDK created this call although the user had declined it (`declined`) or the caller had gone (`missed`). */
  readonly unansweredAs?: 'missed' | 'declined';
  /** When the call was placed or accepted, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The target that leads back into a meeting or group call; `null` for a 1:1 call: then `other` is enough. */
  readonly target: Target | null;
  readonly kind: EndKind;
  /** The SDK's code and subcode of the end, for example `487/10004`; missing if the SDK does not say. */
  readonly code?: string;
  /** Whose network failed, if the network ended the call. `own`: this page had lost its connection to the service. */
  readonly failedNetwork?: 'own' | 'other';
  /** Seconds that the call was connected; `null` if it never was. */
  readonly seconds: number | null;
  readonly withVideo: boolean;
  readonly via?: Via;
  readonly companyCall?: CompanyCall;
  readonly transferredTo?: TransferDestination;
  readonly isHungUpByUser?: true;
  /** Set if the user had the call on hold when it ended. */
  readonly isLeftOnHold?: true;
  /** Set if the person and the user called each other at the same time, and the other of the two calls goes on. */
  readonly isCrossed?: true;
}

/** @returns the chat thread; `null` for a 1:1 call. There SDK 2.0.0 gives `null`, although its type says `undefined` */
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
 * Finds the raw id of the other participant, whom a transfer may replace.
 * @param otherBefore the last result, which stays the result after all participants have left
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
  // While the call connects, the service may correct `callerInfo`.
  if (callerRawId !== null && call.state === 'Connecting') return callerRawId;
  const isInLobby = participants.some(({ id }) => id === otherBefore);
  return otherBefore !== null && !isInLobby ? otherBefore : callerRawId;
}

/** Finds the other participant's name, also after that participant has left. */
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
 * Reads who holds a call, and since when. In the state `LocalHold`, the user holds the call, and the other participant may, too.
 * @param lastHold the hold in the last snapshot. It goes on while at least one side holds the call
 */
export function readHold(
  state: CallState,
  participants: readonly Pick<ParticipantSnapshot, 'state'>[],
  lastHold: Hold,
): Hold {
  const heldSince = lastHold.heldSince ?? Date.now();
  if (state === 'RemoteHold') return { heldBy: 'other', heldSince };
  if (state !== 'LocalHold') return { heldBy: null, heldSince: null };
  const isHeldByOther = participants.length === 1 && participants[0]?.state === 'Hold';
  return { heldBy: isHeldByOther ? 'both' : 'user', heldSince };
}

/**
 * Reads the call as it is now.
 * @param lastSnapshot has what the SDK does not keep, for example when the call was connected
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
    isGroupCall: lastSnapshot.isGroupCall || readThreadId(call) !== null,
    isMeeting: lastSnapshot.isMeeting || isMeetingThread(readThreadId(call)),
    ...(call.isEmergencyCall !== undefined && { isEmergencyCall: call.isEmergencyCall }),
    isReconnecting,
    connectedAt: lastSnapshot.connectedAt ?? (isRunning(call) ? Date.now() : null),
    via: readVia(call.transferorInfo),
    onBehalfOf: lastSnapshot.onBehalfOf,
    customContext: lastSnapshot.customContext,
    companyCall: lastSnapshot.companyCall,
    startedFor: lastSnapshot.startedFor,
    ...readHold(call.state, participants, lastSnapshot),
  };
}
