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
import { callEndError } from '../base/endReason.ts';
import { callingError } from '../base/errors.ts';
import type { Listener } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import { addParticipant, removeParticipant } from './groupCall.ts';
import { setHold } from './hold.ts';
import { checkAudioStream } from '../media/localAudioStream.ts';
import { checkVideoStream, type EmuLocalVideoStream } from '../media/localVideoStream.ts';
import { checkMutable, setMicrophoneMuted } from './muteCommands.ts';
import { muteOthers } from './muteOthers.ts';
import { startScreenSharing, stopScreenSharing } from './screenShare.ts';
import { dtmfTones } from '../media/dtmfTones.ts';
import type { CallSession } from './session.ts';

/**
 * The call object that the drop-in SDK (our replacement for `@azure/communication-calling`) gives to the app. Its methods
 * check what the SDK checks, and then act on the session, which holds the state of the call.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamscall
 */
export class EmuTeamsCall extends CallView implements TeamsCall {
  private readonly features = new FeatureSet('TeamsCall');

  /**
   * @returns the feature of this call. The same factory always gives the same object.
   * @throws 500/41001 for anything but a factory of call features.
   */
  feature<TFeature extends CallFeature>(factory: CallFeatureFactory<TFeature>): TFeature {
    return this.features.getOrCreate(factory, 'callApiCtor', { call: this }) as TFeature;
  }

  /**
   * @throws 403/0 when the local participant's role forbids `forEveryone`; when the call has ended, an error with the codes
   * of `callEndReason`, as SDK 2.0.0 was seen to.
   */
  async hangUp(options?: { forEveryone: boolean }): Promise<void> {
    const { endReason } = this.session;
    if (endReason) throw callEndError(endReason);
    await this.session.leave(options?.forEveryone ?? false);
  }

  /**
   * Mutes the microphone. Resolves when no peer connection sends audio any more.
   * @throws 500/41015 when the call has ended; the errors of `checkMutable` and `setMicrophoneMuted`.
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
    checkMutable(this.session);
    await setMicrophoneMuted(this.session, true);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids audio; 400/41016
   * when the microphone cannot be opened; the errors of `checkMutable` and `setMicrophoneMuted`.
   */
  async unmute(): Promise<void> {
    checkMutable(this.session);
    this.session.consent.check('Failed to unmute microphone');
    this.session.mediaAccess.check('audio', 'Failed to unmute microphone');
    this.session.context.checkNotWithheld('unmuteMic', 'Failed to unmute microphone');
    const { localMedia } = this.session;
    const { microphone } = localMedia;
    const isOpen = microphone.isCapturing || (await microphone.start(microphone.scheduledStream));
    if (!isOpen) throw callingError(400, 41016, 'Failed to unmute microphone.', 'UnexpectedClientError');
    await setMicrophoneMuted(this.session, false);
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
   * @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids video; 400/41025 or
   * 400/41026 for an invalid stream; 400/41027 when video is sent already; the errors of `cameraError` when the camera
   * does not open.
   */
  async startVideo(localVideoStream: LocalVideoStream): Promise<void> {
    this.session.consent.check('Failed to start video');
    this.session.mediaAccess.check('video', 'Failed to start video');
    this.session.context.checkNotWithheld('turnVideoOn', 'Failed to start video');
    const stream = checkVideoStream(localVideoStream);
    const sentStream = this.session.localMedia.streamOf('video');
    // In the state None, SDK 2.0.0 accepts a second start of the stream that the call started with (observed, not
    // documented).
    if (sentStream?.capture === stream.capture && this.session.state === 'None') return;
    if (sentStream) {
      throw callingError(400, 41027, 'Failed to start video, video is already started.');
    }
    await this.session.localMedia.startVideo('video', stream);
  }

  /** @throws 400/41030 when no video is sent; 400/41032 when another stream is sent. */
  async stopVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const sentStream = this.session.localMedia.streamOf('video');
    if (!sentStream) throw callingError(400, 41030, 'Failed to stop video, video is already stopped.');
    // An app may have wrapped its stream in a Proxy. The capture of the wrapped stream is still the same object.
    if (sentStream.capture !== (localVideoStream as unknown as EmuLocalVideoStream | undefined)?.capture) {
      throw callingError(400, 41032, 'Failed to stop video, this LocalVideoStream is not being sent.');
    }
    this.session.localMedia.stopVideo('video');
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

  /** @throws 400/0 when the call has ended or the stream is disposed; 400/41083 for anything but a LocalAudioStream. */
  async startAudio(localAudioStream: LocalAudioStream): Promise<void> {
    const stream = checkAudioStream(localAudioStream);
    if (this.session.hasEnded) throw callingError(400, 0, 'Failed to start audio, the call has ended.');
    await this.session.localMedia.microphone.start(stream);
  }

  /** Stops sending the app's stream, and sends the selected microphone instead. */
  stopAudio(): void {
    void this.session.localMedia.microphone.start();
  }

  /** @throws 400/0 for a limit that is not a number, and for a negative limit. */
  async setConstraints(constraints: CallConstraints): Promise<void> {
    this.session.mesh.setConstraints(constraints);
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
    this.session.events.removeAllListeners();
  }

  /** @throws 400/0 when the call has ended; the error of `checkMutable`. */
  private setIncomingAudioMuted(isMuted: boolean): void {
    const { session } = this;
    if (session.hasEnded) throw callingError(400, 0, 'Failed to mute incoming audio, the call has ended.');
    checkMutable(session);
    if (session.isIncomingAudioMuted === isMuted) return;
    session.isIncomingAudioMuted = isMuted;
    session.mesh.setIncomingAudioMuted(isMuted || session.localMedia.isHeld);
    session.events.emit('isIncomingAudioMutedChanged');
  }
}

/**
 * Sends a DTMF tone to all participants.
 * @throws 422/41023 for an unknown tone; 400/41022 when the call is not Connected.
 */
async function sendDtmf(session: CallSession, tone: DtmfTone): Promise<void> {
  if (!Object.hasOwn(dtmfTones, tone))
    throw callingError(422, 41023, `Failed to send DTMF: '${tone}' is not a tone.`);
  if (session.state !== 'Connected') {
    throw callingError(400, 41022, `Failed to send DTMF, the call is ${session.state}.`);
  }
  const [character] = dtmfTones[tone];
  session.mesh.sendDtmf(tone, character);
}
