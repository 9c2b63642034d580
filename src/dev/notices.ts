import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Appends the notices in which bundled packages name the code that they contain: Vite collects only licences.
 * The Calling SDK has such a file, and its terms require it to be passed on.
 *
 * @param file the licences that Vite wrote, with a heading for each package
 * @param packages the folder of the packages
 */
export function appendNotices(file: string, packages = 'node_modules'): void {
  const headings = readFileSync(file, 'utf8').matchAll(/^## (\S+) - \d/gm);
  for (const name of new Set([...headings].map(([, name = '']) => name))) {
    const folder = join(packages, name);
    const notices = existsSync(folder)
      ? readdirSync(folder).filter((entry) => /^notices?\b/i.test(entry))
      : [];
    for (const notice of notices)
      appendFileSync(file, `\n## Notices of ${name}\n\n${readFileSync(join(folder, notice), 'utf8')}\n`);
  }
}
