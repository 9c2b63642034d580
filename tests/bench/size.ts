import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright';
import { startService } from '../../src/server/startService.ts';
import { browserArguments, browserPath } from '../support/browser.ts';

/**
 * `npm run bench:size`: how many bytes of JavaScript and CSS, compressed with Brotli, the built app sends to a real browser
 * before *Sign in* can be pressed. Every request counts that was sent before that moment.
 */
const limitKib = 150;

const built = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (built.status !== 0) process.exit(built.status ?? 1);

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
let isPressable = false;
session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
  if (!isPressable) requests.set(requestId, { url: request.url, type: type ?? '', encoding: '', bytes: 0 });
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
isPressable = true;
await page.waitForLoadState('networkidle');
await browser.close();
await service.close();

const counted = [...requests.values()].filter(({ url }) => /\.(js|css)(\?|$)/.test(url));
for (const { url, encoding, bytes } of counted)
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KiB  ${encoding.padEnd(5)} ${new URL(url).pathname}`);
const total = counted.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
const uncompressed = counted.filter(({ encoding, bytes }) => encoding !== 'br' && bytes > 1400);
console.log(`first screen: ${total.toFixed(1)} KiB of JavaScript and CSS (limit ${limitKib})`);
if (uncompressed.length > 0)
  console.log(`not compressed with Brotli: ${uncompressed.map(({ url }) => url).join(', ')}`);
process.exitCode = total <= limitKib && uncompressed.length === 0 && counted.length > 0 ? 0 : 1;
