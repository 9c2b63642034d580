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
import { identifierOf } from '../base/identifiers.ts';
import type { CallSession } from './session.ts';

/** The readable properties of a call. Every member reads the session. */
export class CallView {
  /** Internal to the drop-in. Read through an app's Proxy, it is still the session itself. */
  readonly session: CallSession;
  private readonly callInfo: TeamsCallInfo;
  readonly kind = CallKind.TeamsCall;
  /** The emulator has no emergency numbers. */
  readonly isEmergencyCall = false;

  constructor(session: CallSession) {
    this.session = session;
    this.callInfo = new EmuCallInfo(session);
  }

  get id(): string {
    return this.session.deps.id;
  }

  get info(): TeamsCallInfo {
    return this.callInfo;
  }

  get callerInfo(): CallerInfo {
    return { identifier: identifierOf(this.session.deps.callerId) };
  }

  get transferorInfo(): CallerInfo {
    const { transferorId } = this.session.deps;
    return (transferorId ? { identifier: identifierOf(transferorId) } : undefined) as CallerInfo;
  }

  get state(): CallState {
    return this.session.state;
  }

  get callEndReason(): CallEndReason {
    return this.session.endReason as CallEndReason;
  }

  get direction() {
    return this.session.deps.direction;
  }

  get isMuted(): boolean {
    return this.session.local.muted;
  }

  get isIncomingAudioMuted(): boolean {
    return this.session.isIncomingAudioMuted;
  }

  get isScreenSharingOn(): boolean {
    return this.session.local.state.screen;
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
    return [...this.session.mesh.audios.values()];
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
