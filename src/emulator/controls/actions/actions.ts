import * as z from 'zod';
import type { Admin } from '../../signalling/admin/admin.ts';
import { ControlError, parse } from '../requests/controlError.ts';
import { personaId } from '../requests/personas.ts';
import type { Action, ActionResult } from './action.ts';
import { answeringActions } from './answering.ts';
import { findContext } from './context.ts';
import { featureActions } from './features.ts';
import { mediaActions } from './media.ts';
import { participantActions } from './participants.ts';
import { placingActions } from './placing.ts';

/** All actions of `POST /emulator/act`. The page of controls lists them; its buttons are in `controls/page/`. */
export const actions: readonly Action[] = [
  ...placingActions,
  ...answeringActions,
  ...mediaActions,
  ...participantActions,
  ...featureActions,
];

/** The other fields of the body are the action's parameters. */
export const ActionRequest = z.looseObject({
  as: z.string().min(1).max(300),
  act: z.enum(actions.map(({ name }) => name)),
  call: z.optional(z.string().max(40)),
});

/** @throws ControlError for a request that is wrong, names what is not there, or is not possible now. */
export async function runAction(admin: Admin, request: z.infer<typeof ActionRequest>): Promise<ActionResult> {
  admin.forgetIdleAgents();
  const { as, act: name, call: callId, ...rest } = request;
  const action = actions.find((one) => one.name === name);
  if (!action) throw new ControlError(400, `act: there is no ${name}.`);
  const parameters = parse(action.parameters, rest) as never;
  if (action.from === 'outside') return action.run(admin, personaId(as), parameters);
  const context = findContext(admin, as, callId, action.presences);
  const { call, self } = context;
  return { call: call.id, participant: self.id, ...action.run(context, parameters) };
}
