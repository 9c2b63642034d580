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
import { rawIdOf } from '../base/identifiers.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { checkAudioStream } from '../media/localAudioStream.ts';
import { checkVideoStream, EmuLocalVideoStream, screenDevice } from '../media/localVideoStream.ts';
import { dtmfTones } from '../media/dtmfTones.ts';
import { checkThread } from './thread.ts';

/**
 * The call object that the drop-in SDK (our replacement for `@azure/communication-calling`) gives to the app. Its methods
 * check what the SDK checks, and then act on the session, which holds the state of the call. Some of them fail when a
 * test has switched on a condition, which is a fault that the emulator produces.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamscall
 */
export class EmuTeamsCall extends CallView implements TeamsCall {
  private readonly features = new FeatureSet('TeamsCall');

  /** @throws 500/41001 for anything but a factory of call features. */
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
   * @throws 500/41015 when the call has ended; the errors of `checkMutable` and `setMuted`.
   */
  async mute(): Promise<void> {
    if (this.session.hasEnded) {
      const message = 'Failed to mute microphone, the call has ended.';
      throw callingError(500, 41015, message, 'UnexpectedClientError');
    }
    this.checkMutable();
    await this.setMuted(true);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids audio; 400/41016
   * when the microphone cannot be opened; the errors of `checkMutable` and `setMuted`.
   */
  async unmute(): Promise<void> {
    this.checkMutable();
    const { restrictions, context, localMedia } = this.session;
    restrictions.check('audio', 'Failed to unmute microphone');
    context.checkNotWithheld('unmuteMic', 'Failed to unmute microphone');
    const { microphone } = localMedia;
    const isOpen = microphone.isCapturing || (await microphone.start(microphone.scheduledStream));
    if (!isOpen) throw callingError(400, 41016, 'Failed to unmute microphone.', 'UnexpectedClientError');
    await this.setMuted(false);
  }

  async muteAllRemoteParticipants(): Promise<void> {
    await this.session.muteOthers();
  }

  async muteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(true);
  }

