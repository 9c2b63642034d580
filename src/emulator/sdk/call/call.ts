import type { CommunicationIdentifier } from '@azure/communication-common';
import type * as Real from '@azure/communication-calling';
import { agentRefusals, findInvitationRefusal } from '../../wire/agentRules.ts';
import { chooseAddCapability } from '../../wire/capabilities.ts';
import { isPhoneNumber } from '../../wire/rawIds.ts';
import { callEndError } from '../base/endReason.ts';
import { CallKind } from '../base/enums.ts';
import { callingError, check, toError } from '../base/errors.ts';
import type { Emitter } from '../base/events.ts';
import { FeatureSet } from '../base/featureSet.ts';
import { createCallerInfo, createTransferorInfo, rawIdOf } from '../base/identifiers.ts';
import { getPageConditions } from '../base/pageConditions.ts';
import { checkAudioStream } from '../media/localAudioStream.ts';
import { checkVideoStream, EmuLocalVideoStream, screenDevice } from '../media/localVideoStream.ts';
import { dtmfTones } from '../media/dtmfTones.ts';
import { checkNoAgentInGroup, checkNoEmergency, isOwnAgent } from './agentChecks.ts';
import { changeMuted, checkMutable } from './muting.ts';
import type { CallSession } from './session.ts';
import { checkThread, readCallerNumber } from './startFields.ts';

/**
 * The call object of the app. Its properties read the session, which holds the state of the call. Its methods check what the
 * SDK checks, and then act on the session. Of the SDK's two classes, an ACS user has a `Call`, and everybody else a `TeamsCall`. Some methods fail under a condition: a fault that a test switches on in the
 * emulator. The casts are needed where the SDK's types do not admit `undefined`, or have private members. `403/0` means
 * code 403, subcode 0.
 */
export class EmuCall implements Real.TeamsCall, Real.Call {
  /** Not for apps: through it the SDK's features reach the session, even if the app has wrapped the call in a Proxy. */
  readonly session: CallSession;
  readonly kind: Real.CallKind;
  readonly id: string;
  readonly direction: Real.CallDirection;
  /** Only a `TeamsCall` has it. */
  declare readonly isEmergencyCall?: boolean;
  readonly info: Real.CallInfo;
  readonly lobby: Real.Lobby;
  readonly on: Emitter['on'];
  readonly off: Emitter['off'];
  private readonly features: FeatureSet;

  constructor(session: CallSession) {
    const { callClass, callId, direction, isEmergencyCall = false } = session.deps;
    this.session = session;
    this.id = callId;
    this.direction = direction;
    this.kind = CallKind[callClass];
    this.features = new FeatureSet(callClass);
    if (callClass === 'TeamsCall') this.isEmergencyCall = isEmergencyCall;
    this.info = createCallInfo(session);
    this.lobby = session.lobby;
    this.on = session.events.on;
    this.off = session.events.off;
  }

  get callerInfo(): Real.CallerInfo {
    return createCallerInfo(this.session.deps.callerRawId, this.session.callerName);
  }

  get transferorInfo(): Real.CallerInfo {
    const { transferorRawId, transferorName } = this.session.deps;
    return createTransferorInfo(transferorRawId, transferorName) as Real.CallerInfo;
  }

  get state(): Real.CallState {
    return this.session.state;
  }

  get callEndReason(): Real.CallEndReason {
    return this.session.shownEndReason.value as Real.CallEndReason;
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

  get localVideoStreams(): readonly Real.LocalVideoStream[] {
    return this.session.localStreams.video as unknown as Real.LocalVideoStream[];
  }

  get localAudioStreams(): readonly Real.LocalAudioStream[] {
    return this.session.localStreams.audio as unknown as Real.LocalAudioStream[];
  }

  get remoteAudioStreams(): readonly Real.RemoteAudioStream[] {
    return [...this.session.mesh.remoteAudios.values()];
  }

  get remoteParticipants(): readonly Real.RemoteParticipant[] {
    return this.session.roster.participants;
  }

  get role(): Real.ParticipantRole {
    return this.session.context.role;
  }

  /** @throws 500/41001 for anything but a factory of call features. */
  feature<TFeature extends Real.CallFeature>(factory: Real.CallFeatureFactory<TFeature>): TFeature {
    return this.features.getOrCreate(factory, 'callApiCtor', { call: this }) as TFeature;
  }

  /**
   * @throws 403/0 when the local participant's role forbids `forEveryone`; after the end of the call, an error with the codes
   * of `callEndReason`, as SDK 2.0.0 was seen to throw.
   */
  async hangUp(options?: { forEveryone: boolean }): Promise<void> {
    const { endReason } = this.session;
    if (endReason) throw callEndError(endReason);
    await this.session.leave(options?.forEveryone ?? false);
  }

  /** Resolves when no peer connection sends audio any more. */
  async mute(): Promise<void> {
    const message = 'Failed to mute microphone, the call has ended.';
    check(!this.session.hasEnded, 500, 41015, message, 'UnexpectedClientError');
    checkNoEmergency(this.session);
    checkMutable(this.session);
    await changeMuted(this.session, true);
  }

  /** @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids audio. */
  async unmute(): Promise<void> {
    const failure = 'Failed to unmute microphone';
    const { context, localMedia } = this.session;
    checkMutable(this.session);
    context.checkMayStart('audio', failure);
    const { microphone } = localMedia;
    const isOpen = microphone.isCapturing || (await microphone.start(microphone.scheduledStream));
    check(isOpen, 400, 41016, `${failure}.`, 'UnexpectedClientError');
    await changeMuted(this.session, false);
  }

  muteAllRemoteParticipants(): Promise<void> {
    return this.session.muteOthers();
  }

  async muteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(true);
  }

