import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { consentPolicies, type ConsentPolicy } from '../wire/consentPolicies.ts';

/** A setting of the emulator. It is a flag of the command, an environment variable, and an option of `startEmulator`. */
export interface Setting<T> {
  /** The flag, without its dashes. */
  readonly flag: string;
  /** The environment variable. The flag takes precedence over the variable. */
  readonly variable: string;
  /** The name of the value in the help, such as `port`. A flag without one is a switch. */
  readonly valueName?: string;
  /** What the setting does, as a sentence for the help. */
  readonly description: string;
  /** The value that the command uses if neither flag nor variable is set. Without it, the emulator chooses a value. */
  readonly defaultValue?: T;
  /** What the help shows as the default in place of `defaultValue`. */
  readonly defaultText?: string;
  /** Whether the flag can be repeated. The texts of all flags are joined with commas, as in the variable. */
  readonly isRepeatable?: boolean;
  /** Which values are valid, as the end of the sentence “… must be”. */
  readonly validValues: string;
  /** @returns the value of a text, or undefined if the text is not valid. */
  readonly parse: (text: string) => T | undefined;
}

const defineSetting = <T>(setting: Setting<T>): Setting<T> => setting;

/** Refuses signs, spaces and other notations, which `Number` accepts. */
const parsePort = (text: string): number | undefined =>
  /^\d+$/.test(text) && Number(text) < 65_536 ? Number(text) : undefined;

export const isAccessKey = (text: string): boolean => /^[A-Za-z0-9+/]+={0,2}$/.test(text);

const isWebOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

type Timing = 'fast' | 'service';
type RetirementYear = '2028';

/** All settings. The keys are options of `startEmulator`. `--help` and the guide follow this table. */
export const settings = {
  port: defineSetting({
    flag: 'port',
    variable: 'EMULATOR_PORT',
    valueName: 'port',
    description: 'The port of the emulator. 0 means any free port.',
    defaultValue: 5174,
    validValues: 'a port number from 0 to 65535',
    parse: parsePort,
  }),
  host: defineSetting({
    flag: 'host',
    variable: 'EMULATOR_HOST',
    valueName: 'address',
    description: 'Where the emulator listens. 0.0.0.0 lets the network, or a container’s host, reach it.',
    defaultValue: 'localhost',
    validValues: 'localhost or an IP address of this machine',
    parse: (text) => (text === 'localhost' || isIP(text) > 0 ? text : undefined),
  }),
  allowedOrigins: defineSetting<readonly string[]>({
    flag: 'allow-origin',
    variable: 'EMULATOR_ALLOW_ORIGIN',
    valueName: 'origin',
    description:
      'An origin outside localhost whose pages may connect, such as https://app.example. Repeatable.',
    defaultText: 'pages of localhost only',
    isRepeatable: true,
    validValues:
      'an origin such as https://app.example:3000, without a path (the variable: with commas between several)',
    parse: (text) => {
      const origins = text.split(',');
      return origins.every(isWebOrigin) ? origins : undefined;
    },
  }),
  appPort: defineSetting({
    flag: 'app-port',
    variable: 'PORT',
    valueName: 'port',
    description: 'The port of your app, for the redirect URIs of the sign-in.',
    defaultValue: 5173,
    validValues: 'a port number from 1 to 65535',
    // Unlike the emulator, the app needs a port that is known: 0 is refused.
    parse: (text) => parsePort(text) || undefined,
  }),
  directory: defineSetting({
    flag: 'directory',
    variable: 'EMULATOR_DIRECTORY',
    valueName: 'file',
    description: 'The JSON file with your own tenants, applications, people, meetings and more.',
    defaultText: 'Alice, Bob and others',
    validValues: 'the path of a file',
    parse: (text) => text || undefined,
  }),
  consent: defineSetting<ConsentPolicy>({
    flag: 'consent',
    variable: 'EMULATOR_CONSENT',
    valueName: 'policy',
    description:
      'What people may consent to: everything, microsoftDefault, lowImpact or nothing. No administrator has consented yet.',
    defaultText: 'as the directory says',
    validValues: consentPolicies.join(', '),
    parse: (text) => consentPolicies.find((policy) => policy === text),
  }),
  secret: defineSetting({
    flag: 'secret',
    variable: 'EMULATOR_SECRET',
    valueName: 'text',
    description: 'The secret of the controls, header x-emulator-secret.',
    defaultText: 'random',
    validValues: 'printable ASCII characters without spaces',
    parse: (text) => (/^[!-~]+$/.test(text) ? text : undefined),
  }),
  accessKey: defineSetting({
    flag: 'access-key',
    variable: 'EMULATOR_ACCESS_KEY',
    valueName: 'base64',
    description: 'The access key in the connection string.',
    defaultText: 'random',
    validValues: 'base64',
    parse: (text) => (isAccessKey(text) ? text : undefined),
  }),
  timing: defineSetting<Timing>({
    flag: 'timing',
    variable: 'EMULATOR_TIMING',
    valueName: 'timing',
    description: 'fast, or service: the emulator is as slow as the real service.',
    defaultValue: 'fast',
    validValues: 'fast or service',
    parse: (text) => (text === 'fast' || text === 'service' ? text : undefined),
  }),
  retire: defineSetting<RetirementYear>({
    flag: 'retire',
    variable: 'EMULATOR_RETIRE',
    valueName: 'year',
    description:
      'With 2028, refuses what Microsoft retires in that year, and lists at the end what the app used.',
    defaultText: 'off',
    validValues: '2028, the year in which Microsoft retires stand-alone Communication Services',
    parse: (text) => (text === '2028' ? text : undefined),
  }),
  importFile: defineSetting({
    flag: 'import',
    variable: 'EMULATOR_IMPORT',
    valueName: 'file',
    description: 'An export, whose state is the initial one: conditions, consents, chats and more.',
    defaultText: 'nothing',
    validValues: 'the path of a file',
    parse: (text) => text || undefined,
  }),
  exportFile: defineSetting({
    flag: 'export',
    variable: 'EMULATOR_EXPORT',
    valueName: 'file',
    description: 'The file to which the state is exported when the emulator stops.',
    defaultText: 'nothing',
    validValues: 'the path of a file in a folder that exists',
    parse: (text) => (text !== '' && existsSync(dirname(resolve(text))) ? text : undefined),
  }),
  log: defineSetting<boolean>({
    flag: 'log',
    variable: 'EMULATOR_LOG',
    description: 'Writes a line to standard error for each request and each connection of a call agent.',
    defaultText: 'off',
    validValues: 'true or false',
    parse: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  }),
  record: defineSetting({
    flag: 'record',
    variable: 'EMULATOR_RECORD',
    valueName: 'file',
    description: 'Records the whole run in this file, a trace that "trace show" and /emulator/trace show.',
    defaultText: 'off',
    validValues: 'the path of a file',
    parse: (text) => text || undefined,
  }),
  seed: defineSetting({
    flag: 'seed',
    variable: 'EMULATOR_SEED',
    valueName: 'text',
    description: 'The same seed makes the same ids of calls and participants.',
    defaultText: 'random',
    validValues: 'at least one character',
    parse: (text) => text || undefined,
  }),
} as const;

type Settings = typeof settings;
export type SettingName = keyof Settings;
type ValueOf<S> = S extends Setting<infer T> ? T : never;
type Values = { [Name in SettingName]: ValueOf<Settings[Name]> };

/** The settings as options of `startEmulator`. A setting without a value and a default is left out. */
export type SettingValues = Partial<Values> & Pick<Values, 'port' | 'host' | 'appPort' | 'timing'>;
