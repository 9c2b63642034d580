import * as z from 'zod';
import type { SignallingAdmin } from '../../signalling/admin/admin.ts';
import { ControlError, parseRequest } from '../requests/addControl.ts';
import { resolvePersona } from '../requests/names.ts';
import { type Action, type ActionResult, findContext } from './action.ts';
import { placingActions } from './placing.ts';
import { featureActions } from './features.ts';
import { mediaActions } from './media.ts';
import { participantActions } from './participants.ts';

/** All actions of `POST /emulator/act`. An action does something in the name of a persona (a person or phone number). */
export const actions: readonly Action[] = [
  ...placingActions,
  ...mediaActions,
  ...participantActions,
  ...featureActions,
];

/** The fields of every body of `POST /emulator/act`. Further fields are the parameters of the action that `act` names. */
export const ActionRequest = z.looseObject({
  as: z.string().min(1).max(300),
  act: z.enum(actions.map(({ name }) => name)),
  /** The id of the call, which is needed only if the persona is in several. */
  call: z.optional(z.string().max(40)),
});

/** The body of each action: the fields that all actions have, and the action's own. */
export const ActBody: z.ZodType<z.infer<typeof ActionRequest>, z.input<typeof ActionRequest>> = z.union(
  actions.map(({ name, description, parameters }) =>
    z
      .strictObject({ ...ActionRequest.shape, act: z.literal(name), ...parameters.shape })
      .meta({ title: name, description }),
  ),
);

export const ActResult = z
  .looseObject({
    call: z.optional(z.string()).describe('The id of the call.'),
    participant: z.optional(z.string()).describe('The id of the acting participant.'),
    ended: z
      .optional(z.strictObject({ code: z.int(), subCode: z.int() }))
      .describe('The end reason of a call that ended at once.'),
  })
  .meta({ title: 'ActResult', description: 'The answer to an act.' });

/** @throws ControlError 400 for an invalid request, 404 for an unknown persona or call, 409 if it is impossible now. */
export async function runAction(
  admin: SignallingAdmin,
  request: z.infer<typeof ActionRequest>,
): Promise<ActionResult> {
  admin.forgetIdleAgents();
  const { as, act: name, call: callId, ...uncheckedParameters } = request;
  const action = actions.find((candidate) => candidate.name === name);
  if (!action) throw new ControlError(400, `act: there is no ${name}.`);
  // The type `never` is accepted by every action, and the action's own schema checks the parameters.
  const parameters = parseRequest(action.parameters, uncheckedParameters) as never;
  if (action.where === 'anywhere') return action.run(admin, resolvePersona(admin.directory, as), parameters);
  const context = findContext(admin, as, callId, action.presences);
  // `undefined` for an action that returns nothing: the type `void` cannot be spread.
  const result = action.run(context, parameters) || undefined;
  return { call: context.call.id, participant: context.actingParticipant.id, ...result };
}
