import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from '../support/browser.ts';

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
const subnet = '10.77.0';

/** One machine with a network of its own: a browser in it, and a cable to pull. */
export interface Machine {
  /** A program that runs Chromium in this network. */
  readonly browser: string;
  readonly address: string;
  /** Pulls the cable, or puts it back. */
  readonly plug: (plugged: boolean) => void;
  /** The machine wakes up in another place: same cable, another address. */
  readonly move: (address: string) => void;
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
    ip('netns', 'add', space);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', cable, 'master', bridge, 'up');
    inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
    inside('link', 'set', 'eth0', 'up');
    inside('link', 'set', 'lo', 'up');
    inside('route', 'add', 'default', 'via', gateway);
    const browser = join(folder, space);
    writeFileSync(browser, `#!/bin/sh\nexec ip netns exec ${space} ${browserPath() ?? ''} "$@"\n`);
    chmodSync(browser, 0o755);
    machines.push({
      browser,
      address,
      plug: (plugged) => ip('link', 'set', cable, plugged ? 'up' : 'down'),
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
  // Whoever stops this by hand should not find the networks afterwards.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      close();
      process.exit(1);
    });
  }
  return {
    machines,
    gateway,
    close,
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
      await new Promise<void>((listening) => server.listen(port, gateway, listening));
    },
  };
}
