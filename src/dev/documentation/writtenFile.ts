import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = resolve(import.meta.dirname, '../../..');

/** A file that is generated from the code, in whole or in part. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** Creates a whole file. @param file its path in the repository @param text its text, which Prettier then formats */
export async function createFile(file: string, text: string): Promise<WrittenFile> {
  const path = join(root, file);
  return { path, text: await format(text, { ...(await resolveConfig(path)), filepath: path }) };
}

/**
 * Replaces parts of a page. Each part stands between marks, such as `<!-- acts -->` and `<!-- /acts -->`.
 * @param parts maps the word in the marks to the new text between them
 * @throws Error for a page without such marks
 */
export async function createPageParts(
  file: string,
  parts: Readonly<Record<string, string>>,
): Promise<WrittenFile> {
  let page = readFileSync(join(root, file), 'utf8');
  for (const [word, text] of Object.entries(parts)) {
    const [open, close] = [`<!-- ${word} -->`, `<!-- /${word} -->`];
    const [before, after] = [page.split(open)[0], page.split(close)[1]];
    if (after === undefined) throw new Error(`${file} has no place for the ${word}.`);
    page = `${before}${open}\n\n${text}\n\n${close}${after}`;
  }
  return createFile(file, page);
}

/** Creates a Markdown list. Terms with the same text share an item. @param separator stands between the terms of an item */
export function createList(
  pairs: readonly (readonly [term: string, text: string])[],
  separator = ', ',
): string {
  const termsByText = new Map<string, string[]>();
  for (const [term, text] of pairs) termsByText.set(text, [...(termsByText.get(text) ?? []), term]);
  const items = [...termsByText].map(([text, terms]) => `- ${terms.join(separator)}${text && `: ${text}`}`);
  return items.join('\n');
}
