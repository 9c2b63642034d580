import { Button, type ButtonProps } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../calling/react.tsx';

interface PersonCallsProps {
  rawId: string;
  name: string;
  appearance?: NonNullable<ButtonProps['appearance']>;
}

/** Two buttons that call a person: one without and one with video. They are disabled while no call can be placed. */
export function PersonCallButtons({ rawId, name, appearance = 'secondary' }: PersonCallsProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const connection = usePhoneState((state) => state.connection);
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const isDisabled = isPlacing || connection !== 'Connected';
  const createCallHandler = (video: boolean) => () =>
    void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video });
  return (
    <>
      <Button
        appearance={appearance}
        icon={<Call20Regular />}
        aria-label={t('person.call', { name })}
        disabledFocusable={isDisabled}
        onClick={createCallHandler(false)}
      />
      <Button
        appearance={appearance}
        icon={<Video20Regular />}
        aria-label={t('person.videoCall', { name })}
        disabledFocusable={isDisabled}
        onClick={createCallHandler(true)}
      />
    </>
  );
}