  async unmuteIncomingAudio(): Promise<void> {
    this.setIncomingAudioMuted(false);
  }

  async sendDtmf(tone: Real.DtmfTone): Promise<void> {
    check(Object.hasOwn(dtmfTones, tone), 422, 41023, `Failed to send DTMF: '${tone}' is not a tone.`);
    check(this.state === 'Connected', 400, 41022, `Failed to send DTMF, the call is ${this.state}.`);
    checkNoAgentInGroup(this.session, agentRefusals.dtmfInGroup);
    this.session.mesh.sendDtmf(tone);
  }

  /**
   * @throws 403/0 while consent to a recording is missing, and when the meeting or a policy forbids video; the errors of
   * `checkVideoStream` and `cameraError`.
   */
  async startVideo(localVideoStream: Real.LocalVideoStream): Promise<void> {
    const { context, localMedia } = this.session;
    context.checkMayStart('video', 'Failed to start video');
    const stream = checkVideoStream(localVideoStream);
    const sentStream = localMedia.streamOf('video');
    // In the state None, SDK 2.0.0 was seen to accept a second start of the stream that the call started with.
    if (sentStream?.capture === stream.capture && this.state === 'None') return;
    check(!sentStream, 400, 41027, 'Failed to start video, video is already started.');
    await localMedia.startVideo('video', stream);
  }

  async stopVideo(localVideoStream: Real.LocalVideoStream): Promise<void> {
    const { localMedia } = this.session;
    const sentStream = localMedia.streamOf('video');
    check(sentStream, 400, 41030, 'Failed to stop video, video is already stopped.');
    const stream = localVideoStream as unknown as EmuLocalVideoStream | undefined;
    // If the app has wrapped its stream in a Proxy, the capture is still the same object.
    const isSent = sentStream.capture === stream?.capture;
    check(isSent, 400, 41032, 'Failed to stop video, this LocalVideoStream is not being sent.');
    localMedia.stopVideo('video');
  }

  /**
   * Holds the call: the local participant neither sends nor receives media, and has the state Hold for the others. If
   * several participants hold a call, it continues when all of them have resumed it.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls#hold-and-resume-a-call
   */
  async hold(): Promise<void> {
    const { holdFails, holdFailsInRemoteHold } = getPageConditions();
    const failsInThisState = holdFailsInRemoteHold && this.state === 'RemoteHold';
    if (!this.isRunning || failsInThisState) throw holdError(`, it is ${this.state}`);
    if (holdFails) throw holdError('');
    checkNoAgentInGroup(this.session, agentRefusals.holdInGroup);
    checkNoEmergency(this.session);
    await this.setHold(true);
  }

  async resume(): Promise<void> {
    if (!this.isRunning) throw resumeError(`, it is ${this.state}`);
    if (getPageConditions().resumeFails) throw resumeError('');
    await this.setHold(false);
  }

  /**
   * @param localVideoStream the stream to share. Default: what the user chooses in the browser's dialog.
   * @throws 403/0 when the role forbids it; the errors of `screenError` when the browser refuses.
   */
  async startScreenSharing(localVideoStream?: Real.LocalVideoStream): Promise<void> {
    const failure = 'Failed to start screen share';
    const { context, localMedia } = this.session;
    check(this.state === 'Connected', 412, 41071, `${failure}, call isn't in Connected state.`);
    context.checkCapability('shareScreen', failure);
    check(!localMedia.streamOf('screen'), 400, 41035, `${failure}, screen share is already started.`);
    const stream = localVideoStream
      ? checkVideoStream(localVideoStream)
      : new EmuLocalVideoStream(screenDevice);
    await localMedia.startVideo('screen', stream);
  }

  async stopScreenSharing(): Promise<void> {
    const failure = 'Failed to stop screen share';
    const { phase, localMedia } = this.session;
    check(phase === 'Connected', 412, 41072, `${failure}, call isn't in Connected state.`);
    check(localMedia.streamOf('screen'), 400, 41041, `${failure}, screen share is already stopped.`);
    localMedia.stopVideo('screen');
  }

  async startAudio(localAudioStream: Real.LocalAudioStream): Promise<void> {
    const stream = checkAudioStream(localAudioStream);
    check(!this.session.hasEnded, 400, 0, 'Failed to start audio, the call has ended.');
    await this.session.localMedia.microphone.start(stream);
  }

