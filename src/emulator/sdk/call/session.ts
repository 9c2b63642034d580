import type { CallState, MediaDiagnosticType } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type { EndCode } from '../../wire/protocol.ts';
import { mediaLost, mediaRefused } from '../../wire/endCodes.ts';
import { Connectivity } from '../diagnostics/connectivity.ts';
import { OwnAccess } from './ownMediaAccess.ts';
import { Consent } from './recordingConsent.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { endReason, type EndReason } from '../base/endReason.ts';
import { Entry } from './callSetup.ts';
import { identifierOf } from '../base/identifiers.ts';
import { Emitter } from '../base/events.ts';
import { Intake, type SessionEvent } from './callEventRouter.ts';
import { EmuLobby } from '../participants/lobby.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import { LocalStreams } from '../media/localStreams.ts';
import { watchMedia } from '../diagnostics/watchMedia.ts';
import type { Mesh } from '../media/mesh.ts';
import { Place } from './callContext.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import { Roster } from '../participants/roster.ts';
import { callEvents, type SessionDeps } from './sessionDeps.ts';
import { Shared } from './sharedState.ts';
import { followSpeaker } from '../devices/speaker.ts';
import { Transfers } from './transfers.ts';
import { localOf, meshOf } from './wiring.ts';

/** `startCall` returns in state None; the real SDK was seen to say Connecting 7 to 15 ms later. */
const connectingAfter = 8;

/** One call's state and the one owner of everything in it. It is never handed out, so no Proxy comes between. */
export class CallSession {
  readonly deps: SessionDeps;
  readonly events = new Emitter('TeamsCall', callEvents);
  /** After each look at what really arrives. */
  readonly measured = new Emitter('CallSession', ['measured']);
  readonly diagnostics = new Diagnostics<MediaDiagnosticType>();
  readonly local: LocalMedia;
  readonly mesh: Mesh;
  readonly connectivity: Connectivity;
  readonly transfers = new Transfers(this);
  state: CallState = 'None';
  endedBy: EndReason | undefined;
  incomingAudioMuted = false;
  readonly place: Place;
  readonly roster: Roster;
  readonly lobby: EmuLobby;
  readonly shared: Shared;
  readonly consent: Consent;
  readonly access: OwnAccess;
  readonly sent = new LocalStreams(this.events);
  readonly entry = new Entry(this);
  phase: CallState = 'None';
  private readonly intake = new Intake(this);
  private readonly connecting: ReturnType<typeof setTimeout>;
  private readonly stopWatching: () => void;
  private readonly stopFollowing: () => void;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    const { devices, connection, id: call } = deps;
    this.shared = new Shared(connection, call);
    this.consent = new Consent(this);
    this.place = new Place(this);
    this.access = new OwnAccess(this);
    this.roster = new Roster(this);
    this.lobby = new EmuLobby(this);
    this.mesh = meshOf(this);
    this.connectivity = new Connectivity(this.mesh, {
      up: (participant) => {
        this.roster.up(participant);
        this.advance('Connected');
        this.local.microphone.heard();
      },
      giveUp: (end) => this.giveUp(end),
      disagree: (because) => this.giveUp(because === 'mediaLost' ? mediaLost : mediaRefused, because),
    });
    this.local = localOf(this);
    this.stopWatching = watchMedia(this);
    this.stopFollowing = followSpeaker(devices, this.mesh);
    this.connecting = setTimeout(
      () => {
        this.phase = 'Connecting';
        this.refresh();
        this.intake.open();
      },
      deps.direction === 'Outgoing' ? connectingAfter : 0,
    );
  }

  get ended(): boolean {
    return this.state === 'Disconnected';
  }

  get participants(): readonly EmuRemoteParticipant[] {
    return this.roster.all;
  }

  find(participant: string): EmuRemoteParticipant | undefined {
    return this.roster.find(participant);
  }

  /** @returns who a participant of this call is, this side included. */
  identifierIn(participant: string): CommunicationIdentifierKind | undefined {
    const { self, ownId } = this.deps;
    return participant === self ? identifierOf(ownId()) : this.find(participant)?.identifier;
  }

  /** @returns the participants with these raw ids, this side included. */
  participantsOf(rawIds: readonly string[]): string[] {
    return this.roster.idsOf(rawIds);
  }

  /** Takes in what signalling says about this call. */
  handle(event: SessionEvent): void {
    this.intake.take(event);
  }

  /**
   * Leaves. The outcome does not wait for the network: hanging up works without one.
   * @throws 403/0 for a role that may not end the call for everyone.
   */
  async leave(everyone: boolean): Promise<void> {
    if (this.ended || this.state === 'Disconnecting') return;
    if (everyone) this.place.check('hangUpForEveryOne', 'Failed to hang up for everyone');
    const cancels =
      this.place.kind !== 'meeting' &&
      this.deps.direction === 'Outgoing' &&
      (this.phase === 'Connecting' || this.phase === 'Ringing');
    this.deps.connection.send({ t: 'leave', call: this.deps.id, everyone });
    this.show('Disconnecting');
    await new Promise((resolve) => setTimeout(resolve));
    this.finish(cancels ? { code: 487, subCode: 0 } : { code: 0, subCode: 0 });
  }

  /** Recomputes `state` from what is known, and says so when it changed. */
  refresh(): void {
    if (this.phase !== 'Connected') return this.show(this.phase);
    if (this.local.hold) return this.show('LocalHold');
    return this.show(this.roster.heldByTheOnlyOne ? 'RemoteHold' : 'Connected');
  }

  /** The call is over, whoever ended it. The order of events is the SDK's. */
  finish(end: EndCode): void {
    if (this.ended) return;
    clearTimeout(this.connecting);
    this.stopWatching();
    this.stopFollowing();
    const reason = endReason(end);
    this.roster.close(reason);
    this.mesh.close();
    const wasSharing = this.local.state.screen;
    this.local.close();
    this.sent.clear(wasSharing);
    this.transfers.fail(end);
    this.shared.close();
    this.measured.clear();
    this.lobby.close();
    this.place.close();
    this.endedBy = reason;
    this.state = 'Disconnected';
    this.deps.over();
    this.events.emit('stateChanged');
    this.connectivity.close();
    this.diagnostics.clear();
  }

  private show(state: CallState): void {
    if (this.ended || this.state === state || (this.state === 'Disconnecting' && !this.endedBy)) return;
    this.state = state;
    this.events.emit('stateChanged');
  }

  advance(phase: CallState): void {
    this.phase = phase;
    this.refresh();
  }

  /** @param because what the others are told as the reason; they hear of a hang-up when it is left out. */
  private giveUp(end: EndCode, because?: 'mediaRefused' | 'mediaLost'): void {
    if (this.ended) return;
    this.deps.connection.send({ t: 'leave', call: this.deps.id, everyone: false, because });
    this.finish(end);
  }
}
