import { expect, it } from 'vitest';
import { allowOwnScripts } from './trustedTypes.ts';

const sdkAddress = '/assets/sdk-1a2b.js';

type PolicyRules = { createScriptURL: (url: string, type: string, sink: string) => string | null };

const policies: (PolicyRules & { name: string })[] = [];
allowOwnScripts(
  { createPolicy: (name, rules) => void policies.push({ name, ...rules }) },
  'https://phone.example',
  sdkAddress,
);
const decide = (url: string, sink: string) => policies[0]?.createScriptURL(url, 'TrustedScriptURL', sink);

const ownBlobUrl = 'blob:https://phone.example/2f9d';
const workerSink = 'Worker constructor';
const serviceWorkerSink = 'ServiceWorkerContainer register';
const scriptSink = 'HTMLScriptElement src';

it('creates a default policy that decides only about the addresses of scripts', () => {
  expect(policies).toEqual([{ name: 'default', createScriptURL: expect.any(Function) }]);
});

it.each([
  ['the blob of a worker', ownBlobUrl, workerSink],
  ['the service worker', '/sw.js', serviceWorkerSink],
  ['the file of the Calling SDK', sdkAddress, scriptSink],
])('allows %s', (_name, url, sink) => {
  expect(decide(url, sink)).toBe(url);
});

it.each([
  ['/sw.js', workerSink],
  [sdkAddress, workerSink],
  ['/assets/sdk-1a2b.js?1', scriptSink],
  ['https://evil.example/assets/sdk-1a2b.js', scriptSink],
  ['undefined', scriptSink],
  ['/assets/main.js', serviceWorkerSink],
  ['https://evil.example/sw.js', serviceWorkerSink],
  [ownBlobUrl, serviceWorkerSink],
  [ownBlobUrl, scriptSink],
  [ownBlobUrl, 'SharedWorker constructor'],
  ['blob:https://phone.example.evil/2f9d', workerSink],
  ['blob:https://evil.example/2f9d', workerSink],
  ['blob:null/2f9d', workerSink],
  ['https://phone.example/assets/main.js', workerSink],
  ['data:text/javascript,0', workerSink],
])('refuses the URL %s for the sink "%s"', (url, sink) => {
  expect(decide(url, sink)).toBeNull();
});
