import { existsSync } from 'node:fs';
import { launch, type Browser } from 'puppeteer-core';

/** Where the common systems keep Firefox, in order of preference. */
const systemFirefoxes = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** @returns the path of `FIREFOX_PATH`, or of the system's Firefox when it is unset; `null` when there is no such file. */
export function firefoxPath(): string | null {
  const chosen = process.env.FIREFOX_PATH;
  return (chosen ? [chosen] : systemFirefoxes).find((path) => existsSync(path)) ?? null;
}

/** Starts a Firefox with a fake camera and microphone that talks to other browsers on this machine. */
export function startFirefox(executablePath: string): Promise<Browser> {
  return launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'permissions.default.microphone': 1,
      'permissions.default.camera': 1,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
    },
  });
}
