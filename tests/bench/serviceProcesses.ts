import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'vite';
import { startTestEntra } from '../../src/server/fixtures/entra.ts';
import { acsKey } from '../../src/server/fixtures/service.ts';
import type { Assignment, ServerMessage, Usage } from './serviceServers.ts';

export interface StartedServer {
  readonly port: number;
  readonly child: ChildProcess;
}

/** Starts the servers that `npm run bench -- service` and `npm run bench -- service-faults` measure, and creates requests to them. */
export async function createServiceProcesses() {
  const entra = await startTestEntra();
  /** One caller token for each of 200 users, because a single user may use only a small part of the service's quota. */
  const createId = (index: number) => `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;
  const callerTokens = await Promise.all(
    Array.from({ length: 200 }, (_, index) => entra.sign({ oid: createId(index) })),
  );
  // The servers run from a build, as in production. A development loader would slow down both servers, the service more.
  const outDir = resolve(import.meta.dirname, '../../.cache/bench');
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, 'serviceServers.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
    },
  });
  const bundle = resolve(outDir, 'serviceServers.js');
  // Where `taskset` exists, the servers run on one core and this program on another. Otherwise the server, its threads that
  // verify signatures, and this program compete for the cores, and the figures vary.
  const hasOwnCores =
    availableParallelism() > 1 && spawnSync('taskset', ['-cp', '0', String(process.pid)]).status === 0;
  const [command, commandArguments] = hasOwnCores
    ? ['taskset', ['-c', '1', process.execPath]]
    : ([process.execPath, []] as [string, string[]]);
  const children: ChildProcess[] = [];
  let requestNumber = 0;

  return {
    /** Creates a request to the token service, with another Teams token and (by default) another user than the last one. */
    createRequest: (person?: number): string => {
      requestNumber += 1;
      const token = callerTokens[(person ?? requestNumber) % callerTokens.length];
      const body = `{"teamsUserAadToken":"teams-token-${requestNumber}"}`;
      return `POST /api/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    },
    /**
     * @param acsPort the port of the simulated ACS. Nothing listens on the default port, for servers that need no ACS.
     * @param changes replaces properties of the server's assignment
     */
    async start(
      kind: Assignment['kind'],
      acsPort = 9,
      changes: Partial<Assignment> = {},
    ): Promise<StartedServer> {
      const assignment: Assignment = {
        kind,
        authority: entra.keyServer.url,
        publicJwk: entra.publicJwk,
        connectionString: `endpoint=http://127.0.0.1:${acsPort}/;accesskey=${acsKey}`,
        quota: 1_000_000,
        delayMs: 0,
        env: {},
        ...changes,
      };
      // The server logs as in production, but the log is dropped, so that it does not slow down this program.
      const child = spawn(command, [...commandArguments, '--expose-gc', bundle, JSON.stringify(assignment)], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      const [message] = (await once(child, 'message')) as [{ port: number }];
      return { port: message.port, child };
    },
    /** Ends all servers: a server exits when its process loses the connection to this one. */
    stop: (): void => children.splice(0).forEach((child) => child.connected && child.disconnect()),
    close: () => entra.close(),
  };
}

/** Reads what a server has used so far. @param collectsGarbage whether the server first frees what it no longer needs */
export async function readUsage({ child }: StartedServer, collectsGarbage = false): Promise<Usage> {
  child.send({ kind: 'usage', collectsGarbage } satisfies ServerMessage);
  const [usage] = (await once(child, 'message')) as [Usage];
  return usage;
}

export const setAcsDelay = ({ child }: StartedServer, delayMs: number): boolean =>
  child.send({ kind: 'delay', delayMs } satisfies ServerMessage);
