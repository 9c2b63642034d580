import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Appends the licence of a package that the build copies, and Vite does not bundle, to Vite's file of licences.
 * @param packages the folder of the installed packages
 */
export function appendLicence(file: string, name: string, packages = 'node_modules'): void {
  const folder = join(packages, name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const text = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
  appendFileSync(file, `\n## ${name} - ${version}\n\n${text}\n`);
}

/**
 * Appends the notice files of the packages to a file of licences. A notice file names the code of others that a package
 * contains. Vite collects only licences, but the terms of the Calling SDK require that its notices are passed on.
 * @param file has a heading `## <package> - <version>` for each package
 * @param packages the folder of the installed packages
 */
export function appendNotices(file: string, packages = 'node_modules'): void {
  const headings = readFileSync(file, 'utf8').matchAll(/^## (\S+) - \d/gm);
  for (const name of new Set([...headings].map(([, name = '']) => name))) {
    const folder = join(packages, name);
    const noticeFiles = existsSync(folder)
      ? readdirSync(folder).filter((entry) => /^notices?\b/i.test(entry))
      : [];
    for (const noticeFile of noticeFiles)
      appendFileSync(file, `\n## Notices of ${name}\n\n${readFileSync(join(folder, noticeFile), 'utf8')}\n`);
  }
}
