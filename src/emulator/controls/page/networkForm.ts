import type { State } from '../views.ts';

/** The network of a person, as the emulator has it in the condition `network`. */
type Network = NonNullable<State['conditions'][string]['network']>;

/** The fields of the form `network` that have numbers. Their names are those of the condition. */
const numberNames = ['lossPercent', 'delayMs', 'jitterMs', 'kbps', 'reorderPercent'] as const;

/**
 * Reads a network from the form. An empty field changes nothing.
 * @param present the person's present network. A form for one direction keeps what it has for the other one.
 */
export function readNetwork(form: FormData, present: Network | undefined): Network {
  const values = numberNames.flatMap((name) => {
    const text = form.get(name);
    return typeof text === 'string' && text !== '' ? [[name, Number(text)] as const] : [];
  });
  const impairments = { ...Object.fromEntries(values), ...(form.has('outage') && { outage: true }) };
  const direction = form.get('direction');
  if (direction !== 'to' && direction !== 'from') return impairments;
  const { from, to } = present ?? {};
  return { ...(from && { from }), ...(to && { to }), [direction]: impairments };
}
