import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from '../../support/browser.ts';

const run = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
const ip = (...args: readonly string[]) => run('ip', ...args);
// Two runs at once must not share a network.
const subnet = `10.77.${process.pid % 250}`;

/** One machine with a network of its own: a browser in it, and a cable to pull. */
export interface Machine {
  /** A program that runs Chromium in this network. */
  readonly browser: string;
  readonly address: string;
  /** A second address that nobody else has. */
  readonly otherAddress: string;
  /** Pulls the cable, or puts it back. */
  readonly plug: (plugged: boolean) => void;
  /** Gives the machine another address on the same cable, as a change of networks does. */
  readonly move: (address: string) => void;
  /** Loses this share of all packets, 0 to 1, in both directions. */
  readonly lose: (share: number) => void;
  /** Lets so many kilobits per second through in each direction; `null` takes the limit away. */
  readonly limit: (kbits: number | null) => void;
  /** Drops everything to and from a TCP port, without closing the connections. */
  readonly block: (port: number, blocked: boolean) => void;
}

export interface Network {
  readonly machines: readonly Machine[];
  /** Where this process is reached from the machines. */
  readonly gateway: string;
  /** Lets the machines reach a port of this process's loopback. */
  readonly forward: (port: number) => Promise<void>;
  readonly close: () => void;
}

/** @returns why there can be no network namespaces here; `null` when there can. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a matter of Linux';
  if (process.getuid?.() !== 0) return 'making network namespaces needs root';
  const name = `sw-try-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return null;
  } catch (error) {
    return `this machine makes no network namespaces (${error instanceof Error ? error.message : 'no reason given'})`;
  }
}

/** @returns why packets cannot be lost or blocked here; `null` when they can. */
export function whyNoPacketFilter(): string | null {
  return canInNamespace((space) =>
    run('ip', 'netns', 'exec', space, 'iptables', '-A', 'INPUT', ...losing(0.2)),
  )
    ? null
    : 'iptables with its match "statistic" is not installed';
}

/** @returns why the rate cannot be limited here; `null` when it can. */
export function whyNoRateLimit(): string | null {
  return canInNamespace((space) => run('ip', 'netns', 'exec', space, 'tc', ...limiting('lo', 300)))
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

const losing = (share: number) =>
  ['-m', 'statistic', '--mode', 'random', '--probability', String(share), '-j', 'DROP'] as const;
const limiting = (device: string, kbits: number) =>
  `qdisc replace dev ${device} root tbf rate ${kbits}kbit burst 4kb latency 400ms`.split(' ');

/** @param count of machines, each with a cable to one switch that this process sits at, too. */
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
    // Addresses of IPv6 come up seconds later, and each one breaks the browser's connections.
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
          if (share > 0) iptables('-A', chain, ...losing(share));
        }
      },
      limit(kbits) {
        // What leaves the machine, and what arrives at it.
        const inSpace = (...args: string[]) => run('ip', 'netns', 'exec', space, 'tc', ...args);
        const outside = (...args: string[]) => run('tc', ...args);
        for (const [tc, device] of [
          [inSpace, 'eth0'],
          [outside, cable],
        ] as const) {
          if (kbits === null) tc('qdisc', 'del', 'dev', device, 'root');
          else tc(...limiting(device, kbits));
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
  // However the process ends, the machine must not keep the networks.
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
          // The program that listens there listens at every address, so the machines reach it without help.
          if (error.code === 'EADDRINUSE') ready();
          else failed(error);
        });
        server.listen(port, gateway, ready);
      });
    },
  };
}
