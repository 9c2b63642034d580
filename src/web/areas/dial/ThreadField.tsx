import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface ThreadFieldProps {
  value: string;
  isInvalid: boolean;
  onChange: (value: string) => void;
}

/** The field for the thread (the id of the chat) of a group call. The props come from `useThreadInput`. */
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
