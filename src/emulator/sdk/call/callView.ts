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

/** What an app reads of a call: every member looks into the session, and keeps nothing of its own. */
export class CallView {
  /** Internal to the drop-in: reading it through a Proxy gives the session itself. */
  readonly session: CallSession;
  private readonly about: TeamsCallInfo;
  readonly kind = CallKind.TeamsCall;
  /** No number of the emulator is an emergency number. */
  readonly isEmergencyCall = false;

  constructor(session: CallSession) {
    this.session = session;
    this.about = new EmuCallInfo(session);
  }

  get id(): string {
    return this.session.deps.id;
  }

  get info(): TeamsCallInfo {
    return this.about;
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
    return this.session.endedBy as CallEndReason;
  }

  get direction() {
    return this.session.deps.direction;
  }

  get isMuted(): boolean {
    return this.session.local.muted;
  }

  get isIncomingAudioMuted(): boolean {
    return this.session.incomingAudioMuted;
  }

  get isScreenSharingOn(): boolean {
    return this.session.local.state.screen;
  }

  get isLocalVideoStarted(): boolean {
    return this.session.sent.isVideoStarted;
  }

  get localVideoStreams(): readonly LocalVideoStream[] {
    return this.session.sent.video as unknown as LocalVideoStream[];
  }

  get localAudioStreams(): readonly LocalAudioStream[] {
    return this.session.sent.audio as unknown as LocalAudioStream[];
  }

  get remoteAudioStreams(): readonly RemoteAudioStream[] {
    return [...this.session.mesh.audios.values()];
  }

  get remoteParticipants(): readonly RemoteParticipant[] {
    return this.session.participants;
  }

  get role(): ParticipantRole {
    return this.session.place.role;
  }

  get lobby(): Lobby {
    return this.session.lobby;
  }
}
