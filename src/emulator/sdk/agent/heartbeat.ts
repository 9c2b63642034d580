/** The time between two pings. With this interval and `answerTimeoutMs`, a dead server is detected within four seconds. */
const pingIntervalMs = 1_000;
/** If a ping stays unanswered for longer than this, the socket is dead, even if its `readyState` is still OPEN. */
const answerTimeoutMs = 2_500;
/** The time-out of `checkNow`. A server that can be reached answers at once. */
const checkTimeoutMs = 2_000;

/**
 * @returns milliseconds that grow with real time. A test that has faked the page's clock moves it by minutes in an instant, in
 * which no server can answer. Libraries for fake clocks mark the `Date`, and leave the time of animations as it is.
 */
function readRealTime(): number {
  const isFaked = 'isFake' in Date && Date.isFake === true;
  const animationTime = isFaked ? globalThis.document?.timeline.currentTime : undefined;
  return typeof animationTime === 'number' ? animationTime : Date.now();
}

/** What the signalling connection gives to its heartbeat. */
export interface HeartbeatHandlers {
  /** Sends a ping, if the server has already accepted the agent's token. @returns whether a ping was sent. */
  sendPing(): boolean;
  onSocketDead(): void;
}

/** Sends pings to the server, and detects a dead socket by pings that the server does not answer. */
export class Heartbeat {
  private readonly handlers: HeartbeatHandlers;
  /** When the socket started or the oldest unanswered ping was sent, as `readRealTime` counts; 0 if all is answered. */
  private unansweredSince = 0;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: HeartbeatHandlers) {
    this.handlers = handlers;
  }

  /** Starts the heartbeat of a new socket. The server has to send its first frame within `answerTimeoutMs`. */
  start(): void {
    this.unansweredSince = readRealTime();
    clearInterval(this.pingTimer);
    this.pingTimer = setInterval(() => this.checkOrPing(), pingIntervalMs);
  }

  stop(): void {
    clearInterval(this.pingTimer);
    clearTimeout(this.checkTimer);
  }

  /** Records that the server has sent a frame. Any frame shows that the socket works. */
  recordAnswer(): void {
    this.unansweredSince = 0;
  }

  /** Pings at once, with a short time-out. After a change of the machine's address, the old socket gets no answer. */
  checkNow(): void {
    this.ping();
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => {
      if (this.unansweredSince > 0) this.handlers.onSocketDead();
    }, checkTimeoutMs);
  }

  private checkOrPing(): void {
    // Browsers run a hidden page's timers only once a minute. So a long time since the last frame proves nothing, but a long
    // time since an unanswered ping does.
    const isUnanswered = this.unansweredSince > 0 && readRealTime() - this.unansweredSince > answerTimeoutMs;
    if (isUnanswered) this.handlers.onSocketDead();
    else this.ping();
  }

  /** Sends a ping, which also acknowledges the events that the page has received. */
  ping(): void {
    if (this.handlers.sendPing()) this.unansweredSince ||= readRealTime();
  }
}
