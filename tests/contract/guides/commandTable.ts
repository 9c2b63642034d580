import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the reference says about one command, or about a program: its options are then those of each of its commands. For readers,
 * the entry of a program has the address of the reference (`source`), and the date of the version that was read (`date`).
 */
interface CommandEntry {
  /** Options separated by commas; the names of one option are separated by spaces: `--name -n, --resource-group -g`. */
  readonly required?: string;
  readonly optional?: string;
  /** The values of options that accept only some. */
  readonly values?: Readonly<Record<string, string>>;
}

const commandTable = JSON.parse(readFileSync(join(import.meta.dirname, 'commands.json'), 'utf8')) as Readonly<
  Record<string, CommandEntry>
>;

const splitOptions = (options = ''): string[][] =>
  options
    .split(', ')
    .filter(Boolean)
    .map((names) => names.split(' '));

/** @returns the longest entry of the table that the words begin with, such as `az group create` */
function findEntry(words: readonly string[]): string | undefined {
  const lengths = Array.from(words, (_word, index) => words.length - index);
  return lengths.map((length) => words.slice(0, length).join(' ')).find((name) => name in commandTable);
}

/** Compares a command with the table. @returns one sentence for each fault */
export function findFaults(words: readonly string[]): string[] {
  const [program = ''] = words;
  const name = findEntry(words);
  // An entry of the program alone has the options of its commands, so it does not make a command known.
  if (!name || (name === program && hasCommands(program))) return [`unknown command: ${words.join(' ')}`];
  const entry = commandTable[name];
  const required = splitOptions(entry?.required);
  const known = [
    ...required,
    ...splitOptions(entry?.optional),
    ...splitOptions(commandTable[program]?.optional),
  ];
  const end = words.indexOf('--');
  const args = words.slice(name.split(' ').length, end < 0 ? undefined : end);
  const used = args.filter((arg) => /^--?[a-z]/i.test(arg)).flatMap((arg) => listOptions(arg, program));
  const isUsed = (names: readonly string[]) => names.some((option) => used.includes(option));
  return [
    ...used
      .filter((option) => !known.some((names) => names.includes(option)))
      .map((option) => `${name} has no option ${option}`),
    ...required
      .filter((names) => !isUsed(names))
      .map((names) => `${name} needs the option ${names.join(' or ')}`),
    ...findWrongValues(name, args),
  ];
}

const hasCommands = (program: string) =>
  Object.keys(commandTable).some((name) => name.startsWith(`${program} `));

/** `--name=value` is the option `--name`, and `-fsS` of curl are three options. */
const listOptions = (arg: string, program: string): string[] =>
  program === 'curl' && /^-[a-z]/i.test(arg)
    ? Array.from(arg.slice(1), (letter) => `-${letter}`)
    : [arg.replace(/=.*/s, '')];

function findWrongValues(name: string, args: readonly string[]): string[] {
  return Object.entries(commandTable[name]?.values ?? {}).flatMap(([names, values]) => {
    const index = args.findIndex((arg) => names.split(' ').includes(arg));
    const next = args[index + 1] ?? '--';
    // An option that accepts `true` and `false` means `true` when no value follows.
    const value = values === 'false, true' && next.startsWith('--') ? 'true' : next;
    return index < 0 || values.toLowerCase().split(', ').includes(value.toLowerCase())
      ? []
      : [`${name} accepts for ${names} only ${values}; not ${value}`];
  });
}
