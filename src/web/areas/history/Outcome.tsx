import { CallDismiss16Regular } from '@fluentui/react-icons/svg/call-dismiss';
import { CallInbound16Regular } from '@fluentui/react-icons/svg/call-inbound';
import { CallMissed16Regular } from '@fluentui/react-icons/svg/call-missed';
import { CallOutbound16Regular } from '@fluentui/react-icons/svg/call-outbound';
import { CallTransfer16Regular } from '@fluentui/react-icons/svg/call-transfer';
import { Voicemail16Regular } from '@fluentui/react-icons/svg/voicemail';
import { useTranslation } from 'react-i18next';
import { type Outcome, findOutcome, type OutcomeKind } from './outcome.ts';
import { useLineName } from '../../people/useLineName.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import type { HistoryEntry } from '../../history/entry.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';

/** The outcomes that both incoming and outgoing calls can have, so that their texts begin with the direction. */
const kindsOfBothDirections: ReadonlySet<OutcomeKind> = new Set(['network', 'transferred', 'voicemail']);

/** Describes how a call went. @returns `words`, and `line`, which adds the duration, the company's line, and through whom the call came */
export function useOutcomeText(entry: HistoryEntry): { words: string; line: string } {
  const { t } = useTranslation();
  const { formatDuration } = useTimeFormats();
  const { kind, isIncoming } = findOutcome(entry);
  const transferName = usePersonName(entry.transferredTo ?? null);
  const viaName = usePersonName(entry.via?.rawId ?? null, entry.via?.name ?? null);
  const outcome = t(`history.outcome.${kind}`, { name: transferName });
  const direction = t(isIncoming ? 'history.incoming' : 'history.outgoing');
  const words = kindsOfBothDirections.has(kind) ? `${direction} · ${outcome}` : outcome;
  const duration = entry.seconds === null ? [] : [formatDuration(entry.seconds)];
  const line = useLineName(entry.companyNumber ?? '');
  const company = line === '' ? [] : [t(isIncoming ? 'company.to' : 'company.from', { line })];
  const via = viaName === '' ? [] : [t('history.via', { name: viaName })];
  return { words, line: [words, ...duration, ...company, ...via].join(' · ') };
}

/** An icon for a call's direction, or for an outcome that matters more. The words beside the icon say the same. */
export function OutcomeIcon({ outcome: { kind, isIncoming } }: { outcome: Outcome }) {
  if (kind === 'missed') return <CallMissed16Regular aria-hidden className="mirrored" />;
  if (kind === 'declinedByUser') return <CallDismiss16Regular aria-hidden />;
  if (kind === 'transferred') return <CallTransfer16Regular aria-hidden className="mirrored" />;
  if (kind === 'voicemail') return <Voicemail16Regular aria-hidden />;
  return isIncoming ? (
    <CallInbound16Regular aria-hidden className="mirrored" />
  ) : (
    <CallOutbound16Regular aria-hidden className="mirrored" />
  );
}
