import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface PasscodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
}

/** The field for the passcode of a Teams meeting. The invitation shows the passcode, so the field shows it, too. */
export function PasscodeField({ value, onChange, onEnter }: PasscodeFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('meetings.passcode')}>
      <Input
        value={value}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        maxLength={64}
        onChange={(_event, data) => onChange(data.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter();
        }}
      />
    </Field>
  );
}
