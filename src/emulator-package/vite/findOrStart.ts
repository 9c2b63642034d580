import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../../emulator/emulator.ts';
import { isEmulator } from '../../emulator/version.ts';

/** An emulator that a Vite server or a test worker uses. It runs in this process or in another one. */
export interface UsedEmulator {
  readonly url: string;
  /** Unknown for an emulator of another process, unless the settings name its access key. */
  readonly connectionString?: string;
  /** Unknown for an emulator of another process, unless the settings name its secret. */
  readonly secret?: string;
  /** Whether this process started the emulator. */
  readonly isOwn: boolean;
  /** To be called once. Stops the emulator if this process started it and nothing else in this process uses it. */
  release(): Promise<void>;
}

type Options = EmulatorOptions & { readonly port: number };

interface OwnEmulator {
  readonly emulator: RunningEmulator;
  /** How many Vite servers or test workers use it. */
  users: number;
}
/** The emulators that this process started, by port. */
const ownEmulators = new Map<number, OwnEmulator>();

/**
 * Finds the emulator at a port, or starts an emulator there. When Vite restarts its server, the new server calls this function
 * before the old server releases the emulator, so that the emulator survives.
 * @throws Error if another program has the port.
 */
export async function findOrStart(options: Options): Promise<UsedEmulator> {
  const { port, secret, accessKey } = options;
  const url = `http://localhost:${port}`;
  const own = ownEmulators.get(port);
  if (own) return shareOwnEmulator(own);
  if (port === 0 || !(await isEmulator(url))) {
    try {
      const started = { emulator: await startEmulator(options), users: 0 };
      ownEmulators.set(started.emulator.port, started);
      return shareOwnEmulator(started);
    } catch (error) {
      const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isPortTaken) throw error;
      // Another process may have started its emulator since `isEmulator` was asked.
      if (!(await isEmulator(url))) throw createPortError(port, error);
    }
  }
  return {
    url,
    isOwn: false,
    ...(secret && { secret }),
    ...(accessKey && { connectionString: `endpoint=${url}/;accesskey=${accessKey}` }),
    release: () => Promise.resolve(),
  };
}

const createPortError = (port: number, cause: unknown) =>
  new Error(
    `acs-calling-emulator: another program has port ${port}, and it is not an emulator. The option port or the variable EMULATOR_PORT chooses another port; 0 means any free port.`,
    { cause },
  );

function shareOwnEmulator(own: OwnEmulator): UsedEmulator {
  own.users += 1;
  const { url, connectionString, secret } = own.emulator;
  return {
    url,
    connectionString,
    secret,
    isOwn: true,
    async release() {
      own.users -= 1;
      if (own.users > 0) return;
      ownEmulators.delete(own.emulator.port);
      await own.emulator.stop();
    },
  };
}
