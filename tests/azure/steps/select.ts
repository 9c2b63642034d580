import { hourSteps } from './list.ts';
import type { HourStep } from './step.ts';

/** Which steps the command line asks for. */
export interface Selection {
  /** Only these steps; `null` for all. */
  readonly only: readonly string[] | null;
  readonly skip: readonly string[];
}

/** @returns the steps in their order, or a sentence about a name that no step has. */
export function selectSteps({ only, skip }: Selection): readonly HourStep[] | { readonly fault: string } {
  const names = hourSteps.map(({ name }) => name);
  const unknown = [...(only ?? []), ...skip].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    return { fault: `There is no step ${unknown.join(', ')}. The steps are: ${names.join(', ')}.` };
  return hourSteps.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name));
}
