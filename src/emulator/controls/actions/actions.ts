import * as z from 'zod';
import type { Admin } from '../../signalling/admin/admin.ts';
import { parse, ControlError } from '../requests/controlError.ts';
import type { Action, ActionResult } from './action.ts';
import { answeringActions } from './answering.ts';
import { featureActions } from './features.ts';
import { participantActions } from './participants.ts';
import { placingActions } from './placing.ts';
import { mediaActions } from './media.ts';
import { personaId } from '../requests/personas.ts';
import { findContext } from './persona.ts';

/** Everything that can be done in anybody's name. */
export const actions: readonly Action[] = [
  ...placingActions,
  ...answeringActions,
  ...mediaActions,
  ...participantActions,
  ...featureActions,
];

export const ActionRequest = z.looseObject({
  as: z.string().min(1).max(300),
  act: z.enum(actions.map(({ name }) => name)),
  call: z.optional(z.string().max(40)),
});

/** Does something as somebody. @throws ControlError */
export async function runAction(admin: Admin, request: z.infer<typeof ActionRequest>): Promise<ActionResult> {
  admin.forgetIdleAgents();
  const { as, act: name, call: id, ...rest } = request;
  const act = actions.find((one) => one.name === name);
  if (!act) throw new ControlError(400, `act: there is no ${name}.`);
  const asked = parse(act.parameters, rest) as never;
  if (act.from === 'outside') return act.run(admin, personaId(as), asked);
  const stage = findContext(admin, as, id, act.when);
  return { call: stage.call.id, participant: stage.self.id, ...act.run(stage, asked) };
}
