import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Where the common systems keep a Chromium-family browser, in order of preference. */
const systemBrowsers = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser that tests and benchmarks drive: `CHROMIUM_PATH`, then the system's, then Playwright's own.
 * @returns its path, or `null` when this machine has none.
 * @throws when `CHROMIUM_PATH` names no file: a typo there must not silently choose another browser.
 */
export function browserPath(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is ${chosen}, where there is no file.`);
  }
  return [...systemBrowsers, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;
}

/**
 * Flags for a browser with a fake camera and microphone and no chatter of its own.
 * @param fakeUi answer permission prompts with yes; leave it out in tests that revoke a permission.
 */
export function browserArguments({ fakeUi = true }: { fakeUi?: boolean } = {}): string[] {
  return [
    // Two cameras, so that the user can change. WebRTC does not send the pixel format of the second one.
    '--use-fake-device-for-media-stream=device-count=2',
    ...(fakeUi ? ['--use-fake-ui-for-media-stream'] : []),
    '--autoplay-policy=no-user-gesture-required',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Chromium refuses to run its sandbox as root, which is what containers and CI usually are.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
