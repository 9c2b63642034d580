import { expect, it } from 'vitest';
import { allowOwnScripts } from './trustedTypes.ts';

const sdkAddress = '/assets/sdk-1a2b.js';

type PolicyRules = { createScriptURL: (url: string, type: string, sink: string) => string | null };

function installPolicy(): PolicyRules & { name: string } {
  // The rules of every policy that the function creates, with the policy's name.
  const policies: (PolicyRules & { name: string })[] = [];
  allowOwnScripts(
    { createPolicy: (name, rules) => void policies.push({ name, ...rules }) },
    'https://phone.example',
    sdkAddress,
  );
  const [policy] = policies;
  if (policies.length !== 1 || !policy) throw new Error(`Expected one policy, found ${policies.length}.`);
  return policy;
}

const workerSink = 'Worker constructor';
const ownBlobUrl = 'blob:https://phone.example/2f9d';

const serviceWorkerSink = 'ServiceWorkerContainer register';

const scriptSink = 'HTMLScriptElement src';

it('creates a default policy that allows workers from blobs of this page', () => {
  const policy = installPolicy();
  expect(Object.keys(policy).toSorted()).toEqual(['createScriptURL', 'name']);
  expect([policy.name, policy.createScriptURL(ownBlobUrl, 'TrustedScriptURL', workerSink)]).toEqual([
    'default',
    ownBlobUrl,
  ]);
});

it('allows the service worker of the app', () => {
  expect(installPolicy().createScriptURL('/sw.js', 'TrustedScriptURL', serviceWorkerSink)).toBe('/sw.js');
});

it('allows the file of the Calling SDK', () => {
  expect(installPolicy().createScriptURL(sdkAddress, 'TrustedScriptURL', scriptSink)).toBe(sdkAddress);
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
  expect(installPolicy().createScriptURL(url, 'TrustedScriptURL', sink)).toBeNull();
});

it('does nothing in browsers without Trusted Types', () => {
  expect(() => allowOwnScripts(undefined, 'https://phone.example', sdkAddress)).not.toThrow();
});
