import { loadPart } from '../base/loadPart.ts';
import { usePhone } from '../calling/react.tsx';
import { fail } from '../errors/problem.ts';
import { usePeople } from '../people/PeopleProvider.tsx';
import type { OtherPerson } from './callFacts.ts';
import { useIntegration } from './IntegrationContext.ts';

/**
 * @returns the function that opens the screen pop about a person; `null` if `config.json` names no address. `ringingKey` is the key
 * of the person's call while it rings
 */
export function useLookUp(): ((other: OtherPerson, ringingKey?: string) => void) | null {
  const template = useIntegration()?.settings.screenPop?.url;
  const phone = usePhone();
  const people = usePeople();
  if (template === undefined) return null;
  const lookUp = async (other: OtherPerson, ringingKey?: string): Promise<void> => {
    try {
      // The chunk is there already, because it also opens the address when the user accepts a call.
      const { openScreenPop } = await loadPart(() => import('./openScreenPop.ts'), 'openScreenPop');
      await openScreenPop(template, other, phone, people, ringingKey);
    } catch (cause) {
      phone.reportProblem(
        fail('part-not-loaded', { cause, retry: () => void lookUp(other, ringingKey) }).problem,
      );
    }
  };
  return (...call) => void lookUp(...call);
}
