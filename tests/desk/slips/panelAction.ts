import { callControl } from '../../support/app/appTest.ts';
import type { DeskState, Walk } from '../walk.ts';
import { isPanelOpen, type DeskAction } from './deskAction.ts';

export async function pressPanelButton(walk: Walk, { screen }: DeskState): Promise<void> {
  const names = ['Transfer', 'Ask', 'People'].filter((name) => screen.controls.includes(name));
  if (names.length > 0) await walk.press(callControl(walk.page, walk.random.pick(names)));
}

export const panelAction: DeskAction = {
  name: 'open or close a panel',
  weight: (state) => (state.front ? (isPanelOpen(state) ? 0.7 : 2) : 0),
  run: pressPanelButton,
};
