import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../people/rawId.ts';
import type { Person } from '../people/people.ts';
import { usePhone } from '../calling/react.tsx';
import { distinctTarget, onlyOne, type Target } from '../calling/call/target.ts';
import { parseDialled, type Dialled } from './parse.ts';
import { useFound } from '../people/useFound.ts';
import { useSearch } from './useSearch.ts';

/** What *Call* would do with what is in the box now. */
export interface Callee {
  /** `null` while there is nothing that can be called. */
  readonly target: Target | null;
  /** Says what *Call* will do, or what to type. */
  readonly hint: string;
  /** Why what is typed cannot be called. */
  readonly warning: string | null;
  /** The one person who is meant, as far as the directory knows them. */
  readonly person: Person | null;
  readonly suggestions: readonly Person[];
  readonly searching: boolean;
  /** It is an emergency number: it can only be called on its own. */
  readonly isEmergency: boolean;
}

/** What the box holds. */
export interface Typed {
  readonly text: string;
  /** Those already picked. */
  readonly chosen: readonly Person[];
}

/** Recognises or finds whom is meant by what the box holds. */
export function useCallee({ text, chosen }: Typed): Callee {
  const { t } = useTranslation();
  const { ownId } = usePhone();
  const dialled = notOneself(parseDialled(text, regionOf(navigator.language)), ownId);
  const matches = useSearch(dialled.kind === 'search' ? dialled.text : null);
  const typedId =
    dialled.kind === 'target' && dialled.what === 'person' && dialled.target.kind === 'people'
      ? (dialled.target.rawIds[0] ?? null)
      : null;
  const found = useFound(typedId);
  const known = found !== null && typeof found !== 'string' ? found : null;

  const people = Array.isArray(matches) ? (matches as readonly Person[]) : [];
  const others = people.filter(({ oid }) => rawIdOf(oid) !== ownId);
  const fresh = others.filter(({ oid }) => !chosen.some((one) => one.oid === oid));
  const wanted = text.trim().toLowerCase();
  // A whole address, or a name that only one person has, needs no choosing.
  const exact =
    others.find(({ upn }) => upn?.toLowerCase() === wanted) ?? (fresh.length === 1 ? fresh[0] : undefined);
  const typed: Target | null =
    dialled.kind === 'target'
      ? dialled.target
      : exact
        ? { kind: 'people', rawIds: [rawIdOf(exact.oid)] }
        : null;
  const target = together(typed, text.trim() === '', chosen);

  const typedPerson = known ?? exact;
  const isChosen = chosen.some(({ oid }) => oid === typedPerson?.oid);
  const meant = typedPerson && !isChosen ? [...chosen, typedPerson] : chosen;
  const names = meant.map(({ name }) => name);
  const answer = {
    target,
    person: meant.length === 1 ? (meant[0] ?? null) : null,
    suggestions: known ? [known].filter(() => !isChosen) : fresh,
    searching: dialled.kind === 'search' && !matches,
    isEmergency: dialled.kind === 'target' && dialled.what === 'emergency',
  };
  if (dialled.kind === 'invalid')
    return { ...answer, hint: '', warning: t(`dial.invalid.${dialled.reason}`, { number: dialled.number }) };
  if (found === 'unknown') return { ...answer, hint: '', warning: t('dial.unknown') };
  if (dialled.kind === 'search') {
    if (matches === null) return { ...answer, hint: t('dial.searching'), warning: null };
    if (typeof matches === 'string') return { ...answer, hint: '', warning: t(`dial.search.${matches}`) };
    if (others.length === 0 && people.length > 0)
      return { ...answer, hint: '', warning: t('dial.invalid.self') };
    if (fresh.length === 0 && !exact)
      return { ...answer, hint: '', warning: t(others.length > 0 ? 'dial.already' : 'dial.nobody') };
    if (!exact) return { ...answer, hint: t('dial.choose'), warning: null };
  }
  if (chosen.length > 0 && dialled.kind === 'target' && dialled.what === 'meeting')
    return { ...answer, hint: '', warning: t('dial.meetingAlone') };
  if (dialled.kind === 'target' && dialled.what === 'emergency')
    return chosen.length > 0
      ? { ...answer, target: null, hint: '', warning: t('dial.emergencyAlone') }
      : { ...answer, hint: '', warning: t('dial.emergency', { number: dialled.shown }) };
  if (dialled.kind === 'target' && dialled.what === 'phone') {
    const { shown, extension } = dialled;
    if (chosen.length > 0) names.push(shown);
    else if (extension !== undefined)
      return { ...answer, hint: t('dial.will.extension', { shown, extension }), warning: null };
  }
  if (names.length > 1)
    return { ...answer, hint: t('dial.will.group', { names: names.join(', ') }), warning: null };
  if (dialled.kind === 'target' && dialled.what !== 'person' && dialled.what !== 'emergency')
    return { ...answer, hint: t(`dial.will.${dialled.what}`, { shown: dialled.shown }), warning: null };
  const [name] = names;
  return { ...answer, hint: name ? t('dial.will.person', { name }) : t('dial.hint'), warning: null };
}

/** Nobody can call themselves: the service would look for another window of theirs, and find none. */
function notOneself(dialled: Dialled, ownId: string): Dialled {
  if (dialled.kind !== 'target' || onlyOne(dialled.target) !== ownId) return dialled;
  return { kind: 'invalid', reason: 'self' };
}

/** Everyone in the box; `null` when a part of it cannot be called. */
function together(typed: Target | null, isEmpty: boolean, chosen: readonly Person[]): Target | null {
  if (chosen.length === 0) return typed;
  if (!isEmpty && typed?.kind !== 'people') return null;
  const rawIds = chosen.map(({ oid }) => rawIdOf(oid));
  return distinctTarget({
    kind: 'people',
    rawIds: [...rawIds, ...(typed?.kind === 'people' ? typed.rawIds : [])],
  });
}

type Country = NonNullable<Parameters<typeof parseDialled>[1]>;

/** The country whose way of writing numbers the browser's language suggests. */
function regionOf(language: string): Country | undefined {
  const { region } = new Intl.Locale(language);
  return region as Country | undefined;
}
