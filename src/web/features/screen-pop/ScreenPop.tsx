import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { loadPart } from '../../base/loadPart.ts';
import { useShowsCaller } from '../../caller/useShowsCaller.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { usePhone, useSession } from '../../calling/react.tsx';
import { fail } from '../../errors/problem.ts';
import { useIntegration } from '../../integration/IntegrationContext.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

/** Opens the other person's page in the company's own system. It reads nothing from the SDK and has no command. */
export const screenPop: CallFeature<object> = { name: 'screenPop', create: () => ({ read: () => ({}) }) };

/** @returns what a press does; `null` if `config.json` names no address */
function useLookUp(): (() => void) | null {
  const template = useIntegration()?.settings.screenPop?.url;
  const phone = usePhone();
  const people = usePeople();
  const session = useSession();
  if (template === undefined) return null;
  const lookUp = async (): Promise<void> => {
    try {
      // The chunk is there already, because it also opens the address when the user accepts a call.
      const { openScreenPop } = await loadPart(
        () => import('../../integration/openScreenPop.ts'),
        'openScreenPop',
      );
      await openScreenPop(template, session.call.get(), phone, people);
    } catch (cause) {
      phone.reportProblem(fail('part-not-loaded', { cause, retry: () => void lookUp() }).problem);
    }
  };
  return () => void lookUp();
}

/** *Look up* on the caller's page. */
export function LargeLookUpButton() {
  const { t } = useTranslation();
  const lookUp = useLookUp();
  return (
    lookUp && (
      <LargeControl
        label={t('integration.lookUp')}
        icon={<Open20Regular />}
        unavailable={null}
        onClick={lookUp}
      />
    )
  );
}

/** *Look up* in a call with video. The caller's page has a button instead. */
export function LookUpItem() {
  const { t } = useTranslation();
  const lookUp = useLookUp();
  const hasButton = useShowsCaller();
  if (lookUp === null || hasButton) return null;
  return <MoreItem label={t('integration.lookUp')} icon={<Open20Regular />} onClick={lookUp} />;
}
