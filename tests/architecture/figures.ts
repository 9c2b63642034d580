import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };

// `npx tsx tests/architecture/figures.ts` prints how large the project is, each figure beside its limit.

const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n');
const isCode = (path: string) => /\.(tsx?|mjs|css)$/.test(path);
const isGenerated = (path: string) => path === 'src/emulator-package/declaredTypes.ts';
const isTest = (path: string) => /^tests\/|\.test\.|\/(fixtures|testing)\//.test(path);
/** The first screen, the service worker, and what builds them. */
const isStartUp = (path: string) =>
  /^src\/(web\/(first-screen|offline)|dev\/(first-screen|offlineWorker))\b/.test(path);
const isPage = (path: string) => path.endsWith('.md') && !path.endsWith('CHANGELOG.md');

const code = files.filter((path) => isCode(path) && !isGenerated(path));
const countLines = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length - 1, 0);
const countWords = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + (readFileSync(path, 'utf8').match(/\S+/g)?.length ?? 0), 0);

const figures: readonly (readonly [name: string, figure: number, limit: number])[] = [
  [
    'lines of production',
    countLines(code.filter((path) => path.startsWith('src/') && !isTest(path))),
    62_000,
  ],
  ['lines of start-up', countLines(code.filter((path) => isStartUp(path) && !isTest(path))), 900],
  ['lines of tests and fixtures', countLines(code.filter(isTest)), 48_000],
  ['words of pages', countWords(files.filter(isPage)), 50_000],
  ['scripts of package.json', Object.keys(packageJson.scripts).length, 25],
  ['lines of README.md', countLines(['README.md']), 160],
];
for (const [name, figure, limit] of figures)
  console.log(
    `${figure > limit ? '✗' : '✓'} ${name.padEnd(28)}${figure.toLocaleString('en')} of at most ${limit.toLocaleString('en')}`,
  );
