import type { CallState, MediaDiagnosticType } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { mediaFlagNames } from '../../wire/diagnosticNames.ts';
import { cancelled, commandRefused, hungUp, mediaLost, mediaRefused } from '../../wire/endCodes.ts';
import type { Command, EndCode, GeneratedMedia, SignallingEvent } from '../../wire/protocol.ts';
import { ShownEndReason, toEndReason, type EndReason } from '../base/endReason.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { identifierOf } from '../base/identifiers.ts';
import { Connectivity, type MediaFailure } from '../diagnostics/connectivity.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { watchMedia } from '../diagnostics/watchMedia.ts';
import { LocalMedia, type LocalMediaChange } from '../media/localMedia.ts';
import { LocalStreams } from '../media/localStreams.ts';
import { Mesh } from '../media/mesh.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import { checkNoEmergency } from './agentChecks.ts';
import { CallContext } from './callContext.ts';
import { CallProgress } from './callProgress.ts';
import { EmuLobby } from './lobby.ts';
import type { Without } from './requests.ts';
import { Roster } from './roster.ts';
import type { ReceivedSignal, SessionDeps } from './sessionDeps.ts';
import { SharedState } from './sharedState.ts';
import type { StartFields } from './startFields.ts';
import { Transfers } from './transfers.ts';

type SessionEvent = Exclude<SignallingEvent, { t: 'incoming' }>;

/** `startCall` returns a call in the state None. In SDK 2.0.0, Connecting was seen to follow after 7 to 15 ms. */
const connectingDelayMs = 8;

/** A command that brings the local participant into a call (`take`: in the transferor's place). `enter` adds the other fields. */
type EntryCommand = Without<
  Extract<Command, { t: 'start' | 'join' | 'take' | 'accept' }>,
  'call' | 'self' | 'state'
>;
export interface InviteOptions {
  /** The chat of the group call that a 1:1 call becomes. */
  readonly threadId?: string | undefined;
  /** The raw id of the number that a called telephone sees. */
  readonly callerNumber?: string | undefined;
}

/** If the server refuses one of these commands, the call ends. */
const refusableEntries = new Set<Command['t']>(['start', 'join', 'take']);
/** Up to this many callees get a WebRTC offer before they answer. In a larger call they get it after they answer. */
const maxEagerOffers = 3;

const callEvents = [
  'stateChanged',
  'idChanged',
  'isMutedChanged',
  'isIncomingAudioMutedChanged',
  'isScreenSharingOnChanged',
  'isLocalVideoStartedChanged',
  'remoteParticipantsUpdated',
  'localVideoStreamsUpdated',
  'localAudioStreamsUpdated',
  'remoteAudioStreamsUpdated',
  'roleChanged',
  'mutedByOthers',
  'callerInfoChanged',
  'transferorInfoChanged',
] as const;

/**
 * One call of the drop-in SDK (our replacement for `@azure/communication-calling`): its state and its parts. Most parts get
 * the session, and declare which other parts they use. Apps get an `EmuCall` instead of the session.
 */
