import type { TeamsCallInfo } from '@azure/communication-calling';
import type { Listener } from '../base/events.ts';
import type { CallSession } from './session.ts';

/** The object `call.info`. Every property and method reads the session, which holds the state of the call. */
export class EmuCallInfo implements TeamsCallInfo {
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /**
   * The thread of the chat that belongs to a group call or a meeting; `null` in a 1:1 call, as in SDK 2.0.0, although the
   * published type says `undefined`.
   */
  get threadId(): string | undefined {
    return this.session.context.threadId ?? (null as unknown as undefined);
  }

  get participantId(): string {
    return this.session.deps.ownParticipantId;
  }

  async getServerCallId(): Promise<string> {
    return this.session.context.serverCallId;
  }

  onCallInfoChanged(event: string, listener: Listener): void {
    this.session.context.infoEvents.on(event, listener);
  }

  offCallInfoChanged(event: string, listener: Listener): void {
    this.session.context.infoEvents.off(event, listener);
  }
}