  /** Stops sending the app's stream, and sends the selected microphone instead. */
  stopAudio(): void {
    void this.session.localMedia.microphone.start();
  }

  /** @throws 400/0 for a limit that is not a number, and for a negative limit. */
  async setConstraints(constraints: Real.CallConstraints): Promise<void> {
    this.session.mesh.setConstraints(constraints);
  }

  /**
   * Calls a person into a running call. The state of the returned participant shows whether the person answers.
   * @throws 403/0 when the role, or a rule about agents, forbids it; 400/0 for an identifier or a thread that is not well-formed.
   */
  addParticipant(
    participant: CommunicationIdentifier,
    { threadId, alternateCallerId }: Real.AddTeamsParticipantOptions & Real.AddPhoneNumberOptions = {},
  ): Real.RemoteParticipant {
    const failure = 'Failed to add a participant';
    check(this.isRunning, 412, 41089, `${failure}, the call is ${this.state}.`);
    const { session } = this;
    const invitedRawId = rawIdOf(participant);
    checkThread(threadId, false);
    checkNoEmergency(session);
    const { participants } = session.roster;
    const rawIds = participants.map(({ rawId }) => rawId);
    const callerNumber = readCallerNumber(alternateCallerId);
    const refusal = findInvitationRefusal(session.deps.getOwnRawId(), invitedRawId, rawIds);
    if (refusal) throw toError(refusal);
    session.context.checkCapability(chooseAddCapability(invitedRawId), failure);
    const invitedBefore = participants.find(({ rawId }) => rawId === invitedRawId);
    const isSecondDialling = invitedBefore && isOwnAgent(session) && isPhoneNumber(invitedRawId);
    if (isSecondDialling) throw toError(agentRefusals.numberTwice);
    const options = {
      ...(threadId !== undefined && { threadId }),
      ...(callerNumber !== undefined && { callerNumber }),
    };
    return invitedBefore ?? session.invite(invitedRawId, options);
  }

  /**
   * Removes a participant. The promise resolves, as documented, when the participant is gone from `remoteParticipants`.
   * @throws 403/0 when the role forbids it.
   */
  async removeParticipant(participant: CommunicationIdentifier): Promise<void> {
    const failure = 'Failed to remove the participant';
    check(this.isRunning, 412, 41090, `${failure}, the call is ${this.state}.`);
    const { context, roster, sharedState } = this.session;
    context.checkCapability('removeParticipant', failure);
    checkNoEmergency(this.session);
    const removedRawId = rawIdOf(participant);
    // If a person is in the call from several tabs, the call has several participants with that raw id.
    const removedParticipants = roster.participants.filter(({ rawId }) => rawId === removedRawId);
    check(removedParticipants.length > 0, 400, 0, `${failure}, who is not in this call.`);
    for (const { participantId } of removedParticipants) {
      await sharedState.sendRequest({ t: 'remove', participant: participantId });
    }
  }

  dispose(): void {
    this.features.dispose();
    this.session.events.removeAllListeners();
  }

  private get isRunning(): boolean {
    return this.state === 'Connected' || this.state === 'LocalHold' || this.state === 'RemoteHold';
  }

  private setIncomingAudioMuted(isMuted: boolean): void {
    const { session } = this;
    check(!session.hasEnded, 400, 0, 'Failed to mute incoming audio, the call has ended.');
    checkMutable(session);
    if (session.isIncomingAudioMuted === isMuted) return;
    session.isIncomingAudioMuted = isMuted;
    session.mesh.setIncomingAudioMuted(isMuted || session.localMedia.isHeld);
    session.events.emit('isIncomingAudioMutedChanged');
  }

  /** Resolves when all peer connections have stopped or resumed sending. If several changes overlap, the last one counts. */
  private async setHold(isHeld: boolean): Promise<void> {
    const { session } = this;
    const { localMedia, mesh, progress } = session;
    const hasChanged = localMedia.isHeld !== isHeld;
    const trackChanges = localMedia.setHold(isHeld);
    if (hasChanged) {
      mesh.setHold(isHeld);
      mesh.setIncomingAudioMuted(isHeld || session.isIncomingAudioMuted);
      session.publishMediaState();
      progress.updateState();
    }
    await trackChanges;
  }
}

const holdError = (why: string) =>
  callingError(500, 41033, `Failed to hold the call${why}.`, 'UnexpectedClientError');
const resumeError = (why: string) =>
  callingError(500, 41034, `Failed to resume the call${why}.`, 'UnexpectedClientError');

function createCallInfo({ context, deps }: CallSession): Real.CallInfo {
  const info = {
    // Only the call of an ACS user has a group id.
    ...(deps.callClass === 'Call' && { groupId: deps.groupId }),
    participantId: deps.ownParticipantId,
    /** `null` in a 1:1 call, as in SDK 2.0.0, although the published type says `undefined`. */
    get threadId() {
      return context.threadId ?? (null as unknown as undefined);
    },
    getServerCallId: async () => context.serverCallId,
    onCallInfoChanged: context.infoEvents.on,
    offCallInfoChanged: context.infoEvents.off,
  };
  return info as Real.CallInfo;
}
