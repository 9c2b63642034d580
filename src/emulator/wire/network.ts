import * as z from 'zod';
import { nameUnknownKeys } from './unknownKeys.ts';

const createNumber = (least: number, most: number) => {
  const error = `a number from ${least} to ${most} is needed.`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};
const percent = createNumber(0, 100);

/** What a network does to the media packets of one direction. What is left out changes nothing. */
const impairments = {
  lossPercent: z.optional(percent).describe('The share of packets that get lost, each by chance.'),
  delayMs: z.optional(createNumber(0, 5_000)).describe('How much later each packet arrives.'),
  jitterMs: z
    .optional(createNumber(0, 2_000))
    .describe('A further delay, different for each packet: any time up to this. Packets keep their order.'),
  kbps: z
    .optional(createNumber(8, 1_000_000))
    .describe(
      'The bandwidth, in thousand bits a second with the headers of IP and UDP. Packets wait up to 0.25 s for it; further packets get lost.',
    ),
  reorderPercent: z
    .optional(percent)
    .describe('The share of packets that arrive 10 to 40 ms late, behind packets that were sent later.'),
  outage: z
    .optional(z.boolean({ error: 'true or false is needed.' }))
    .describe('`true`: no packet gets through.'),
  outages: z
    .optional(
      z
        .strictObject({ everySeconds: createNumber(0.1, 600), forSeconds: createNumber(0.01, 600) })
        .refine(({ everySeconds, forSeconds }) => forSeconds < everySeconds, {
          error: 'forSeconds must be less than everySeconds.',
        }),
    )
    .describe('No packet gets through in the last `forSeconds` of each period of `everySeconds`.'),
};

const directionNames = Object.keys(impairments);
const Direction = z.strictObject(impairments, { error: nameUnknownKeys('no', ...directionNames) });
/** What a network does to the packets of one direction. */
export type Impairments = z.infer<typeof Direction>;
type NetworkSettings = Impairments & {
  readonly from?: Impairments | undefined;
  readonly to?: Impairments | undefined;
};

/** Networks whose figures are guesses of ours: Microsoft publishes none. */
const networkPresets = {
  train: {
    lossPercent: 1,
    delayMs: 60,
    jitterMs: 60,
    kbps: 1_500,
    outages: { everySeconds: 30, forSeconds: 3 },
  },
  hotel: {
    from: { lossPercent: 2, delayMs: 40, jitterMs: 40, kbps: 400 },
    to: { lossPercent: 2, delayMs: 40, jitterMs: 40, kbps: 1_200 },
  },
  brokenSwitch: {
    lossPercent: 3,
    delayMs: 2,
    reorderPercent: 2,
    outages: { everySeconds: 5, forSeconds: 0.4 },
  },
} as const satisfies Record<string, NetworkSettings>;
const presetNames = Object.keys(networkPresets) as (keyof typeof networkPresets)[];

/** The network of a person. The fields beside `from` and `to` apply to both directions. */
export const Network = z.strictObject(
  {
    preset: z
      .optional(z.enum(presetNames, { error: `one of ${presetNames.join(', ')} is needed.` }))
      .describe('A ready network. Other fields beside it replace its own.'),
    ...impairments,
    from: z.optional(Direction).describe('Only for packets that the person sends.'),
    to: z.optional(Direction).describe('Only for packets that the person gets.'),
  },
  { error: nameUnknownKeys('no', 'preset', ...directionNames, 'from', 'to') },
);
export type Network = z.infer<typeof Network>;

/** @returns what a network does to the packets that its person sends (`from`) or gets (`to`). */
export function readImpairments({ preset, ...settings }: Network, direction: 'from' | 'to'): Impairments {
  const layers: NetworkSettings[] = preset ? [networkPresets[preset], settings] : [settings];
  const merged = layers.flatMap(({ from, to, ...both }) => [both, { from, to }[direction] ?? {}]);
  return Object.assign({}, ...merged) as Impairments;
}
