import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The text about the retirement of Azure's features in the app's settings. */
const aboutText = (
  JSON.parse(readFileSync('src/web/locales/en.json', 'utf8')) as { settings: { retirement: string } }
).settings.retirement;
const readme = readFileSync('README.md', 'utf8').replaceAll(/\s+/g, ' ');

it.each([
  ['the About text', aboutText],
  ['the README', readme],
])(
  'W5: %s says that Microsoft’s list of retirements does not name this kind of call, and promises nothing',
  (_place, text) => {
    expect(text).toContain('does not name calling as a Teams user');
    expect(text).not.toMatch(/goes on|continues|is not affected|stays available/i);
  },
);
