import type { AcsAccess } from '../../../src/server/settings/acsResources.ts';
import type { Settings } from '../../../src/server/settings/settings.ts';
import type { Person } from '../../support/calling/page/sdk.ts';
import type { HourPage, HourPages } from '../hourPages.ts';
import type { HourTokens } from '../hourTokens.ts';
import type { Redactor } from '../record/redactor.ts';
import type { StepRecorder } from '../record/stepRecorder.ts';
import type { HourTarget, Operator } from '../target.ts';

export interface HourContext {
  readonly target: HourTarget;
  readonly settings: Settings;
  readonly operator: Operator;
  readonly redactor: Redactor;
  readonly tokens: HourTokens;
  readonly pages: HourPages;
}

export interface StepContext extends HourContext {
  readonly recorder: StepRecorder;
  /** Opens the page of a person: `pages.open` with this step's recorder. */
  readonly openPage: (person: Person, acs?: AcsAccess) => Promise<HourPage>;
}

export interface HourStep {
  /** The name in the record, on the command line and in the documentation. */
  readonly name: string;
  readonly title: string;
  /** About how many minutes all persons together are in a call, which ACS charges. Default: none. */
  readonly acsMinutes?: number;
  /** Other costs, and the traces that stay in the tenant, as sentences. Default: none. */
  readonly otherCosts?: string;
  /** What must be there before the step, as a sentence. */
  readonly needs: string;
  /** About how many minutes the step takes on Azure. */
  readonly minutes: number;
  readonly run: (this: void, context: StepContext) => Promise<void>;
}

/** Ends a step that cannot run here. The message says what it would need, and who provides it. */
export class StepNotPossible extends Error {
  override readonly name = 'StepNotPossible';
}

/** Ends a step that the service refused. The message says what to do, and who does it. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
}

/**
 * What a minute of one person in a call through ACS costs, in US dollars.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/pricing/teams-interop-pricing
 */
const acsMinutePriceUsd = 0.004;

/** Says before a step what it costs. */
export function describeCosts({ acsMinutes = 0, otherCosts }: HourStep): string {
  if (acsMinutes === 0) return otherCosts ?? 'Nothing.';
  const price = acsMinutes * acsMinutePriceUsd;
  const priceText = price < 0.01 ? 'less than a cent' : `$${price.toFixed(2)}`;
  const minutes = `${acsMinutes} ACS ${acsMinutes === 1 ? 'minute' : 'minutes'}`;
  return `About ${minutes} (${priceText}). ${otherCosts ?? 'Nothing else.'}`;
}
