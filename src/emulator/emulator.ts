import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { createAcsTokens } from './core/acsToken.ts';
import { createClock } from './core/clock.ts';
import { createEmulatorApp } from './app.ts';
import { serviceTiming } from './wire/callConditions.ts';
import { createConditions } from './core/conditionStore.ts';
import { createAccessTokenVerifier } from './core/accessTokens.ts';
import { createEntraState } from './entra/entraState.ts';
import { createIds } from './core/ids.ts';
import { listenOnLoopback } from './http/listen.ts';
import { acceptedHost, acceptedOrigin } from './http/origins.ts';
import { createRevocations } from './core/revocations.ts';
import { applications, findPerson } from './core/seed.ts';
import { createSignalling } from './signalling/signalling.ts';
import { createSigningKey, type SigningKey } from './core/signingKey.ts';

export interface EmulatorOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Where the app is served; the applications' redirect URIs name it. */
  readonly appPort: number;
  /** The ACS resource's key, base64; a new random one when left out. */
  readonly accessKey?: string;
  /** What callers of `/emulator/...` must send; a new random one when left out. */
  readonly secret?: string;
  /** The time that goes by by itself, in milliseconds since 1970; `POST /emulator/clock` moves it on. */
  readonly now?: () => number;
  /** The same seed makes the same ids of calls and participants in the same order; random ones when left out. */
  readonly seed?: string;
  /** For tests that start many emulators: a key takes 0.1 s to make. New ones when left out. */
  readonly keys?: { readonly entra: SigningKey; readonly acs: SigningKey };
  /** `service` makes everything take as long as the service does; as fast as it can when left out. */
  readonly timing?: 'service';
  /** Told of faults of the emulator itself, which callers see only as 500. Standard error when left out. */
  readonly onFault?: (error: Error) => void;
}

export interface RunningEmulator {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  readonly connectionString: string;
  readonly secret: string;
  close(): Promise<void>;
}

/** The page of controls. What follows `#` is sent to no server, and the page takes it out of the address. */
export const controlsAddress = ({ url, secret }: Pick<RunningEmulator, 'url' | 'secret'>): string =>
  `${url}/emulator#secret=${encodeURIComponent(secret)}`;

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Starts the stand-in for Entra, the ACS resource, Graph and the calling service, on loopback only.
 * @throws when NODE_ENV is production, when the port is taken, or when the access key is not base64.
 */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'The emulator lets anyone sign in as anyone; it does not start with NODE_ENV=production.',
    );
  }
  const {
    accessKey = randomBytes(64).toString('base64'),
    secret = randomBytes(24).toString('base64url'),
    keys,
    seed,
    onFault = (error) => process.stderr.write(`${error.stack ?? error.message}\n`),
  } = options;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(accessKey)) throw new Error('The access key must be base64.');

  const clock = createClock(options.now);
  const { now } = clock;
  const newId = createIds(seed);
  const [key, acsTokens] = await Promise.all([
    keys?.entra ?? createSigningKey(),
    createAcsTokens({ now, ...(keys ? { key: keys.acs } : {}) }),
  ]);
  const { servers, port } = await listenOnLoopback(options.port);
  const origin = `http://localhost:${port}`;
  const conditions = createConditions(options.timing === 'service' ? { timing: serviceTiming } : {});
  const revocations = createRevocations({ now });
  const entra = createEntraState({
    origin,
    port,
    now,
    key,
    conditions,
    revocations,
    applications: applications(options.appPort),
  });
  const verifyAccessToken = createAccessTokenVerifier({ origin, key, now });
  const signalling = createSignalling({
    verify: (token) => acsTokens.verify(token),
    findPerson,
    origins: acceptedOrigin,
    conditions,
    clock,
    newId,
  });
  const app = createEmulatorApp(port, {
    entra,
    exchange: { accessKey, acsTokens, verifyAccessToken, conditions, now },
    graph: {
      verifyAccessToken,
      conditions,
      revocations,
      now,
      inCall: (oid) => signalling.commands.calls.hasParticipant(`8:orgid:${oid}`),
    },
    controls: {
      secret,
      key,
      acsTokens,
      issueAppToken: (resource) => entra.tokens.appToken(resource),
      conditions,
      revocations,
      clock,
      now,
      admin: signalling.admin,
    },
    onFault,
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has let go of the socket: a reset that nobody listens for would end the process.
    socket.on('error', () => socket.destroy());
    if (!acceptedHost(request.headers.host, port)) refuseUpgrade(socket, '421 Misdirected Request');
    else if (request.url?.split('?')[0] === '/signalling') signalling.upgrade(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
  };
  const answer = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
  for (const server of servers) {
    server.on('request', (request, response) => void answer(request, response));
    server.on('upgrade', upgrade);
  }

  return {
    url: origin,
    port,
    connectionString: `endpoint=${origin}/;accesskey=${accessKey}`,
    secret,
    async close() {
      await signalling.close();
      await Promise.all(
        servers.map(
          (server) =>
            new Promise((resolve) => {
              server.close(resolve);
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
