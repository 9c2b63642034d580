import { startEmulator as start } from '../emulator/emulator.ts';
import type { Controls } from './controlTypes.ts';
import { createControls as createTypedControls } from './controls/createControls.ts';
import type { DirectoryFile } from './declaredTypes.ts';

export type { DirectoryFile, PhoneBehaviour } from './declaredTypes.ts';

/** The settings of an emulator. The flags of the command `acs-calling-emulator` have the same names. */
export interface EmulatorOptions {
  /** The port of the emulator. Default: any free port. */
  readonly port?: number;
  /**
   * Where the emulator listens: `localhost`, or an IP address of this machine, by which the network can reach it. `0.0.0.0` means
   * all addresses. Other addresses than this machine's own need `allowedOrigins`. Default: `localhost`.
   */
  readonly host?: string;
  /** The origins of pages outside `localhost` that may connect, such as `https://app.example`. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** The port of your app, for the redirect URIs of the sign-in. Default: 5173. */
  readonly appPort?: number;
  /**
   * Your own people, applications, meetings and more: the path of a JSON file, or its content. The page
   * `emulator-directory.md` describes all fields. Default: Alice, Bob and others.
   */
  readonly directory?: string | DirectoryFile;
  /** What people may consent to, in all tenants, if no administrator has consented yet. Default: what the directory says. */
  readonly consent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing';
  /** The secret of the controls (the routes under `/emulator`), for the header `x-emulator-secret`. Default: a new random text. */
  readonly secret?: string;
  /** The access key in the connection string, in base64. Default: a new random key. */
  readonly accessKey?: string;
  /** `service` makes the emulator as slow as the real service. Default: `fast`. */
  readonly timing?: 'fast' | 'service';
  /** With '2028', refuses what Microsoft retires in that year, and writes to standard error at the end what the app used. Default: off. */
  readonly retire?: '2028';
  /** The path of an export, whose state is the initial one. `POST /emulator/reset` returns to it. Default: nothing. */
  readonly importFile?: string;
  /** The path of the file to which the state is exported when the emulator stops. Default: nothing. */
  readonly exportFile?: string;
  /** Whether a line is written to standard error for each request and each connection of a call agent. Default: false. */
  readonly log?: boolean;
  /** The file in which the whole run is recorded as a trace, without secrets. Default: nothing is recorded. */
  readonly record?: string;
  /** The same seed makes the same ids of calls and participants. Default: random ids. */
  readonly seed?: string;
}

/** An emulator that runs in this process. */
export interface Emulator {
  /** The address, `http://localhost:<port>`. */
  readonly url: string;
  readonly port: number;
  /** The connection string of the emulated ACS resource, for a server. Keep it out of web pages, as on Azure. */
  readonly connectionString: string;
  /** The secret of the controls. Requests to `/emulator/…` send it in the header `x-emulator-secret`. */
  readonly secret: string;
  /** Ends all calls and connections, and frees the port. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts an emulator in this process. Several emulators can run side by side.
 * @throws Error if `NODE_ENV` is `production`, the port is taken, the access key is not base64, `host` needs `allowedOrigins`, or the directory has faults.
 */
export const startEmulator = (options: EmulatorOptions = {}): Promise<Emulator> => start(options);

/**
 * Creates a typed client of the controls of a running emulator, which cause every event that a calling app must handle.
 * @param emulator the address and the secret of the controls, such as the result of `startEmulator`.
 */
export const createControls = (emulator: { readonly url: string; readonly secret: string }): Controls =>
  createTypedControls(emulator);
