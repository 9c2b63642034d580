import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { formatPhoneNumber } from './displayId.ts';
import { toE164 } from './toE164.ts';

const useStyles = makeStyles({
  number: {
    display: 'flex',
    justifyContent: 'start',
    width: '100%',
    paddingInline: 0,
    fontWeight: tokens.fontWeightRegular,
  },
});

/**
 * A phone number that one click calls.
 * @param props.text the number as it stands in the directory. A text that is no phone number is shown without a button
 */
export function NumberButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const connection = usePhoneState((state) => state.connection);
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const number = toE164(text);
  if (number === null) return <bdi>{text}</bdi>;
  const shown = formatPhoneNumber(number);
  return (
    <Button
      appearance="transparent"
      className={styles.number}
      icon={<Call20Regular />}
      aria-label={t('person.callNumber', { number: shown })}
      disabledFocusable={isPlacing || connection !== 'Connected'}
      onClick={() => void phone.placeCall({ kind: 'people', rawIds: [`4:${number}`] }, { video: false })}
    >
      <bdi>{shown}</bdi>
    </Button>
  );
}
