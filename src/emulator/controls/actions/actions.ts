import * as z from 'zod';
import type { Admin } from '../../signalling/admin.ts';
import { check, ControlError } from '../requests/controlError.ts';
import type { Act, Told } from './action.ts';
import { answering } from './answering.ts';
import { features } from './features.ts';
import { people } from './participants.ts';
import { placing } from './placing.ts';
import { sending } from './media.ts';
import { personaId } from '../requests/personas.ts';
import { findStage } from './persona.ts';

/** Everything that can be done in anybody's name. */
export const acts: readonly Act[] = [...placing, ...answering, ...sending, ...people, ...features];

export const ActRequest = z.looseObject({
  as: z.string().min(1).max(300),
  act: z.enum(acts.map(({ name }) => name)),
  call: z.optional(z.string().max(40)),
});

/** Does something as somebody. @throws ControlError */
export async function doAs(admin: Admin, request: z.infer<typeof ActRequest>): Promise<Told> {
  admin.sweep();
  const { as, act: name, call: id, ...rest } = request;
  const act = acts.find((one) => one.name === name);
  if (!act) throw new ControlError(400, `act: there is no ${name}.`);
  const asked = check(act.asks, rest) as never;
  if (act.from === 'outside') return act.run(admin, personaId(as), asked);
  const stage = findStage(admin, as, id, act.when);
  return { call: stage.call.id, participant: stage.self.participant, ...act.run(stage, asked) };
}
