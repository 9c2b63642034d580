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

/** The options of the command. */
export interface HourOptions {
  readonly compare: string | null;
  readonly isStandIn: boolean;
  readonly only: readonly string[] | null;
  readonly skip: readonly string[];
  readonly asksBeforeSteps: boolean;
  readonly out: string;
  readonly showsHelp: boolean;
}

const splitNames = (text: string): string[] => text.split(',').flatMap((name) => name.trim() || []);

/** Reads the command line. @returns the options, or a sentence about a fault */
export function parseOptions(commandLine: readonly string[]): HourOptions | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args: [...commandLine],
      options: {
        compare: { type: 'string' },
        'stand-in': { type: 'boolean', default: false },
        only: { type: 'string' },
        skip: { type: 'string', default: '' },
        yes: { type: 'boolean', default: false },
        out: { type: 'string', default: 'hour-record.json' },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      compare: values.compare ?? null,
      isStandIn: values['stand-in'],
      only: values.only === undefined ? null : splitNames(values.only),
      skip: splitNames(values.skip),
      asksBeforeSteps: !values.yes,
      out: values.out,
      showsHelp: values.help,
    };
  } catch (error) {
    // The first sentence of Node's message names the option.
    const [sentence = ''] = (error as Error).message.split('. ');
    return { fault: `${sentence}. \`npm run azure:hour -- --help\` lists the options.` };
  }
}
