import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../people/PeopleProvider.tsx';
import { objectIdOf, rawIdOf } from '../people/rawId.ts';
import type { Person } from '../people/people.ts';
import type { Reach } from '../capabilities/capabilities.ts';
import { usePhone } from '../calling/react.tsx';
import {
  findRefusal,
  getSingleRawId,
  isSameIdentity,
  removeDuplicateCallees,
  type Target,
} from '../calling/call/target.ts';
import { parseTarget, type ParsedTarget } from './parseTarget.ts';
import { readCountry } from '../people/phoneNumbers.ts';
import { useLookUp } from '../people/useLookUp.ts';
import { useKnownMatches, type KnownPerson } from './useKnownPeople.ts';
import { useSearch, useSearchFailureWords, type SearchFailure } from './useSearch.ts';

export interface CalleeInput {
  readonly text: string;
  /** The people whom the user has chosen from the suggestions. */
  readonly chosenPeople: readonly Person[];
}

/** Whom the button *Call* would call with the current input, and what the box shows. */
export interface Callee {
  /** `null` while the input cannot be called. */
  readonly target: Target | null;
  /** A text for the user: what *Call* will do, or what to enter. Empty if there is a warning. */
  readonly hint: string;
  /** A text for the user: why the input cannot be called, or what to know before an emergency call; otherwise `null`. */
  readonly warning: string | null;
  /** The directory person, if the input means exactly one; otherwise `null`. */
  readonly person: Person | null;
  /** The people whom the user can choose now: those whom the app knows, then the directory's further matches. */
  readonly suggestions: readonly Person[];
  /** How many of `suggestions` the app knows. The directory's answer adds the others, which must move none that are there already. */
  readonly knownCount: number;
  /** The phone numbers that the user can choose now, from Outlook contacts, favourites and earlier calls. */
  readonly numbers: readonly KnownPerson[];
  readonly isSearching: boolean;
  /** Whether the text is an emergency number, which can only be called alone. */
  readonly isEmergency: boolean;
}

type Message = Pick<Callee, 'hint' | 'warning'>;

/**
 * Finds out whom the input of a callee box means. Searches the directory while the user types.
 * @param reach whom the user can reach by this box. Anybody else is no target, and the warning says why
 */
export function useCallee(input: CalleeInput, reach: Reach): Callee {
  const { t } = useTranslation();
  const findings = useFindings(input);
  const wordFailure = useSearchFailureWords();
  const { parsed, search, people, suggestions, knownCount, numbers } = findings;
  const target = createTarget(findings);
  const refusal = target && findRefusal(target, reach);
  return {
    target: refusal ? null : target,
    person: people.length === 1 ? (people[0] ?? null) : null,
    suggestions,
    knownCount,
    numbers,
    isSearching: parsed.kind === 'search' && search.matches === null,
    isEmergency: parsed.kind === 'target' && parsed.targetType === 'emergency',
    ...(refusal ? toWarning(t(`refused.${refusal}`)) : createMessage(t, findings, reach, wordFailure)),
  };
}

type Findings = ReturnType<typeof useFindings>;

/** Returns the chosen people, and what the parser and the directory say about the text. */
function useFindings({ text, chosenPeople }: CalleeInput) {
  const { ownId } = usePhone();
  const parsed = useNumberName(refuseOwnId(parseTarget(text, readCountry(navigator.language)), ownId));
  /** The people who match the text, or why the search failed; `null` before the answer, and for a text that is not searched. */
  const matches = useSearch(parsed.kind === 'search' ? parsed.text : null);
  const isPerson = parsed.kind === 'target' && parsed.targetType === 'person';
  /** What the directory knows about the id in the text; `null` before the answer, and for any other text. */
  const lookUpResult = useLookUp(isPerson ? getSingleRawId(parsed.target) : null);

  // A complete number is a target, and needs no suggestions.
  const known = useKnownMatches(parsed.kind === 'search' || parsed.kind === 'invalid' ? text : '');
  const numbers = known.filter(({ rawId }) => rawId.startsWith('4:+'));
  const knownPeople = parsed.kind === 'search' ? known.flatMap(toPerson) : [];
  const foundPeople = addMatches(knownPeople, typeof matches === 'string' ? [] : (matches ?? []));
  /** The matches without the user. */
  const otherMatches = foundPeople.filter(({ oid }) => !isSameIdentity(rawIdOf(oid), ownId));
  /** The matches without the user and the chosen people. */
  const selectablePeople = otherMatches.filter(
    ({ oid }) => !chosenPeople.some((person) => person.oid === oid),
  );
  const upnInText = text.trim().toLowerCase();
  // Until the directory has answered, and if it does not answer, there may be more matches.
  const isOnlyMatch = Array.isArray(matches) && selectablePeople.length === 1 && numbers.length === 0;
  /** The match whose sign-in name is the text, even if already chosen; or else the only match that is left to choose. */
  const meantPerson =
    otherMatches.find(({ upn }) => upn?.toLowerCase() === upnInText) ??
    (isOnlyMatch ? selectablePeople[0] : undefined);

  /** The person whose id is the text. A look-up result that is a string says why there is none. */
  const personById = typeof lookUpResult === 'string' ? null : lookUpResult;
  const personInText = personById ?? meantPerson;
  const isAlreadyChosen = chosenPeople.some(({ oid }) => oid === personInText?.oid);
  /** The chosen people, and the person whom the text means. */
  const people = personInText && !isAlreadyChosen ? [...chosenPeople, personInText] : chosenPeople;
  const suggestionsById = personById && !isAlreadyChosen ? [personById] : [];
  const suggestions = personById ? suggestionsById : selectablePeople;
  const knownCount = suggestions.filter(({ oid }) => knownPeople.some((person) => person.oid === oid)).length;
  const search = { matches, otherMatches, selectablePeople, meantPerson, hasNumbers: numbers.length > 0 };
  return { chosenPeople, parsed, lookUpResult, search, people, suggestions, knownCount, numbers };
}

