import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { createEmulatorApp } from './app.ts';
import { createAccessTokenVerifier, createSigningKey, type SigningKey } from './core/accessTokens.ts';
import { createAcsTokens } from './core/acsToken.ts';
import { createAcsUserStore } from './core/acsUsers.ts';
import { createAssignmentStore } from './core/assignments.ts';
import { ContactCentre } from './contact-centre/contactCentre.ts';
import { createClock } from './core/clock.ts';
import { createConditionStore } from './core/conditionStore.ts';
import type { Directory } from './core/directory.ts';
import type { EmulatorState } from './core/emulatorState.ts';
import { createIdGenerator } from './core/ids.ts';
import { Recorder } from './core/recorder/recorder.ts';
import { Retirement } from './core/retirement.ts';
import { createRevocations } from './core/revocations.ts';
import { readDirectory } from './directory/readDirectory.ts';
import type { DirectoryFile } from './directory/schema.ts';
import { readStateFile, writeStateFile, type SavedState } from './controls/stateFile.ts';
import { createEntraState, type EntraState } from './entra/entraState.ts';
import { createChatStore } from './graph/chatStore.ts';
import { createExchanges } from './identity/exchanges.ts';
import { createAccess, createNetworkWarning, explainRefusedHost, type Access } from './http/access.ts';
import { listen } from './http/listen.ts';
import { removeRepeatedPort } from './http/repeatedPort.ts';
import { recordToFile } from './trace/recordToFile.ts';
import { writeLog } from './http/logRequests.ts';
import { isAccessKey, type SettingValues } from './settings/table.ts';
import { createSignalling, type Signalling } from './signalling/signalling.ts';
import { serviceTiming } from './wire/conditions.ts';
import { createTeamsUserRawId, isAcsUser } from './wire/rawIds.ts';
import { emulatorVersion } from './version.ts';

/** The settings of `settings/table.ts`, and more options. The default port is any free one. */
export interface EmulatorOptions extends Partial<Omit<SettingValues, 'directory'>> {
  /** The path of a directory file, or the content of such a file. By default, the directory with Alice and Bob. */
  readonly directory?: string | DirectoryFile;
  /** Returns milliseconds since 1970, by default the system's. `POST /emulator/clock` moves the emulator's clock ahead of it. */
  readonly now?: () => number;
  /** The keys that sign tokens. Tests that start many emulators pass them, because making a key takes 0.1 s. */
  readonly keys?: { readonly entra: SigningKey; readonly acs: SigningKey };
  /** Gets the emulator's own errors, which clients see as 500. By default, they are written to standard error. */
  readonly onFault?: (error: Error) => void;
}

export interface RunningEmulator {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  readonly connectionString: string;
  readonly secret: string;
  readonly directory: Directory;
  /** Ends all calls and connections, and frees the port. */
  stop(): Promise<void>;
}

/** @returns the address of the controls page. Browsers do not send the part after the `#` to a server. */
export const buildControlsAddress = ({ url, secret }: Pick<RunningEmulator, 'url' | 'secret'>): string =>
  `${url}/emulator#secret=${encodeURIComponent(secret)}`;

