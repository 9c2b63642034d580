import type { CallDirection } from '@azure/communication-calling';
import type { CallKind, Pass, TransferTarget } from '../../wire/protocol.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Afterwards } from './requestsAfterCall.ts';
import type { EmuTeamsCall } from './call.ts';
import type { Connection } from '../agent/signallingConnection.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';

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

/** What a call's session is given by its agent. */
export interface SessionDeps {
  readonly connection: Connection;
  readonly devices: EmuDeviceManager;
  readonly afterwards: Afterwards;
  readonly direction: CallDirection;
  /** What is known of the call before signalling says more. */
  readonly kind: CallKind;
  readonly threadId: string | undefined;
  /** The raw id of whoever called. */
  readonly callerId: string;
  /** The call's id, and this side's participant id in it. */
  readonly id: string;
  readonly self: string;
  /** This side's own raw id. */
  readonly ownId: () => string;
  /** Who sent the caller here, if anyone did. */
  readonly transferorId?: string | undefined;
  /** Places the call that a transfer leads to. */
  readonly place: (target: TransferTarget, pass: Pass) => EmuTeamsCall;
  /** Joins another meeting: a breakout room. */
  readonly join: (meeting: MeetingLocator) => EmuTeamsCall;
  /** The call is about to be Disconnected. */
  over(): void;
}
