import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPath } from '../../support/browser.ts';

const runProgram = (program: string, ...programArguments: readonly string[]) =>
  execFileSync(program, programArguments, { stdio: ['ignore', 'ignore', 'pipe'] });
const runIp = (...ipArguments: readonly string[]) => runProgram('ip', ...ipArguments);
/** Contains the process id, so that two runs at the same time have different subnets. */
const subnet = `10.77.${process.pid % 250}`;
/** The address at which the machines reach this process. */
const gateway = `${subnet}.1`;

/** @returns why this system cannot create network namespaces; `null` when it can. */
export function explainMissingNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces exist only on Linux';
  if (process.getuid?.() !== 0) return 'creating network namespaces needs root';
  return succeedsInNamespace(() => {}) ? null : 'this system cannot create network namespaces';
}

/** @returns why this system cannot drop packets; `null` when it can. */
export const explainMissingPacketFilter = (): string | null =>
  succeedsInNamespace((namespace) =>
    runIp('netns', 'exec', namespace, 'iptables', '-A', 'INPUT', ...createLossRule(0.2)),
  )
    ? null
    : 'iptables with its match "statistic" is not installed';

/** @returns why this system cannot limit the rate; `null` when it can. */
export const explainMissingRateLimit = (): string | null =>
  succeedsInNamespace((namespace) => runIp('netns', 'exec', namespace, 'tc', ...createRateRule('lo', 300)))
    ? null
    : 'tc or the kernel’s queueing discipline "tbf" is missing';

/** @returns whether a new network namespace can be created, and an attempt in it does not throw. */
function succeedsInNamespace(attempt: (namespace: string) => unknown): boolean {
  const namespace = `sw-try-${process.pid}`;
  try {
    runIp('netns', 'add', namespace);
  } catch {
    return false;
  }
  try {
    attempt(namespace);
    return true;
  } catch {
    return false;
  } finally {
    runIp('netns', 'del', namespace);
  }
}

/** @returns arguments of `iptables` that drop this share of all packets, 0 to 1. */
const createLossRule = (share: number) =>
  ['-m', 'statistic', '--mode', 'random', '--probability', String(share), '-j', 'DROP'] as const;
/** @returns arguments of `tc` that limit the rate at which a device sends. */
const createRateRule = (device: string, kilobitsPerSecond: number) =>
  `qdisc replace dev ${device} root tbf rate ${kilobitsPerSecond}kbit burst 4kb latency 400ms`.split(' ');

/** An emulated machine: a network namespace of Linux, a browser that runs in it, and a cable that a row can pull. */
export type Machine = ReturnType<typeof createMachine>;

/** Linux allows 15 characters in a device's name. */
const tag = process.pid % 10_000;
/** The device of the network switch. */
const bridge = `swb${tag}`;

