import type { MediaDiagnosticType } from '@azure/communication-calling';
import { mediaLost, mediaRefused } from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { Emitter } from '../base/events.ts';
import { BotMediaEnds } from '../bots/botMediaEnds.ts';
import { speakerIdOf } from '../devices/speaker.ts';
import { Connectivity, type MediaFailure } from '../diagnostics/connectivity.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { LocalMedia } from '../media/localMedia.ts';
import { LocalStreams } from '../media/localStreams.ts';
import type { MediaSlot } from '../media/mediaSlots.ts';
import { Mesh } from '../media/mesh.ts';
import { EmuLobby } from '../participants/lobby.ts';
import { Roster } from '../participants/roster.ts';
import { CallContext } from './callContext.ts';
import { CallProgress } from './callProgress.ts';
import { CallSetup } from './callSetup.ts';
import { muteOthers } from './muteOthers.ts';
import { OwnMediaAccess } from './ownMediaAccess.ts';
import { RecordingConsent } from './recordingConsent.ts';
import { callEvents, type SessionDeps } from './sessionDeps.ts';
import { SharedState } from './sharedState.ts';
import { Transfers } from './transfers.ts';

/**
 * Creates the parts of one call and connects them. `CallSession` extends this class. A part knows only the functions and
 * objects that it gets here, never the session itself.
 */
