import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defineConfig } from 'vitepress';
import { renderDiagram } from '../../src/dev/documentation/diagrams.ts';
import { readMenu, resolveLink, startPage } from '../../src/dev/documentation/navigation.ts';

const root = resolve(import.meta.dirname, '../..');
const icon = readFileSync(resolve(root, 'public/icon.svg'), 'utf8');
const menu = readMenu(root);

/** The address of a page of the menu on the site. */
const addressOf = (path: string): string =>
  resolveLink(startPage, relative('docs', path)).replace(/\.md$/, '');

/*
 * The site of the documentation. VitePress 2 uses our Vite; version 1 would bring Vite 5, which gets no more fixes. It is an alpha
 * version, exactly pinned: if it breaks, users of the app and the emulator notice nothing. Rspress and Docusaurus bring a second
 * bundler, Starlight wants a heading of its own form in each page, and Eleventy has neither search nor a check for dead links.
 * The pages are plain Markdown that a Git host shows, too, and the site requests nothing from other hosts. Diagrams are drawn in
 * the build, because Mermaid would draw them in the reader's browser with a large script.
 */
export default defineConfig({
  lang: 'en',
  title: 'Switchboard',
  description: 'A browser phone on Azure Communication Services, and an emulator for apps that call.',
  // Inside the page, so that it works under every base path.
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  // Pages outside `docs`, such as the README and the changelog, belong to the site, so all paths begin at the root.
  srcDir: '..',
  srcExclude: ['!(docs|tests|README.md|CONTRIBUTING.md|CHANGELOG.md|SECURITY.md)/**', 'tests/!(azure)/**'],
  // The addresses of the development servers. Every other dead link fails the build.
  ignoreDeadLinks: 'localhostLinks',
  rewrites: { [startPage]: 'index.md' },
  outDir: '../dist-docs',
  cacheDir: '../.cache/vitepress',
  // Otherwise VitePress would load every file `config.ts` of the repository.
  additionalConfig: {},
  vite: {
    // The configuration and the public files in the root belong to the app.
    configFile: false,
    publicDir: false,
    // Otherwise the development server would look for packages in the HTML files of the app.
    optimizeDeps: { entries: [] },
  },
  markdown: {
    config(markdown) {
      markdown.core.ruler.push('links-of-files', ({ tokens, env }) => {
        const { realPath, path } = env as { realPath?: string; path: string };
        const source = relative(root, realPath ?? path);
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null;
          if (href !== null) token.attrSet('href', resolveLink(source, href));
        }
      });
      // The pages are plain Markdown: without this, Vue would evaluate the text between double braces.
      for (const name of ['text', 'code_inline'] as const) {
        const render = markdown.renderer.rules[name];
        markdown.renderer.rules[name] = (...args) =>
          (render?.(...args) ?? '').replaceAll('{{', '&#123;&#123;');
      }
      const renderFence = markdown.renderer.rules.fence;
      markdown.renderer.rules.fence = (tokens, index, ...rest) => {
        const { info = '', content = '' } = tokens[index] ?? {};
        if (info.trim() === 'mermaid') return renderDiagram(content);
        return renderFence?.(tokens, index, ...rest) ?? '';
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/' },
      { text: 'Emulator', link: '/docs/use-the-emulator' },
      { text: 'HTTP API', link: '/docs/emulator-http-api' },
      { text: 'Errors', link: '/docs/errors' },
    ],
    sidebar: menu.map(({ title, pages }) => ({
      text: title,
      collapsed: title === 'Decisions',
      items: pages.map((page) => ({ text: page.title, link: addressOf(page.path) })),
    })),
  },
});
