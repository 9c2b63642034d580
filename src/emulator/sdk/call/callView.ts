import type {
  CallEndReason,
  CallerInfo,
  CallState,
  LocalAudioStream,
  LocalVideoStream,
  Lobby,
  ParticipantRole,
  RemoteAudioStream,
  RemoteParticipant,
  TeamsCallInfo,
} from '@azure/communication-calling';
import { CallKind } from '../base/enums.ts';
import type { Listener } from '../base/events.ts';
import { createCallerInfo, createTransferorInfo } from '../base/identifiers.ts';
import type { CallSession } from './session.ts';

/** The read-only properties of a call. Every property reads the session, which holds the state of the call. */
export class CallView {
  /** Not for apps. Even if an app wraps the call in a Proxy, this property is the session itself. */
  readonly session: CallSession;
  readonly info: TeamsCallInfo;
  readonly kind = CallKind.TeamsCall;

  constructor(session: CallSession) {
    this.session = session;
    this.info = new EmuCallInfo(session);
  }

  get id(): string {
    return this.session.deps.callId;
  }

  get callerInfo(): CallerInfo {
    return createCallerInfo(this.session.deps.callerRawId, this.session.callerName);
  }

  get transferorInfo(): CallerInfo {
    const { transferorRawId, transferorName } = this.session.deps;
    return createTransferorInfo(transferorRawId, transferorName) as CallerInfo;
  }

  get isEmergencyCall(): boolean {
    return this.session.deps.isEmergencyCall ?? false;
  }

  get state(): CallState {
    return this.session.state;
  }

  get callEndReason(): CallEndReason {
    return this.session.shownEndReason.value as CallEndReason;
  }

  get direction() {
    return this.session.deps.direction;
  }

  get isMuted(): boolean {
    return this.session.localMedia.shownMuted;
  }

  get isIncomingAudioMuted(): boolean {
    return this.session.isIncomingAudioMuted;
  }

  get isScreenSharingOn(): boolean {
    return this.session.localMedia.state.screen;
  }

  get isLocalVideoStarted(): boolean {
    return this.session.localStreams.isVideoStarted;
  }

  get localVideoStreams(): readonly LocalVideoStream[] {
    return this.session.localStreams.video as unknown as LocalVideoStream[];
  }

  get localAudioStreams(): readonly LocalAudioStream[] {
    return this.session.localStreams.audio as unknown as LocalAudioStream[];
  }

  get remoteAudioStreams(): readonly RemoteAudioStream[] {
    return [...this.session.mesh.remoteAudios.values()];
  }

  get remoteParticipants(): readonly RemoteParticipant[] {
    return this.session.participants;
  }

  get role(): ParticipantRole {
    return this.session.context.role;
  }

  get lobby(): Lobby {
    return this.session.lobby;
  }
}

class EmuCallInfo implements TeamsCallInfo {
  private readonly callSession: CallSession;
  readonly onCallInfoChanged: (event: string, listener: Listener) => void;
  readonly offCallInfoChanged: (event: string, listener: Listener) => void;

  constructor(session: CallSession) {
    this.callSession = session;
    this.onCallInfoChanged = session.context.infoEvents.on;
    this.offCallInfoChanged = session.context.infoEvents.off;
  }

  /**
   * The thread of the chat that belongs to a group call or a meeting; `null` in a 1:1 call, as in SDK 2.0.0, although the
   * published type says `undefined`.
   */
  get threadId(): string | undefined {
    return this.callSession.context.threadId ?? (null as unknown as undefined);
  }

  get participantId(): string {
    return this.callSession.deps.ownParticipantId;
  }

  async getServerCallId(): Promise<string> {
    return this.callSession.context.serverCallId;
  }
}
