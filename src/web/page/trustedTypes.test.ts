import { expect, it } from 'vitest';
import { allowOwnWorkers } from './trustedTypes.ts';

type Rules = { createScriptURL: (url: string, type: string, sink: string) => string | null };

function installPolicy(): Rules & { name: string } {
  const policies: (Rules & { name: string })[] = [];
  allowOwnWorkers(
    { createPolicy: (name, rules) => void policies.push({ name, ...rules }) },
    'https://phone.example',
  );
  const [policy] = policies;
  if (policies.length !== 1 || !policy) throw new Error(`Expected one policy, found ${policies.length}.`);
  return policy;
}

const worker = 'Worker constructor';
const own = 'blob:https://phone.example/2f9d';

it('creates a default policy that allows only workers from blobs of this page', () => {
  const policy = installPolicy();
  expect(Object.keys(policy).toSorted()).toEqual(['createScriptURL', 'name']);
  expect([policy.name, policy.createScriptURL(own, 'TrustedScriptURL', worker)]).toEqual(['default', own]);
});

it.each([
  [own, 'HTMLScriptElement src'],
  [own, 'SharedWorker constructor'],
  ['blob:https://phone.example.evil/2f9d', worker],
  ['blob:https://evil.example/2f9d', worker],
  ['blob:null/2f9d', worker],
  ['https://phone.example/assets/main.js', worker],
  ['data:text/javascript,0', worker],
])('refuses %s in %s', (url, sink) => {
  expect(installPolicy().createScriptURL(url, 'TrustedScriptURL', sink)).toBeNull();
});

it('does nothing in browsers without Trusted Types', () => {
  expect(() => allowOwnWorkers(undefined, 'https://phone.example')).not.toThrow();
});
