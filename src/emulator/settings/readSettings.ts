import { explainRefusedHost } from '../http/access.ts';
import { settings, type Setting, type SettingName, type SettingValues } from './table.ts';

type Environment = Readonly<Record<string, string | undefined>>;
const settingEntries = Object.entries<Setting<unknown>>(settings) as [SettingName, Setting<unknown>][];

/** What a command line asks for. `faults` has a sentence for each mistake. */
export type Command =
  | { readonly action: 'start'; readonly values: SettingValues }
  | { readonly action: 'execute'; readonly values: SettingValues; readonly command: readonly string[] }
  | { readonly action: 'show help' | 'show version' }
  | {
      readonly action: 'show trace';
      readonly file: string;
      readonly against?: string;
      readonly print: boolean;
    }
  | { readonly action: 'refuse'; readonly faults: readonly string[] };

/** @param args the arguments without the program: `process.argv.slice(2)`. */
export function readCommand(args: readonly string[], env: Environment): Command {
  if (args[0] === 'trace') return readTraceCommand(args.slice(1));
  const { ownArgs, command } = splitArgs(args);
  const { flags, faults: flagFaults } = readFlags(ownArgs);
  if (command?.length === 0) flagFaults.push('exec needs a command after "--", as in: exec -- npm test');
  if (flags.has('help')) return { action: 'show help' };
  if (flags.has('version')) return { action: 'show version' };
  const { values, faults } = readValues(flags, env);
  const hostFault = explainRefusedHost(values);
  const allFaults = [...flagFaults, ...faults, ...(hostFault === undefined ? [] : [hostFault])];
  if (allFaults.length > 0) return { action: 'refuse', faults: allFaults };
  return command ? { action: 'execute', values, command } : { action: 'start', values };
}

/** Reads `trace show <file> [--against <file>] [--print]`. */
function readTraceCommand(args: readonly string[]): Command {
  const files: string[] = [];
  let against: string | undefined;
  let print = false;
  const remaining = args.slice(1);
  for (let argument = remaining.shift(); argument !== undefined; argument = remaining.shift()) {
    if (argument === '--print') print = true;
    else if (argument === '--against') against = remaining.shift() ?? '';
    else if (argument.startsWith('--against=')) against = argument.slice('--against='.length);
    else files.push(argument);
  }
  const [file, ...surplus] = files;
  const isComplete = args[0] === 'show' && file && surplus.length === 0 && against !== '';
  if (!isComplete || file.startsWith('-')) {
    const usage = 'trace needs a file, as in: trace show run.jsonl [--against good-run.jsonl] [--print]';
    return { action: 'refuse', faults: [usage] };
  }
  return { action: 'show trace', file, ...(against !== undefined && { against }), print };
}

/** @returns the emulator's own arguments, and the command after `exec … --`; no command without `exec`. */
function splitArgs(args: readonly string[]): { ownArgs: readonly string[]; command?: readonly string[] } {
  if (args[0] !== 'exec') return { ownArgs: args };
  const separator = args.indexOf('--');
  if (separator === -1) return { ownArgs: args.slice(1), command: [] };
  return { ownArgs: args.slice(1, separator), command: args.slice(separator + 1) };
}

/** Reads the environment variables alone. @throws RangeError that names all faults. */
export function readEnvironment(env: Environment = process.env): SettingValues {
  const { values, faults } = readValues(new Map(), env);
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  return values;
}

function readValues(flags: ReadonlyMap<string, string>, env: Environment) {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, { flag, variable, defaultValue, validValues, parse }] of settingEntries) {
    const flagText = flags.get(flag);
    // An environment variable without a value counts as not set.
    const text = flagText ?? (env[variable] || undefined);
    const value = text === undefined ? defaultValue : parse(text);
    if (value !== undefined) values[name] = value;
    // A text without a value is one that `parse` refuses.
    if (text === undefined || value !== undefined) continue;
    const source = flagText === undefined ? variable : `--${flag}`;
    faults.push(`${source} must be ${validValues}; it is "${text}".`);
  }
  // The cast is safe: each value is its setting's default, or comes from the setting's own `parse`.
  return { values: values as unknown as SettingValues, faults };
}

/** The flags that take no value, with their names. */
const switches = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
]);
const flagNames = new Set(settingEntries.map(([, { flag }]) => flag));
/** The settings whose flag needs no value. Their variables need one. */
const switchSettings = new Set(
  settingEntries.filter(([, { valueName }]) => valueName === undefined).map(([, { flag }]) => flag),
);

const repeatableFlags = new Set(
  settingEntries.filter(([, { isRepeatable }]) => isRepeatable).map(([, { flag }]) => flag),
);

/** Reads `--flag value` and `--flag=value`. Node's own `parseArgs` reports the first fault only. */
function readFlags(args: readonly string[]): { flags: Map<string, string>; faults: string[] } {
  const flags = new Map<string, string>();
  const faults: string[] = [];
  const remaining = [...args];
  for (let argument = remaining.shift(); argument !== undefined; argument = remaining.shift()) {
    const switchName = switches.get(argument);
    const [, name = '', inlineValue] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (switchName) {
      flags.set(switchName, '');
    } else if (!flagNames.has(name)) {
      faults.push(`"${argument}" is not a flag.`);
    } else {
      const hasNextValue = remaining[0] !== undefined && !remaining[0].startsWith('--');
      const nextValue = () => (hasNextValue ? remaining.shift() : undefined);
      const value = inlineValue ?? (switchSettings.has(name) ? 'true' : nextValue());
      const earlierValue = flags.get(name);
      if (value === undefined) faults.push(`--${name} needs a value.`);
      else if (earlierValue !== undefined && repeatableFlags.has(name))
        flags.set(name, `${earlierValue},${value}`);
      else if (earlierValue !== undefined) faults.push(`--${name} is given more than once.`);
      else flags.set(name, value);
    }
  }
  return { flags, faults };
}
