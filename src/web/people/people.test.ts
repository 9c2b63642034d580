import { expect, it } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import type { NumberOwner } from './numberNames.ts';

stubLocalStorage();

it('calls a number as the favourites do, until a contact or colleague has it', async () => {
  let answer = (_owner: NumberOwner) => {};
  const people = createSimulatedPeople({
    request: async (_number, onOwner) => void (answer = onOwner),
  });
  people.favourites.toggle({ id: '4:+14255550100', name: 'Reception' });
  people.favourites.toggle({ id: '4:+14255550101', name: '+1 425 555 0101' });
  expect([...people.names.get()]).toEqual([['4:+14255550100', 'Reception']]);
  void people.findOwner('4:+14255550100');
  answer({ name: 'Ada', company: 'Chairs Ltd', oid: null });
  expect([...people.names.get()]).toEqual([['4:+14255550100', 'Ada, Chairs Ltd']]);
});
