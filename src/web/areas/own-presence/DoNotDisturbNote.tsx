import { Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../calling/react.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';

/** Says that no calls ring while *Do not disturb* is on. The account menu turns it on and off. */
export function DoNotDisturbNote() {
  const { t } = useTranslation();
  const [{ doNotDisturb }] = useSettings();
  const isPresenceShared = useConsent('presence').state === 'granted';
  return (
    <div role="status">
      {doNotDisturb && (
        <Caption1>
          {t('incoming.doNotDisturbOn')} {t(isPresenceShared ? 'ownPresence.shared' : 'ownPresence.local')}
        </Caption1>
      )}
    </div>
  );
}