/** @param folder the folder of the program that starts the browser */
function createMachine(folder: string, index: number) {
  const namespace = `sw${tag}-${index}`;
  /** The switch's end of the cable. The machine's end is `eth0`. */
  const cable = `swc${tag}-${index}`;
  const address = `${subnet}.${index + 2}`;
  const runInside = (program: string, ...programArguments: readonly string[]) =>
    runIp('netns', 'exec', namespace, program, ...programArguments);
  const runIpInside = (...ipArguments: string[]) => runIp('-n', namespace, ...ipArguments);
  runIp('netns', 'add', namespace);
  runIp('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
  runIp('link', 'set', cable, 'master', bridge, 'up');
  runIpInside('addr', 'add', `${address}/24`, 'dev', 'eth0');
  // IPv6 addresses appear seconds later, and each new address would break the browser's connections.
  runInside('sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6');
  runIpInside('link', 'set', 'eth0', 'up');
  runIpInside('link', 'set', 'lo', 'up');
  runIpInside('route', 'add', 'default', 'via', gateway);
  const browserProgram = join(folder, namespace);
  writeFileSync(browserProgram, `#!/bin/sh\nexec ip netns exec ${namespace} ${browserPath() ?? ''} "$@"\n`);
  chmodSync(browserProgram, 0o755);
  return {
    /** The path of a program that starts Chromium in this namespace. */
    browserProgram,
    address,
    /** A second address for `changeAddress`. No other machine has it. */
    otherAddress: `${subnet}.${index + 100}`,
    /** Plugs the cable in, or pulls it. */
    setCable: (isPluggedIn: boolean) => runIp('link', 'set', cable, isPluggedIn ? 'up' : 'down'),
    /** Drops this share of all packets, 0 to 1, in both directions. */
    dropPackets(share: number): void {
      for (const chain of ['INPUT', 'OUTPUT']) {
        // `-F` removes all rules of the chain, and `-A` appends one.
        runInside('iptables', '-F', chain);
        if (share > 0) runInside('iptables', '-A', chain, ...createLossRule(share));
      }
    },
    /** Limits the rate in each direction, in kilobits per second; `null` removes the limit. */
    limitRate(kilobitsPerSecond: number | null): void {
      // `tc` limits only what a device sends. The machine's end of the cable sends what leaves the machine, and the
      // switch's end sends what arrives at the machine.
      for (const [run, device] of [
        [runInside, 'eth0'],
        [runProgram, cable],
      ] as const) {
        if (kilobitsPerSecond === null) run('tc', 'qdisc', 'del', 'dev', device, 'root');
        else run('tc', ...createRateRule(device, kilobitsPerSecond));
      }
    },
    /** Drops all packets to and from a TCP port, or stops dropping them. Connections stay open. */
    blockPort(port: number, isBlocked: boolean): void {
      // `-A` appends a rule, and `-D` deletes it.
      const operation = isBlocked ? '-A' : '-D';
      for (const [chain, side] of [
        ['OUTPUT', '--dport'],
        ['INPUT', '--sport'],
      ] as const)
        runInside('iptables', operation, chain, '-p', 'tcp', side, String(port), '-j', 'DROP');
    },
    /** Changes the machine's address, as when a laptop changes from one Wi-Fi to another. */
    changeAddress(newAddress: string): void {
      runIpInside('addr', 'flush', 'dev', 'eth0');
      runIpInside('addr', 'add', `${newAddress}/24`, 'dev', 'eth0');
      runIpInside('route', 'add', 'default', 'via', gateway);
    },
    remove: () => runIp('netns', 'del', namespace),
  };
}

/** Creates machines, and a network switch that connects them and this system. Each machine has a cable to the switch. */
export function createNetwork(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'network-'));
  const servers: Server[] = [];
  runIp('link', 'add', bridge, 'type', 'bridge');
  runIp('addr', 'add', `${gateway}/24`, 'dev', bridge);
  runIp('link', 'set', bridge, 'up');
  const machines = Array.from({ length: count }, (_, index) => createMachine(folder, index));

  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    for (const server of servers) server.close();
    for (const machine of machines) machine.remove();
    runIp('link', 'del', bridge);
    rmSync(folder, { recursive: true });
  };
  // Linux keeps namespaces and devices after the process ends, so every way to end must remove them.
  process.once('exit', close);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return {
    machines,
    gateway,
    close,
    /** Lets the machines reach a port that listens only on this system's loopback. */
    async forwardPort(port: number): Promise<void> {
      const server = createServer((machineSocket) => {
        const localSocket = createConnection(port, '127.0.0.1');
        for (const [source, destination] of [
          [machineSocket, localSocket],
          [localSocket, machineSocket],
        ] as const) {
          source.pipe(destination);
          source.on('error', () => destination.destroy());
        }
      });
      servers.push(server);
      await once(server.listen(port, gateway), 'listening').catch((error: unknown) => {
        // If another program listens on this port at every address, the machines already reach that program.
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      });
    },
  };
}
