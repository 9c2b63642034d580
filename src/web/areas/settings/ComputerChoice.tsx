import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useComputer, type Computer } from './useComputer.ts';

/** The setting that says whether this is the user's own or a shared computer. */
export function ComputerChoice() {
  const { t } = useTranslation();
  const { answer, choose } = useComputer();
  return (
    <Field label={t('computer.question')} hint={t('computer.why')}>
      <RadioGroup value={answer ?? ''} onChange={(_event, { value }) => choose(value as Computer)}>
        <Radio value="own" label={t('computer.own')} />
        <Radio value="shared" label={t('computer.shared')} />
      </RadioGroup>
    </Field>
  );
}
