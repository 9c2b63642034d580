import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { themeChoice, themeChoices } from '../../ui/theme.ts';

/** Light, dark, or as the system is. */
export function AppearanceTab() {
  const { t } = useTranslation();
  const choice = useSyncExternalStore(themeChoice.subscribe, themeChoice.get);
  return (
    <Field label={t('settings.theme')}>
      <RadioGroup
        value={choice}
        onChange={(_event, { value }) => {
          const next = themeChoices.find((one) => one === value);
          if (next) themeChoice.set(next);
        }}
      >
        {themeChoices.map((one) => (
          <Radio key={one} value={one} label={t(`settings.themes.${one}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}
