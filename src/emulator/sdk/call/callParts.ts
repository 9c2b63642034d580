import type { MediaDiagnosticType } from '@azure/communication-calling';
import { mediaLost, mediaRefused } from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { Emitter } from '../base/events.ts';
import { BotMediaEnds } from '../bots/botMediaEnds.ts';
import { speakerIdOf } from '../devices/speaker.ts';
import { Connectivity } from '../diagnostics/connectivity.ts';
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

/** Creates the parts of one call and connects them. Each part knows only what it is given here, never the session. */
export abstract class CallParts {
  readonly deps: SessionDeps;
  /** The events of the call, as the app hears them. */
  readonly events = new Emitter('TeamsCall', callEvents);
  /** Emits `measured` after each measurement of the media. */
  readonly measured = new Emitter('CallSession', ['measured']);
  readonly mediaDiagnostics = new Diagnostics<MediaDiagnosticType>();
  readonly localStreams = new LocalStreams(this.events);
  readonly sharedState: SharedState;
  readonly local: LocalMedia;
  readonly context: CallContext;
  readonly consent: RecordingConsent;
  readonly mediaAccess: OwnMediaAccess;
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly roster: Roster;
  readonly lobby: EmuLobby;
  readonly transfers: Transfers;
  readonly setup: CallSetup;
  protected readonly progress: CallProgress;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    const { connection, id, self } = deps;
    this.progress = this.createProgress();
    this.sharedState = new SharedState(connection, id);
    this.local = this.createLocalMedia();
    this.context = this.createContext();
    const { sharedState, context } = this;
    const restricted = {
      self,
      sharedState,
      context,
      stopSending: (slot: MediaSlot) => this.stopSending(slot),
    };
    this.consent = new RecordingConsent(restricted);
    this.mediaAccess = new OwnMediaAccess(restricted);
    this.mesh = this.createMesh();
    this.connectivity = this.createConnectivity();
    this.roster = this.createRoster();
    this.lobby = this.createLobby();
    this.transfers = new Transfers({
      connection,
      id,
      startTransferred: deps.startTransferred,
      leave: () => void this.leave(false),
    });
    this.setup = this.createSetup();
  }

  get hasEnded(): boolean {
    return this.progress.state === 'Disconnected';
  }

  /** Hangs up. */
  abstract leave(isForEveryone: boolean): Promise<void>;

  /**
   * Ends the call because its media does not get through.
   * @param because the reason that the others get; without one they hear of a hang-up.
   */
  protected abstract giveUp(end: EndCode, because?: 'mediaRefused' | 'mediaLost'): void;

  private stopSending(slot: MediaSlot): void {
    if (slot === 'audio') void this.local.setMuted(true);
    else this.local.stop(slot);
  }

  private createProgress(): CallProgress {
    return new CallProgress({
      holdState: () =>
        this.local.hold ? 'LocalHold' : this.roster.isHeldByOnlyParticipant ? 'RemoteHold' : undefined,
      stateChanged: () => this.events.emit('stateChanged'),
    });
  }

  private createLocalMedia(): LocalMedia {
    return new LocalMedia({
      devices: this.deps.devices,
      diagnostics: this.mediaDiagnostics,
      send: (slot, track) => this.mesh.send(slot, track),
      changed: (what) => {
        this.setup.publish();
        this.localStreams.update(this.local, what);
        // A camera may have opened while it was being forbidden.
        this.consent.enforce();
        this.mediaAccess.enforce();
      },
    });
  }

  private createContext(): CallContext {
    const { kind, threadId, id } = this.deps;
    return new CallContext({
      kind,
      threadId,
      id,
      progress: this.progress,
      restrict: (capabilities) => this.mediaAccess.limit(this.consent.limit(capabilities)),
      roleChanged: () => this.events.emit('roleChanged'),
      stopScreenSharing: () => this.local.stop('screen'),
    });
  }

  private createMesh(): Mesh {
    const { devices, connection, id: call } = this.deps;
    return new Mesh(speakerIdOf(devices), new BotMediaEnds(), {
      send: (to, signal) => connection.send({ t: 'signal', call, to, signal }),
      video: (from, slot, track) => this.roster.find(from)?.stream(slot).setTrack(track),
      audio: (added, removed) => this.events.emit('remoteAudioStreamsUpdated', { added, removed }),
      state: (from, state) => this.connectivity.update(from, state),
      failed: (participant) => this.connectivity.refuse(participant),
    });
  }

  private createConnectivity(): Connectivity {
    return new Connectivity(this.mesh, {
      connected: (participant) => {
        this.roster.connected(participant);
        this.progress.advance('Connected');
        this.local.microphone.openNow();
      },
      giveUp: (end) => this.giveUp(end),
      disagree: (because) => this.giveUp(because === 'mediaLost' ? mediaLost : mediaRefused, because),
    });
  }

  private createRoster(): Roster {
    const { context, mesh, connectivity, progress, sharedState } = this;
    const { self, ownId } = this.deps;
    return new Roster({
      self,
      ownId,
      context,
      mesh,
      connectivity,
      progress,
      mute: (participant) =>
        muteOthers({ context, sharedState, participants: this.roster.all }, [participant]),
      updated: (added, removed) => this.events.emit('remoteParticipantsUpdated', { added, removed }),
      changed: () => this.lobby.update(),
    });
  }

  private createLobby(): EmuLobby {
    const { context, progress, roster, sharedState } = this;
    return new EmuLobby({
      participants: () => roster.all,
      exists: () =>
        context.kind === 'meeting' && (progress.phase === 'Connected' || progress.phase === 'InLobby'),
      checkRole: (failure) => context.check('manageLobby', failure),
      request: (command) => sharedState.request(command),
    });
  }

  private createSetup(): CallSetup {
    const { local, roster, mesh } = this;
    const { connection, id: call, self, threadId } = this.deps;
    const hasEnded = () => this.hasEnded;
    return new CallSetup({ connection, call, self, threadId, local, roster, mesh, hasEnded });
  }
}
