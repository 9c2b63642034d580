import { callActions } from './callActions.ts';
import { callerActions } from './callerActions.ts';
import { consultationActions } from './consultationActions.ts';
import type { DeskAction } from './deskAction.ts';
import { deviceActions } from './deviceActions.ts';
import { panelAction } from './panelAction.ts';
import { reloadActions } from './reloadActions.ts';
import { transferActions } from './transferActions.ts';

/** The order matters: a seed chooses from it. */
export const deskActions: readonly DeskAction[] = [
  ...callerActions,
  ...callActions,
  ...transferActions,
  panelAction,
  ...consultationActions,
  ...reloadActions,
  ...deviceActions,
];
