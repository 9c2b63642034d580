import { Button } from '@fluentui/react-components';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useLookUp } from '../../integration/useLookUp.ts';
import { useIsSettling } from './AnswerButtons.tsx';

/** Opens the caller's page before the user accepts. Shows nothing if `config.json` names no address. */
export function LookUpButton({ incoming: { callerId, ...call } }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const lookUp = useLookUp();
  const isSettling = useIsSettling();
  return (
    lookUp && (
      <Button
        appearance="subtle"
        icon={<Open20Regular />}
        aria-label={t('integration.lookUp')}
        title={t('integration.lookUp')}
        disabledFocusable={isSettling}
        onClick={() => lookUp({ ...call, rawId: callerId }, call.key)}
      />
    )
  );
}
