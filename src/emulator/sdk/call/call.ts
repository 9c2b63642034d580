import type { CommunicationIdentifier } from '@azure/communication-common';
import type {
  AddTeamsParticipantOptions,
  CallConstraints,
  CallFeature,
  CallFeatureFactory,
  DtmfTone,
  LocalAudioStream,
  LocalVideoStream,
  RemoteParticipant,
  TeamsCall,
} from '@azure/communication-calling';
import { CallView } from './callView.ts';
import { sendDtmf } from './dtmf.ts';
import { callingError } from '../base/errors.ts';
import type { Listener } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import { addParticipant, removeParticipant } from './groupCall.ts';
import { setHold } from './hold.ts';
import { localAudio } from '../media/localAudioStream.ts';
import { localVideo, type EmuLocalVideoStream } from '../media/localVideoStream.ts';
import { muteOthers } from './muteOthers.ts';
import { startScreenSharing, stopScreenSharing } from './screenShare.ts';

/**
 * A call of a Teams user, as the app has it.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamscall
 */
export class EmuTeamsCall extends CallView implements TeamsCall {
  private readonly features = new FeatureSet('TeamsCall');

  /**
   * @returns the feature of this call, the same object each time.
   * @throws 500/41001 for anything but a call feature.
   */
  feature<TFeature extends CallFeature>(factory: CallFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callApiCtor', { call: this }) as TFeature;
  }

  /** @throws 403/0 for `forEveryone` when the role forbids it. */
  async hangUp(options?: { forEveryone: boolean }): Promise<void> {
    await this.session.leave(options?.forEveryone ?? false);
  }

  /**
   * Resolves when no connection sends audio any more.
   * @throws 500/41015 when the call has ended.
   */
  async mute(): Promise<void> {
    if (this.session.hasEnded) {
      throw callingError(
        500,
        41015,
        'Failed to mute microphone, the call has ended.',
        'UnexpectedClientError',
      );
    }
    await this.session.local.setMuted(true);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, or when the meeting or a policy forbids it; 400/41016 when
   * the microphone cannot be opened.
   */
  async unmute(): Promise<void> {
    this.session.consent.check('Failed to unmute microphone');
    this.session.mediaAccess.check('audio', 'Failed to unmute microphone');
    this.session.context.checkPolicy('unmuteMic', 'Failed to unmute microphone');
    const { local } = this.session;
    if (!local.microphone.works && !(await local.microphone.start(local.microphone.scheduledStream))) {
      throw callingError(400, 41016, 'Failed to unmute microphone.', 'UnexpectedClientError');
    }
    await local.setMuted(false);
  }

  async muteAllRemoteParticipants(): Promise<void> {
    await muteOthers(this.session);
  }

  async muteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(true);
  }

  async unmuteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(false);
  }

  async sendDtmf(tone: DtmfTone): Promise<void> {
    await sendDtmf(this.session, tone);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, or when the meeting or a policy forbids it; 400/41025 or
   * 400/41026 for an invalid stream; 400/41027 when video is sent already; the camera's error.
   */
  async startVideo(localVideoStream: LocalVideoStream): Promise<void> {
    this.session.consent.check('Failed to start video');
    this.session.mediaAccess.check('video', 'Failed to start video');
    this.session.context.checkPolicy('turnVideoOn', 'Failed to start video');
    const stream = localVideo(localVideoStream);
    const sent = this.session.local.stream('video');
    // At its very beginning, a call of SDK 2.0.0 was seen to accept the stream that it starts with once more.
    if (sent && sent.capture === stream.capture && this.session.state === 'None') return;
    if (sent) {
      throw callingError(400, 41027, 'Failed to start video, video is already started.');
    }
    await this.session.local.start('video', stream);
  }

  /** @throws 400/41030 when no video is sent; 400/41032 when another stream is sent. */
  async stopVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const sent = this.session.local.stream('video');
    if (!sent) throw callingError(400, 41030, 'Failed to stop video, video is already stopped.');
    if (sent.capture !== (localVideoStream as unknown as EmuLocalVideoStream | undefined)?.capture) {
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

  /** @throws 400/0 when the call has ended, or the stream is disposed; 400/41083 for anything but a LocalAudioStream. */
  async startAudio(localAudioStream: LocalAudioStream): Promise<void> {
    if (this.session.hasEnded) throw callingError(400, 0, 'Failed to start audio, the call has ended.');
    await this.session.local.microphone.start(localAudio(localAudioStream));
  }

  stopAudio(): void {
    void this.session.local.microphone.start();
  }

  /** @throws 400/0 for a value that is not a number of at least 0. */
  async setConstraints(constraints: CallConstraints): Promise<void> {
    this.session.mesh.constrain(constraints);
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
    this.features.dispose();
    this.session.events.clear();
  }

  /** @throws 400/0 when the call has ended. */
  private setIncomingAudioMuted(isMuted: boolean): void {
    const { session } = this;
    if (session.hasEnded) throw callingError(400, 0, 'Failed to mute incoming audio, the call has ended.');
    if (session.isIncomingAudioMuted === isMuted) return;
    session.isIncomingAudioMuted = isMuted;
    session.mesh.setDeaf(isMuted || session.local.hold);
    session.events.emit('isIncomingAudioMutedChanged');
  }
}
