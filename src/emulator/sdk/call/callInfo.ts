import type { TeamsCallInfo } from '@azure/communication-calling';
import type { Listener } from '../base/events.ts';
import type { CallSession } from './session.ts';

/** `call.info`. Every member reads the session. */
export class EmuCallInfo implements TeamsCallInfo {
  private readonly session: CallSession;

  constructor(session: CallSession) {
    this.session = session;
  }

  /** The chat of a group call or a meeting. */
  get threadId(): string | undefined {
    return this.session.context.threadId;
  }

  get participantId(): string {
    return this.session.deps.self;
  }

  async getServerCallId(): Promise<string> {
    return this.session.context.serverCallId;
  }

  onCallInfoChanged(event: string, listener: Listener): void {
    this.session.context.info.on(event, listener);
  }

  offCallInfoChanged(event: string, listener: Listener): void {
    this.session.context.info.off(event, listener);
  }
}
