import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { listLanguages } from '../../src/dev/locales/files.ts';
import { startService } from '../../src/server/startService.ts';
import { launchChromium } from '../support/browser.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- size`. It measures how many bytes of HTML, JavaScript, CSS and words a real browser loads until
 * a press on *Sign in* can lead to Entra, and until the app has taken over the prerendered first screen, in each language. It
 * adds up the compressed answers to all requests that the browser sends before these moments.
 */
const { smoke } = readBenchOptions();
/** In KiB. `signIn`: until a press can lead to Entra; `app`: until the app has taken over */
const limits = { signIn: 100, app: 225 };

const shell = process.platform === 'win32';
const buildProcess = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell });
if (buildProcess.status !== 0) process.exit(buildProcess.status ?? 1);

const guid = '11111111-2222-4333-8444-555555555555';
const service = await startService({
  port: 0,
  env: {
    ACS_CONNECTION_STRING: `endpoint=https://size.communication.azure.com/;accesskey=${randomBytes(64).toString('base64')}`,
    API_CLIENT_ID: guid,
    ALLOWED_TENANTS: guid,
    WEB_ROOT: 'dist/web',
    LOG_LEVEL: 'silent',
  },
});
const browser = await launchChromium();

/** Opens the page in a language, and records the requests up to the moment when the app has taken over. */
async function measureFirstScreen(locale: string) {
  const page = await browser.newPage({ locale });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const requests = new Map<string, { url: string; encoding: string; bytes: number }>();
  let canSignIn = false;
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!canSignIn) requests.set(requestId, { url: request.url, encoding: '', bytes: 0 });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request) request.encoding = response.headers['content-encoding'] ?? 'none';
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await page.goto(service.url, { waitUntil: 'commit' });
  // The app takes over after some seconds without a press.
  await page.locator('#root:not([data-prerendered]) main button:not([disabled])').waitFor();
  await page.locator(`html[lang="${locale}"]`).waitFor();
  canSignIn = true;
  await page.waitForLoadState('networkidle');
  await page.context().close();
  return [...requests.values()]
    .map(({ url, encoding, bytes }) => ({ path: new URL(url).pathname, encoding, kib: bytes / 1024 }))
    .filter(({ path }) => /^\/$|\.(js|css)$|^\/assets\/.*\.json$/.test(path));
}

const sum = (requests: readonly { kib: number }[]) => requests.reduce((total, { kib }) => total + kib, 0);
const format = (kib: number) => `${kib.toFixed(1).padStart(8)} KiB`;

const languages = listLanguages().sort((a, b) => Number(b === 'en') - Number(a === 'en'));
let isSmallEnough = true;
// The bytes do not depend on the machine, so `--smoke` enforces the limit, too, in English and one other language.
for (const language of smoke ? languages.slice(0, 2) : languages) {
  const requests = await measureFirstScreen(language);
  if (language === 'en')
    for (const { kib, encoding, path } of requests)
      console.log(`${format(kib)}  ${encoding.padEnd(5)} ${path}`);
  // Without any request, the measurement itself has failed.
  const appAt = requests.findIndex(({ path }) => /\/index-[^/]*\.js$/.test(path));
  const signInKib = sum(requests.slice(0, appAt));
  if (appAt < 1 || signInKib > limits.signIn || sum(requests) > limits.app) isSmallEnough = false;
  const words = sum(requests.filter(({ path }) => path.endsWith('.json')));
  console.log(
    `${format(signInKib)} until a press can lead to Entra, ${format(sum(requests))} with the app in ${language}, of which words in a file:${format(words)}`,
  );
  // An answer of up to 1400 bytes fits into one network packet, so compressing it would gain nothing.
  const uncompressed = requests.filter(({ encoding, kib }) => encoding !== 'br' && kib > 1400 / 1024);
  for (const { path } of uncompressed) console.log(`not compressed with Brotli: ${path}`);
  if (uncompressed.length > 0) isSmallEnough = false;
}
await browser.close();
await service.close();
console.log(`limits: ${limits.signIn} and ${limits.app} KiB of HTML, JavaScript, CSS and words`);
process.exitCode = isSmallEnough ? 0 : 1;
