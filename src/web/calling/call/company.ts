import { lacksCountryCode, type Target } from './target.ts';

/** A Teams resource account with a service number, for which an agent calls. The called telephone shows the number. */
export interface CompanyLine {
  /** The resource account's object id in Entra. */
  readonly id: string;
  readonly name: string;
  /** In E.164 form. */
  readonly number: string;
}

/** What an agent's phone knows about the company. */
export interface Company {
  /** The lines in the order of `config.json`. */
  readonly lines: readonly CompanyLine[];
  /** Returns the raw id at which a colleague can be reached as an agent. Returns any other raw id unchanged. */
  readonly toAgentId: (rawId: string) => string;
}

/** @returns the raw id of a line's resource account, `28:orgid:…` */
export const toLineId = ({ id }: Pick<CompanyLine, 'id'>): string => `28:orgid:${id}`;

/** @returns raw id of the line with a number; `undefined` if there is none (any more) */
export function findLineOfNumber(number: string | undefined, company: Company | null): string | undefined {
  const line = company?.lines.find((candidate) => candidate.number === number);
  return line && toLineId(line);
}

/** Matches the raw id of an agent, and captures what stands before the object id. */
const agentPattern = /^(8:acs:[0-9a-f-]{36}_[0-9a-f-]{36}_)[0-9a-f-]{36}$/i;

/**
 * Creates the company of an agent. All agents of an ACS resource and tenant have raw ids that differ only in the object id.
 * @param ownId the raw id of the user, `8:acs:<ACS resource>_<tenant>_<object id>`
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identifiers
 */
export function createCompany(lines: readonly CompanyLine[], ownId: string): Company {
  const prefix = agentPattern.exec(ownId)?.[1];
  return {
    lines,
    toAgentId: (rawId) =>
      prefix === undefined ? rawId : rawId.replace(/^8:orgid:(?=[0-9a-f-]{36}$)/i, prefix),
  };
}

/**
 * Finds the line for which an agent places a call. An emergency call goes out by the agent's own number, and a call to another
 * agent needs no number.
 * @param chosenId raw id of the line that the agent has chosen; `null` or an unknown id means the first line
 * @returns `null` if the call is not placed for a line
 */
export function findLineFor(
  target: Target,
  { lines }: Pick<Company, 'lines'>,
  chosenId: string | null,
): CompanyLine | null {
  const isForLine =
    target.kind === 'people' &&
    target.rawIds.every((rawId) => rawId.startsWith('4:') && !lacksCountryCode(rawId));
  return isForLine ? findChosenLine(lines, chosenId) : null;
}

export const findChosenLine = (lines: readonly CompanyLine[], chosenId: string | null): CompanyLine | null =>
  lines.find((line) => toLineId(line) === chosenId) ?? lines[0] ?? null;
