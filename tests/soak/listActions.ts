import { people, findDialBox } from '../support/app/appTest.ts';
import { pressOnce, type Action, type ActionContext } from './steps.ts';

const canStore = ({ tab }: ActionContext): boolean => !tab.hasStorageFault;

/**
 * Carries out a change. A tab whose storage fails keeps the change for itself, so the ledger must not expect it.
 * @returns whether the storage did not fail meanwhile
 */
async function changeAndStore({ tab }: ActionContext, change: () => Promise<unknown>): Promise<boolean> {
  const faultsBefore = tab.storageFaultCount;
  await change();
  return !tab.hasStorageFault && tab.storageFaultCount === faultsBefore;
}

/** What a user adds to the lists in the browser's storage. The ledger expects it there until the end of the run. */
export const listActions: readonly Action[] = [
  {
    name: 'write a note',
    weight: (context) => (context.screen.hasNoteField && canStore(context) ? 1 : 0),
    async run(context) {
      const { user, tab, ledger } = context;
      const field = user.page.getByRole('textbox', { name: 'Note', exact: true }).first();
      const word = ledger.createWord('note');
      const isStored = await changeAndStore(context, async () => {
        await field.fill(`${await field.inputValue({ timeout: 3_000 })} ${word}`, { timeout: 3_000 });
        await field.blur({ timeout: 3_000 });
      });
      if (isStored) ledger.expect(tab.person, word);
    },
  },
  {
    name: 'change a favourite',
    weight: (context) => (context.screen.shows === 'home' && canStore(context) ? 0.4 : 0),
    async run(context) {
      const { user, tab, ledger, random, press } = context;
      const { id, name } = random.pick([people.dave, people.echo, people.busy, people.decline]);
      const box = findDialBox(user.page);
      await box.fill(name, { timeout: 3_000 });
      await user.page
        .getByRole('option', { name: new RegExp(name) })
        .first()
        .click({ timeout: 5_000 });
      const star = user.page.getByRole('button', { name: /^Favourite: / }).first();
      const isStored = await changeAndStore(context, () => press(star));
      const isFavourite = (await star.getAttribute('aria-pressed', { timeout: 3_000 })) === 'true';
      ledger.setFavourite(tab.person, `8:orgid:${id}`, isFavourite && isStored);
      // Removes the chosen person from the box.
      await pressOnce(box);
      await box.press('Backspace');
    },
  },
];
