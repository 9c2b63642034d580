import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../people/rawId.ts';
import type { Found, Matches, Person } from '../people/people.ts';
import { usePhone } from '../calling/react.tsx';
import { distinctTarget, singleRawId, type Target } from '../calling/call/target.ts';
import { parseTarget, type ParsedTarget } from './parseTarget.ts';
import { useFound } from '../people/useFound.ts';
import { useSearch } from './useSearch.ts';

/** What the user has entered into a callee box. */
export interface CalleeInput {
  readonly text: string;
  /** The people whom the user has chosen from the suggestions. */
  readonly chosen: readonly Person[];
}

/** Whom or what *Call* would call with the present input. */
export interface Callee {
  /** `null` while the input cannot be called. */
  readonly target: Target | null;
  /** Says what *Call* will do, or what to enter. */
  readonly hint: string;
  /** Says why the input cannot be called; `null` if it can. */
  readonly warning: string | null;
  /** The person to call, if it is a single person whom the directory knows. */
  readonly person: Person | null;
  readonly suggestions: readonly Person[];
  readonly isSearching: boolean;
  /** Whether the text is an emergency number, which can only be called alone. */
  readonly isEmergency: boolean;
}

type Message = Pick<Callee, 'hint' | 'warning'>;

/** The input, and what the parser and the directory say about it. */
interface Findings {
  readonly chosen: readonly Person[];
  readonly parsed: ParsedTarget;
  /** The directory's answer about the person whose id is in the text. */
  readonly found: Found | null;
  /** The people who match the text; `null` while there is no answer. */
  readonly matches: Matches | null;
  /** The people who match the text, without the user. */
  readonly others: readonly Person[];
  /** The people who match the text and can still be chosen. */
  readonly choices: readonly Person[];
  /** The one person who matches the text, so that the user need not choose. */
  readonly exact: Person | undefined;
  /** The chosen people, and the person whom the text names. */
  readonly people: readonly Person[];
}

/** Finds out whom or what the input means. */
export function useCallee({ text, chosen }: CalleeInput): Callee {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const parsed = refuseOwnId(parseTarget(text, countryOf(navigator.language)), ownId);
  const matches = useSearch(parsed.kind === 'search' ? parsed.text : null);
  const found = useFound(personIdIn(parsed));

  const others = peopleIn(matches).filter(({ oid }) => rawIdOf(oid) !== ownId);
  const choices = others.filter(({ oid }) => !chosen.some((person) => person.oid === oid));
  const upnInText = text.trim().toLowerCase();
  const exact =
    others.find(({ upn }) => upn?.toLowerCase() === upnInText) ??
    (choices.length === 1 ? choices[0] : undefined);

  const known = found !== null && typeof found !== 'string' ? found : null;
  const named = known ?? exact;
  const isNamedChosen = chosen.some(({ oid }) => oid === named?.oid);
  const people = named && !isNamedChosen ? [...chosen, named] : chosen;
  const findings = { chosen, parsed, found, matches, others, choices, exact, people };
  return {
    target: targetOf(text, findings),
    person: people.length === 1 ? (people[0] ?? null) : null,
    suggestions: known ? [known].filter(() => !isNamedChosen) : choices,
    isSearching: parsed.kind === 'search' && matches === null,
    isEmergency: parsed.kind === 'target' && parsed.targetType === 'emergency',
    ...messageOf(t, findings),
  };
}

const peopleIn = (matches: Matches | null): readonly Person[] =>
  matches === null || typeof matches === 'string' ? [] : matches;

/** The raw id of the Teams user in the text, if there is one. */
function personIdIn(parsed: ParsedTarget): string | null {
  const isPerson =
    parsed.kind === 'target' && parsed.targetType === 'person' && parsed.target.kind === 'people';
  return isPerson ? (parsed.target.rawIds[0] ?? null) : null;
}

/** Refuses the user's own id: the service would ring the user's other endpoints, and find none. */
function refuseOwnId(parsed: ParsedTarget, ownId: string): ParsedTarget {
  if (parsed.kind !== 'target' || singleRawId(parsed.target) !== ownId) return parsed;
  return { kind: 'invalid', reason: 'self' };
}

/** @returns the target of the text and the chosen people together; `null` if a part of them cannot be called */
function targetOf(text: string, { chosen, parsed, exact }: Findings): Target | null {
  const exactTarget: Target | null = exact ? { kind: 'people', rawIds: [rawIdOf(exact.oid)] } : null;
  const inText = parsed.kind === 'target' ? parsed.target : exactTarget;
  if (chosen.length === 0) return inText;
  if (parsed.kind === 'target' && parsed.targetType === 'emergency') return null;
  const rawIds = chosen.map(({ oid }) => rawIdOf(oid));
  if (text.trim() === '') return distinctTarget({ kind: 'people', rawIds });
  if (inText?.kind !== 'people') return null;
  return distinctTarget({ kind: 'people', rawIds: [...rawIds, ...inText.rawIds] });
}

const hint = (words: string): Message => ({ hint: words, warning: null });
const warning = (words: string): Message => ({ hint: '', warning: words });

function messageOf(t: TFunction, findings: Findings): Message {
  const { parsed, found, people } = findings;
  if (parsed.kind === 'invalid')
    return warning(t(`dial.invalid.${parsed.reason}`, { number: parsed.number }));
  if (found === 'unknown') return warning(t('dial.unknown'));
  const special = parsed.kind === 'search' ? searchMessage(t, findings) : targetMessage(t, findings);
  if (special) return special;
  const [name, ...more] = people.map((person) => person.name);
  if (name === undefined) return hint(t('dial.hint'));
  if (more.length > 0) return hint(t('dial.will.group', { names: [name, ...more].join(', ') }));
  return hint(t('dial.will.person', { name }));
}

/** @returns what to say while the text matches no person, or more than one; otherwise `null` */
function searchMessage(t: TFunction, { matches, others, choices, exact }: Findings): Message | null {
  if (matches === null) return hint(t('dial.searching'));
  if (typeof matches === 'string') return warning(t(`dial.search.${matches}`));
  if (exact) return null;
  if (choices.length > 0) return hint(t('dial.choose'));
  if (others.length > 0) return warning(t('dial.already'));
  return warning(matches.length > 0 ? t('dial.invalid.self') : t('dial.nobody'));
}

/** @returns what to say about a target that is not just people; otherwise `null` */
function targetMessage(t: TFunction, { parsed, chosen, people }: Findings): Message | null {
  if (parsed.kind !== 'target') return null;
  const { targetType, shown, extension } = parsed;
  const isAlone = chosen.length === 0;
  if (targetType === 'meeting' && !isAlone) return warning(t('dial.meetingAlone'));
  if (targetType === 'emergency')
    return warning(isAlone ? t('dial.emergency', { number: shown }) : t('dial.emergencyAlone'));
  if (targetType === 'phone' && !isAlone) {
    const names = [...people.map(({ name }) => name), shown].join(', ');
    return hint(t('dial.will.group', { names }));
  }
  if (targetType === 'phone' && extension !== undefined)
    return hint(t('dial.will.extension', { shown, extension }));
  return targetType === 'person' || people.length > 1 ? null : hint(t(`dial.will.${targetType}`, { shown }));
}

type Country = NonNullable<Parameters<typeof parseTarget>[1]>;

/** The country of the browser's language, for example `GB` of `en-GB`. It decides how a number without `+` is read. */
function countryOf(language: string): Country | undefined {
  const { region } = new Intl.Locale(language);
  return region as Country | undefined;
}
