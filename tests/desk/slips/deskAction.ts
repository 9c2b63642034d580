import { receptionist } from '../desk.ts';
import type { DeskState, Walk } from '../walk.ts';

/** Something that the receptionist or a caller does, with or without a slip. */
export interface DeskAction {
  readonly name: string;
  /** How likely the action is at this moment; 0 makes it impossible. */
  readonly weight: (state: DeskState, walk: Walk) => number;
  readonly run: (walk: Walk, state: DeskState) => Promise<void>;
}

export const isTalking = ({ front, screen }: DeskState): boolean =>
  front !== null && screen.status === 'Connected';

export const isPanelOpen = ({ screen }: DeskState): boolean =>
  screen.panels.some((name) => /^(Transfer|Consult|Ask|People)/.test(name));

export const isWithColleague = (state: { is: string; with?: string }): boolean =>
  state.with !== undefined && state.with !== receptionist.name;
