import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright';
import { startService } from '../../src/server/startService.ts';
import { browserArguments, browserPath } from '../support/browser.ts';

/**
 * The program of `npm run bench:size`. It measures how many bytes of JavaScript and CSS a real browser loads before the user
 * can press *Sign in*. It adds up the compressed answers to all requests that the browser sends before that moment.
 */
const limitKib = 150;

const buildProcess = spawnSync('npm', ['run', 'build'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
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
const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: browserArguments(),
});
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
await session.send('Network.enable');
const requests = new Map<string, { url: string; type: string; encoding: string; bytes: number }>();
let canSignIn = false;
session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
  if (!canSignIn) requests.set(requestId, { url: request.url, type: type ?? '', encoding: '', bytes: 0 });
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
await page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor();
canSignIn = true;
await page.waitForLoadState('networkidle');
await browser.close();
await service.close();

const countedRequests = [...requests.values()].filter(({ url }) => /\.(js|css)(\?|$)/.test(url));
for (const { url, encoding, bytes } of countedRequests)
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KiB  ${encoding.padEnd(5)} ${new URL(url).pathname}`);
const totalKib = countedRequests.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
// An answer of up to 1400 bytes fits into one network packet, so compressing it would gain nothing.
const uncompressedRequests = countedRequests.filter(
  ({ encoding, bytes }) => encoding !== 'br' && bytes > 1400,
);
console.log(`first screen: ${totalKib.toFixed(1)} KiB of JavaScript and CSS (limit ${limitKib})`);
if (uncompressedRequests.length > 0)
  console.log(`not compressed with Brotli: ${uncompressedRequests.map(({ url }) => url).join(', ')}`);
const isSmallEnough = totalKib <= limitKib && uncompressedRequests.length === 0;
// Without any request, the measurement itself has failed.
process.exitCode = isSmallEnough && countedRequests.length > 0 ? 0 : 1;