export class CallSession {
  readonly deps: SessionDeps;
  readonly events: Emitter<(typeof callEvents)[number]>;
  /** Emits `measured` after each measurement of the media. */
  readonly measurementEvents = new Emitter('CallSession', ['measured'], () => ({ call: this.deps.callId }));
  readonly mediaDiagnostics = new Diagnostics<MediaDiagnosticType>(mediaFlagNames);
  readonly localStreams: LocalStreams;
  readonly progress = new CallProgress(this);
  readonly sharedState: SharedState;
  readonly localMedia: LocalMedia;
  readonly context: CallContext;
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly roster = new Roster(this);
  readonly lobby = new EmuLobby(this);
  readonly transfers = new Transfers(this);
  endReason: EndReason | undefined;
  /** The end reason that the app sees. It differs only if a test has switched on the condition `callEndReason`. */
  readonly shownEndReason = new ShownEndReason();
  /** The caller name that the network has sent; `undefined` if it has sent none. */
  callerName: string | undefined;
  isIncomingAudioMuted = false;
  /** When the microphone was muted or unmuted lately, in milliseconds since 1970. `changeMuted` keeps this list. */
  muteTimes: readonly number[] = [];
  /** The events that wait for the state Connecting; `undefined` once the call is Connecting. */
  private earlyEvents: SessionEvent[] | undefined = [];
  private hasSentEntryCommand = false;
  private readonly connectingTimer: ReturnType<typeof setTimeout>;
  private readonly stopWatchingMedia: () => void;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    this.events = new Emitter(deps.callClass, callEvents, () => ({
      call: this.deps.callId,
      state: this.state,
      ...(this.endReason && { endReason: this.endReason }),
    }));
    this.localStreams = new LocalStreams(this.events);
    this.callerName = deps.callerName;
    const { connection, devices, callId, direction } = deps;
    this.sharedState = new SharedState(connection, callId);
    this.localMedia = new LocalMedia({
      devices,
      diagnostics: this.mediaDiagnostics,
      sendTrack: (slot, track) => this.mesh.sendTrack(slot, track),
      onChanged: (change) => this.handleMediaChange(change),
    });
    this.context = new CallContext(this);
    this.mesh = new Mesh(devices.speakerId, {
      sendSignal: (participantId, signal) =>
        connection.send({ t: 'signal', call: callId, to: participantId, signal }),
      onVideoTrack: (participantId, slot, track) =>
        this.roster.find(participantId)?.stream(slot).setTrack(track),
      onAudioChanged: (added, removed) => this.events.emit('remoteAudioStreamsUpdated', { added, removed }),
      onStateChanged: (participantId, state) => this.connectivity.update(participantId, state),
      onNegotiationFailed: (participantId) => this.connectivity.handleFailedNegotiation(participantId),
    });
    this.connectivity = new Connectivity(this.mesh, {
      onConnected: (participantId) => {
        this.roster.setConnected(participantId);
        this.progress.setPhase('Connected');
        this.localMedia.microphone.openIfScheduled();
      },
      onTimeout: (endCode) => this.giveUp(endCode),
      onNegotiationFailed: (failure) =>
        this.giveUp(failure === 'mediaLost' ? mediaLost : mediaRefused, failure),
    });
    this.stopWatchingMedia = watchMedia(this);
    devices.on('selectedSpeakerChanged', this.followSpeaker);
    this.connectingTimer = setTimeout(
      () => {
        this.progress.setPhase('Connecting');
        const { earlyEvents = [] } = this;
        this.earlyEvents = undefined;
        for (const event of earlyEvents) this.handleEvent(event);
      },
      direction === 'Outgoing' ? connectingDelayMs : 0,
    );
  }

  get state(): CallState {
    return this.progress.state;
  }

  /** How far the set-up of the call has come: `Connected` also while the call is on hold. */
  get phase(): CallState {
    return this.progress.phase;
  }

  get hasEnded(): boolean {
    return this.state === 'Disconnected';
  }

  /** @returns `undefined` for a participant who is not in this call. */
  identifierOfParticipant(participantId: string): CommunicationIdentifierKind | undefined {
    if (participantId === this.deps.ownParticipantId) return identifierOf(this.deps.getOwnRawId());
    return this.roster.find(participantId)?.identifier;
  }

  enter(command: EntryCommand): void {
    const { connection, callId, ownParticipantId } = this.deps;
    connection.send({ ...command, call: callId, self: ownParticipantId, state: this.localMedia.state });
    this.hasSentEntryCommand = true;
  }

  /**
   * Calls people. Up to `maxEagerOffers` callees get a WebRTC offer at once. When such a callee accepts the call, only the
   * WebRTC answer is still needed.
   * @param callees their raw ids, and the participant ids that the caller has chosen for them. With `voicemail`, the
   * callee's voicemail answers.
   */
  start(
    callees: readonly { participant: string; id: string; voicemail?: true | undefined }[],
    fields: StartFields,
  ): void {
    const { threadId } = this.deps;
    this.enter({ t: 'start', to: [...callees], ...(threadId !== undefined && { threadId }), ...fields });
    for (const { participant: participantId, id: rawId } of callees) {
      this.roster.add(participantId, rawId).setState('Connecting');
      if (callees.length <= maxEagerOffers) this.mesh.connect(participantId, true);
    }
  }

  /**
   * Accepts an incoming call.
   * @param caller the caller's participant id and raw id, and the kind of bot if the emulator plays the caller.
   * @param earlySignals the signals (steps of the WebRTC negotiation) that the caller sent while the call rang.
   */
  accept(
    caller: { participant: string; id: string; bot?: GeneratedMedia },
    earlySignals: readonly ReceivedSignal[],
  ): void {
    this.enter({ t: 'accept' });
    this.roster.add(caller.participant, caller.id).setState('Connecting');
    // A bot makes no offer. This page makes the offer when the server announces that the bot has joined.
    if (!caller.bot) this.mesh.connect(caller.participant, false);
    for (const { from, signal } of earlySignals)
      this.mesh.receiveSignal(from, this.deps.ownParticipantId, signal);
  }

  /** Calls one more person into the call. */
  invite(rawId: string, options: InviteOptions): EmuRemoteParticipant {
    const { connection, callId } = this.deps;
    const participantId = crypto.randomUUID();
    connection.send({ t: 'add', call: callId, participant: participantId, id: rawId, ...options });
    const participant = this.roster.add(participantId, rawId);
    this.mesh.connect(participantId, true);
    return participant;
  }

  /** Tells the other participants what the local participant sends: muted, video, screen, hold. */
  publishMediaState(): void {
    const { connection, callId } = this.deps;
    if (!this.hasSentEntryCommand) return;
    connection.send({ t: 'state', call: callId, state: this.localMedia.state });
  }

  /** Handles an event of the signalling server. Events that come before the state Connecting have to wait for it. */
  handleEvent(event: SessionEvent): void {
    if (this.hasEnded) return;
    if (this.earlyEvents) this.earlyEvents.push(event);
    else this.routeEvent(event);
  }

  /**
   * Mutes other participants, who may unmute themselves again.
   * @param participantIds the participants to mute. Default: all other participants.
   * @throws 403/0 (code/subcode) when the role forbids it, and when an agent would mute telephones only.
   */
  async muteOthers(participantIds?: readonly string[]): Promise<void> {
    const failure = 'Failed to mute others';
    const isOneToOne = this.context.kind === 'oneToOne';
    check(!isOneToOne, 405, participantIds ? 42006 : 41093, `${failure}: not in a 1:1 call.`);
    this.context.checkCapability('muteOthers', failure);
    checkNoEmergency(this);
    const mutedIds = participantIds ?? this.roster.participants.map(({ participantId }) => participantId);
    await this.sharedState.sendRequest({ t: 'mute', participants: [...mutedIds] });
  }

  /** Hangs up without waiting for the server. @throws 403/0 when the role may not end the call for everyone. */
  async leave(isForEveryone: boolean): Promise<void> {
    if (this.hasEnded || this.state === 'Disconnecting') return;
    const { context, phase, deps } = this;
    if (isForEveryone) context.checkCapability('hangUpForEveryOne', 'Failed to hang up for everyone');
    const isUnanswered = phase === 'Connecting' || phase === 'Ringing' || phase === 'EarlyMedia';
    const isCanceled = !context.isJoined && deps.direction === 'Outgoing' && isUnanswered;
    deps.connection.send({ t: 'leave', call: deps.callId, everyone: isForEveryone });
    this.progress.setDisconnecting();
    // The app gets the event of the state Disconnecting before the call is Disconnected.
    await new Promise((resolve) => setTimeout(resolve));
    this.endCall(isCanceled ? cancelled : hungUp);
  }

  /** Leaves the call, which ends for the app with `endCode`. The others learn of `failure`, or by default of a hang-up. */
  giveUp(endCode: EndCode, failure?: MediaFailure): void {
    if (this.hasEnded) return;
    this.deps.connection.send({ t: 'leave', call: this.deps.callId, everyone: false, because: failure });
    this.endCall(endCode);
  }

  /** Ends the call in this page and closes all its parts. The events come in the order of the SDK. */
  endCall(endCode: EndCode): void {
    if (this.hasEnded) return;
    clearTimeout(this.connectingTimer);
    this.stopWatchingMedia();
    this.deps.devices.off('selectedSpeakerChanged', this.followSpeaker);
    const reason = toEndReason(endCode);
    this.roster.close(reason);
    this.mesh.close();
    const wasSharing = this.localMedia.state.screen;
    this.localMedia.close();
    this.localStreams.removeAll(wasSharing);
    this.transfers.failRequested(endCode);
    this.sharedState.close();
    this.lobby.close();
    this.context.close();
    this.endReason = reason;
    this.shownEndReason.set(reason);
    this.progress.setDisconnected();
    this.deps.onEnded();
    this.events.emit('stateChanged');
    this.connectivity.close();
    this.mediaDiagnostics.removeAllListeners();
  }

  private routeEvent(event: SessionEvent): void {
    switch (event.t) {
      case 'place':
        return this.context.update(event);
      case 'participant':
        return this.roster.update(event.entry);
      case 'signal':
        return this.mesh.receiveSignal(event.from, event.to, event.signal, event.answerCandidate);
      case 'left':
        return this.roster.remove(event.participant, event.end);
      case 'ended':
        // A test's fault, `transferredCallEnds`, may decide when and how the transferee's call ends.
        return this.transfers.isEndDelayed ? undefined : this.endCall(event.end);
      case 'media':
        return this.mesh.setMediaLost(event.participant, event.lost);
      case 'muted':
        if (this.localMedia.isMuted) return undefined;
        void this.localMedia.setMuted(true);
        return this.events.emit('mutedByOthers');
      case 'caller':
        this.callerName = event.name;
        return this.events.emit('callerInfoChanged');
      case 'unshared':
        return this.localMedia.stopVideo('screen');
      case 'transfer':
        return this.transfers.follow(event.ticket, event.target);
      case 'transferred':
        return this.transfers.finish(event.ticket, event.end);
      case 'shared':
      case 'said':
      case 'answered':
        return this.sharedState.handleEvent(event);
      case 'refused':
        if (event.of === 'transfer') this.transfers.failRequested(commandRefused);
        if (refusableEntries.has(event.of) && !this.transfers.isEndDelayed) this.endCall(commandRefused);
      // The server refuses any other command only if the call changed before it arrived. An event reports that change.
    }
  }

  private handleMediaChange(change: LocalMediaChange): void {
    if (!this.hasEnded) this.publishMediaState();
    this.localStreams.update(this.localMedia, change);
    // The meeting or a recording may have forbidden a camera while it was opening.
    this.context.stopForbiddenMedia();
  }

  private readonly followSpeaker = (): void => this.mesh.setSpeaker(this.deps.devices.speakerId);
}
