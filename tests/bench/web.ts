import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { browserArguments, browserPath } from '../support/browser.ts';
import { startSystem, type System } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import { measureChunks, measurePresses, measureSearch } from './webFigures.ts';

/**
 * `npm run bench:web`: what the app adds to loading the Calling SDK, how soon a press shows, how soon a search shows,
 * and whether a call waits for code. Each beside its limit.
 */
const turns = 7;
const limits = { ratio: 1.2, press: 100, search: 150 };
const ports = { app: 21_473, service: 21_473, emulator: 21_474 };
const { alice } = people;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds from the beginning of the page until it asks for an agent: all that is ours, and loading the SDK. */
const untilAgent = (page: Page): Promise<number> =>
  page
    .waitForFunction(() => performance.getEntriesByName('agent-asked-for')[0]?.startTime, null, {
      timeout: 60_000,
    })
    .then((handle) => handle.jsonValue() as Promise<number>);

/** Comes back from the sign-in page, in a browser profile that has been here for nothing but that. */
async function throughApp(browser: Browser, { url }: System, asksConsent = false): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  if (asksConsent) await page.getByRole('button', { name: 'Accept' }).click();
  const took = await untilAgent(page);
  await context.close();
  return took;
}

/** A page that does nothing but load the same chunk and make its client. */
async function sdkAlone(browser: Browser, { url }: System, chunk: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const script = `import { CallClient } from '/assets/${chunk}'; new CallClient(); performance.mark('agent-asked-for');`;
  await page.route('**/alone', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<script type="module">${script}</script>` }),
  );
  await page.goto(`${url}/alone`);
  const took = await untilAgent(page);
  await context.close();
  return took;
}

const build = (...options: string[]) =>
  execFileSync('npx', ['vite', 'build', '--logLevel', 'warn', ...options], {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: `http://localhost:${ports.emulator}` },
  });

const real = resolve('.cache/bench-web');
const emulated = resolve('.cache/bench-web-emulated');
build('--outDir', real);
build('--mode', 'emulator', '--outDir', emulated);
const largest = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .toSorted((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size)[0] ?? '';

const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: browserArguments(),
});
let failures = 0;
const report = (what: string, value: string, isFine: boolean) => {
  if (!isFine) failures += 1;
  console.log(`${isFine ? 'held    ' : 'NOT HELD'}  ${what.padEnd(58)} ${value}`);
};

let system = await startSystem({ ports, web: real });
const chunk = largest(join(real, 'assets'));
// Consent is asked once for all turns, and what the operating system keeps of the files is there for both.
await throughApp(browser, system, true);
await sdkAlone(browser, system, chunk);
const [app, alone]: [number[], number[]] = [[], []];
for (let turn = 0; turn < turns; turn++) {
  // Each goes first every other turn.
  const both = [
    async () => app.push(await throughApp(browser, system)),
    async () => alone.push(await sdkAlone(browser, system, chunk)),
  ];
  for (const measure of turn % 2 ? both.toReversed() : both) await measure();
}
await system.close();
const ratio = median(app) / median(alone);
report(
  `signed in → agent asked for / the SDK alone (limit ${limits.ratio})`,
  `${median(app).toFixed(0)} / ${median(alone).toFixed(0)} ms = ${ratio.toFixed(2)}`,
  ratio <= limits.ratio,
);

system = await startSystem({ ports, web: emulated });
const context = await browser.newContext();
const { inCall, late } = await measureChunks(await context.newPage(), system);
report('code of the call, loaded before the box is there', inCall ?? 'none', inCall !== null);
report('scripts loaded from pressing Call to hanging up (limit 0)', String(late), late === 0);
for (const page of context.pages()) await page.close();
const { shown, asked } = await measureSearch(await context.newPage(), system);
report(
  `answer → suggestions, slowest of ten (limit ${limits.search} ms)`,
  `${shown.toFixed(0)} ms`,
  shown <= limits.search,
);
report('questions for five letters typed at once, and one taken back (limit 1)', String(asked), asked === 1);
for (const page of context.pages()) await page.close();
for (const [name, took] of await measurePresses(await context.newPage(), system))
  report(
    `${name} shows that it was pressed (limit ${limits.press} ms)`,
    `${took.toFixed(0)} ms`,
    took <= limits.press,
  );
await browser.close();
await system.close();
process.exitCode = failures > 0 ? 1 : 0;
