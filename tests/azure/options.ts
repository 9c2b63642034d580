import { parseArgs } from 'node:util';

export const usage = `npm run azure:hour -- [options]

Leads you through an hour on Azure, and writes a record of it.

  --compare <file>  runs the steps of that record on the emulator, and prints the differences
  --stand-in        records the emulator instead of Azure, without a person
  --only <steps>    runs only these steps, separated by commas
  --skip <steps>    leaves these steps out
  --yes             asks before no step
  --out <file>      where the record goes (default: hour-record.json)
  --help            prints this text, and the steps with their costs`;

/** A fault of the command line, of the settings or of a file, as a sentence for the person at the terminal. Nothing ran. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

const splitNames = (text: string): string[] => text.split(',').flatMap((name) => name.trim() || []);

export type HourOptions = ReturnType<typeof parseOptions>;

/** Reads the command line. @throws CommandFault */
export function parseOptions(commandLine: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...commandLine],
      options: {
        compare: { type: 'string' },
        'stand-in': { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        skip: { type: 'string', default: '' },
        yes: { type: 'boolean', default: false },
        out: { type: 'string', default: 'hour-record.json' },
        help: { type: 'boolean', default: false },
      },
    });
    return { ...values, only: splitNames(values.only), skip: splitNames(values.skip) };
  } catch (error) {
    // The first sentence of Node's message names the option.
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new CommandFault(`${sentence}. \`npm run azure:hour -- --help\` lists the options.`);
  }
}