/** Makes a directory person of a known colleague, and an empty list of anybody else. */
function toPerson({ rawId, name }: KnownPerson): Person[] {
  const oid = objectIdOf(rawId);
  return oid === null || name === null ? [] : [{ oid, name, upn: null, jobTitle: null }];
}

/** Adds the directory's matches below the known people. Those keep their places, and get what the directory says about them. */
function addMatches(knownPeople: readonly Person[], matches: readonly Person[]): readonly Person[] {
  const isKnown = ({ oid }: Person) => knownPeople.some((known) => known.oid === oid);
  return [
    ...knownPeople.map((known) => matches.find(({ oid }) => oid === known.oid) ?? known),
    ...matches.filter((match) => !isKnown(match)),
  ];
}

/** If the target is the phone number of a contact or colleague, adds the name to its text. */
function useNumberName(parsed: ParsedTarget): ParsedTarget {
  const isPhone = parsed.kind === 'target' && parsed.targetType === 'phone';
  const name = usePersonName(isPhone ? getSingleRawId(parsed.target) : null);
  // For an unknown number, `usePersonName` returns the number as it is displayed.
  if (!isPhone || name === parsed.displayText) return parsed;
  return { ...parsed, displayText: `${parsed.displayText} (${name})` };
}

/** Makes the user's own id invalid, because a call to it would ring only at the user's own devices. */
function refuseOwnId(parsed: ParsedTarget, ownId: string): ParsedTarget {
  if (parsed.kind !== 'target' || !isSameIdentity(ownId, getSingleRawId(parsed.target))) return parsed;
  return { kind: 'invalid', reason: 'self' };
}

/** @returns the chosen people together with the target in the text; `null` if they cannot be called */
function createTarget({ chosenPeople, parsed, search: { meantPerson } }: Findings): Target | null {
  const meantTarget: Target | null = meantPerson
    ? { kind: 'people', rawIds: [rawIdOf(meantPerson.oid)] }
    : null;
  // `parsed.target` includes a person whom the text names by an id.
  const targetInText = parsed.kind === 'target' ? parsed.target : meantTarget;
  if (chosenPeople.length === 0) return targetInText;
  const rawIdsInText = targetInText?.kind === 'people' ? targetInText.rawIds : [];
  const isEmergency = parsed.kind === 'target' && parsed.targetType === 'emergency';
  // Beside chosen people, the text must be empty or mean somebody else to call, but no emergency number.
  if (isEmergency || (parsed.kind !== 'empty' && rawIdsInText.length === 0)) return null;
  const rawIds = [...chosenPeople.map(({ oid }) => rawIdOf(oid)), ...rawIdsInText];
  return removeDuplicateCallees({ kind: 'people', rawIds });
}

const toHint = (text: string): Message => ({ hint: text, warning: null });
const toWarning = (text: string): Message => ({ hint: '', warning: text });

function createMessage(
  t: TFunction,
  findings: Findings,
  reach: Reach,
  wordFailure: (failure: SearchFailure) => string,
): Message {
  const { parsed, lookUpResult, people } = findings;
  if (parsed.kind === 'invalid')
    return toWarning(t(`dial.invalid.${parsed.reason}`, { number: parsed.number }));
  if (lookUpResult === 'unknown') return toWarning(t('dial.unknown'));
  const specialMessage =
    parsed.kind === 'search'
      ? createSearchMessage(t, findings.search, wordFailure)
      : createTargetMessage(t, findings);
  if (specialMessage) return specialMessage;
  const [name, ...otherNames] = people.map((person) => person.name);
  if (name === undefined) return toHint(t(reach.people === null ? 'dial.hint' : 'dial.numberHint'));
  if (otherNames.length > 0) return toHint(t('dial.will.group', { names: [name, ...otherNames] }));
  return toHint(t('dial.will.person', { name }));
}

/** @returns the message while a search is running, has failed, or has not led to exactly one person; otherwise `null` */
function createSearchMessage(
  t: TFunction,
  { matches, otherMatches, selectablePeople, meantPerson, hasNumbers }: Findings['search'],
  wordFailure: (failure: SearchFailure) => string,
): Message | null {
  if (matches === null) return toHint(t('dial.searching'));
  if (typeof matches === 'string') return toWarning(wordFailure(matches));
  if (meantPerson) return null;
  if (selectablePeople.length > 0 || hasNumbers) return toHint(t('dial.choose'));
  if (otherMatches.length > 0) return toWarning(t('dial.already'));
  return toWarning(matches.length > 0 ? t('dial.invalid.self') : t('dial.nobody'));
}

/** @returns the message about the target in the text; `null` if there is none, or if the names of the people say enough */
function createTargetMessage(t: TFunction, { parsed, chosenPeople, people }: Findings): Message | null {
  if (parsed.kind !== 'target') return null;
  const { targetType, displayText, extension } = parsed;
  const isAlone = chosenPeople.length === 0;
  if (targetType === 'meeting' && !isAlone) return toWarning(t('dial.meetingAlone'));
  if (targetType === 'emergency')
    return toWarning(isAlone ? t('dial.emergency', { number: displayText }) : t('dial.emergencyAlone'));
  if (targetType !== 'person' && !isAlone) {
    const names = [...people.map(({ name }) => name), displayText];
    return toHint(t('dial.will.group', { names }));
  }
  if (targetType === 'phone' && extension !== undefined)
    return toHint(t('dial.will.extension', { shown: displayText, extension }));
  if (targetType === 'person') return null;
  return toHint(t(`dial.will.${targetType}`, { shown: displayText }));
}
