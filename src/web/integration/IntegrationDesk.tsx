import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { getSingleRawId } from '../calling/call/target.ts';
import { useHistory } from '../history/HistoryProvider.tsx';
import { usePeople, usePersonName } from '../people/PeopleProvider.tsx';
import { joinNumber } from '../people/phoneNumbers.ts';
import { Message } from '../ui/Message.tsx';
import { useIsNew } from '../ui/useIsNew.ts';
import { createFactReader, type FactReader } from './callFacts.ts';
import { connectDesk, type Desk } from './connectDesk.ts';
import type { DialRequest } from './dialRequests.ts';
import type { EventQueue } from './eventQueue.ts';
import { readPopHost, type IntegrationAccess } from './IntegrationContext.ts';
import { blockedAddress, openInNewTab } from './screenPop.ts';

/** Works together with the company's own systems while it is rendered, and shows what the user must know about that. */
export function IntegrationDesk({ access }: { access: IntegrationAccess }) {
  const phone = usePhone();
  const people = usePeople();
  const history = useHistory();
  const facts = useMemo(() => createFactReader(phone, people), [phone, people]);
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => {
    const newDesk = connectDesk(access, phone, history, facts);
    // oxlint-disable-next-line react/set-state-in-effect -- The desk listens and sends, so it begins in an effect.
    setDesk(newDesk);
    return newDesk.stop;
  }, [access, phone, history, facts]);
  useLookUps(facts);
  const { screenPop } = access.settings;
  return (
    <>
      {screenPop && <BlockedPopMessage host={readPopHost(screenPop)} />}
      {desk && <DialMessage requests={desk.requests} />}
      {desk?.queue && <HookMessage queue={desk.queue} />}
    </>
  );
}

/** Looks up whoever calls, so that their name and address are known when they are needed. */
function useLookUps(facts: FactReader): void {
  const callerIds = usePhoneState(({ incoming }) => incoming.map(({ callerId }) => callerId).join('\n'));
  useEffect(() => {
    for (const callerId of callerIds.split('\n').filter(Boolean)) void facts.lookUp(callerId);
  }, [callerIds, facts]);
}

/** Offers the screen pop that the browser has not opened. */
function BlockedPopMessage({ host }: { host: string }) {
  const { t } = useTranslation();
  const address = useReadable(blockedAddress);
  return (
    address !== null && (
      <Message
        role="status"
        action={t('integration.lookUp')}
        onAction={() => openInNewTab(address)}
        onDismiss={() => blockedAddress.set(null)}
      >
        {t('integration.blocked', { host })}
      </Message>
    )
  );
}

/** Asks the user whether to place the call that a page has asked for. */
function DialMessage({ requests }: Pick<Desk, 'requests'>) {
  const request = useReadable(requests.waiting);
  // The key makes React create a new message for each request.
  return request && <DialQuestion key={request.displayText} request={request} requests={requests} />;
}

function DialQuestion({ request, requests }: Pick<Desk, 'requests'> & { request: DialRequest }) {
  const { t } = useTranslation();
  const rawId = getSingleRawId(request.target) ?? '';
  const name = usePersonName(rawId);
  // The page chooses the moment, in which the user may be pressing what was here before.
  const isNew = useIsNew();
  const isBusy = usePhoneState(({ isPlacing, connection }) => isPlacing || connection !== 'Connected');
  return (
    <Message
      role="alert"
      urgency="question"
      action={t('dial.call')}
      isBusy={isBusy || isNew}
      onAction={requests.accept}
      onDismiss={requests.dismiss}
      isGuarded
    >
      {t('integration.dial', {
        origin: new URL(request.origin).host,
        // A contact's name would hide which number is called.
        number: rawId.startsWith('4:') ? joinNumber(request.displayText) : name,
      })}
    </Message>
  );
}

const hookTexts = {
  down: 'integration.hookDown',
  refused: 'integration.hookRefused',
  lost: 'integration.hookLost',
} as const;

/** Says that the web hook takes no events. */
function HookMessage({ queue }: { queue: EventQueue }) {
  const { t } = useTranslation();
  const state = useReadable(queue.state);
  if (state === 'ok') return null;
  return (
    <Message role="status" urgency="failure" onDismiss={queue.dismiss}>
      {t(hookTexts[state])}
    </Message>
  );
}
