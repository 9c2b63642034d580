import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from '../../support/browser.ts';

const run = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
const ip = (...args: readonly string[]) => run('ip', ...args);
// Concurrent runs must not share a subnet.
const subnet = `10.77.${process.pid % 250}`;

/** An emulated machine: a network namespace, a browser that runs in it, and a cable that can be pulled. */
export interface Machine {
  /** The path of a program that starts Chromium in this namespace. */
  readonly browser: string;
  readonly address: string;
  /** A second address, which no other machine has. */
  readonly otherAddress: string;
  /** Plugs the cable in, or pulls it. */
  readonly plug: (plugged: boolean) => void;
  /** Changes the machine's address, as a change of networks does. */
  readonly move: (address: string) => void;
  /** Drops this share of all packets, 0 to 1, in both directions. */
  readonly lose: (share: number) => void;
  /** Limits the rate in each direction, in kilobits per second; `null` removes the limit. */
  readonly limit: (kbits: number | null) => void;
  /** Drops all packets to and from a TCP port, or stops dropping them. Connections stay open. */
  readonly block: (port: number, blocked: boolean) => void;
}

export interface Network {
  readonly machines: readonly Machine[];
  /** The address at which the machines reach this process. */
  readonly gateway: string;
  /** Lets the machines reach a port that listens only on this system's loopback. */
  readonly forward: (port: number) => Promise<void>;
  readonly close: () => void;
}

/** @returns why this system cannot create network namespaces; `null` when it can. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces exist only on Linux';
  if (process.getuid?.() !== 0) return 'creating network namespaces needs root';
  const name = `sw-try-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return null;
  } catch (error) {
    return `this system cannot create network namespaces (${error instanceof Error ? error.message : 'no reason given'})`;
  }
}

/** @returns why this system cannot drop packets; `null` when it can. */
export function whyNoPacketFilter(): string | null {
  return canInNamespace((space) =>
    run('ip', 'netns', 'exec', space, 'iptables', '-A', 'INPUT', ...lossRule(0.2)),
  )
    ? null
    : 'iptables with its match "statistic" is not installed';
}

/** @returns why this system cannot limit the rate; `null` when it can. */
export function whyNoRateLimit(): string | null {
  return canInNamespace((space) => run('ip', 'netns', 'exec', space, 'tc', ...rateRule('lo', 300)))
    ? null
    : 'tc or the kernel’s queueing discipline "tbf" is missing';
}

function canInNamespace(attempt: (space: string) => unknown): boolean {
  const space = `sw-try-${process.pid}`;
  try {
    ip('netns', 'add', space);
    attempt(space);
    return true;
  } catch {
    return false;
  } finally {
    ip('netns', 'del', space);
  }
}

const lossRule = (share: number) =>
  ['-m', 'statistic', '--mode', 'random', '--probability', String(share), '-j', 'DROP'] as const;
const rateRule = (device: string, kbits: number) =>
  `qdisc replace dev ${device} root tbf rate ${kbits}kbit burst 4kb latency 400ms`.split(' ');

/** Creates machines, each with a cable to one switch, to which this system is connected as well. */
export function createNetwork(count: number): Network {
  const tag = process.pid % 10_000;
  const bridge = `swb${tag}`;
  const gateway = `${subnet}.1`;
  const folder = mkdtempSync(join(tmpdir(), 'network-'));
  const servers: Server[] = [];
  const machines: Machine[] = [];
  const names = Array.from({ length: count }, (_, i) => ({
    space: `sw${tag}-${i}`,
    cable: `swc${tag}-${i}`,
  }));

  ip('link', 'add', bridge, 'type', 'bridge');
  ip('addr', 'add', `${gateway}/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  for (const [i, { space, cable }] of names.entries()) {
    const address = `${subnet}.${i + 2}`;
    const inside = (...args: string[]) => ip('-n', space, ...args);
    const iptables = (...args: readonly string[]) => run('ip', 'netns', 'exec', space, 'iptables', ...args);
    ip('netns', 'add', space);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', cable, 'master', bridge, 'up');
    inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
    // IPv6 addresses appear seconds later, and each one would break the browser's connections.
    run('ip', 'netns', 'exec', space, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6');
    inside('link', 'set', 'eth0', 'up');
    inside('link', 'set', 'lo', 'up');
    inside('route', 'add', 'default', 'via', gateway);
    const browser = join(folder, space);
    writeFileSync(browser, `#!/bin/sh\nexec ip netns exec ${space} ${browserPath() ?? ''} "$@"\n`);
    chmodSync(browser, 0o755);
    machines.push({
      browser,
      address,
      otherAddress: `${subnet}.${i + 100}`,
      plug: (plugged) => ip('link', 'set', cable, plugged ? 'up' : 'down'),
      lose(share) {
        for (const chain of ['INPUT', 'OUTPUT']) {
          iptables('-F', chain);
          if (share > 0) iptables('-A', chain, ...lossRule(share));
        }
      },
      limit(kbits) {
        // Packets that leave the machine, and packets that arrive at it.
        const inSpace = (...args: string[]) => run('ip', 'netns', 'exec', space, 'tc', ...args);
        const outside = (...args: string[]) => run('tc', ...args);
        for (const [tc, device] of [
          [inSpace, 'eth0'],
          [outside, cable],
        ] as const) {
          if (kbits === null) tc('qdisc', 'del', 'dev', device, 'root');
          else tc(...rateRule(device, kbits));
        }
      },
      block(port, blocked) {
        const change = blocked ? '-A' : '-D';
        const tcp = (side: string) => ['-p', 'tcp', side, String(port), '-j', 'DROP'];
        iptables(change, 'OUTPUT', ...tcp('--dport'));
        iptables(change, 'INPUT', ...tcp('--sport'));
      },
      move(next) {
        inside('addr', 'flush', 'dev', 'eth0');
        inside('addr', 'add', `${next}/24`, 'dev', 'eth0');
        inside('route', 'add', 'default', 'via', gateway);
      },
    });
  }

  const close = () => {
    for (const server of servers) server.close();
    for (const { space } of names) ip('netns', 'del', space);
    ip('link', 'del', bridge);
    rmSync(folder, { recursive: true });
  };
  let isClosed = false;
  const closeOnce = () => {
    if (isClosed) return;
    isClosed = true;
    close();
  };
  // The networks must be removed however the process ends.
  process.once('exit', closeOnce);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return {
    machines,
    gateway,
    close: closeOnce,
    async forward(port) {
      const server = createServer((from) => {
        const to = createConnection(port, '127.0.0.1');
        for (const [one, other] of [
          [from, to],
          [to, from],
        ] as const) {
          one.pipe(other);
          one.on('error', () => other.destroy());
        }
      });
      servers.push(server);
      await new Promise<void>((ready, failed) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          // Another program listens on this port at every address, so the machines reach it already.
          if (error.code === 'EADDRINUSE') ready();
          else failed(error);
        });
        server.listen(port, gateway, ready);
      });
    },
  };
}
