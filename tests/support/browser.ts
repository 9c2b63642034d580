import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright';

/** The usual paths of Chrome, Chromium and Edge on Linux, macOS and Windows, in order of preference. */
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
 * Finds the browser for tests and benchmarks. `CHROMIUM_PATH` comes first, then a browser of the system, then Playwright's own.
 * @returns its path, or `null` when this machine has no browser.
 * @throws when `CHROMIUM_PATH` names no file, so that a typo does not silently select another browser.
 */
export function browserPath(): string | null {
  const configuredPath = process.env.CHROMIUM_PATH;
  if (configuredPath) {
    if (existsSync(configuredPath)) return configuredPath;
    throw new Error(`CHROMIUM_PATH is ${configuredPath}, where there is no file.`);
  }
  return [...systemBrowsers, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;
}

/**
 * Features that Chromium does not need in tests. Chromium takes one such list only, so this list replaces Playwright's, and repeats
 * its entries that matter here.
 */
const disabledFeatures = [
  // Each new window would start two more pages for suggestions in the address bar, which cost a second of processor time.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];
/** Without this feature, a framed page of another site shares its storage with windows. */
const storagePartitioning = 'ThirdPartyStoragePartitioning';

/**
 * @returns flags for a browser with fake cameras and microphones that sends no requests of its own.
 * @param fakeUi whether the browser answers permission prompts with yes; true by default. Tests of refused permissions need
 *   `false`.
 * @param partitionsStorage whether framed pages of another site have storage of their own, as in the browsers that people use; tests
 *   of frames need `true`
 */
export function browserArguments({
  fakeUi = true,
  partitionsStorage = false,
}: { fakeUi?: boolean; partitionsStorage?: boolean } = {}): string[] {
  const disabled = [...disabledFeatures, ...(partitionsStorage ? [] : [storagePartitioning])];
  return [
    // Two cameras, so that a test can switch between them. WebRTC cannot send the pixel format of the second camera.
    '--use-fake-device-for-media-stream=device-count=2',
    ...(fakeUi ? ['--use-fake-ui-for-media-stream'] : []),
    '--autoplay-policy=no-user-gesture-required',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${disabled.join(',')}`,
    // Chromium cannot run its sandbox as root, and containers usually run as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Starts a browser without a window. @param options.program the browser. Default: that of `browserPath` */
export function launchChromium(
  options: {
    args?: readonly string[];
    fakeUi?: boolean;
    partitionsStorage?: boolean;
    program?: string | undefined;
  } = {},
): Promise<Browser> {
  const { args = [], program = browserPath() } = options;
  return chromium.launch({
    ...(program && { executablePath: program }),
    args: [...browserArguments(options), ...args],
  });
}

/** A script for each page to which a test sends named functions: tsx wraps these in its helper `__name`. */
export const nameHelperScript = 'globalThis.__name ??= (wrapped) => wrapped;';
