import { expect, test } from 'vitest';
import { detectBrowser } from './useDeviceAccess.ts';

test.each([
  ['AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36', 'chromium'],
  ['AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0', 'chromium'],
  ['AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', 'safari'],
  ['Gecko/20100101 Firefox/140.0', 'firefox'],
  ['curl/8', 'other'],
])('recognises a browser whose name ends with %s as %s', (userAgent, browser) => {
  expect(detectBrowser(userAgent)).toBe(browser);
});
