import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const webFolder = 'src/web/';
const styledFiles = readdirSync(webFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx|css)$|[sS]tyles\.ts$/.test(file) && !/\.test\.tsx$|fixtures/.test(file))
  .map((file) => webFolder + file);

/** Styles that name a side. In Arabic and Hebrew, the page is the other way round. */
const physicalStyles: readonly RegExp[] = [
  // Such as `marginLeft`, `borderTopRightRadius` or `padding-left`.
  /\b(?:margin|padding|border|scrollMargin|scrollPadding)-?(?:Top|Bottom|top|bottom)?-?(?:Left|Right|left|right)\w*/,
  // Offsets, in a style object or a style sheet. Such a line has a value of a style, and not a type or a function.
  /(?:^|[\s{;])(?:left|right):\s*(?:-?\d|['"`]|[a-z]+[,;\s}]*$)/,
  /text-?[aA]lign:\s*'?(?:left|right)/,
  /\b(?:float|clear):\s*'?(?:left|right)/,
  // A movement to one side.
  /translate(?:X|3d)?\(\s*-?(?:\d|\$)/,
];

/** Finds four values of a padding, margin or inset of which the second (right) differs from the fourth (left). */
const fourValues =
  /(?:padding|margin|inset|borderWidth):\s*['"`]((?:\$\{[^}]*\}|[^\s'"`$]+)(?:\s+(?:\$\{[^}]*\}|[^\s'"`$]+)){3})['"`]/;

function findPhysicalStyle(line: string): string | null {
  if (/^\s*(?:\/\/|\*|\/\*)/.test(line)) return null;
  // Griffel mirrors the movement of an animation in `makeStyles`, and CSS has no logical form of it.
  if (line.includes('...createEntrance(')) return null;
  for (const style of physicalStyles) {
    const [found] = style.exec(line) ?? [];
    if (found) return found.trim();
  }
  const [, values = ''] = fourValues.exec(line) ?? [];
  const [, right, , left] = values.split(/\s+/);
  return right === left ? null : values;
}

it.each([
  `borderTopLeftRadius: 0,`,
  'padding-right: 4px;',
  `textAlign: 'right',`,
  "  badge: { position: 'absolute', right: '-2px' },",
  `transform: 'translateX(16px)',`,
  'margin: `0 ${tokens.a} 0 ${tokens.b}`,',
])('the search for styles that name a side finds %s', (line) => {
  expect(findPhysicalStyle(line)).not.toBeNull();
});

it('the styles of the app name no side, so that they suit both directions of writing', () => {
  expect(styledFiles.length).toBeGreaterThan(100);
  const faults = styledFiles.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const found = findPhysicalStyle(line);
        return found === null ? [] : [`${file}:${index + 1}: ${found}`];
      }),
  );
  expect(faults).toEqual([]);
});
