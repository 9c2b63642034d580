import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { describeSdkDifference } from '../emulator/settings/installedSdk.ts';
import { readEnvironment } from '../emulator/settings/readSettings.ts';
import { createAppSettings } from './appSettings.ts';
import type { EmulatorOptions } from './index.ts';
import { findOrStart, type UsedEmulator } from './vite/findOrStart.ts';

/** The plugin's options. The app's port is Vite's. The default of the emulator's port is `EMULATOR_PORT`, or else 5174. */
export interface PluginOptions extends Omit<EmulatorOptions, 'appPort'> {
  /**
   * Called when the development server starts, for example to give the connection string to a server that
   * exchanges tokens. `connectionString` is undefined if another program started the emulator, and `accessKey` is not set.
   */
  readonly onReady?: (emulator: { readonly url: string; readonly connectionString?: string }) => void;
}

/** The id of the module in which Vite gives Node the drop-in SDK, because Node cannot import from a URL. */
const nodeSdkId = '\0acs-calling-emulator/calling';

const getSdkAddress = (url: string) => `${url}/calling.js`;

const tokenPath = '/acs-calling-emulator/token';
const defaultVitePort = 5173;

/**
 * Connects a Vite app to the emulator during development. The plugin starts an emulator, which stops with Vite's server, or uses
 * the one that already answers at the port. It replaces `@azure/communication-calling`, also in libraries, with the emulator's
 * drop-in SDK, and describes the emulator in `import.meta.env.ACS_EMULATOR`. In Vitest and on a server (SSR), the drop-in SDK can be
 * imported, too.
 *
 * Each option is also an environment variable; the option takes precedence.
 * @throws Error in every build, because the emulator lets anyone sign in as anyone.
 */
export function acsCallingEmulator(options: PluginOptions = {}): Plugin {
  // The emulators that Vite's servers use. When Vite restarts its server, the new one is added before the old one is released.
  const emulators: UsedEmulator[] = [];
  let appPort = defaultVitePort;
  let isVitestInNode = false;
  return {
    name: 'acs-calling-emulator',
    // Runs before other plugins resolve the SDK.
    enforce: 'pre',
    async config({ server }, { command, mode, isPreview }) {
      if (command === 'build') throw new Error(createBuildError(mode));
      // The preview serves a build, in which there is no emulator.
      if (isPreview) return undefined;
      appPort = server?.port ?? defaultVitePort;
      const { onReady, ...settings } = options;
      const emulator = await findOrStart({ ...readEnvironment(), ...settings, appPort });
      emulators.push(emulator);
      const { url, connectionString } = emulator;
      onReady?.({ url, ...(connectionString && { connectionString }) });
      return {
        // The browser loads the SDK from the emulator, to which the SDK then connects.
        resolve: { alias: [{ find: /^@azure\/communication-calling$/, replacement: getSdkAddress(url) }] },
        define: { 'import.meta.env.ACS_EMULATOR': JSON.stringify(createAppSettings(url, tokenPath)) },
      };
    },
    configResolved({ plugins }) {
      const has = (prefix: string) => plugins.some(({ name }) => name.startsWith(prefix));
      isVitestInNode = has('vitest') && !has('vitest:browser');
    },
    resolveId(source, _importer, options) {
      const url = emulators.at(-1)?.url;
      if (url === undefined || source !== getSdkAddress(url)) return undefined;
      // Vite 5 has no environments.
      const { environment } = this as Partial<typeof this>;
      const isServer = environment ? environment.config.consumer === 'server' : options.ssr;
      return isVitestInNode || isServer ? nodeSdkId : undefined;
    },
    async load(id) {
      const url = emulators.at(-1)?.url;
      if (url === undefined || id !== nodeSdkId) return undefined;
      const response = await fetch(getSdkAddress(url));
      // Otherwise the SDK would look for the emulator at its own `import.meta.url`.
      return `const __EMULATOR_ORIGIN__ = ${JSON.stringify(url)};\n${await response.text()}`;
    },
    configureServer({ middlewares, httpServer, config: { logger, root, server } }) {
      const emulator = emulators.at(-1);
      if (!emulator) return;
      const { url, isOwn } = emulator;
      middlewares.use(tokenPath, (request, response) => void answerTokenRequest(emulator, request, response));
      const sdkWarning = describeSdkDifference(root);
      if (sdkWarning !== undefined) logger.warn(sdkWarning);
      logger.info(`acs-calling-emulator: ${isOwn ? 'started' : 'found'} ${url}`);
      if (server.host !== undefined && server.host !== false && server.host !== 'localhost')
        logger.warn(
          'acs-calling-emulator: server.host opens the app to other machines, but tokens and calls work in browsers on this machine only.',
        );
      httpServer?.once('listening', () => {
        const address = httpServer.address();
        const actualPort = typeof address === 'object' && address ? address.port : appPort;
        if (isOwn && actualPort !== appPort)
          logger.warn(
            `acs-calling-emulator: the sign-in expects the app at port ${appPort}, but Vite chose ${actualPort}. Set server.port and server.strictPort.`,
          );
      });
    },
    async closeBundle() {
      // Vite calls this hook for each of its environments, but one call must release the emulator. Vite 5 has no environments.
      const { environment } = this as Partial<typeof this>;
      if (environment && environment.name !== 'client') return;
      await emulators.shift()?.release();
    },
  };
}

const createBuildError = (mode: string) =>
  `acs-calling-emulator must not be part of a build (mode "${mode}"): it lets anyone sign in as anyone. Use it for the development server only: defineConfig(({ command }) => ({ plugins: [command === 'serve' && acsCallingEmulator()] })).`;

/** @returns whether an address is this machine's own. A socket that accepts both IPv4 and IPv6 reports `::ffff:127.0.0.1`. */
const isLoopback = (address: string | undefined): boolean =>
  /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address ?? '');

/**
 * Answers a request for an ACS token, so that the page needs neither the secret nor the connection string:
 * `GET <path>?user=<sign-in name>` gets `{"token", "expiresOn"}`, or the exchange's refusal.
 */
async function answerTokenRequest(
  { url, secret }: UsedEmulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Vite serves https over HTTP/2, whose `setHeader` returns nothing.
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'no-store');
  if (!isLoopback(request.socket.remoteAddress)) {
    const error = 'Only this machine gets tokens, because anyone who has one can call as this person.';
    response.writeHead(403).end(JSON.stringify({ error }));
    return;
  }
  if (secret === undefined) {
    const error = `The emulator at ${url} was started by another program. Set EMULATOR_SECRET to its control secret.`;
    response.writeHead(503).end(JSON.stringify({ error }));
    return;
  }
  const { search } = new URL(request.url ?? '', url);
  try {
    const headers = { 'x-emulator-secret': secret };
    const answer = await fetch(`${url}/emulator/exchange${search}`, { headers });
    const retryAfter = answer.headers.get('retry-after');
    if (retryAfter !== null) response.setHeader('retry-after', retryAfter);
    response.writeHead(answer.status).end(await answer.text());
  } catch {
    const error = `The emulator at ${url} does not answer. Restart the development server.`;
    response.writeHead(502).end(JSON.stringify({ error }));
  }
}
