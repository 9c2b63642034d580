import { expect, it } from 'vitest';
import { endUnstored, noteStorageFault } from '../base/storedValue.ts';
import { createSimulatedPhone } from '../fixtures/simulatedPhone.ts';
import { SimulatedService } from '../fixtures/simulatedService.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { reportStorageFaults } from './reportStorageFaults.ts';

stubLocalStorage();

it('says that something is not stored until it is, and says nothing again that the user has dismissed', () => {
  const { phone } = createSimulatedPhone(new SimulatedService());
  const listCodes = () => phone.state.get().problems.map(({ code }) => code);
  noteStorageFault('unreadable');
  const stop = reportStorageFaults(phone);
  expect(listCodes()).toEqual(['data-not-read']);
  phone.dismissProblem({ code: 'data-not-read' });
  noteStorageFault('notStored', 'favourites');
  expect(listCodes()).toEqual(['data-not-stored']);
  endUnstored('favourites');
  expect(listCodes()).toEqual([]);
  noteStorageFault('notStored', 'favourites');
  expect(listCodes()).toEqual(['data-not-stored']);
  stop();
});
