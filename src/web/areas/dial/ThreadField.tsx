import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

/** The part of `useThread` that is shown. */
interface ThreadFieldProps {
  value: string;
  isInvalid: boolean;
  onChange: (value: string) => void;
}

/** Asks for the chat that a group call belongs to, where the app may not make one. */
export function ThreadField({ value, isInvalid, onChange }: ThreadFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('dial.thread.label')}
      hint={t('dial.thread.hint')}
      validationState={isInvalid ? 'warning' : 'none'}
      validationMessage={isInvalid ? t('dial.thread.invalid') : null}
    >
      <Input
        value={value}
        autoComplete="off"
        spellCheck={false}
        placeholder="19:…@thread.v2"
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
