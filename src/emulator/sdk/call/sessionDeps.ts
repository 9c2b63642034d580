import type { CallDirection, TeamsCall } from '@azure/communication-calling';
import type { CallKind, Pass, TransferTarget } from '../../wire/protocol.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { CommandSender } from '../base/commandSender.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { RequestsAfterCall } from './requestsAfterCall.ts';

/** The events of a call. */
export const callEvents = [
  'stateChanged',
  'idChanged',
  'isMutedChanged',
  'isIncomingAudioMutedChanged',
  'isScreenSharingOnChanged',
  'isLocalVideoStartedChanged',
  'remoteParticipantsUpdated',
  'localVideoStreamsUpdated',
  'localAudioStreamsUpdated',
  'remoteAudioStreamsUpdated',
  'roleChanged',
  'mutedByOthers',
  'callerInfoChanged',
  'transferorInfoChanged',
] as const;

/** What the agent gives to the session of a call. */
export interface SessionDeps {
  readonly connection: CommandSender;
  readonly devices: EmuDeviceManager;
  readonly requestsAfterCall: RequestsAfterCall;
  readonly direction: CallDirection;
  /** The kind and the chat, until the server says otherwise. */
  readonly kind: CallKind;
  readonly threadId: string | undefined;
  /** The caller's raw id. */
  readonly callerId: string;
  /** The call's id. */
  readonly id: string;
  /** The local participant's id in the call. */
  readonly self: string;
  /** The local participant's raw id. */
  readonly ownId: () => string;
  /** The raw id of the person who transferred the caller here, if anyone did. */
  readonly transferorId?: string | undefined;
  /** Starts the call that a transfer leads to. */
  readonly startTransferred: (target: TransferTarget, pass: Pass) => TeamsCall;
  /** Joins another meeting: a breakout room. */
  readonly join: (meeting: MeetingLocator) => TeamsCall;
  /** The call's state is Disconnected, and the app has not been told yet. */
  ended(): void;
}
