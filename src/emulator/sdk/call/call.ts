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

/** What an app does with a call. */
export class EmuTeamsCall extends CallView implements TeamsCall {
  private readonly features = new FeatureSet('TeamsCall');

  /** @returns the feature of this call, the same object each time. */
  feature<TFeature extends CallFeature>(factory: CallFeatureFactory<TFeature>): TFeature {
    return this.features.get(factory, 'callApiCtor', { call: this }) as TFeature;
  }

  async hangUp(options?: { forEveryone: boolean }): Promise<void> {
    await this.session.leave(options?.forEveryone ?? false);
  }

  /**
   * @returns once the others hear nothing any more.
   * @throws 500/41015 when the call has ended.
   */
  async mute(): Promise<void> {
    if (this.session.ended) {
      throw callingError(
        500,
        41015,
        'Failed to mute microphone, the call has ended.',
        'UnexpectedClientError',
      );
    }
    await this.session.local.setMuted(true);
  }

  /** @throws 400/41016 when there is no microphone to unmute; 403/0 while consent to being recorded is missing. */
  async unmute(): Promise<void> {
    this.session.consent.check('Failed to unmute microphone');
    this.session.access.check('audio', 'Failed to unmute microphone');
    this.session.place.checkPolicy('unmuteMic', 'Failed to unmute microphone');
    const { local } = this.session;
    if (!local.microphone.works && !(await local.microphone.start(local.microphone.next))) {
      throw callingError(400, 41016, 'Failed to unmute microphone.', 'UnexpectedClientError');
    }
    await local.setMuted(false);
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

  /** @throws 400/41025, 400/41027, 403/0 while consent to being recorded is missing, and the camera's refusal. */
  async startVideo(localVideoStream: LocalVideoStream): Promise<void> {
    this.session.consent.check('Failed to start video');
    this.session.access.check('video', 'Failed to start video');
    this.session.place.checkPolicy('turnVideoOn', 'Failed to start video');
    const stream = localVideo(localVideoStream);
    const sent = this.session.local.stream('video');
    // The SDK was seen to accept the stream that a call starts with once more, at its very beginning.
    if (sent && sent.capture === stream.capture && this.session.state === 'None') return;
    if (sent) {
      throw callingError(400, 41027, 'Failed to start video, video is already started.');
    }
    await this.session.local.start('video', stream);
  }

  /** @throws 400/41030 when no video is sent, 400/41032 when it is another stream. */
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

  /** @throws 400/0 for what is no LocalAudioStream, or when the call has ended. */
  async startAudio(localAudioStream: LocalAudioStream): Promise<void> {
    if (this.session.ended) throw callingError(400, 0, 'Failed to start audio, the call has ended.');
    await this.session.local.microphone.start(localAudio(localAudioStream));
  }

  stopAudio(): void {
    void this.session.local.microphone.start();
  }

  /** @throws 400/0 for what is no number of at least 0. */
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

  private deafen(deaf: boolean): void {
    const { session } = this;
    if (session.ended) throw callingError(400, 0, 'Failed to mute incoming audio, the call has ended.');
    if (session.incomingAudioMuted === deaf) return;
    session.incomingAudioMuted = deaf;
    session.mesh.setDeaf(deaf || session.local.hold);
    session.events.emit('isIncomingAudioMutedChanged');
  }
}
