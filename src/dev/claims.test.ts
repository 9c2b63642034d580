import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const about = (
  JSON.parse(readFileSync('public/locales/en.json', 'utf8')) as { settings: { retirement: string } }
).settings.retirement;
const readme = readFileSync('README.md', 'utf8').replaceAll(/\s+/g, ' ');

it.each([
  ['the About text', about],
  ['the README', readme],
])('W5: %s says what Microsoft’s list does not name, and promises nothing', (_where, text) => {
  expect(text).toContain('does not name calling as a Teams user');
  expect(text).not.toMatch(/goes on|continues|is not affected|stays available/i);
});