export abstract class CallParts {
  readonly deps: SessionDeps;
  /** The events of the SDK's class `TeamsCall`. */
  readonly events = new Emitter('TeamsCall', callEvents);
  /** Emits `measured` after each measurement of the media. */
  readonly measurementEvents = new Emitter('CallSession', ['measured']);
  readonly mediaDiagnostics = new Diagnostics<MediaDiagnosticType>();
  readonly localStreams = new LocalStreams(this.events);
  readonly sharedState: SharedState;
  readonly localMedia: LocalMedia;
  readonly context: CallContext;
  readonly consent: RecordingConsent;
  readonly mediaAccess: OwnMediaAccess;
  /** The peer connections of the call. */
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly roster: Roster;
  readonly lobby: EmuLobby;
  readonly transfers: Transfers;
  readonly setup: CallSetup;
  protected readonly progress: CallProgress;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    const { connection, callId, ownParticipantId } = deps;
    this.progress = this.createProgress();
    this.sharedState = new SharedState(connection, callId);
    this.localMedia = this.createLocalMedia();
    this.context = this.createContext();
    const { sharedState, context } = this;
    const restrictedCall = {
      ownParticipantId,
      sharedState,
      context,
      stopSending: (slot: MediaSlot) => this.stopSending(slot),
    };
    this.consent = new RecordingConsent(restrictedCall);
    this.mediaAccess = new OwnMediaAccess(restrictedCall);
    this.mesh = this.createMesh();
    this.connectivity = this.createConnectivity();
    this.roster = this.createRoster();
    this.lobby = this.createLobby();
    this.transfers = new Transfers({
      connection,
      callId,
      startTransferredCall: (target, pass) => deps.startTransferredCall(target, pass),
      leave: () => void this.leave(false),
      endAs: (endCode) => this.giveUp(endCode),
    });
    this.setup = this.createSetup();
  }

  get hasEnded(): boolean {
    return this.progress.state === 'Disconnected';
  }

  /** @param isForEveryone whether to end the call for all participants. */
  abstract leave(isForEveryone: boolean): Promise<void>;

  /**
   * Ends the call because its media does not get through.
   * @param endCode the reason that the local participant gets.
   * @param failure the reason that the other participants get. Default: for them, the call ends as after a hang-up.
   */
  protected abstract giveUp(endCode: EndCode, failure?: MediaFailure): void;

  private stopSending(slot: MediaSlot): void {
    if (slot === 'audio') void this.localMedia.setMuted(true);
    else this.localMedia.stopVideo(slot);
  }

  private createProgress(): CallProgress {
    return new CallProgress({
      getHoldState: () => {
        if (this.localMedia.isHeld) return 'LocalHold';
        return this.roster.isHeldByOnlyParticipant ? 'RemoteHold' : undefined;
      },
      onStateChanged: () => this.events.emit('stateChanged'),
    });
  }

  private createLocalMedia(): LocalMedia {
    return new LocalMedia({
      devices: this.deps.devices,
      diagnostics: this.mediaDiagnostics,
      sendTrack: (slot, track) => this.mesh.sendTrack(slot, track),
      onChanged: (change) => {
        this.setup.publishMediaState();
        this.localStreams.update(this.localMedia, change);
        // The meeting or a recording may have forbidden a camera while it was opening.
        this.consent.stopForbiddenMedia();
        this.mediaAccess.stopForbiddenMedia();
      },
    });
  }

  private createContext(): CallContext {
    const { kind, threadId, callId } = this.deps;
    return new CallContext({
      kind,
      threadId,
      callId,
      progress: this.progress,
      omitForbidden: (capabilities) =>
        this.mediaAccess.omitForbidden(this.consent.omitForbidden(capabilities)),
      onRoleChanged: () => this.events.emit('roleChanged'),
      stopScreenSharing: () => this.localMedia.stopVideo('screen'),
    });
  }

  private createMesh(): Mesh {
    const { devices, connection, callId } = this.deps;
    return new Mesh(speakerIdOf(devices), new BotMediaEnds(), {
      sendSignal: (participantId, signal) =>
        connection.send({ t: 'signal', call: callId, to: participantId, signal }),
      onVideoTrack: (participantId, slot, track) =>
        this.roster.find(participantId)?.stream(slot).setTrack(track),
      onAudioChanged: (added, removed) => this.events.emit('remoteAudioStreamsUpdated', { added, removed }),
      onStateChanged: (participantId, state) => this.connectivity.update(participantId, state),
      onNegotiationFailed: (participantId) => this.connectivity.handleFailedNegotiation(participantId),
    });
  }

  private createConnectivity(): Connectivity {
    return new Connectivity(this.mesh, {
      onConnected: (participantId) => {
        this.roster.setConnected(participantId);
        this.progress.setPhase('Connected');
        this.localMedia.microphone.openIfScheduled();
      },
      onTimeout: (endCode) => this.giveUp(endCode),
      onNegotiationFailed: (failure) =>
        this.giveUp(failure === 'mediaLost' ? mediaLost : mediaRefused, failure),
    });
  }

  private createRoster(): Roster {
    const { context, mesh, connectivity, progress, sharedState, deps } = this;
    return new Roster({
      ownParticipantId: deps.ownParticipantId,
      getOwnRawId: () => deps.getOwnRawId(),
      context,
      mesh,
      connectivity,
      progress,
      muteParticipant: (participantId) =>
        muteOthers({ context, sharedState, participants: this.roster.all }, [participantId]),
      onListChanged: (added, removed) => this.events.emit('remoteParticipantsUpdated', { added, removed }),
      onChanged: () => this.lobby.update(),
    });
  }

  private createLobby(): EmuLobby {
    const { context, progress, roster, sharedState } = this;
    return new EmuLobby({
      getParticipants: () => roster.all,
      hasLobby: () =>
        context.kind === 'meeting' && (progress.phase === 'Connected' || progress.phase === 'InLobby'),
      checkRole: (failure) => context.checkCapability('manageLobby', failure),
      sendRequest: (command) => sharedState.sendRequest(command),
    });
  }

  private createSetup(): CallSetup {
    const { localMedia, roster, mesh } = this;
    const { connection, callId, ownParticipantId, threadId } = this.deps;
    const hasEnded = () => this.hasEnded;
    return new CallSetup({
      connection,
      callId,
      ownParticipantId,
      threadId,
      localMedia,
      roster,
      mesh,
      hasEnded,
    });
  }
}
