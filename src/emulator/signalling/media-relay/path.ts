import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isUserNameOf } from './stun.ts';

/** After this time without a packet, no page uses the path any more. It is longer than a call may ring after its offer. */
const idleMs = 120_000;
/** A page's address that has been silent for this long may be replaced, for example after a change of its network. */
const silentMs = 5_000;

type SideName = 'offerer' | 'answerer';

/** One end of a path: the socket to which one of the two pages sends its packets. */
interface Side {
  readonly socket: Socket;
  /** The address of the page, which it shows by its first packet. Candidates do not tell it: browsers may hide it in them. */
  page: { readonly address: string; readonly port: number; heardAtMs: number } | undefined;
}

/** Passes a packet on, from a side: at once, later, or never. */
export type PassPacket = (from: SideName, byteLength: number, deliver: () => void) => void;

/**
 * A path between two pages that leads through this process. Each page gets only one ICE candidate of the other: that of a
 * socket here. The packets stay as they are, since browsers encrypt media and protect the checks of ICE.
 */
export class Path {
  /** The offering page's ICE user name fragment. With another one, ICE has restarted, and needs another path. */
  readonly userFragment: string;
  private readonly sides: Record<SideName, Side>;
  private readonly pass: PassPacket;
  private readonly onClosed: () => void;
  /** What waits until the sockets have ports; `undefined` once they have them. */
  private waiting: (() => void)[] | undefined = [];
  private idleTimer: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;

  /** @param reachedAt the address at which each side's page has reached this process, if it is known. */
  constructor(
    userFragment: string,
    reachedAt: Readonly<Record<SideName, string | undefined>>,
    pass: PassPacket,
    onClosed: () => void,
  ) {
    this.userFragment = userFragment;
    this.pass = pass;
    this.onClosed = onClosed;
    this.sides = {
      offerer: { socket: createSocket('udp4'), page: undefined },
      answerer: { socket: createSocket('udp4'), page: undefined },
    };
    let readyCount = 0;
    for (const name of ['offerer', 'answerer'] as const) {
      const { socket } = this.sides[name];
      socket.on('message', (packet, sender) => this.receive(name, packet, sender));
      // A packet that cannot be sent is lost, as on any network. If the socket itself fails, ICE finds no path.
      socket.on('error', () => this.close());
      socket.bind({ port: 0, address: chooseAddress(reachedAt[name]) }, () => {
        readyCount += 1;
        if (readyCount === 2 && !this.isClosed) this.runWaiting();
      });
      socket.unref();
    }
    this.restartIdleTimer();
  }

  /** Calls back when the sockets have ports: at once if they have them. The order of the calls stays. */
  whenReady(callBack: () => void): void {
    if (this.waiting) this.waiting.push(callBack);
    else callBack();
  }

  /** @returns the candidate for the page on this side: its only way to the other one. */
  describeCandidate(side: SideName): string {
    const { address, port } = this.sides[side].socket.address();
    // The highest priority of a host candidate, so that a restarted ICE prefers this path to a direct one.
    return `candidate:1 1 udp 2130706431 ${address} ${port} typ host`;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.idleTimer);
    for (const { socket } of Object.values(this.sides)) socket.close();
    this.onClosed();
  }

  private runWaiting(): void {
    const callBacks = this.waiting ?? [];
    this.waiting = undefined;
    for (const callBack of callBacks) callBack();
  }

  private receive(name: SideName, packet: Buffer, { address, port }: RemoteInfo): void {
    const side = this.sides[name];
    const nowMs = performance.now();
    const { page } = side;
    if (page?.address === address && page.port === port) page.heardAtMs = nowMs;
    else if (page && nowMs - page.heardAtMs < silentMs) return;
    else if (!isUserNameOf(packet, this.userFragment, name)) return;
    else side.page = { address, port, heardAtMs: nowMs };
    this.restartIdleTimer();
    const receiver = this.sides[name === 'offerer' ? 'answerer' : 'offerer'];
    this.pass(name, packet.length, () => {
      if (this.isClosed || !receiver.page) return;
      receiver.socket.send(packet, receiver.page.port, receiver.page.address, () => {});
    });
  }

  private restartIdleTimer(): void {
    this.idleTimer ??= setTimeout(() => this.close(), idleMs).unref();
    this.idleTimer.refresh();
  }
}

/**
 * Chooses the address of a socket to which a page sends packets: the one at which the page has reached this process, because with
 * `--host` the page may be on another machine, in one of several networks. Some browsers refuse loopback addresses. So, for a page on
 * this machine, it is the address of the first network, if there is one.
 */
function chooseAddress(reachedAt = ''): string {
  // A socket for both versions of IP writes IPv4 addresses like this: `::ffff:192.168.2.1`.
  const address = reachedAt.replace(/^::ffff:/i, '');
  if (isIPv4(address) && address !== '127.0.0.1') return address;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}
