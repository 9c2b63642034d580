import { expect, test } from 'vitest';
import type { CallFacts } from './callFacts.ts';
import { fillAddress } from './screenPop.ts';

const nothing: CallFacts = { number: '', name: '', email: '', userId: '', queue: '' };

test.each<[string, Partial<CallFacts>, string]>([
  ['/?phone={number}', { number: '+14255550100' }, '/?phone=%2B14255550100'],
  ['/?a={name}&b={number}', { name: 'x&b=1#y' }, '/?a=x%26b%3D1%23y&b='],
  ['/{name}/calls', { name: '../../admin?x=/' }, '/..%2F..%2Fadmin%3Fx%3D%2F/calls'],
  ['/{name}/calls', { name: '..' }, '//calls'],
  ['/#{name}', { name: '<script>"\'' }, "/#%3Cscript%3E%22'"],
  ['/?n={name}', { name: '{number}', number: '1' }, '/?n=%7Bnumber%7D'],
  ['/?n={name}', { name: 'half \ud83d a character' }, '/?n=half%20%20a%20character'],
  [
    '/?q={queue}&m={email}&u={userId}',
    { queue: 'Größe', email: 'a@b.c', userId: 'a-1' },
    '/?q=Gr%C3%B6%C3%9Fe&m=a%40b.c&u=a-1',
  ],
])('fills %s with %j', (template, facts, path) => {
  const address = fillAddress(`https://crm.example${template}`, { ...nothing, ...facts });
  expect(address).toBe(`https://crm.example${path}`);
  expect(new URL(address).host).toBe('crm.example');
});
