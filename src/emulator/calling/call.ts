import type { CommunicationIdentifier } from '@azure/communication-common';
import type {
  AddTeamsParticipantOptions,
  CallEndReason,
  CallerInfo,
  CallFeature,
  CallFeatureFactory,
  CallState,
  DtmfTone,
  LocalAudioStream,
  LocalVideoStream,
  Lobby,
  ParticipantRole,
  RemoteAudioStream,
  RemoteParticipant,
  TeamsCall,
  TeamsCallInfo,
} from '@azure/communication-calling';
import { sendDtmf } from './dtmf.ts';
import { CallKind } from './enums.ts';
import { callingError, refuse } from './errors.ts';
import type { Listener } from './events.ts';
import { addParticipant, removeParticipant } from './group.ts';
import { setHold } from './hold.ts';
import { identifierOf } from './identifiers.ts';
import { localAudio } from './localAudioStream.ts';
import { localVideo } from './localVideoStream.ts';
import { muteOthers } from './muteOthers.ts';
import { startScreenSharing, stopScreenSharing } from './screenShare.ts';
import type { CallSession } from './session.ts';

/** What an app holds of a call: every member looks into the session, and keeps nothing of its own. */
export class EmuTeamsCall implements TeamsCall {
  /** Internal to the drop-in: reading it through a Proxy gives the session itself. */
  readonly session: CallSession;
  private readonly features = new Map<unknown, CallFeature>();
  readonly kind = CallKind.TeamsCall;

  constructor(session: CallSession) {
    this.session = session;
  }

  get id(): string {
    return this.session.deps.id;
  }

  get info(): TeamsCallInfo {
    const { id, self } = this.session.deps;
    return {
      threadId: undefined,
      participantId: self,
      getServerCallId: async () => id,
      // Nothing in it changes here, so nothing is ever told.
      onCallInfoChanged: () => undefined,
      offCallInfoChanged: () => undefined,
    };
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
    return this.session.local.state.video;
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
    return 'Unknown';
  }

  get lobby(): Lobby {
    throw refuse('TeamsCall.lobby');
  }

  /** @returns the feature of this call, the same object each time. */
  feature<TFeature extends CallFeature>(factory: CallFeatureFactory<TFeature>): TFeature {
    const made = this.features.get(factory) ?? new factory.callApiCtor({ call: this } as never);
    this.features.set(factory, made);
    return made as TFeature;
  }

  async hangUp(options?: { forEveryone: boolean }): Promise<void> {
    await this.session.leave(options?.forEveryone ?? false);
  }

  async mute(): Promise<void> {
    this.session.local.setMuted(true);
  }

  /** @throws 400/41016 when there is no microphone to unmute. */
  async unmute(): Promise<void> {
    const { local } = this.session;
    if (!local.stream('audio') && !(await local.startMicrophone())) {
      throw callingError(400, 41016, 'Failed to unmute microphone.', 'UnexpectedClientError');
    }
    local.setMuted(false);
  }

  async muteAllRemoteParticipants(): Promise<void> {
    await muteOthers(this.session);
  }

  async muteIncomingAudio(): Promise<void> {
    this.deafen(true);
  }

  async unmuteIncomingAudio(): Promise<void> {
    this.deafen(false);
  }

  async sendDtmf(tone: DtmfTone): Promise<void> {
    await sendDtmf(this.session, tone);
  }

  /** @throws 400/41025, 400/41027, and the camera's refusal. */
  async startVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const stream = localVideo(localVideoStream);
    if (this.session.local.stream('video')) {
      throw callingError(400, 41027, 'Failed to start video, video is already started.');
    }
    await this.session.local.start('video', stream);
  }

  /** @throws 400/41030 when no video is sent, 400/41032 when it is another stream. */
  async stopVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const sent = this.session.local.stream('video');
    if (!sent) throw callingError(400, 41030, 'Failed to stop video, video is already stopped.');
    if (sent.capture !== localVideo(localVideoStream).capture) {
      throw callingError(400, 41032, 'Failed to stop video, this LocalVideoStream is not being sent.');
    }
    this.session.local.stop('video');
  }

  async hold(): Promise<void> {
    await setHold(this.session, true);
  }

  async resume(): Promise<void> {
    await setHold(this.session, false);
  }

  async startScreenSharing(localVideoStream?: LocalVideoStream): Promise<void> {
    await startScreenSharing(this.session, localVideoStream);
  }

  async stopScreenSharing(): Promise<void> {
    await stopScreenSharing(this.session);
  }

  async startAudio(localAudioStream: LocalAudioStream): Promise<void> {
    await this.session.local.startMicrophone(localAudio(localAudioStream));
  }

  stopAudio(): void {
    void this.session.local.startMicrophone();
  }

  async setConstraints(): Promise<void> {
    throw refuse('TeamsCall.setConstraints()');
  }

  addParticipant(
    participant: CommunicationIdentifier,
    options?: AddTeamsParticipantOptions,
  ): RemoteParticipant {
    return addParticipant(this.session, participant, options);
  }

  async removeParticipant(participant: CommunicationIdentifier): Promise<void> {
    await removeParticipant(this.session, participant);
  }

  on(event: string, listener: Listener): void {
    this.session.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.session.events.off(event, listener);
  }

  dispose(): void {
    for (const feature of this.features.values()) feature.dispose();
    this.session.events.clear();
  }

  private deafen(deaf: boolean): void {
    const { session } = this;
    if (session.incomingAudioMuted === deaf) return;
    session.incomingAudioMuted = deaf;
    session.mesh.setDeaf(deaf || session.local.hold);
    session.events.emit('isIncomingAudioMutedChanged');
  }
}