/**
 * Starts the emulator, which listens on loopback addresses only, unless `host` is another address.
 * @throws Error if NODE_ENV is `production`, the port is taken, the access key is not base64, or `host` needs allowed origins.
 * @throws StateFileError for a file of `importFile` that is damaged, of another version, or of another directory.
 * @throws DirectoryError for a directory with faults. The error lists them all.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'The emulator lets anyone sign in as anyone; it does not start with NODE_ENV=production.',
    );
  }
  const {
    accessKey = randomBytes(64).toString('base64'),
    secret = randomBytes(24).toString('base64url'),
    keys,
    appPort = 5173,
    host = 'localhost',
  } = options;
  if (!isAccessKey(accessKey)) throw new Error('The access key must be base64.');
  const refusal = explainRefusedHost(options);
  if (refusal !== undefined) throw new Error(refusal);

  const directory = readDirectory(options.directory, appPort, options.consent);
  const imported =
    options.importFile === undefined ? undefined : readStateFile(options.importFile, directory);
  const clock = createClock(options.now);
  const { now } = clock;
  const [key, acsTokens] = await Promise.all([
    keys?.entra ?? createSigningKey(),
    createAcsTokens(now, keys?.acs),
  ]);
  const { servers, port } = await listen(host, options.port ?? 0);
  const access = createAccess(port, options);
  const origin = `http://localhost:${port}`;
  const state: EmulatorState = {
    port,
    origin,
    directory,
    conditions: createConditionStore(options.timing === 'service' ? { timing: serviceTiming } : {}),
    revocations: createRevocations(now),
    clock,
    now,
    key,
    verifyAccessToken: createAccessTokenVerifier(origin, key, now),
    acsTokens,
    assignments: createAssignmentStore(directory),
    acsUsers: createAcsUserStore(
      directory.acsResource.id,
      createIdGenerator(options.seed && `${options.seed} users`),
    ),
    retirement: new Retirement(options.retire === '2028'),
    accessKey,
    secret,
    recorder: new Recorder(directory, emulatorVersion, [accessKey, secret]),
  };
  const recording = options.record === undefined ? undefined : recordToFile(state.recorder, options.record);
  const { fetchAnswer, signalling, readState } = createServices(state, access, { ...options, imported });
  // `overrideGlobalObjects` would replace `Request` and `Response` in the whole process, which may belong to an app's tests.
  const handleRequest = getRequestListener((request, env) => fetchAnswer(request, env), {
    overrideGlobalObjects: false,
  });
  for (const server of servers) {
    server.on('request', (request, response) => {
      removeRepeatedPort(request);
      void handleRequest(request, response);
    });
    server.on('upgrade', createUpgradeHandler(access, signalling));
    if (options.log) server.on('upgrade', ({ url }) => writeLog(`connection ${url?.split('?')[0]}`));
  }

  const warning = createNetworkWarning(options);
  if (warning !== undefined) process.stderr.write(warning);
  return {
    url: origin,
    port,
    connectionString: `endpoint=${origin}/;accesskey=${accessKey}`,
    secret,
    directory,
    async stop() {
      const savedState = readState();
      await signalling.close();
      await Promise.all(servers.map(closeServer));
      if (options.exportFile !== undefined) writeStateFile(options.exportFile, savedState);
      await recording?.end();
      process.stderr.write(state.retirement.summarize() ?? '');
    },
  };
}

const writeFault = (error: Error): void => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
};

function createServices(
  state: EmulatorState,
  access: Access,
  {
    seed,
    log,
    onFault = writeFault,
    imported,
  }: EmulatorOptions & { readonly imported: SavedState | undefined },
) {
  const { acsTokens, acsUsers, directory, assignments, conditions, clock, revocations, recorder } = state;
  let chats = createChatStore();
  const signalling = createSignalling({
    async verifyToken(token) {
      const identity = await acsTokens.verify(token);
      // After a reset, tokens of the former ACS users are no longer valid.
      return identity && isAcsUser(identity.rawId) && !acsUsers.has(identity.rawId) ? null : identity;
    },
    directory,
    assignments,
    acsUsers,
    retirement: state.retirement,
    acceptsOrigin: access.isAcceptedOrigin,
    conditions,
    clock,
    newId: createIdGenerator(seed),
    recorder,
    isChatMember: (chatId, oid) => chats.isMember(chatId, oid),
  });
  const contactCentre = new ContactCentre({ admin: signalling.admin, assignments });
  let entra: EntraState;
  /** Creates the HTTP routes. Their stores, for example of sign-ins, consents and presences, start empty. */
  const createApp = () => {
    entra = createEntraState(state);
    const services = {
      ...state,
      chats,
      exchanges: createExchanges(state),
      // Calls of an agent do not change the person's presence in Teams.
      isInCall: (oid: string) => signalling.commands.calls.hasParticipant(createTeamsUserRawId(oid)),
      admin: signalling.admin,
      contactCentre,
      issueAppToken: (audience: string) => entra.tokens.issueAppToken(audience),
      reset,
      readState,
      replaceState(saved: SavedState) {
        reset();
        restore(saved);
      },
    };
    return createEmulatorApp(services, entra, { onFault, log, access });
  };
  function reset(): void {
    // The contact centre forgets its callers first, so that none of them rings at another agent while the calls end.
    contactCentre.reset();
    signalling.admin.endAllCalls();
    for (const store of [conditions, assignments, revocations, acsTokens, acsUsers, clock]) store.reset();
    recorder.clear();
    chats = createChatStore();
    app = createApp();
    if (imported) restore(imported);
  }
  const readState = (): SavedState => ({
    conditions: conditions.list(),
    assignments: assignments.list().map(({ objectId, tenantId, principalType, clientIds }) => ({
      objectId,
      tenantId,
      principalType,
      clientIds: [...clientIds],
    })),
    consents: entra.consents.list(),
    chats: chats.list(),
    acsUsers: acsUsers.list().map(({ rawId: id, customId }) => ({ id, customId })),
    contactCentre: contactCentre.settings,
    aheadMs: clock.getAheadMs(),
  });
  function restore(saved: SavedState): void {
    acsUsers.restore(saved.acsUsers);
    conditions.restore(saved.conditions);
    assignments.restore(saved.assignments);
    entra.consents.restore(saved.consents);
    chats.restore(saved.chats);
    contactCentre.changeSettings(saved.contactCentre);
    clock.advance(saved.aheadMs - clock.getAheadMs());
  }
  let app = createApp();
  if (imported) restore(imported);
  const fetchAnswer: typeof app.fetch = (...request) => app.fetch(...request);
  return { fetchAnswer, signalling, readState };
}

function createUpgradeHandler(access: Access, signalling: Signalling) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Without a listener for errors, a connection that the client resets would end the process.
    socket.on('error', () => socket.destroy());
    if (!access.isAcceptedHost(request.headers.host)) refuseUpgrade(socket, '421 Misdirected Request');
    else if (request.url?.split('?')[0] === '/signalling') signalling.handleUpgrade(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
