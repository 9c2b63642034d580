import { createContext, use } from 'react';
import { useSettings } from '../../calling/react.tsx';

/** Whether the user has told Entra to stay signed in, as users do on their own computer. */
export const StaysSignedInContext = createContext(false);

export type Computer = 'own' | 'shared';

/** Returns what the user has said about this computer, what the sign-in suggests, and the function that stores an answer. */
export function useComputer() {
  const [{ keepsLists, computerAnswered }, changeSettings] = useSettings();
  const staysSignedIn = use(StaysSignedInContext);
  const computer: Computer = keepsLists ? 'own' : 'shared';
  return {
    /** `null` until the user has answered. */
    answer: keepsLists || computerAnswered ? computer : null,
    /** `null` if the sign-in says nothing. */
    suggestion: staysSignedIn ? ('own' as const) : null,
    choose: (chosen: Computer): void =>
      changeSettings({ keepsLists: chosen === 'own', computerAnswered: true }),
  };
}
