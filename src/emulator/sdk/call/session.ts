import type { CallState } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import type { EndCode } from '../../wire/protocol.ts';
import { endReason, type EndReason } from '../base/endReason.ts';
import { identifierOf } from '../base/identifiers.ts';
import { followSpeaker } from '../devices/speaker.ts';
import { watchMedia } from '../diagnostics/watchMedia.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import { CallEventRouter, type SessionEvent } from './callEventRouter.ts';
import { CallParts } from './callParts.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** `startCall` returns in the state None. SDK 2.0.0 was seen to change it to Connecting 7 to 15 ms later. */
const connectingDelayMs = 8;

/** One call from its beginning to its end. Apps get an `EmuTeamsCall` instead, so no app wraps the session in a Proxy. */
export class CallSession extends CallParts {
  endReason: EndReason | undefined;
  isIncomingAudioMuted = false;
  private readonly router: CallEventRouter;
  private readonly connecting: ReturnType<typeof setTimeout>;
  private readonly stopWatching: () => void;
  private readonly stopFollowing: () => void;

  constructor(deps: SessionDeps) {
    super(deps);
    const { context, roster, mesh, local, transfers, sharedState } = this;
    const hasEnded = () => this.hasEnded;
    this.router = new CallEventRouter({
      context,
      roster,
      mesh,
      local,
      transfers,
      sharedState,
      hasEnded,
      mutedByOthers: () => this.mutedByOthers(),
      finish: (end) => this.finish(end),
    });
    const { connectivity, measured, mediaDiagnostics } = this;
    const { devices, direction } = deps;
    this.stopWatching = watchMedia({
      mesh,
      local,
      devices,
      connectivity,
      measured,
      mediaDiagnostics,
      find: (participant) => roster.find(participant),
      hasEnded,
    });
    this.stopFollowing = followSpeaker(devices, mesh);
    this.connecting = setTimeout(
      () => {
        this.progress.advance('Connecting');
        this.router.open();
      },
      direction === 'Outgoing' ? connectingDelayMs : 0,
    );
  }

  get state(): CallState {
    return this.progress.state;
  }

  /** The last step of the set-up: `Connected` while the call is on hold, too. */
  get phase(): CallState {
    return this.progress.phase;
  }

  get participants(): readonly EmuRemoteParticipant[] {
    return this.roster.all;
  }

  find(participant: string): EmuRemoteParticipant | undefined {
    return this.roster.find(participant);
  }

  /** @returns the identifier of a participant of this call, the local one included. */
  identifierIn(participant: string): CommunicationIdentifierKind | undefined {
    const { self, ownId } = this.deps;
    return participant === self ? identifierOf(ownId()) : this.find(participant)?.identifier;
  }

  /** Handles what the server says about this call. */
  handle(event: SessionEvent): void {
    this.router.handle(event);
  }

  /** Recomputes `state` after a hold or a resume. */
  refresh(): void {
    this.progress.refresh();
  }

  /**
   * Hangs up, without waiting for the network.
   * @throws 403/0 when the role may not end the call for everyone.
   */
  async leave(isForEveryone: boolean): Promise<void> {
    if (this.hasEnded || this.state === 'Disconnecting') return;
    const { context, phase, deps } = this;
    if (isForEveryone) context.check('hangUpForEveryOne', 'Failed to hang up for everyone');
    const isCanceled =
      context.kind !== 'meeting' &&
      deps.direction === 'Outgoing' &&
      (phase === 'Connecting' || phase === 'Ringing');
    deps.connection.send({ t: 'leave', call: deps.id, everyone: isForEveryone });
    this.progress.disconnect();
    await new Promise((resolve) => setTimeout(resolve));
    this.finish(isCanceled ? { code: 487, subCode: 0 } : { code: 0, subCode: 0 });
  }

  /** Ends the call, for whatever reason. The events come in the order of the SDK. */
  finish(end: EndCode): void {
    if (this.hasEnded) return;
    clearTimeout(this.connecting);
    this.stopWatching();
    this.stopFollowing();
    const reason = endReason(end);
    this.roster.close(reason);
    this.mesh.close();
    const wasSharing = this.local.state.screen;
    this.local.close();
    this.localStreams.clear(wasSharing);
    this.transfers.fail(end);
    this.sharedState.close();
    this.measured.clear();
    this.lobby.close();
    this.context.close();
    this.endReason = reason;
    this.progress.end();
    this.deps.ended();
    this.events.emit('stateChanged');
    this.connectivity.close();
    this.mediaDiagnostics.clear();
  }

  protected giveUp(end: EndCode, because?: 'mediaRefused' | 'mediaLost'): void {
    if (this.hasEnded) return;
    this.deps.connection.send({ t: 'leave', call: this.deps.id, everyone: false, because });
    this.finish(end);
  }

  private mutedByOthers(): void {
    if (this.local.muted) return;
    void this.local.setMuted(true);
    this.events.emit('mutedByOthers');
  }
}
