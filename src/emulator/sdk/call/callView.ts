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
import { EmuCallInfo } from './callInfo.ts';
import { CallKind } from '../base/enums.ts';
import { createCallerInfo, createTransferorInfo } from '../base/identifiers.ts';
import type { CallSession } from './session.ts';

/** The read-only properties of a call. Every property reads the session, which holds the state of the call. */
export class CallView {
  /** Not for apps. Even if an app wraps the call in a Proxy, this property is the session itself. */
  readonly session: CallSession;
  private readonly callInfo: TeamsCallInfo;
  readonly kind = CallKind.TeamsCall;

  constructor(session: CallSession) {
    this.session = session;
    this.callInfo = new EmuCallInfo(session);
  }

  get id(): string {
    return this.session.deps.callId;
  }

  get info(): TeamsCallInfo {
    return this.callInfo;
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
    return this.session.shownEndReason as CallEndReason;
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
