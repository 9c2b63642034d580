import type { CallState } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { cancelled, hungUp } from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { toEndReason, type EndReason } from '../base/endReason.ts';
import { identifierOf } from '../base/identifiers.ts';
import { ShownEndReason } from '../base/shownEndReason.ts';
import { followSpeaker } from '../devices/speaker.ts';
import type { MediaFailure } from '../diagnostics/connectivity.ts';
import { watchMedia } from '../diagnostics/watchMedia.ts';
import type { EmuRemoteParticipant } from '../participants/remoteParticipant.ts';
import { CallEventRouter, type SessionEvent } from './callEventRouter.ts';
import { CallParts } from './callParts.ts';
import type { SessionDeps } from './sessionDeps.ts';

/** `startCall` returns a call in the state None. In SDK 2.0.0, Connecting follows after 7 to 15 ms (observed). */
const connectingDelayMs = 8;

/**
 * The state of one call in the drop-in SDK (our replacement for `@azure/communication-calling`). Apps get an
 * `EmuTeamsCall` instead, so no app can wrap the session itself in a Proxy.
 */
export class CallSession extends CallParts {
  endReason: EndReason | undefined;
  private readonly appEndReason = new ShownEndReason();
  /** The caller name that the network has sent; `undefined` if it has sent none. */
  callerName: string | undefined;
  isIncomingAudioMuted = false;
  private readonly router: CallEventRouter;
  private readonly connectingTimer: ReturnType<typeof setTimeout>;
  private readonly stopWatchingMedia: () => void;
  private readonly stopFollowingSpeaker: () => void;

  constructor(deps: SessionDeps) {
    super(deps);
    this.callerName = deps.callerName;
    const { context, roster, mesh, localMedia, transfers, sharedState } = this;
    const hasEnded = () => this.hasEnded;
    this.router = new CallEventRouter({
      context,
      roster,
      mesh,
      localMedia,
      transfers,
      sharedState,
      hasEnded,
      onMutedByOthers: () => this.handleMutedByOthers(),
      onCallerNamed: (name) => {
        this.callerName = name;
        this.events.emit('callerInfoChanged');
      },
      endCall: (endCode) => {
        // The transferee's call ends when the condition `transferredCallEnds` says so.
        if (!transfers.isEndDelayed) this.endCall(endCode);
      },
    });
    const { connectivity, measurementEvents, mediaDiagnostics } = this;
    const { devices, direction } = deps;
    this.stopWatchingMedia = watchMedia({
      mesh,
      localMedia,
      devices,
      connectivity,
      measurementEvents,
      mediaDiagnostics,
      findParticipant: (participantId) => roster.find(participantId),
      hasEnded,
    });
    this.stopFollowingSpeaker = followSpeaker(devices, mesh);
    this.connectingTimer = setTimeout(
      () => {
        this.progress.setPhase('Connecting');
        this.router.routeEarlyEvents();
      },
      direction === 'Outgoing' ? connectingDelayMs : 0,
    );
  }

  get state(): CallState {
    return this.progress.state;
  }

  /** The end reason that the app sees. Only the condition `callEndReason` makes it differ from `endReason`. */
  get shownEndReason(): EndReason | undefined {
    return this.appEndReason.value;
  }

  /** The step that the set-up of the call has reached: `Connected` also while the call is on hold. */
  get phase(): CallState {
    return this.progress.phase;
  }

  get participants(): readonly EmuRemoteParticipant[] {
    return this.roster.all;
  }

  findParticipant(participantId: string): EmuRemoteParticipant | undefined {
    return this.roster.find(participantId);
  }

  /** @returns the identifier of the local or a remote participant; `undefined` for an id that is not in this call. */
  identifierOfParticipant(participantId: string): CommunicationIdentifierKind | undefined {
    if (participantId === this.deps.ownParticipantId) return identifierOf(this.deps.getOwnRawId());
    return this.findParticipant(participantId)?.identifier;
  }

  /** Handles an event of the signalling server about this call. */
  handleEvent(event: SessionEvent): void {
    this.router.handle(event);
  }

  /** Computes `state` again after the local participant has held or resumed the call. */
  updateState(): void {
    this.progress.updateState();
  }

  /**
   * Hangs up, without waiting for the server.
   * @param isForEveryone whether to end the call for all participants.
   * @throws 403/0 when the role may not end the call for everyone.
   */
  async leave(isForEveryone: boolean): Promise<void> {
    if (this.hasEnded || this.state === 'Disconnecting') return;
    const { context, phase, deps } = this;
    if (isForEveryone) context.checkCapability('hangUpForEveryOne', 'Failed to hang up for everyone');
    const isUnanswered = phase === 'Connecting' || phase === 'Ringing' || phase === 'EarlyMedia';
    const isCanceled = context.kind !== 'meeting' && deps.direction === 'Outgoing' && isUnanswered;
    deps.connection.send({ t: 'leave', call: deps.callId, everyone: isForEveryone });
    this.progress.setDisconnecting();
    // The app gets the event of the state Disconnecting before the state Disconnected.
    await new Promise((resolve) => setTimeout(resolve));
    this.endCall(isCanceled ? cancelled : hungUp);
  }

  /** Ends the call in this page and closes all its parts. The events come in the order of the SDK. */
  endCall(endCode: EndCode): void {
    if (this.hasEnded) return;
    clearTimeout(this.connectingTimer);
    this.stopWatchingMedia();
    this.stopFollowingSpeaker();
    const reason = toEndReason(endCode);
    this.roster.close(reason);
    this.mesh.close();
    const wasSharing = this.localMedia.state.screen;
    this.localMedia.close();
    this.localStreams.removeAll(wasSharing);
    this.transfers.failAll(endCode);
    this.sharedState.close();
    this.measurementEvents.removeAllListeners();
    this.lobby.close();
    this.context.close();
    this.endReason = reason;
    this.appEndReason.set(reason);
    this.progress.setDisconnected();
    this.deps.onEnded();
    this.events.emit('stateChanged');
    this.connectivity.close();
    this.mediaDiagnostics.removeAllListeners();
  }

  protected giveUp(endCode: EndCode, failure?: MediaFailure): void {
    if (this.hasEnded) return;
    this.deps.connection.send({ t: 'leave', call: this.deps.callId, everyone: false, because: failure });
    this.endCall(endCode);
  }

  private handleMutedByOthers(): void {
    if (this.localMedia.isMuted) return;
    void this.localMedia.setMuted(true);
    this.events.emit('mutedByOthers');
  }
}
