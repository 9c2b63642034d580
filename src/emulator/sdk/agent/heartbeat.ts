/** Together with `answerTimeoutMs`, this notices a dead server within four seconds. */
const pingIntervalMs = 1_000;
/** A socket that answers nothing for this long is dead, whatever its `readyState` says. */
const answerTimeoutMs = 2_500;
/** The time-out of the first ping after the network came back. A server that can be reached answers at once. */
const wakeTimeoutMs = 2_000;

export interface HeartbeatHandlers {
  /** Sends a ping, if the server has welcomed the endpoint. @returns whether it did. */
  ping(): boolean;
  /** The server did not answer in time. */
  dead(): void;
}

/** Notices that a socket is dead, by pings that the server does not answer. */
export class Heartbeat {
  private readonly handlers: HeartbeatHandlers;
  /** When the oldest ping without an answer was sent; 0 when there is none. */
  private pingedAt = 0;
  private pinging: ReturnType<typeof setInterval> | undefined;
  private waking: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: HeartbeatHandlers) {
    this.handlers = handlers;
  }

  /** Starts for a new socket. The server's first frame is awaited like the answer to a ping. */
  start(): void {
    this.pingedAt = Date.now();
    clearInterval(this.pinging);
    this.pinging = setInterval(() => this.check(), pingIntervalMs);
  }

  stop(): void {
    clearInterval(this.pinging);
    clearTimeout(this.waking);
  }

  /** The server has sent something. */
  received(): void {
    this.pingedAt = 0;
  }

  /** Pings at once, because the network is back. The machine may have a new address, which no answer reaches. */
  wake(): void {
    this.ping();
    clearTimeout(this.waking);
    this.waking = setTimeout(() => this.pingedAt > 0 && this.handlers.dead(), wakeTimeoutMs);
  }

  private check(): void {
    // Silence alone proves nothing: a hidden page's timers run once a minute while its socket is fine.
    if (this.pingedAt > 0 && Date.now() - this.pingedAt > answerTimeoutMs) this.handlers.dead();
    else this.ping();
  }

  private ping(): void {
    const now = Date.now();
    if (this.handlers.ping()) this.pingedAt ||= now;
  }
}
