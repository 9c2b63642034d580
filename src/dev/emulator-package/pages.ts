import { basename } from 'node:path';

/** The pages that the npm package contains, by their paths in this repository. In the package, they are all in one folder. */
export const pagePaths = [
  'docs/use-the-emulator.md',
  'docs/build-an-agent-app.md',
  'docs/build-an-acs-user-app.md',
  'docs/test-your-app.md',
  ...['recipes', 'directory', 'controls', 'http-api', 'differences'].map(
    (page) => `docs/emulator-${page}.md`,
  ),
  'src/emulator-package/README.md',
  'src/emulator-package/CHANGELOG.md',
];

/** Matches a Markdown link to a file. Captures its text, its path, and its fragment. */
const fileLink = /\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g;

/**
 * Changes a page's links so that they work for readers of the package. In the README, which npm shows on its website, links to
 * other pages become absolute. A link to a file that the package lacks becomes plain text.
 * @param version the version of the package
 * @param project the project's address, if it is known
 */
export function adaptLinks(
  path: string,
  text: string,
  { name, version }: { readonly name: string; readonly version: string },
  project?: string,
): string {
  return text.replaceAll(fileLink, (link, linkText: string, target: string, fragment = '') => {
    const targetPath = pagePaths.find((pagePath) => basename(pagePath) === target);
    if (!targetPath) return linkText;
    if (basename(path) !== 'README.md') return link;
    const address = project
      ? `${project}/blob/HEAD/${targetPath}`
      : `https://unpkg.com/${name}@${version}/${target}`;
    return `[${linkText}](${address}${fragment})`;
  });
}