  async unmuteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(false);
  }

  /**
   * Sends a DTMF tone to all participants.
   * @throws 422/41023 for an unknown tone; 400/41022 when the call is not Connected.
   */
  async sendDtmf(tone: DtmfTone): Promise<void> {
    if (!Object.hasOwn(dtmfTones, tone))
      throw callingError(422, 41023, `Failed to send DTMF: '${tone}' is not a tone.`);
    if (this.state !== 'Connected') {
      throw callingError(400, 41022, `Failed to send DTMF, the call is ${this.state}.`);
    }
    const [character] = dtmfTones[tone];
    this.session.mesh.sendDtmf(tone, character);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids video; 400/41025 or
   * 400/41026 for an invalid stream; 400/41027 when video is sent already; the errors of `cameraError` when the camera
   * does not open.
   */
  async startVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const { restrictions, context, localMedia } = this.session;
    restrictions.check('video', 'Failed to start video');
    context.checkNotWithheld('turnVideoOn', 'Failed to start video');
    const stream = checkVideoStream(localVideoStream);
    const sentStream = localMedia.streamOf('video');
    // In the state None, SDK 2.0.0 accepts a second start of the stream that the call started with (observed, not
    // documented).
    if (sentStream?.capture === stream.capture && this.state === 'None') return;
    if (sentStream) {
      throw callingError(400, 41027, 'Failed to start video, video is already started.');
    }
    await localMedia.startVideo('video', stream);
  }

  /** @throws 400/41030 when no video is sent; 400/41032 when another stream is sent. */
  async stopVideo(localVideoStream: LocalVideoStream): Promise<void> {
    const { localMedia } = this.session;
    const sentStream = localMedia.streamOf('video');
    if (!sentStream) throw callingError(400, 41030, 'Failed to stop video, video is already stopped.');
    // An app may have wrapped its stream in a Proxy. The capture of the wrapped stream is still the same object.
    if (sentStream.capture !== (localVideoStream as unknown as EmuLocalVideoStream | undefined)?.capture) {
      throw callingError(400, 41032, 'Failed to stop video, this LocalVideoStream is not being sent.');
    }
    localMedia.stopVideo('video');
  }

  /**
   * Holds the call: the local participant neither sends nor receives media, and the others see that in the participant's
   * state. Several participants may hold the same call. It goes on when all of them have resumed it.
   * @throws 500/41033 when the call is not running, and under the conditions `holdFails` and `holdFailsInRemoteHold`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls#hold-and-resume-a-call
   */
  async hold(): Promise<void> {
    const { holdFails, holdFailsInRemoteHold } = getPageConditions();
    const failsInThisState = holdFailsInRemoteHold && this.state === 'RemoteHold';
    if (!this.isRunning || failsInThisState) throw holdError(`, it is ${this.state}`);
    if (holdFails) throw holdError('');
    await this.setHold(true);
  }

  /** @throws 500/41034 when the call is not running, and under the condition `resumeFails`. */
  async resume(): Promise<void> {
    if (!this.isRunning) throw resumeError(`, it is ${this.state}`);
    if (getPageConditions().resumeFails) throw resumeError('');
    await this.setHold(false);
  }

  /**
   * @param localVideoStream the stream to share. Default: what the user chooses in the browser's dialog.
   * @throws 412/41071 when the call is not Connected; 403/0 when the role forbids it; 400/41035 when the user already
   * shares a screen; the errors of `screenError` when the browser refuses.
   */
  async startScreenSharing(localVideoStream?: LocalVideoStream): Promise<void> {
    const { context, localMedia } = this.session;
    if (this.state !== 'Connected') {
      throw callingError(412, 41071, "Failed to start screen share, call isn't in Connected state.");
    }
    context.checkCapability('shareScreen', 'Failed to start screen share');
    if (localMedia.streamOf('screen')) {
      throw callingError(400, 41035, 'Failed to start screen share, screen share is already started.');
    }
    const stream = localVideoStream
      ? checkVideoStream(localVideoStream)
      : new EmuLocalVideoStream(screenDevice);
    await localMedia.startVideo('screen', stream);
  }

  /** @throws 412/41072 when the call is not Connected or on hold; 400/41041 when the user does not share a screen. */
  async stopScreenSharing(): Promise<void> {
    const { phase, localMedia } = this.session;
    if (phase !== 'Connected') {
      throw callingError(412, 41072, "Failed to stop screen share, call isn't in Connected state.");
    }
    if (!localMedia.streamOf('screen')) {
      throw callingError(400, 41041, 'Failed to stop screen share, screen share is already stopped.');
    }
    localMedia.stopVideo('screen');
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

  /**
   * Calls a person into a running call. The state of the returned participant shows whether the person answers.
   * @throws 412/41089 when the call is not running; 403/0 when the role forbids it; 400/0 for an identifier or a thread
   * that is not well-formed.
   */
  addParticipant(
    participant: CommunicationIdentifier,
    { threadId }: AddTeamsParticipantOptions = {},
  ): RemoteParticipant {
    if (!this.isRunning) {
      throw callingError(412, 41089, `Failed to add a participant, the call is ${this.state}.`);
    }
    const { context, participants, setup } = this.session;
    const invitedRawId = rawIdOf(participant);
    checkThread(threadId, false);
    // Raw ids of phone numbers begin with `4:`.
    const capability = invitedRawId.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser';
    context.checkCapability(capability, 'Failed to add a participant');
    return participants.find(({ rawId }) => rawId === invitedRawId) ?? setup.invite(invitedRawId, threadId);
  }

  /**
   * Removes a participant. As documented, the promise resolves when the participant is gone from `remoteParticipants`.
   * @throws 412/41090 when the call is not running; 403/0 when the role forbids it; 400/0 for a person who is not in the
   * call.
   */
  async removeParticipant(participant: CommunicationIdentifier): Promise<void> {
    if (!this.isRunning) {
      throw callingError(412, 41090, `Failed to remove the participant, the call is ${this.state}.`);
    }
    const { context, participants, sharedState } = this.session;
    context.checkCapability('removeParticipant', 'Failed to remove the participant');
    const removedRawId = rawIdOf(participant);
    // If a person is in the call from several tabs, the call has several participants with that raw id.
    const removedParticipants = participants.filter(({ rawId }) => rawId === removedRawId);
    if (removedParticipants.length === 0) {
      throw callingError(400, 0, 'Failed to remove the participant, who is not in this call.');
    }
    for (const { participantId } of removedParticipants) {
      await sharedState.sendRequest({ t: 'remove', participant: participantId });
    }
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

  /** Whether the call is connected or on hold. */
  private get isRunning(): boolean {
    return this.state === 'Connected' || this.state === 'LocalHold' || this.state === 'RemoteHold';
  }

  /** @throws 400/0 before the call is connected, under the condition `muteFailsBeforeConnected`. */
  private checkMutable(): void {
    const { phase } = this.session;
    if (getPageConditions().muteFailsBeforeConnected && phase !== 'Connected')
      throw callingError(400, 0, `Failed to mute or unmute: the call is ${phase}.`);
  }

  /**
   * Mutes or unmutes the microphone, as far as the conditions `muteLimit` and `lateMuteMs` allow.
   * @throws 429/0 above the `muteLimit`. `isMuted` then shows the value that was asked for, and the sound stays as it was.
   */
  private async setMuted(isMuted: boolean): Promise<void> {
    const { localMedia } = this.session;
    const { lateMuteMs } = getPageConditions();
    if (this.isAboveMuteLimit()) {
      localMedia.claimMuted(isMuted);
      throw callingError(429, 0, 'Failed to change the microphone: too many requests.');
    }
    if (lateMuteMs === undefined) return localMedia.setMuted(isMuted);
    if (localMedia.shownMuted !== isMuted) setTimeout(() => void localMedia.setMuted(isMuted), lateMuteMs);
    return undefined;
  }

  /** Records a change of the microphone. @returns whether the change is one too many for the condition `muteLimit`. */
  private isAboveMuteLimit(): boolean {
    const { muteLimit } = getPageConditions();
    if (!muteLimit) return false;
    const { session } = this;
    const now = Date.now();
    const recentTimes = session.muteTimes.filter((at) => at > now - muteLimit.seconds * 1000);
    const isAbove = recentTimes.length >= muteLimit.changes;
    session.muteTimes = isAbove ? recentTimes : [...recentTimes, now];
    return isAbove;
  }

  /** @throws 400/0 when the call has ended; the error of `checkMutable`. */
  private setIncomingAudioMuted(isMuted: boolean): void {
    const { session } = this;
    if (session.hasEnded) throw callingError(400, 0, 'Failed to mute incoming audio, the call has ended.');
    this.checkMutable();
    if (session.isIncomingAudioMuted === isMuted) return;
    session.isIncomingAudioMuted = isMuted;
    session.mesh.setIncomingAudioMuted(isMuted || session.localMedia.isHeld);
    session.events.emit('isIncomingAudioMutedChanged');
  }

  /**
   * Resolves when every peer connection has stopped or resumed sending. If the app holds and resumes in quick
   * succession, the last request decides.
   */
  private async setHold(isHeld: boolean): Promise<void> {
    const { localMedia, mesh, setup, progress, isIncomingAudioMuted } = this.session;
    const hasChanged = localMedia.isHeld !== isHeld;
    const trackChanges = localMedia.setHold(isHeld);
    if (hasChanged) {
      mesh.setHold(isHeld);
      mesh.setIncomingAudioMuted(isHeld || isIncomingAudioMuted);
      setup.publishMediaState();
      progress.updateState();
    }
    await trackChanges;
  }
}

const holdError = (why: string) =>
  callingError(500, 41033, `Failed to hold the call${why}.`, 'UnexpectedClientError');
const resumeError = (why: string) =>
  callingError(500, 41034, `Failed to resume the call${why}.`, 'UnexpectedClientError');
