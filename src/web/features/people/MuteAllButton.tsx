import { Button, Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFeaturePending, useFeatureValue, useSession } from '../../calling/react.tsx';
import { people } from './people.ts';

/** Mutes all other participants. */
export function MuteAllButton() {
  const { t } = useTranslation();
  const session = useSession();
  const isPending = useFeaturePending(people);
  const canMute = useFeatureValue(people, ({ muteAvailability }) => muteAvailability === 'yes') ?? false;
  return (
    <Button
      disabledFocusable={isPending || !canMute}
      onClick={() => void session.run(people, { kind: 'muteAll' })}
    >
      {t('people.muteAll')}
    </Button>
  );
}

/** Says why the user cannot mute others. It shows nothing if the user can. */
export function MuteAllReason() {
  const { t } = useTranslation();
  const availability = useFeatureValue(people, ({ muteAvailability }) => muteAvailability) ?? 'yes';
  return availability === 'yes' ? null : <Caption1>{t(`unavailable.${availability}`)}</Caption1>;
}
