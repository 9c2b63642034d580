import { expect, it } from 'vitest';
import { allowOwnWorkers } from './trustedTypes.ts';

type Rules = { createScriptURL: (url: string, type: string, sink: string) => string | null };

function installed(): Rules & { name: string } {
  const policies: (Rules & { name: string })[] = [];
  allowOwnWorkers(
    { createPolicy: (name, rules) => void policies.push({ name, ...rules }) },
    'https://phone.example',
  );
  const [policy] = policies;
  if (policies.length !== 1 || !policy) throw new Error(`${policies.length} policies`);
  return policy;
}

const worker = 'Worker constructor';
const own = 'blob:https://phone.example/2f9d';

it('is the default policy, has no rule for markup or code, and lets a worker of this page’s own blob through', () => {
  const policy = installed();
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
])('%s in %s is refused', (url, sink) => {
  expect(installed().createScriptURL(url, 'TrustedScriptURL', sink)).toBeNull();
});

it('where browsers do not know Trusted Types nothing happens', () => {
  expect(() => allowOwnWorkers(undefined, 'https://phone.example')).not.toThrow();
});
