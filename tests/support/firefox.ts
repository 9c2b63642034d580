import { existsSync } from 'node:fs';
import { launch, type Browser } from 'puppeteer-core';

/** The usual paths of Firefox on Linux, macOS and Windows, in order of preference. */
const systemFirefoxes = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** @returns `FIREFOX_PATH`, or the path of the system's Firefox if it is unset; `null` when no such file exists. */
export function firefoxPath(): string | null {
  const configuredPath = process.env.FIREFOX_PATH;
  return (configuredPath ? [configuredPath] : systemFirefoxes).find((path) => existsSync(path)) ?? null;
}

/** Starts Firefox with a fake camera and microphone. It can connect to other browsers on this machine. */
export function startFirefox(executablePath: string): Promise<Browser> {
  return launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // 1 means allowed.
      'permissions.default.microphone': 1,
      'permissions.default.camera': 1,
      // WebRTC uses localhost too, and does not hide local addresses behind mDNS names.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      // 0 means allowed.
      'media.autoplay.default': 0,
    },
  });
}
