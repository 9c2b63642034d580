import { settings, type Setting } from './table.ts';

/** @returns what `--help` and the guide show as the default of a setting. */
export const describeDefault = ({ defaultText, defaultValue }: Setting<unknown>): string =>
  defaultText ?? String(defaultValue);

const rows = [
  ...Object.values<Setting<unknown>>(settings).map((setting) => ({
    flag: setting.valueName === undefined ? `--${setting.flag}` : `--${setting.flag} <${setting.valueName}>`,
    lines: [setting.description, `${setting.variable}; default: ${describeDefault(setting)}`],
  })),
  { flag: '--help', lines: ['Shows this text.'] },
  { flag: '--version', lines: ['Shows the version.'] },
];
const columnWidth = Math.max(...rows.map(({ flag }) => flag.length)) + 4;

export const helpText = [
  'Usage: acs-calling-emulator [flags]',
  '       acs-calling-emulator exec [flags] -- <command>',
  '       acs-calling-emulator trace show <file> [--against <file of a good run>] [--print]',
  '',
  'Emulates Azure Communication Services calling for Teams users on this machine: Entra, tokens,',
  'Graph, signalling, and a drop-in Calling SDK. Each flag has an environment variable.',
  "exec runs a command, such as npm test, while the emulator runs, and exits with the command's exit code.",
  'trace show opens a recorded run in the browser, or prints it, and compares it with a good run.',
  '',
  ...rows.flatMap(({ flag, lines }) =>
    lines.map((line, index) => `  ${(index === 0 ? flag : '').padEnd(columnWidth)}${line}`),
  ),
  '',
].join('\n');
